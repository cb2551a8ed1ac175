"""The injects of a drill as its team and as whoever runs it see them, and the hints on offer."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks.action_ids import ButtonState, action
from firefighter.adapters.slack.blocks.block_kit import (
    BLOCKS_LIMIT,
    Block,
    Option,
    button,
    context,
    modal,
    overflow,
    section,
)
from firefighter.adapters.slack.wording.injects import inject_text, planned_line
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.incident import Incident
from firefighter.domain.scenario import HintOffer
from firefighter.i18n import current_language, gettext, ngettext
from firefighter.ports.chat import InjectMessage
from firefighter.use_cases.injects import PlannedInject

LIST = "injects"
ONE = "inject"
HINTS = "hints"
TAKE = "take_hint"
LATER_MIN = 5
"""How far *Later* moves an inject."""


def inject_message(message: InjectMessage, *, with_name: bool) -> tuple[str, list[Block]]:
    """`with_name` begins with the persona, where it is not the sender of the message."""
    text = inject_text(message.event, with_name=with_name)
    return text, [section(text)]


def injects_list(incident: Incident, planned: Sequence[PlannedInject]) -> Block:
    """Only for whoever runs the drill."""
    rows = [_row(incident, each) for each in planned]
    return modal(
        LIST,
        gettext("Injects: {incident}", incident=incident.reference),
        [*rows, context(gettext("Times are game time. Nobody in the drill sees this list."))][
            -BLOCKS_LIMIT:
        ],
        metadata=str(ButtonState(incident.id)),
    )


def _row(incident: Incident, planned: PlannedInject) -> Block:
    if planned.state is not None:
        return section(planned_line(planned))
    later = ngettext("Later by {number} minute", "Later by {number} minutes", LATER_MIN)
    choices = {"send": gettext("Send now"), "later": later, "skip": gettext("Skip")}
    options = [
        Option(str(ButtonState(incident.id, planned.inject.id, choice)), label)
        for choice, label in choices.items()
    ]
    return section(planned_line(planned), overflow(ONE, options))


def hints_list(incident: Incident, offers: Sequence[HintOffer]) -> Block:
    rows = [_offer(incident, each) for each in offers]
    return modal(
        HINTS,
        gettext("Hints: {incident}", incident=incident.reference),
        [
            *(rows or [section(gettext("No hints left."))]),
            context(gettext("A hint costs points, half as many in the second half.")),
        ],
        metadata=str(ButtonState(incident.id)),
    )


def _offer(incident: Incident, offer: HintOffer) -> Block:
    price = ngettext("{number} point", "{number} points", offer.price)
    take = button(
        action(TAKE, offer.id), gettext("Take"), str(ButtonState(incident.id, offer.id)), "primary"
    )
    return section(f"{escaped(offer.about.in_language(current_language()))} · {price}", take)

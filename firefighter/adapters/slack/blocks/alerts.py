"""The card that proposes to declare an incident of alerts, and the form to attach them to one."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    actions,
    button,
    context,
    modal,
    search_field,
    section,
)
from firefighter.adapters.slack.wording.alerts import card_text, decision_text
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped
from firefighter.domain.alert_groups import AlertGroup, ProposalState
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.i18n import gettext
from firefighter.ports.alert_messages import AlertCard
from firefighter.use_cases.alert_cards import INCIDENT_FIELD

DECLARE, ATTACH = "declare_alerts", "attach_alerts"
DISMISS, MUTE = "dismiss_alerts", "mute_alerts"

_DESCRIPTION_SHOWN = 500
"""Characters."""


def card_state(group: AlertGroup) -> ButtonState:
    """The group, and which of its cards."""
    return ButtonState(IncidentId(group.id), str(group.proposals))


def alert_card(card: AlertCard) -> tuple[str, list[Block]]:
    """Returns the text, and blocks with buttons while nothing is decided."""
    group, text = card.group, card_text(card)
    blocks = [section(text)]
    if decided := decision_text(card):
        return text, [*blocks, context(decided)]
    if group.description:
        blocks.append(context(clipped(escaped(group.description), _DESCRIPTION_SHOWN)))
    if group.proposal is ProposalState.OPEN:
        state = str(card_state(group))
        blocks.append(
            actions(
                [
                    button(DECLARE, gettext("Declare…"), state, "primary"),
                    button(ATTACH, gettext("Attach to…"), state),
                    button(DISMISS, gettext("Not an incident"), state),
                    button(MUTE, gettext("Mute 1 h"), state),
                ]
            )
        )
    return text, blocks


def worse_alerts(text: str, severity: Severity, incident: Incident) -> tuple[str, list[Block]]:
    """Offers to raise the severity, unless somebody did."""
    if incident.status.has_ended or severity >= incident.severity:
        return text, [section(text)]
    current = gettext(
        "{incident} is {severity}.", incident=incident.reference, severity=incident.severity
    )
    label = gettext("Change severity to {severity}", severity=severity)
    state = str(ButtonState(incident.id, incident.severity))
    raise_it = button(action_ids.action(action_ids.SEVERITY, severity), label, state)
    told = f"{text} {current}"
    return told, [section(told), actions([raise_it])]


def attach_form(group: AlertGroup) -> Block:
    hint = gettext("Type a word or a number to search.")
    return modal(
        ATTACH,
        gettext("Attach alerts"),
        [
            section(card_text(AlertCard(group, None))),
            search_field(INCIDENT_FIELD, gettext("Incident"), hint=hint),
        ],
        submit=gettext("Attach"),
        metadata=str(card_state(group)),
    )

"""The forms for roles and paging, and the message to a new role holder."""

from collections.abc import Iterator, Sequence

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.announcement import headline, next_update
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    button,
    checkbox_field,
    context,
    modal,
    search_field,
    section,
    select_field,
    text_field,
    user_field,
)
from firefighter.adapters.slack.blocks.hypotheses import hypotheses_summary
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.channels import where_to_follow
from firefighter.adapters.slack.wording.mrkdwn import escaped, quoted, user_mention
from firefighter.domain.drill import Drill
from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.paging import (
    PAGING_REASON_LIMIT,
    URGENCIES,
    OnCallService,
    PageTarget,
    Urgency,
)
from firefighter.domain.roles import COMMANDER, NOTE_LIMIT
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.people import UserGroup
from firefighter.ports.snapshot import Address, Snapshot, no_address

_SEPARATOR, _HOLDERS = ":", ","


def take_command_button(incident: Incident) -> Element:
    role = action_ids.action(action_ids.ROLE, COMMANDER)
    return button(role, gettext("Take command"), str(ButtonState(incident.id, "", "take")))


def assign_form(incident: Incident, rules: Rules, role: RoleKey = COMMANDER) -> Block:
    options = [Option(each.key, labels.role_label(each.key, rules)) for each in rules.roles]
    seen = _HOLDERS.join(f"{key}{_SEPARATOR}{holder}" for key, holder in incident.holders.items())
    return modal(
        action_ids.ASSIGN,
        gettext("Assign: {incident}", incident=incident.reference),
        [
            select_field("role", gettext("Role"), options, initial=role),
            user_field("to", gettext("Person")),
            note_field(),
        ],
        submit=gettext("Assign"),
        metadata=str(ButtonState(incident.id, seen)),
    )


def seen_holder(button_state: ButtonState, role: RoleKey) -> UserId | None:
    """Returns who held the role when the form was drawn."""
    for each in button_state.seen.split(_HOLDERS):
        key, _, holder = each.partition(_SEPARATOR)
        if key == role:
            return UserId(holder)
    return None


def note_field() -> Block:
    return text_field(
        "note",
        gettext("Handover"),
        max_length=NOTE_LIMIT,
        multiline=True,
        optional=True,
        hint=gettext("In progress, pending, contacts"),
    )


def briefing(
    event: RoleChanged, snapshot: Snapshot, rules: Rules, address: Address = no_address
) -> list[Block]:
    """The direct message to a new role holder."""
    incident = snapshot.incident
    lines = [
        briefing_text(event, incident, rules),
        escaped(labels.role_duty(event.role, rules)),
        *_current_state(event.role, snapshot),
        where_to_follow(snapshot, address),
    ]
    told = section("\n".join(filter(None, lines)))
    return [told, *hypotheses_summary(incident), *_note(event)]


def briefing_text(event: RoleChanged, incident: Incident, rules: Rules) -> str:
    return gettext(
        "{incident}\nYou're now *{role}*.",
        incident=headline(incident),
        role=labels.role_in_sentence(event.role, rules),
    )


def _current_state(role: RoleKey, snapshot: Snapshot) -> Iterator[str]:
    if role == COMMANDER:
        yield labels.next_step(snapshot.incident.status)
        yield from next_update(snapshot)


def _note(event: RoleChanged) -> Iterator[Block]:
    if event.note:
        yield section(
            gettext("Note from {who}:", who=user_mention(event.actor)) + "\n" + quoted(event.note)
        )


PAGE_ONCALL = "page"

WHOM = "whom"


_GROUP, _SERVICE = "group", "service"


_URGENCIES = {
    Urgency.CRITICAL: gettext_noop("critical"),
    Urgency.ERROR: gettext_noop("error"),
    Urgency.WARNING: gettext_noop("warning"),
    Urgency.INFO: gettext_noop("info"),
}


REAL_PAGE = "real_page"


def paging_form(
    incident: Incident, rules: Rules, reason: str = "", drill: Drill | None = None
) -> Block:
    """`reason` is the initial value of the reason; the title, if it is empty."""
    return modal(
        PAGE_ONCALL,
        gettext("Page for {incident}", incident=incident.reference),
        [
            search_field(
                WHOM, gettext("Responder"), hint=_hint(rules), initial=_only_service(rules)
            ),
            text_field(
                "reason",
                gettext("Reason"),
                max_length=PAGING_REASON_LIMIT,
                initial=reason or _default_reason(incident),
                hint=gettext("One line. They read it first."),
            ),
            *_real_page(rules, drill),
            *map(context, _paging_consequences(incident, rules)),
        ],
        submit=gettext("Page"),
        metadata=str(ButtonState(incident.id)),
    )


def whom_options(
    words: str, services: Sequence[OnCallService], groups: Sequence[UserGroup]
) -> list[Option]:
    """Services and groups whose name or handle contains `words`; on-call services first."""
    known = [
        *((_on_call_option(each), "") for each in services),
        *((_group_option(each), each.name) for each in groups if not each.disabled),
    ]
    query = words.removeprefix("@").casefold()
    return [option for option, name in known if query in f"{option.label} {name}".casefold()]


def read_whom(value: str) -> PageTarget:
    """Returns an empty target for an empty field. Raises UnknownButton for an unknown value."""
    if not value:
        return PageTarget()
    kind, _colon, name = value.partition(":")
    if kind == _GROUP:
        return PageTarget(group=name)
    if kind == _SERVICE:
        return PageTarget(service=name)
    raise UnknownButton


def _default_reason(incident: Incident) -> str:
    """The title; nothing for a private incident, whose title on-call responders may not see."""
    return "" if incident.private else incident.title


def _only_service(rules: Rules) -> Option | None:
    """Preselects the on-call service if there is exactly one."""
    return _on_call_option(rules.on_call[0]) if len(rules.on_call) == 1 else None


def _hint(rules: Rules) -> str:
    if rules.on_call:
        return gettext("An on-call service or a user group. Type part of its name.")
    return gettext("A user group. Type part of its name.")


def _paging_consequences(incident: Incident, rules: Rules) -> Iterator[str]:
    if incident.is_drill:
        yield gettext("Simulated: nobody is notified. The page is shown in the drill.")
        return
    if rules.on_call:
        urgency = gettext(_URGENCIES[URGENCIES[incident.severity]])
        yield gettext(
            "{severity}: sent as {urgency}.",
            severity=incident.severity,
            urgency=urgency,
        )
    if incident.private:
        yield gettext(
            "This incident is private. A user group that you page gets access. On-call "
            "responders see only its number and this reason."
        )


def _real_page(rules: Rules, drill: Drill | None) -> list[Block]:
    """Offered only where both the configuration and the drill allow it."""
    if drill is None or not (drill.plan.real_pages and rules.real_pages_in_drills):
        return []
    option = Option(REAL_PAGE, gettext("Page for real; I ask once more"))
    return [checkbox_field(REAL_PAGE, gettext("Real page"), option)]


def _on_call_option(service: OnCallService) -> Option:
    return Option(f"{_SERVICE}:{service.name}", f"{service.name} ({service.provider})")


def _group_option(group: UserGroup) -> Option:
    people = ngettext("{number} person", "{number} people", group.size)
    name = group.name if group.name.casefold() != group.handle.casefold() else ""
    label = " · ".join(filter(None, (f"@{group.handle}", name, people)))
    return Option(f"{_GROUP}:{group.id}", label)

"""Follow-ups: on the control panel, as a list, the form, and the reminder to their owner."""

from datetime import date

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    date_field,
    modal,
    overflow,
    section,
    select_field,
    text_field,
    url_field,
    user_field,
)
from firefighter.adapters.slack.wording.channels import where_to_follow
from firefighter.adapters.slack.wording.event_lines import due_text, kind_text, owner_text
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    escaped_with_mentions,
    link,
    user_mention,
)
from firefighter.domain.follow_ups import (
    FOLLOW_UP_KINDS,
    PRIORITIES,
    FollowUp,
    FollowUpState,
    by_urgency,
)
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.i18n import gettext, ngettext
from firefighter.ports.chat import OwnerDeactivated, Reminder
from firefighter.ports.snapshot import Address, no_address
from firefighter.reporting.wording import format_day

LIST = "follow_ups"

ONE = "follow_up"

ADD = "add_follow_up"

FORM = "follow_up_form"


_ON_PANEL = 5

_LISTED = 30
"""The most that fit into a view of 250 kB, each with the longest text and address."""

_SHOWN = 300
"""Characters of a follow-up in a list; its form has all of it."""


def follow_ups_summary(incident: Incident) -> list[Block]:
    """The most urgent open follow-ups, for the panel; nothing if none is open."""
    left = by_urgency(incident.follow_ups)
    if not left:
        return []
    lines = [f"• {_summary(each)}" for each in left[:_ON_PANEL]]
    if more := len(left) - _ON_PANEL:
        lines += [ngettext("…and {number} more", "…and {number} more", more)] if more > 0 else []
    return [section("\n".join((f"*{gettext('Follow-ups')}*", *lines)))]


def follow_ups_list(incident: Incident, today: date) -> Block:
    settled = [each for each in incident.follow_ups.values() if not each.is_open]
    listed = [*by_urgency(incident.follow_ups), *reversed(settled)]
    rows = [section(_row(each, today), _menu(each, incident.id)) for each in listed[:_LISTED]]
    nothing = [section(gettext("{incident} has no follow-ups.", incident=incident.reference))]
    cut = len(listed) - _LISTED
    more = [context(ngettext("…and {number} more", "…and {number} more", cut))] if cut > 0 else []
    add = button(ADD, gettext("Add a follow-up…"), str(ButtonState(incident.id)))
    return modal(
        LIST,
        gettext("Follow-ups: {incident}", incident=incident.reference),
        [*(rows or nothing), *more, actions([add])],
        metadata=str(ButtonState(incident.id)),
    )


def follow_up_form(
    incident_id: IncidentId,
    follow_up: FollowUp | None = None,
    *,
    text: str = "",
    source: str = "",
    previous_callback_id: str = "",
) -> Block:
    """For a new follow-up, with an optional text and source message, or for an existing one."""
    known = follow_up
    return modal(
        FORM,
        gettext("Follow-up: {incident}", incident=reference(incident_id)),
        follow_up_fields(known, text),
        submit=gettext("Save"),
        metadata=str(
            ButtonState(
                incident_id, str(known.number) if known else "", source, previous_callback_id
            )
        ),
    )


def follow_up_fields(known: FollowUp | None = None, text: str = "") -> list[Block]:
    """What somebody fills in about a follow-up."""
    return [
        text_field(
            "text",
            gettext("What needs to be done?"),
            max_length=SUMMARY_LIMIT,
            initial=known.text if known else text,
            multiline=True,
        ),
        user_field("owner", gettext("Owner"), initial=(known and known.owner) or "", optional=True),
        date_field("due", gettext("Due date"), initial=known.due if known else None),
        *priority_and_kind(known),
        url_field(
            "ticket",
            gettext("Ticket URL"),
            initial=known.ticket if known else "",
        ),
    ]


def priority_and_kind(known: FollowUp | None = None) -> list[Block]:
    """Two optional fields, also of the form for what was learnt in a Game Day."""
    return [
        select_field(
            "priority",
            gettext("Priority"),
            [Option(each, gettext(label)) for each, label in PRIORITIES.items()],
            initial=(known and known.priority) or "",
            optional=True,
        ),
        select_field(
            "kind",
            gettext("Kind"),
            [Option(each, gettext(label)) for each, label in FOLLOW_UP_KINDS.items()],
            initial=(known and known.kind) or "",
            optional=True,
        ),
    ]


def _row(follow_up: FollowUp, today: date) -> str:
    if follow_up.state is FollowUpState.DONE:
        return f":white_check_mark: ~{_follow_up_text(follow_up)}~"
    if follow_up.state is FollowUpState.DROPPED:
        dropped = gettext("won't do")
        return f":no_entry_sign: ~{_follow_up_text(follow_up)}~ · {dropped}"
    if follow_up.state is FollowUpState.MOVED:
        moved = gettext("moved to the other incident")
        return f":arrow_right: ~{_follow_up_text(follow_up)}~ · {moved}"
    late = f":warning: *{gettext('overdue')}* · " if follow_up.is_overdue(today) else ""
    return f"{late}{_summary(follow_up)}"


def _summary(follow_up: FollowUp) -> str:
    parts = (
        _follow_up_text(follow_up),
        kind_text(follow_up),
        owner_text(follow_up),
        due_text(follow_up),
        link(follow_up.ticket, gettext("ticket")) if follow_up.ticket else "",
        link(follow_up.source, gettext("in Slack")) if follow_up.source else "",
    )
    return " · ".join(filter(None, parts))


def _follow_up_text(follow_up: FollowUp) -> str:
    return clipped(escaped_with_mentions(follow_up.text), _SHOWN)


def _menu(follow_up: FollowUp, incident_id: IncidentId) -> Element | None:
    """Nothing for a moved follow-up: it is handled in the other incident."""
    if follow_up.state is FollowUpState.MOVED:
        return None
    choices = {"edit": gettext("Edit…")}
    if follow_up.is_open:
        choices |= {FollowUpState.DONE: gettext("Done"), FollowUpState.DROPPED: gettext("Won't do")}
    else:
        choices |= {FollowUpState.OPEN: gettext("Reopen")}
    number = str(follow_up.number)
    return overflow(
        action_ids.action(ONE, number),
        [
            Option(str(ButtonState(incident_id, number, choice)), label)
            for choice, label in choices.items()
        ],
    )


_REMINDER_TEXT_SHOWN = 300
"""Characters of the follow-up; its form has all of it."""


def reminder(of: Reminder, address: Address = no_address) -> tuple[str, list[Block]]:
    """Returns the text, and blocks with buttons to complete or edit the follow-up."""
    where = where_to_follow(of.snapshot, address)
    text = "\n".join(filter(None, (_reminder_text(of), where)))
    return text, [
        section(text),
        actions([_reminder_button(of, FollowUpState.DONE), _reminder_button(of, "edit")]),
    ]


def owner_deactivated_text(message: OwnerDeactivated) -> str:
    follow_up, incident = message.follow_up, message.snapshot.incident.reference
    return gettext(
        ":warning: {owner}, owner of follow-up {number} of {incident}, is deactivated: {what} "
        "Choose another owner: `/incident followups {incident}`.",
        owner=user_mention(follow_up.owner or UserId("")),
        number=follow_up.number,
        incident=incident,
        what=clipped(escaped(" ".join(follow_up.text.split())), _REMINDER_TEXT_SHOWN),
    )


def _reminder_text(of: Reminder) -> str:
    incident, follow_up = of.snapshot.incident.reference, of.follow_up
    when = format_day(follow_up.due) if follow_up.due else ""
    what = clipped(escaped(" ".join(follow_up.text.split())), _REMINDER_TEXT_SHOWN)
    known = {"day": when, "incident": incident, "what": what}
    said = (
        gettext(":hourglass: Overdue since {day} ({incident}): {what}", **known)
        if of.late
        else gettext(":hourglass: Due {day} ({incident}): {what}", **known)
    )
    return f"{said} · {link(follow_up.ticket, gettext('ticket'))}" if follow_up.ticket else said


def _reminder_button(of: Reminder, choice: str) -> Block:
    label = gettext("Done") if choice == FollowUpState.DONE else gettext("Edit…")
    number = str(of.follow_up.number)
    button_state = ButtonState(of.snapshot.incident.id, number, choice)
    return button(action_ids.action(ONE, f"{number}.{choice}"), label, str(button_state))

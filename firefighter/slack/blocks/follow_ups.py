"""Follow-ups: on the control panel, as a list to work on, and the form for one."""

from datetime import date

from firefighter.domain.follow_ups import FollowUp, FollowUpState, most_urgent_first
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    Option,
    actions,
    address_field,
    button,
    context,
    day_field,
    modal,
    overflow,
    person_field,
    section,
    text_field,
)
from firefighter.slack.words.mrkdwn import clipped, link, named
from firefighter.slack.words.record_lines import due_words, owner_words
from firefighter.texts import count, say

LIST = "follow_ups"
ONE = "follow_up"
ADD = "add_follow_up"
FORM = "follow_up_form"

_ON_PANEL = 5
_LISTED = 90
"""A modal takes 100 blocks: https://docs.slack.dev/surfaces/modals."""
_SHOWN = 300
"""Characters of one in a list; its form has all of it."""


def follow_ups_summary(incident: Incident) -> list[Block]:
    """The most urgent of what is left, for a panel; nothing, when nothing is."""
    left = most_urgent_first(incident.follow_ups)
    if not left:
        return []
    lines = [f"• {_words(each)}" for each in left[:_ON_PANEL]]
    if more := len(left) - _ON_PANEL:
        lines += [count("…and {number} more", "…and {number} more", more)] if more > 0 else []
    return [section("\n".join((f"*{say('Follow-ups')}*", *lines)))]


def follow_ups_list(incident: Incident, today: date) -> Block:
    settled = [each for each in incident.follow_ups.values() if not each.is_open]
    listed = [*most_urgent_first(incident.follow_ups), *reversed(settled)]
    rows = [section(_row(each, today), _menu(each, incident.id)) for each in listed[:_LISTED]]
    nothing = [
        section(
            say("Nothing is written down to be done after {incident}.", incident=incident.reference)
        )
    ]
    cut = len(listed) - _LISTED
    more = [context(count("…and {number} more", "…and {number} more", cut))] if cut > 0 else []
    add = button(ADD, say("Add a follow-up…"), str(Carried(incident.id)))
    return modal(
        LIST,
        say("Follow-ups: {incident}", incident=incident.reference),
        [*(rows or nothing), *more, actions([add])],
        metadata=str(Carried(incident.id)),
    )


def follow_up_form(
    incident_id: IncidentId,
    follow_up: FollowUp | None = None,
    *,
    text: str = "",
    source: str = "",
    beneath: str = "",
) -> Block:
    """For a new one, perhaps with a text and the message that it comes from; or for one known."""
    known = follow_up
    blocks = [
        text_field(
            "text",
            say("What is to be done?"),
            max_length=SUMMARY_LIMIT,
            initial=known.text if known else text,
            multiline=True,
        ),
        person_field(
            "owner", say("Who does it?"), initial=(known and known.owner) or "", optional=True
        ),
        day_field("due", say("By when?"), initial=known.due if known else None),
        address_field(
            "ticket",
            say("Its ticket"),
            initial=known.ticket if known else "",
            hint=say("The address of where it is worked on, if there is one."),
        ),
    ]
    return modal(
        FORM,
        say("Follow-up: {incident}", incident=reference(incident_id)),
        blocks,
        submit=say("Save"),
        metadata=str(Carried(incident_id, str(known.number) if known else "", source, beneath)),
    )


def _row(follow_up: FollowUp, today: date) -> str:
    if follow_up.state is FollowUpState.DONE:
        return f":white_check_mark: ~{_text(follow_up)}~"
    if follow_up.state is FollowUpState.DROPPED:
        return f":no_entry_sign: ~{_text(follow_up)}~ · {say('dropped')}"
    if follow_up.state is FollowUpState.MOVED:
        return f":arrow_right: ~{_text(follow_up)}~ · {say('went over to the other incident')}"
    late = f":warning: *{say('overdue')}* · " if follow_up.is_overdue(today) else ""
    return f"{late}{_words(follow_up)}"


def _words(follow_up: FollowUp) -> str:
    parts = (
        _text(follow_up),
        owner_words(follow_up),
        due_words(follow_up),
        link(follow_up.ticket, say("ticket")) if follow_up.ticket else "",
        link(follow_up.source, say("in the chat")) if follow_up.source else "",
    )
    return " · ".join(filter(None, parts))


def _text(follow_up: FollowUp) -> str:
    return clipped(named(follow_up.text), _SHOWN)


def _menu(follow_up: FollowUp, incident_id: IncidentId) -> Element | None:
    """Nothing for one that is somebody else's now: it is worked on there."""
    if follow_up.state is FollowUpState.MOVED:
        return None
    verbs = {"edit": say("Change…")}
    if follow_up.is_open:
        verbs |= {FollowUpState.DONE: say("Done"), FollowUpState.DROPPED: say("Drop it")}
    else:
        verbs |= {FollowUpState.OPEN: say("Open again")}
    number = str(follow_up.number)
    return overflow(
        presses.action(ONE, number),
        [Option(str(Carried(incident_id, number, verb)), label) for verb, label in verbs.items()],
    )

"""What was written down, in one line: notes, corrections of the timeline, follow-ups."""

from collections.abc import Iterator

from firefighter.domain.events import (
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    NoteTaken,
    Unlinked,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpState
from firefighter.domain.ids import reference
from firefighter.slack.words.days import day
from firefighter.slack.words.kin import LINK_SIGN, link_words
from firefighter.slack.words.merging import MERGED_SIGN, merged_words
from firefighter.slack.words.mrkdwn import clipped, person, typed
from firefighter.texts import say

Written = (
    NoteTaken
    | MessageNoted
    | MessageReworded
    | MessageDropped
    | EntryCorrected
    | EntryRemoved
    | FollowUpChanged
    | Edited
    | Merged
    | Linked
    | Unlinked
)

_SHOWN = 1000
"""Characters of what people wrote that are shown in a line; the timeline has all of it."""

_SIGNS = {
    "note_taken": ":spiral_note_pad:",
    "message_noted": ":pushpin:",
    "message_reworded": ":pushpin:",
    "message_dropped": ":pushpin:",
    "entry_corrected": ":pushpin:",
    "entry_removed": ":pushpin:",
    "follow_up_changed": ":ballot_box_with_check:",
    "edited": ":pencil:",
    "merged": MERGED_SIGN,
    "linked": LINK_SIGN,
    "unlinked": LINK_SIGN,
}


def record_line(event: Written) -> str:
    return f"{_SIGNS[event.kind]} {_words(event)}"


def follow_up_words(follow_up: FollowUp) -> str:
    """What is to be done, by whom and when."""
    parts = (_short(follow_up.text), owner_words(follow_up), due_words(follow_up))
    return " · ".join(filter(None, parts))


def _words(event: Written) -> str:
    who = person(event.actor)
    match event:
        case NoteTaken():
            return say("{who} noted: {text}", who=who, text=_short(event.text))
        case MessageNoted():
            return say("{who} put a message on the timeline.", who=who)
        case MessageReworded():
            return say("A message on the timeline was edited by {who}.", who=who)
        case MessageDropped() | EntryRemoved():
            return say("{who} took an entry off the timeline.", who=who)
        case EntryCorrected():
            return say("{who} corrected an entry of the timeline.", who=who)
        case FollowUpChanged():
            return _follow_up(event, who)
        case Edited():
            return " ".join(_edited(event, who))
        case Linked() | Unlinked():
            return link_words(event)
        case Merged():
            return merged_words(event)


def _edited(event: Edited, who: str) -> Iterator[str]:
    before, after = event.before, event.after
    if before.title != after.title:
        yield say("{who} renamed it: {title}", who=who, title=typed(after.title))
    if before.services != after.services:
        services = typed(", ".join(after.services)) or say("none")
        yield say("{who} changed its services: {services}", who=who, services=services)


def _follow_up(event: FollowUpChanged, who: str) -> str:
    before, after = event.before, event.after
    if before is None and event.merged is not None:
        from_where, what = reference(event.merged), follow_up_words(after)
        return say("A follow-up came from {incident}: {what}", incident=from_where, what=what)
    if before is None:
        return say("{who} added a follow-up: {what}", who=who, what=follow_up_words(after))
    if before.state is after.state:
        return say("{who} changed a follow-up: {what}", who=who, what=follow_up_words(after))
    what = _short(after.text)
    match after.state:
        case FollowUpState.DONE:
            return say("{who} did a follow-up: {what}", who=who, what=what)
        case FollowUpState.DROPPED:
            return say("{who} dropped a follow-up: {what}", who=who, what=what)
        case FollowUpState.MOVED:
            return say("{who} took a follow-up along: {what}", who=who, what=what)
        case FollowUpState.OPEN:
            return say("{who} reopened a follow-up: {what}", who=who, what=what)


def owner_words(follow_up: FollowUp) -> str:
    return person(follow_up.owner) if follow_up.owner else say("nobody yet")


def due_words(follow_up: FollowUp) -> str:
    return say("due {day}", day=day(follow_up.due)) if follow_up.due else ""


def _short(text: str) -> str:
    return clipped(typed(" ".join(text.split())), _SHOWN)

"""A message of the Chat port as Slack's text and blocks."""

from firefighter.domain.events import StatusChanged, UpdatePosted
from firefighter.domain.lifecycle import Trigger
from firefighter.domain.rules import Rules
from firefighter.ports.chat import (
    Announcement,
    ArchiveNotice,
    Briefing,
    ControlPanel,
    DeclaredFrom,
    DeclaredHere,
    Line,
    Message,
    Nudge,
    PageNotice,
    PagingDelay,
    PostmortemDue,
    Reminder,
    Reopened,
    RoomNotice,
)
from firefighter.slack.blocks.announcement import announcement, headline
from firefighter.slack.blocks.archiving import archive_notice
from firefighter.slack.blocks.nudges import nudge
from firefighter.slack.blocks.panel import panel
from firefighter.slack.blocks.reminders import reminder
from firefighter.slack.blocks.roles import briefing, briefing_text
from firefighter.slack.blocks.update import update_card
from firefighter.slack.blocks.vocabulary import Block, section
from firefighter.slack.words import labels
from firefighter.slack.words.address import Address, nowhere
from firefighter.slack.words.declaring import declared_from, declared_here
from firefighter.slack.words.lines import line
from firefighter.slack.words.merging import goes_on
from firefighter.slack.words.page_notices import about_page
from firefighter.slack.words.paging import delay_line
from firefighter.slack.words.room_lines import about_room, where_instead
from firefighter.texts import say


def draw(message: Message, rules: Rules, address: Address = nowhere) -> tuple[str, list[Block]]:
    """The text that notifications and screen readers use, and the blocks that everybody sees."""
    incident = message.snapshot.incident
    match message:
        case Announcement():
            text = f"{headline(incident)} · {labels.status_label(incident.status)}"
            return text, announcement(message.snapshot, address)
        case ControlPanel():
            text = say("Controls of {incident}", incident=headline(incident))
            return text, panel(message.snapshot, rules, address)
        case Line(event=UpdatePosted() as update):
            return line(update, incident, rules), update_card(update, incident)
        case Line():
            return _one_line(_told(message, rules, address))
        case Reopened():
            told = _told(Line(message.event, message.snapshot), rules, address)
            return _one_line(f"{headline(incident)}\n{told}")
        case other:
            return _draw_for_some(other, rules)


def _draw_for_some(
    message: (
        Nudge
        | Briefing
        | DeclaredFrom
        | DeclaredHere
        | PageNotice
        | PostmortemDue
        | PagingDelay
        | Reminder
        | ArchiveNotice
        | RoomNotice
    ),
    rules: Rules,
) -> tuple[str, list[Block]]:
    """What is not the incident's own record, but asks or tells somebody something."""
    match message:
        case Briefing():
            text = briefing_text(message.event, message.snapshot.incident, rules)
            return text, briefing(message.event, message.snapshot, rules)
        case PageNotice() | PostmortemDue():
            return _one_line(about_page(message))
        case PagingDelay():
            return _one_line(delay_line(message))
        case Nudge():
            return nudge(message)
        case DeclaredFrom():
            return _one_line(declared_from(message.link))
        case DeclaredHere():
            return _one_line(declared_here(message.snapshot))
        case Reminder():
            return reminder(message)
        case ArchiveNotice():
            return archive_notice(message)
        case RoomNotice():
            return _one_line(about_room(message))


def _told(message: Line, rules: Rules, address: Address) -> str:
    """The event; where the others are when it was merged, and where to go on when it is back."""
    event, snapshot = message.event, message.snapshot
    text, onward = line(event, snapshot.incident, rules), ""
    match event:
        case StatusChanged(merged=True) if snapshot.original:
            onward = goes_on(snapshot.original, address)
        case StatusChanged(trigger=Trigger.REOPEN):
            onward = where_instead(snapshot)
    return " ".join(filter(None, (text, onward)))


def _one_line(text: str) -> tuple[str, list[Block]]:
    return text, [section(text)]

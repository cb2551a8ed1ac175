"""The note in a room that is archived soon, and what becomes of the note."""

from firefighter.ports.chat import ArchiveNotice
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, actions, button, section
from firefighter.slack.words.mrkdwn import moment, person
from firefighter.slack.words.room_lines import SIGN
from firefighter.texts import say


def archive_notice(notice: ArchiveNotice) -> tuple[str, list[Block]]:
    """What happens to the room and when, and the same with buttons while that can be changed."""
    text = f"{SIGN} {_text(notice)}"
    return text, [section(text), *_choices(notice)]


def _text(notice: ArchiveNotice) -> str:
    incident = notice.snapshot.incident
    if incident.room_kept_by:
        return say("{who} keeps this room: it is not archived.", who=person(incident.room_kept_by))
    if notice.due is None:
        return say("{incident} was reopened, so this room stays.", incident=incident.reference)
    return say(
        "{incident} is closed. I archive this room on {when}; all of it can still be read then.",
        incident=incident.reference,
        when=moment(notice.due),
    )


def _choices(notice: ArchiveNotice) -> list[Block]:
    incident = notice.snapshot.incident
    if notice.due is None or incident.room_kept_by:
        return []
    carried = str(Carried(incident.id))
    keep = button(presses.KEEP_ROOM, say("Keep this room"), carried)
    return [actions([keep, button(presses.ARCHIVE_ROOM, say("Archive now"), carried)])]

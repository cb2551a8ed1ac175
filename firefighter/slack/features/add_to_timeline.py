"""Put a message on the timeline from its menu."""

from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.noting import Remark
from firefighter.domain.title import clean_text
from firefighter.effects.note_message import NoteMessage
from firefighter.effects.tell_person import TellPerson
from firefighter.slack.blocks.forms import message
from firefighter.slack.reading import moment_of
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pointed
from firefighter.slack.words.mrkdwn import untyped
from firefighter.texts import mark, say
from firefighter.usecases.arrange import arrange

feature = Feature()

_SHORTCUT = "add_to_timeline"


@feature.incident_message_shortcut(
    _SHORTCUT, mark("Add to timeline"), does=mark("Put this message on an incident's timeline.")
)
def add(visit: Pointed, incident_id: IncidentId) -> None:
    """What the menu showed of the message serves where the bot is no member and may not look."""
    done = say("It is on the timeline of {incident}.", incident=reference(incident_id))
    told = TellPerson(visit.user, visit.channel, done, visit.thread, visit.response_url)
    note = NoteMessage(
        visit.channel,
        visit.ts,
        visit.user,
        visit.house.clock.now(),
        by_hand=True,
        known=_as_shown(visit),
        receipt=told if visit.response_url else None,
    )
    arrange(visit.house, visit.delivery, incident_id, note.request())
    if not visit.response_url:
        visit.open_form(message(reference(incident_id), done))


def _as_shown(visit: Pointed) -> Remark:
    return Remark(
        channel=visit.channel,
        ts=visit.ts,
        at=moment_of(visit.ts),
        author=visit.author,
        text=clean_text(untyped(visit.text)),
        permalink="",
        marked=True,
    )

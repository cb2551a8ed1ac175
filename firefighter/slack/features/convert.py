"""Make a channel that people have already the room of an incident, of a new one or a known one."""

from firefighter.domain.errors import FirefighterError, Unfit, UnfitChannel
from firefighter.domain.ids import IncidentId
from firefighter.domain.title import split_title
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.places import AdoptedRoom
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.convert import CONVERT, convert_form, looking_form, read_room
from firefighter.slack.blocks.declare import declare_form
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Submitted, Typed
from firefighter.slack.which import named_first, refuse_unless_seen
from firefighter.slack.words.refusals import refusal
from firefighter.texts import mark, say
from firefighter.usecases.convert import convert, refuse_known, refuse_readers, refuse_unfit

feature = Feature(scopes=("channels:join",))

_DIRECT = "D"
"""What the ids of direct messages begin with: https://docs.slack.dev/reference/objects/conversation-object."""


@feature.command(
    "convert",
    usage=mark("[INC-42, or what is wrong]"),
    does=mark("Make this channel the room of an incident."),
)
def ask(visit: Typed) -> None:
    """Opens the form at once; only then asks what kind of channel it is, and draws what to do."""
    incident_id, words = named_first(visit.words)
    if incident_id is not None:
        refuse_unless_seen(visit, incident_id, visit.channel)
        visit.house.records.snapshot(incident_id).incident.refuse_room()
    if visit.channel.startswith(_DIRECT):
        raise UnfitChannel(Unfit.DIRECT)
    refuse_known(visit.house, visit.channel)
    form_id = visit.open_form(looking_form())
    try:
        form = _form(visit, refuse_unfit(visit.look_at_channel()), incident_id, words)
    except FirefighterError as error:
        form = forms.message(say("Not this channel"), refusal(error, visit.house.rules))
    visit.redraw(form_id, form)


@feature.submission(CONVERT)
def make_it_the_room(visit: Submitted) -> None:
    convert(visit.house, visit.delivery, visit.user, visit.incident_id, read_room(visit.carried))


def _form(visit: Typed, seen: ChannelFacts, incident_id: IncidentId | None, words: str) -> Block:
    room = AdoptedRoom(seen.id, seen.private)
    if incident_id is not None:
        incident = visit.house.records.snapshot(incident_id).incident
        refuse_readers(incident, room)
        return convert_form(incident, room)
    title, summary = split_title(words or seen.name.replace("-", " "), seen.topic)
    return declare_form(visit.house.rules, title, summary, room=room)

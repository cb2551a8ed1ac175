"""What is said of channels that people had before and that become rooms."""

from firefighter.domain.errors import Unfit
from firefighter.domain.events import RoomAdopted, VisibilityChanged
from firefighter.ports.places import ChannelId
from firefighter.slack.words.mrkdwn import channel, person
from firefighter.texts import mark, say

_WHY_NOT = {
    Unfit.DIRECT: mark(
        "This is a conversation between some people. A room has to be a channel, "
        "so that others can be let in."
    ),
    Unfit.UNSEEN: mark(
        "I am not in this channel and cannot let myself in. "
        "Type `/invite @firefighter` here, then ask once more."
    ),
    Unfit.ARCHIVED: mark("This channel is archived. Bring it back first, or take another one."),
    Unfit.SHARED: mark(
        "This channel is shared with another company, which would read along. Take another one."
    ),
    Unfit.ANNOUNCING: mark(
        "This is where everybody hears of incidents, so it cannot be the room of one."
    ),
    Unfit.TAKEN: mark(
        "This channel is the room of an incident already. `/incident show` shows it."
    ),
    Unfit.PUBLIC: mark("Everybody can read this channel, and the incident is private."),
    Unfit.PRIVATE: mark("Only its members can read this channel, and the incident is not private."),
}


def why_not(why: Unfit) -> str:
    return say(_WHY_NOT[why])


def adopted_line(event: RoomAdopted) -> str:
    who, room = person(event.actor), channel(ChannelId(event.channel))
    return f":door: {say('{who} made {room} its room.', who=who, room=room)}"


def visibility_line(event: VisibilityChanged) -> str:
    who = person(event.actor)
    if event.private:
        return (
            f":lock: {say('{who} made it private: only who is in this room knows of it.', who=who)}"
        )
    return f":unlock: {say('{who} made it public: everybody may know of it now.', who=who)}"


def what_happens_here() -> str:
    """To a channel that becomes a room; the same whichever incident it is for."""
    return say(
        "I join this channel, post and pin the control panel, and invite those who belong to it. "
        "The channel keeps its name, and the topic if it has one."
    )


def who_will_know(*, private: bool) -> str:
    if private:
        return f":lock: {say('Only members read this channel, so the incident will be private.')}"
    return say("Everybody can read this channel, so the incident will not be private.")

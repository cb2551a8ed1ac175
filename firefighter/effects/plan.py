"""What has to be done outside after each event: the one place that decides it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    Paged,
    PageWanted,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    Source,
    StatusChanged,
    UpdatePosted,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, falls_to
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.room import RoomState
from firefighter.effects.attach_picture import AttachPicture
from firefighter.effects.bookmark_page import BookmarkPage
from firefighter.effects.brief_holder import BriefHolder
from firefighter.effects.cards import cards_of, home_of
from firefighter.effects.create_page import CreatePage
from firefighter.effects.create_room import CreateRoom
from firefighter.effects.effect import Effect
from firefighter.effects.invite_people import InvitePeople
from firefighter.effects.join_room import JoinRoom
from firefighter.effects.label_page import LabelPage
from firefighter.effects.link_source import LinkSource
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_announcement import PostAnnouncement
from firefighter.effects.post_group_page import PostGroupPage
from firefighter.effects.post_line import PostLine
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.refresh_homes import RefreshHomes
from firefighter.effects.refresh_kin import RefreshKin
from firefighter.effects.refresh_page import RefreshPage
from firefighter.effects.rejoin_room import RejoinRoom
from firefighter.effects.retire_room import leaving
from firefighter.effects.ring_service import RingService
from firefighter.effects.set_topic import SetTopic
from firefighter.effects.settle_archive_notice import SettleArchiveNotice
from firefighter.effects.stand_down import StandDown
from firefighter.effects.take_down import TakeDown
from firefighter.effects.tell_of_room import TellOfRoom
from firefighter.effects.tell_source import TellSource
from firefighter.ports.places import ChannelId, Place
from firefighter.ports.store import EffectRequest

_OF_ROOM = (RoomChanged, RoomRenamed, RoomKept)
_TIMELINE_ONLY = (MessageNoted, MessageReworded, MessageDropped, EntryCorrected, EntryRemoved)


def plan(incident: Incident, event: AnyEvent) -> Sequence[EffectRequest]:
    """The effects of an event, for the incident as it is after it."""
    if isinstance(event, _TIMELINE_ONLY):
        return [effect.request() for effect in _page(incident, event)]
    match event:
        case Declared():
            effects = _after_declaring(incident, event)
        case VisibilityChanged(private=True):
            effects = _after_hiding(incident, event)
        case VisibilityChanged():
            effects = _after_showing(event)
        case _:
            effects = _after(incident, event)
    return [effect.request() for effect in (*effects, RefreshHomes())]


def is_silent(event: AnyEvent) -> bool:
    """Whether no line tells of it: people who work on the timeline do not want that retold.

    A page is told of by the call itself, or by what came of it; of the room the chat tells itself.
    """
    return isinstance(event, (*_TIMELINE_ONLY, *_OF_ROOM, Paged)) or _is_told_already(event)


def _is_told_already(event: AnyEvent) -> bool:
    """A follow-up that only got its source, or that a merge took along, which has its own line."""
    match event:
        case FollowUpChanged(merged=int()):
            return True
        case FollowUpChanged(before=FollowUp() as before, after=after):
            return replace(before, source=after.source) == after
    return False


def _after_declaring(incident: Incident, event: Declared) -> Iterator[Effect]:
    if not incident.private:
        yield PostAnnouncement()
        yield PostPanel(Place.THREAD_PANEL)
    if event.room:
        yield from _room(incident, event, JoinRoom(ChannelId(event.room)))
        yield PostLine(Place.ROOM, event)
    elif incident.has_room:
        yield from _room(incident, event, CreateRoom())
    if event.source:
        yield from _source(incident, event.source)


def _after_hiding(incident: Incident, event: VisibilityChanged) -> Iterator[Effect]:
    """What everybody can read is taken down; a bot cannot make a public channel private."""
    yield TakeDown()
    if event.left:
        yield from leaving(ChannelId(event.left))
    if event.stays:
        # Makes one after all, should somebody have opened the room to everybody meanwhile.
        yield CreateRoom()
        yield RefreshCard(Place.ROOM_PANEL)
    else:
        yield from _room(incident, event, CreateRoom())
    yield InvitePeople(tuple(dict.fromkeys((event.actor, *event.people))))
    yield PostLine(Place.ROOM, event)
    yield RefreshKin()


def _after_showing(event: VisibilityChanged) -> Iterator[Effect]:
    """Its room stays private: a bot cannot open one."""
    yield PostAnnouncement()
    yield PostPanel(Place.THREAD_PANEL)
    yield PostLine(Place.ROOM, event)
    yield RefreshCard(Place.ROOM_PANEL)
    yield RefreshKin()


def _source(incident: Incident, source: Source) -> Iterator[Effect]:
    """A private incident is told of nowhere, also not where it came from."""
    place = Place.ROOM if incident.has_room else Place.ANNOUNCEMENT
    yield LinkSource(place, source)
    if not incident.private:
        yield TellSource(source, place)


def _after(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    way_in = _way_in(event)
    opens_room = way_in is not None
    if not is_silent(event):
        yield from _lines(incident, event, opens_room=opens_room)
    if way_in:
        yield from _room(incident, event, way_in)
    if isinstance(event, RoomAdopted):
        if event.people:
            yield InvitePeople(event.people)
        yield PostLine(Place.ROOM, event)
    yield from _of_room(incident, event)
    drawn_anew = {Place.ROOM_PANEL} if opens_room else set[Place]()
    yield from (RefreshCard(place) for place in cards_of(incident) if place not in drawn_anew)
    if incident.works_in_room and not opens_room:
        yield from _changes_in_room(incident, event)
    if isinstance(event, RoleChanged) and event.after:
        yield BriefHolder(event, home_of(incident))
    yield from _page(incident, event)
    yield from _people(incident, event)


def _way_in(event: AnyEvent) -> Effect | None:
    """How an incident that had no room gets one; None when it does not by this."""
    match event:
        case SeverityChanged(opens_room=True):
            return CreateRoom()
        case RoomAdopted(channel=channel):
            return JoinRoom(ChannelId(channel))
    return None


def _lines(incident: Incident, event: AnyEvent, *, opens_room: bool) -> Iterator[Effect]:
    """One line where people are; an update reaches those outside the room as well."""
    # A room that is only now being made holds nobody yet.
    home = Place.ANNOUNCEMENT if opens_room else home_of(incident)
    if home is Place.ROOM or not incident.private:
        yield PostLine(home, event)
    if isinstance(event, UpdatePosted) and home is Place.ROOM and not incident.private:
        yield PostLine(Place.ANNOUNCEMENT, event)


def _opens_page(event: AnyEvent) -> bool:
    match event:
        case StatusChanged(opens_page=True) | SeverityChanged(opens_page=True) | PageWanted():
            return True
    return False


def _page(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """Everything that happens is on the page as well, from the moment there is one."""
    if _opens_page(event):
        yield CreatePage()
    elif incident.has_page:
        yield RefreshPage()
    if incident.has_page and isinstance(event, SeverityChanged | Classified):
        yield LabelPage()
    if incident.has_page and isinstance(event, MessageNoted | MessageReworded):
        yield from (AttachPicture(each.file) for each in event.pictures or ())


def _people(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """Calls those who are asked for, and lets them go when it is over."""
    match event:
        case Paged(group=""):
            yield RingService(event)
        case Paged():
            yield PostGroupPage(home_of(incident), event)
        case StatusChanged(cancel_reason=CancelReason.DUPLICATE):
            """It burns elsewhere, and there those who were rung are needed."""
        case StatusChanged(after=Status.MITIGATED | Status.CLOSED):
            yield StandDown()


def _room(incident: Incident, event: AnyEvent, way_in: Effect) -> Iterator[Effect]:
    yield way_in
    yield PostPanel(Place.ROOM_PANEL)
    yield PinPanel()
    yield SetTopic()
    involved = (event.actor, incident.declared_by, *incident.holders.values())
    people = (*involved, *incident.policy.invite)
    yield InvitePeople(tuple(dict.fromkeys(people)))
    if incident.has_page and not _opens_page(event):
        yield BookmarkPage()


def _of_room(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """What follows when the room goes, or comes back, or is not to be archived any more."""
    match event:
        case RoomChanged(after=after):
            is_back = after is RoomState.OPEN
            if is_back:
                yield RejoinRoom()
            if incident.status is not Status.CLOSED and not (is_back and incident.private):
                yield TellOfRoom(event)
        case RoomKept() | StatusChanged(trigger=Trigger.REOPEN) if incident.works_in_room:
            yield SettleArchiveNotice()


def _changes_in_room(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    match event:
        case Edited():
            yield SetTopic()
        case SeverityChanged():
            yield SetTopic()
            if incident.policy.invite:
                yield InvitePeople(incident.policy.invite)
        case RoleChanged(after=str(newcomer)):
            yield InvitePeople((newcomer,))
        case Merged(people=people) if people:
            yield InvitePeople(people)
        case FollowUpChanged(before=before, after=after) if incident.private:
            if owner := falls_to(before, after):
                yield InvitePeople((owner,))

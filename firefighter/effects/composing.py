"""Gathers what is known of an incident for its page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from firefighter.domain.events import MessageNoted, NoteTaken, RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import Fate, Shown, WhyNot
from firefighter.domain.postmortem import Postmortem, Relative, Told
from firefighter.domain.room import RoomState
from firefighter.domain.story import Passage, story
from firefighter.domain.timeline import Entry
from firefighter.effects.effect import Job
from firefighter.ports.chat import ChatRefused
from firefighter.ports.people import Profile
from firefighter.ports.places import Kin, Place

PAGE = "page"
"""The lane in which the page is made, and for which everything waits that needs it."""

_ASKED_AT_ONCE = 40
"""So that an effect ends within its lease; the next refresh asks about others."""

PAGE_EDITS = "page-edits"


@dataclass(frozen=True)
class Composed:
    postmortem: Postmortem
    learnt: tuple[Profile, ...]
    """Whom the chat had to be asked about, to be remembered with the effect's outcome."""


def compose(job: Job) -> Composed:
    """Asks the chat who people are, for those whom nobody asked about before."""
    incident, places = job.incident, job.snapshot.places
    timeline = job.records.timeline(incident.id)
    users = set(_people(incident, timeline))
    known = job.people(users)
    learnt = tuple(_profiles(job, users - known.keys()))
    names = {each.user: each.real_name or each.name for each in (*known.values(), *learnt)}
    fates = _fates(job)
    room = places.get(Place.ROOM) if incident.room_state is not RoomState.DELETED else None
    announcement = places.get(Place.ANNOUNCEMENT)
    postmortem = Postmortem(
        incident=incident,
        timeline=timeline,
        told=tuple(_told(job, passage, names, fates) for passage in story(timeline)),
        names=names,
        impact=incident.impact,
        latest_update=_latest(incident),
        similar=job.records.similar(incident),
        relatives=tuple(_relative(job, each) for each in job.snapshot.kin),
        room_url=job.chat.address(room) if room else "",
        announcement_url=job.chat.address(announcement) if announcement else "",
    )
    return Composed(postmortem, learnt)


def _relative(job: Job, kin: Kin) -> Relative:
    home = job.chat.address(kin.home) if kin.home and not kin.page_url else ""
    return Relative(kin.id, kin.title, kin.relation, kin.page_url or home)


def _latest(incident: Incident) -> Told | None:
    update = incident.latest_update
    if update is None:
        return None
    return Told(update.at, "\n".join(filter(None, (update.changed, update.next_step))))


def _profiles(job: Job, users: set[UserId]) -> Iterator[Profile]:
    """Whom the chat does not show stays an id."""
    for user in sorted(users)[:_ASKED_AT_ONCE]:
        try:
            yield job.chat.profile(user)
        except ChatRefused:
            continue


def _people(incident: Incident, timeline: Sequence[Entry]) -> Iterator[UserId]:
    yield incident.declared_by
    yield from incident.holders.values()
    yield from (each.owner for each in incident.follow_ups.values() if each.owner)
    for event in (entry.event for entry in timeline):
        yield event.actor
        match event:
            case RoleChanged(after=str(holder)):
                yield holder
            case MessageNoted(author=author) if author:
                yield author


def _fates(job: Job) -> Mapping[str, Fate]:
    """What became of pictures on the page that there is now."""
    page = job.snapshot.page
    known = job.records.fates(job.incident.id) if page else {}
    return {file: fate for file, fate in known.items() if page and fate.page == page.id}


def _shown(passage: Passage, fates: Mapping[str, Fate]) -> Iterator[Shown]:
    for picture in passage.pictures:
        fate = fates.get(picture.file)
        if fate is None:
            yield Shown(picture)
        elif fate.why_not is not WhyNot.NO_PICTURE:
            yield Shown(picture, fate.attachment, fate.why_not)


def _told(
    job: Job, passage: Passage, names: Mapping[UserId, str], fates: Mapping[str, Fate]
) -> Told:
    """What people wrote, by whom and where; for all else, the line that the chat has for it."""
    match passage.event:
        case MessageNoted(author=author, permalink=url):
            pictures = tuple(_shown(passage, fates))
            return Told(passage.at, _by(author, passage.text, names), url, pictures)
        case NoteTaken(actor=author):
            return Told(passage.at, _by(author, passage.text, names))
        case event:
            return Told(passage.at, job.chat.in_words(event, job.incident, names))


def _by(author: UserId, text: str, names: Mapping[UserId, str]) -> str:
    return f"{names.get(author, author)}: {text}" if author else text

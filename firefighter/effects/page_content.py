"""What all pages share: their lanes, names of people, and timeline entries as text."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from firefighter.domain.actors import people_among, program_of
from firefighter.domain.events import DecisionRecorded, MessageNoted, NoteTaken
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import with_names
from firefighter.domain.timeline import TimelineViewItem
from firefighter.effects.effect import EffectContext
from firefighter.ports.chat import Chat
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.pages import PageContent
from firefighter.ports.people import Profile
from firefighter.ports.program_name import program_name

PAGE_LANE = "page"
"""The lane in which the page is created. Whatever needs the page waits for it."""

PAGE_EDITS_LANE = "page-edits"

_MOST_PROFILES = 40
"""Requested per run, so that it ends within its lease. The next refresh requests more."""


@dataclass(frozen=True)
class ComposedPage:
    content: PageContent
    profiles: tuple[Profile, ...]
    """Newly requested profiles, to be stored with the outcome."""


def find_names(
    context: EffectContext, users: Collection[UserId]
) -> tuple[Mapping[UserId, str], tuple[Profile, ...]]:
    """Names of people, user groups and channels. Requests unknown profiles from the chat."""
    people = people_among(users)
    known = context.people(people)
    profiles = tuple(_profiles(context, set(people) - known.keys()))
    names = {each.user: each.known_name for each in (*known.values(), *profiles)}
    programs = {user: program_name(found) for user in users if (found := program_of(user))}
    return names | programs, profiles


def entry_text(
    chat: Chat, incident: Incident, item: TimelineViewItem, names: Mapping[UserId, str]
) -> str:
    """What people wrote, with its author; for other events, the line shown in the chat."""
    match item.event:
        case MessageNoted(author=author) | NoteTaken(actor=author):
            told = with_names(item.text, names)
            return f"{names.get(author, author)}: {told}" if author else told
        case DecisionRecorded() as event:
            return chat.in_words(replace(event, text=item.text), incident, names)
        case event:
            return chat.in_words(event, incident, names)


def _profiles(context: EffectContext, users: set[UserId]) -> Iterator[Profile]:
    """Those that the chat does not show keep their id."""
    for user in sorted(users)[:_MOST_PROFILES]:
        try:
            yield context.chat.profile(user)
        except CallRefused:
            continue

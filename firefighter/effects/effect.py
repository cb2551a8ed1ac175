"""The base class of effects. To add an effect, define it in this package: the registry finds it."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, TypeVar

from pydantic import TypeAdapter

from firefighter.domain.errors import FirefighterError
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.learning_report import LearningReport
from firefighter.domain.recorded_exercise import has_no_place
from firefighter.domain.redaction import was_hidden
from firefighter.domain.scoring import RankedTeam
from firefighter.i18n import current_language, gettext, use_language
from firefighter.ports.chat import CHAT, Chat, IdempotencyKey, Message
from firefighter.ports.game_days import GameDayRecords, GameDaySnapshot
from firefighter.ports.gateways import Gateways
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.pages import PAGES, PageBackends
from firefighter.ports.paging import PAGER, Pager
from firefighter.ports.people import Person
from firefighter.ports.records import Records, RequestedEffect
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.snapshot import (
    PUBLIC_PLACES,
    ChannelId,
    MessageRef,
    Place,
    PlaceRef,
    Snapshot,
)
from firefighter.ports.statistics import Digest, Statistics
from firefighter.ports.store import EffectRequest
from firefighter.ports.webhooks import WEBHOOKS, Webhooks

CLOCK_MARGIN = timedelta(minutes=5)
"""The largest expected difference between the chat's clock and ours."""


_Effect = TypeVar("_Effect", bound="Effect")

FindPeople = Callable[[Collection[UserId]], Mapping[UserId, Person]]


ScoreTeams = Callable[[GameDay], Sequence[RankedTeam]]


ReadReport = Callable[[GameDay], LearningReport]


def _find_nobody(_users: Collection[UserId]) -> Mapping[UserId, Person]:
    return {}


@dataclass(eq=False)
class Postponed(FirefighterError):
    """The effect cannot run yet, which is no failure. It is tried again after `wait_s` seconds."""

    wait_s: float

    def __str__(self) -> str:
        return gettext("waits until the drill goes on")


class PlaceMissing(FirefighterError):
    """There is no such place: the incident became private or was imported, or it is replaced."""


@dataclass(frozen=True)
class SentMessage:
    """A message of the running effect, by this try or an earlier one."""

    ref: MessageRef
    thread: str
    """Timestamp of the first message of its thread; empty outside threads."""


@dataclass(frozen=True)
class EffectContext:
    """What an effect is given to run."""

    gateways: Gateways
    idempotency_key: IdempotencyKey
    enqueued_at: datetime
    tried_before: bool
    """Whether an earlier try may have succeeded without being recorded."""
    known: Snapshot | None
    """The incident as it is now; None for an effect without an incident."""
    records: Records
    """Everything else on record."""
    people: FindPeople = _find_nobody
    """Looks up stored profiles."""
    figures: Statistics | None = None
    known_game_day: GameDaySnapshot | None = None
    """The Game Day as everybody may see it now; None for an effect of none."""
    game_days: GameDayRecords | None = None
    score_teams: ScoreTeams | None = None
    read_report: ReadReport | None = None
    library: ScenarioLibrary | None = None
    sent: list[SentMessage] = field(default_factory=list)
    """What `post` and `find_post` returned."""
    looked_in_vain: list[SentMessage] = field(default_factory=list)
    """Where `find_post` found nothing, without a timestamp: an earlier try may arrive there yet."""

    @property
    def chat(self) -> Chat:
        return self.gateways.get(CHAT)

    @property
    def pages(self) -> PageBackends:
        return self.gateways.get(PAGES)

    @property
    def pager(self) -> Pager:
        return self.gateways.get(PAGER)

    @property
    def webhooks(self) -> Webhooks:
        return self.gateways.get(WEBHOOKS)

    def post(self, channel: ChannelId, message: Message, thread: str = "") -> MessageRef:
        """Posts the message of the effect, by which `find_post` recognizes it."""
        return self._sent(
            self.chat.post(channel, message, self.idempotency_key, thread=thread), thread
        )

    def post_digest(self, channel: ChannelId, digest: Digest) -> MessageRef:
        return self._sent(self.chat.post_digest(channel, digest, self.idempotency_key))

    def find_post(self, channel: ChannelId, thread: str = "") -> MessageRef | None:
        """The message that an earlier try posted."""
        found = self.chat.find_post(channel, self.idempotency_key, self.since, thread=thread)
        if found is None:
            self.looked_in_vain.append(SentMessage(MessageRef(channel, ""), thread))
            return None
        return self._sent(found, thread)

    def requested(self, effect: "type[_Effect]") -> "Iterator[tuple[RequestedEffect, _Effect]]":
        """The effects of a kind that were enqueued for the incident, the oldest first."""
        for asked in self.records.requested_effects(self.incident.id, effect.kind):
            yield asked, payload_adapter(effect).validate_python(asked.payload)

    def find_post_of(self, asked: RequestedEffect, place: Place) -> MessageRef | None:
        """The message that another effect posted at a place.

        None if it was never posted, or if it or its thread was deleted.
        """
        home = self.at(place)
        since = asked.at - CLOCK_MARGIN
        try:
            return self.chat.find_post(home.channel, asked.idempotency_key, since, thread=home.ts)
        except CallRefused as refused:
            if refused.reason != "thread_not_found":
                raise
            return None

    def _sent(self, ref: MessageRef, thread: str = "") -> MessageRef:
        self.sent.append(SentMessage(ref, thread))
        return ref

    @property
    def since(self) -> datetime:
        """The earliest time at which an earlier try can have posted something."""
        return self.enqueued_at - CLOCK_MARGIN

    @property
    def statistics(self) -> Statistics:
        if self.figures is None:
            raise LookupError("This job was given no statistics.")
        return self.figures

    @property
    def game_day(self) -> GameDaySnapshot:
        """As everybody may see it, for what everybody reads."""
        if self.known_game_day is None:
            raise LookupError("This effect belongs to no Game Day.")
        return self.known_game_day

    def find_scores(self, game_day: GameDay) -> Sequence[RankedTeam]:
        """The teams by what they have earned by now."""
        if self.score_teams is None:
            raise LookupError("This effect was given no scores.")
        return self.score_teams(game_day)

    def find_report(self, game_day: GameDay) -> LearningReport:
        """What the learning report of a Game Day that is revealed says by now."""
        if self.read_report is None:
            raise LookupError("This effect was given no learning report.")
        return self.read_report(game_day)

    @property
    def game_day_records(self) -> GameDayRecords:
        """For what only some read: each method takes who reads it."""
        if self.game_days is None:
            raise LookupError("This effect was given no Game Days.")
        return self.game_days

    @property
    def scenarios(self) -> ScenarioLibrary:
        if self.library is None:
            raise LookupError("This job was given no scenarios.")
        return self.library

    @property
    def snapshot(self) -> Snapshot:
        if self.known is None:
            raise LookupError("This effect belongs to no incident.")
        return self.known

    @property
    def incident(self) -> Incident:
        return self.snapshot.incident

    def use_language_of(self, user: UserId) -> AbstractContextManager[None]:
        """Uses the person's language, or the current one if theirs is unknown."""
        person = self.people([user]).get(user)
        return use_language((person and person.language) or current_language())

    def at(self, place: Place) -> PlaceRef:
        """Returns where a place is. KeyError if it was not made yet, which `needs` should prevent.

        Raises PlaceMissing for places that a private, formerly private or imported incident lacks,
        or the record of an exercise.
        """
        found = self.snapshot.places.get(place)
        hidden = self.incident.private and (place in PUBLIC_PLACES or not found)
        if hidden or (not found and (has_no_place(self.incident) or self.was_hidden())):
            raise PlaceMissing(place)
        return found or self.snapshot.places[place]

    def was_hidden(self) -> bool:
        """Returns whether it was ever made private, also if it is public again."""
        return was_hidden(self.records.timeline(self.incident.id))


@dataclass(frozen=True)
class Effect(ABC):
    """One piece of work outside the database. Its fields are its payload and must survive JSON.

    `already_done` is called before every try but the first: a process can die between the call and
    the record of its result, and only the service knows whether the call got through.
    """

    kind: ClassVar[str]
    coalesces: ClassVar[bool] = False
    shows_state: ClassVar[bool] = False
    """Whether it edits what stands in the chat to show the current state.

    A late call of an earlier try would bring an old state back, so such an edit is made again.
    """
    always_in_channel: ClassVar[bool] = False
    """Whether it is always done in the incident channel."""
    simulates: ClassVar[bool] = False
    """Whether it is part of a drill's simulation, and void once the drill is over."""
    shown_on_panel: ClassVar[bool] = True
    """Whether the control panel shows that it is pending, with the reason."""
    is_kept: ClassVar[bool] = False
    """Whether other effects look for it later, so that it is kept as long as its incident."""
    longest_wait_s: ClassVar[float | None] = None
    """The most seconds between two tries; None for the worker's."""

    @property
    @abstractmethod
    def lane(self) -> str:
        """Effects of one incident or Game Day in one lane run in order; "" for any order."""

    @property
    def needs(self) -> tuple[str, ...]:
        """The lanes whose earlier effects must be done first."""
        return ()

    def already_done(self, context: EffectContext) -> Outcome | None:  # noqa: ARG002 - used by overrides
        """Returns the outcome of an earlier try that got through; None if none did.

        Not needed for effects that can run twice.
        """
        return None

    @abstractmethod
    def do(self, context: EffectContext) -> Outcome:
        """Runs the effect. Raises OutgoingError."""

    def is_void(self, context: EffectContext) -> bool:
        """Returns whether it is simulation of a drill that is over."""
        drill = context.snapshot.drill if self.simulates else None
        return drill is not None and drill.is_over

    def in_channel(self, context: EffectContext) -> bool:  # noqa: ARG002 - used by overrides
        """Returns whether it needs the incident channel, and cannot run once that is gone."""
        return self.always_in_channel

    def fallback_effects(self, context: EffectContext) -> tuple["Effect", ...]:  # noqa: ARG002 - used by overrides
        """The effects that replace it once the channel is gone."""
        return ()

    def failure_effects(self, context: EffectContext, why: str) -> tuple["Effect", ...]:  # noqa: ARG002 - used by overrides
        """The effects that follow when it keeps failing, or has failed, for the reason `why`."""
        return ()

    def request(self) -> EffectRequest:
        return EffectRequest(
            kind=self.kind,
            payload=payload_adapter(type(self)).dump_python(self, mode="json"),
            lane=self.lane,
            needs=self.needs,
            coalesces=self.coalesces,
        )


@cache
def payload_adapter(effect: type[Effect]) -> TypeAdapter[Any]:
    """Writes and reads an effect's fields. Cached, since building one is slow."""
    return TypeAdapter(effect)

"""The unit of work, the job store, and import and export of whole incidents."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType, Protocol

from firefighter.domain.drill import Drill
from firefighter.domain.errors import FirefighterError
from firefighter.domain.events import AnyEvent, Relation
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.history import AddedHistory, IncidentHistory, UndoneImport
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.timeline import Entry, Participant
from firefighter.domain.webhooks import WebhookEvent
from firefighter.ports.alerts import Alerts
from firefighter.ports.api_answers import ApiAnswer
from firefighter.ports.changes import Changes
from firefighter.ports.exercises import PlannedExercises
from firefighter.ports.experiment_runs import ExperimentRuns
from firefighter.ports.experiments import Experiments
from firefighter.ports.game_days import GameDays
from firefighter.ports.incident_views import IncidentView
from firefighter.ports.people import MemberList, Person
from firefighter.ports.search import DrillFilter
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.subscribers import WebhookRecords
from firefighter.ports.teams import Teams

DeliveryId = NewType("DeliveryId", str)
"""Identifies a delivery of the chat, including its repetitions."""


@dataclass(frozen=True)
class EffectRequest:
    """An action outside the database, for after this transaction has committed."""

    kind: str
    payload: dict[str, object]
    lane: str
    """Effects of one incident or Game Day in one lane are done in order."""
    needs: tuple[str, ...] = ()
    """Its other lanes whose earlier effects must be done first."""
    coalesces: bool = False
    """Whether one waiting effect of this kind in the lane makes another superfluous."""


@dataclass(frozen=True)
class JobRequest:
    """An action at a given time."""

    kind: str
    key: str
    """Unique for its subject and time or period. Repeated requests run it once."""
    at: datetime
    payload: dict[str, object]
    incident_id: IncidentId | None = None


class Incidents(Protocol):
    def next_id(self) -> IncidentId: ...

    def add(self, incident: Incident) -> None: ...

    def exists(self, incident_id: IncidentId) -> bool: ...

    def get(self, incident_id: IncidentId) -> Incident:
        """Locks the incident until the transaction ends. Raises UnknownIncident."""


class Drills(Protocol):
    """The drills of one transaction. Those added or loaded are written when it ends."""

    def add(self, drill: Drill) -> None: ...

    def get(self, incident_id: IncidentId) -> Drill | None:
        """The drill of an incident, which is locked. None for a real incident."""

    def started_at(self, incident_id: IncidentId) -> datetime | None:
        """When a drill began, which never changes; None if there is none. Locks nothing."""

    def unfinished(self) -> Mapping[IncidentId, tuple[str, ...]]:
        """Drills that are not over, with the services of their incidents; not locked."""

    def scenarios_in_play(self) -> AbstractSet[ScenarioId]:
        """Those of drills that are not over; not locked."""


class Memberships(Protocol):
    """Members of channels and user groups, by chat id. Repeating a change does nothing."""

    def joined(self, list_id: str, user: UserId, at: datetime) -> None: ...

    def replace(self, members: MemberList, at: datetime) -> None:
        """Replaces the known members of a list."""

    def private_channels(self) -> Sequence[ChannelId]:
        """The open channels of private incidents, whose members decide who sees those."""

    def left(self, list_id: str, user: UserId) -> None: ...

    def members(self, list_id: str) -> frozenset[UserId]: ...


class SharedChannels(Protocol):
    """Which incident channels are known to be shared with another organization."""

    def note(self, channel: ChannelId, *, is_shared: bool) -> bool:
        """Returns whether that is news."""


class Links(Protocol):
    """Links between incidents."""

    def between(self, one: IncidentId, other: IncidentId) -> Relation | None:
        """What the second is to the first."""

    def put(self, one: IncidentId, other: IncidentId, relation: Relation) -> None:
        """Sets the link in both directions, in place of the previous one, at commit."""

    def remove(self, one: IncidentId, other: IncidentId) -> None: ...


class DedupKeys(Protocol):
    """Programs' own keys for problems, so that one problem is declared once."""

    def lock(self, key: str) -> IncidentId | None:
        """The incident declared last with this key, which stays locked.

        Call this before locking an incident.
        """

    def put(self, key: str, incident_id: IncidentId) -> None:
        """For a key that is locked."""


class Preferences(Protocol):
    """Preferences of people that differ from the default."""

    def wants_digest(self, user: UserId) -> bool:
        """Whether somebody receives the weekly digest, which is the default."""

    def set_digest(self, user: UserId, *, wanted: bool) -> None: ...


class HomeViews(Protocol):
    """Who opened the Home tab, and when."""

    def viewed_home(self, user: UserId) -> None: ...


class Participants(Protocol):
    """Participants of incidents. The actor of a change is one automatically."""

    def took_part(
        self, incident_id: IncidentId, user: UserId, at: datetime, *, messages: int = 0
    ) -> None: ...

    def of(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        """Earliest first."""


@dataclass(frozen=True)
class ForgottenEffects:
    """One step of a deletion."""

    deleted: int
    until: datetime
    """Everything that was settled before is deleted, or is kept."""


class SettledEffects(Protocol):
    def forget(
        self, kept: Collection[str], since: datetime | None, before: datetime, limit: int
    ) -> ForgottenEffects:
        """Deletes up to `limit` effects that were settled from `since` on and before `before`.

        `kept` are the kinds that stay. Without `since` it begins with the oldest.
        """


class UnitOfWork(Protocol):
    """One transaction. Leaving it normally commits; an exception rolls back."""

    @property
    def incidents(self) -> Incidents: ...

    @property
    def drills(self) -> Drills: ...

    @property
    def game_days(self) -> GameDays: ...

    @property
    def experiments(self) -> Experiments: ...

    @property
    def experiment_runs(self) -> ExperimentRuns: ...

    @property
    def teams(self) -> Teams: ...

    @property
    def planned_exercises(self) -> PlannedExercises: ...

    @property
    def memberships(self) -> Memberships: ...

    @property
    def shared_channels(self) -> SharedChannels: ...

    @property
    def home_views(self) -> HomeViews: ...

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        """Entries recorded before this transaction, in recorded order."""

    @property
    def participants(self) -> Participants: ...

    @property
    def preferences(self) -> Preferences: ...

    @property
    def links(self) -> Links: ...

    @property
    def alerts(self) -> Alerts: ...

    @property
    def dedup_keys(self) -> DedupKeys: ...

    def view(self, incident_id: IncidentId, *, private: bool) -> IncidentView:
        """An incident as written so far; for `keep_answer`."""

    def keep_answer(self, delivery: DeliveryId, make: Callable[[], ApiAnswer]) -> None:
        """Stores what a program is answered. It is made once everything else is written."""

    @property
    def changes(self) -> Changes: ...

    @property
    def settled_effects(self) -> SettledEffects: ...

    @property
    def webhooks(self) -> WebhookRecords: ...

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        """Stored profiles of these people."""

    def take_channel(self, incident_id: IncidentId, channel: ChannelId) -> None:
        """Makes an existing channel the incident's channel.

        Raises UnsuitableChannel at commit if another incident has it by then.
        """

    def leave_channel(self, incident_id: IncidentId) -> ChannelId | None:
        """Gives up the incident's channel and its panel there; returns the channel."""

    def retry_failed(self, incident_id: IncidentId) -> int:
        """Retries all failed effects of an incident; returns how many."""

    def retry_failed_of_game_day(self, game_day_id: GameDayId) -> int:
        """Retries all failed effects of a Game Day; returns how many."""

    def enqueue(self, incident_id: IncidentId | None, request: EffectRequest) -> None:
        """Enqueues an effect after those of this transaction's events."""

    def enqueue_for_game_day(self, game_day_id: GameDayId, request: EffectRequest) -> None:
        """Enqueues an effect of a Game Day, after those of its events in this transaction.

        The Game Day must be new or loaded.
        """

    def schedule(self, request: JobRequest) -> None:
        """Schedules a job. Does nothing if its key was scheduled before."""


class UnitOfWorkFactory(Protocol):
    def __call__(self, delivery: DeliveryId | None) -> AbstractContextManager[UnitOfWork]:
        """Begins the transaction that handles `delivery`; None if a repetition does no harm.

        Raises AlreadyHandled if it was handled, StoreUnavailable if the database does not answer.
        """


EffectPlanner = Callable[[Incident, AnyEvent], Sequence[EffectRequest]]
"""Effects that follow an event."""


WebhookPlanner = Callable[[Incident, AnyEvent], Iterable[WebhookEvent]]
"""What webhooks are told of an event, if any asks for it."""


JobPlanner = Callable[[Incident, AnyEvent], Sequence[JobRequest]]
"""Jobs that follow an event."""


GameDayEffectPlanner = Callable[[GameDay, GameDayEvent], Sequence[EffectRequest]]
"""Effects that follow an event of a Game Day."""


GameDayWebhookPlanner = Callable[[GameDay, GameDayEvent], Iterable[WebhookEvent]]
"""What webhooks are told of an event of a Game Day, if any asks for it."""


GameDayJobPlanner = Callable[[GameDay, GameDayEvent], Sequence[JobRequest]]
"""Jobs that follow an event of a Game Day."""


@dataclass(frozen=True)
class DueJob:
    """A job that is due."""

    request: JobRequest
    now: datetime

    @property
    def late(self) -> timedelta:
        """How long after its time. Long if no process was running."""
        return self.now - self.request.at


RunJob = Callable[[UnitOfWork, DueJob], None]
"""Runs a job in the transaction that removes it."""


@dataclass(eq=False)
class JobFailed(FirefighterError):
    """The job failed and was rolled back."""

    key: str
    kind: str
    incident_id: IncidentId | None
    failures: int
    """Number of earlier failures."""


class JobStore(Protocol):
    """Raises StoreUnavailable."""

    def next_due(self) -> datetime | None:
        """When the next job is due."""

    def run_next(self, run_job: RunJob) -> bool:
        """Runs the job that has been due longest; returns whether there was one.

        Raises JobFailed if `keep` raises anything.
        """

    def postpone(self, key: str, until: datetime, why: str) -> None:
        """Retries at `until`."""

    def mark_failed(self, key: str, why: str) -> None:
        """Gives up. `doctor` and the metrics show it."""


class ImportExport(Protocol):
    """Imports and exports whole incidents. Raises StoreUnavailable."""

    def add(self, past: Sequence[IncidentHistory], *, dry_run: bool = False) -> AddedHistory:
        """Adds those whose origin is new, all or none. `dry_run` only says what it would do."""

    def connect(self, past: Sequence[IncidentHistory]) -> Sequence[IncidentHistory]:
        """Adds references of imported incidents to others that came later.

        Changes nothing that people changed since. Returns those whose original is not here.
        """

    def undo(self, source: str) -> UndoneImport:
        """Deletes the incidents imported from a source, unless they were changed or used here."""

    def sources(self) -> Mapping[str, int]:
        """How many incidents were imported from each source."""

    def everything(
        self, *, private: bool, drills: DrillFilter = DrillFilter.WITHOUT
    ) -> Iterator[IncidentHistory]:
        """All incidents by number, a few in memory at a time."""

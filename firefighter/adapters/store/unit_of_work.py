"""One transaction for one delivery: state, timeline, effects and inbox, all or nothing."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Executable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from firefighter.adapters.store import timeline
from firefighter.adapters.store.access import StoredMemberships, StoredSharedChannels
from firefighter.adapters.store.alerts import AlertsInTransaction
from firefighter.adapters.store.changes import StoredChanges
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, do_nothing_on_conflict, upsert
from firefighter.adapters.store.drills import StoredDrills
from firefighter.adapters.store.enqueue import enqueue, schedule
from firefighter.adapters.store.experiment_runs import StoredExperimentRuns
from firefighter.adapters.store.experiments import StoredExperiments
from firefighter.adapters.store.failed_effects import retry_failed
from firefighter.adapters.store.game_days import StoredGameDays
from firefighter.adapters.store.incident_views import read_views
from firefighter.adapters.store.incidents import StoredIncidents, remove_places
from firefighter.adapters.store.lanes import EffectOwner
from firefighter.adapters.store.people import (
    StoredHomeViews,
    StoredParticipants,
    StoredPreferences,
    read_people,
)
from firefighter.adapters.store.planned_exercises import StoredPlannedExercises
from firefighter.adapters.store.programs import KeptAnswers, StoredDedupKeys
from firefighter.adapters.store.related import StoredLinks
from firefighter.adapters.store.settled_effects import StoredSettledEffects
from firefighter.adapters.store.tables import DeliveryRow, IncidentRow, PlaceRow
from firefighter.adapters.store.teams import StoredTeams
from firefighter.adapters.store.webhooks import StoredWebhookRecords
from firefighter.domain.errors import (
    AlreadyHandled,
    Conflict,
    EditConflict,
    UnsuitableChannel,
    UnsuitableReason,
)
from firefighter.domain.events import AnyEvent
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayEvent
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry, involved
from firefighter.domain.webhooks import WebhookEvent
from firefighter.ports.api_answers import ApiAnswer
from firefighter.ports.app_context import Clock
from firefighter.ports.foreground import answers_a_program
from firefighter.ports.incident_views import IncidentView
from firefighter.ports.people import Person
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import (
    DeliveryId,
    EffectPlanner,
    EffectRequest,
    GameDayEffectPlanner,
    GameDayJobPlanner,
    GameDayWebhookPlanner,
    JobPlanner,
    JobRequest,
    WebhookPlanner,
)


def _if_new(new: Insert) -> Executable:
    return do_nothing_on_conflict("delivery")(new).returning(new.table.c.delivery)


_NEW_DELIVERY = upsert(DeliveryRow, _if_new)


def _no_jobs(_incident: Incident, _event: AnyEvent) -> Sequence[JobRequest]:
    return ()


def _no_webhook_events(_incident: Incident, _event: AnyEvent) -> Sequence[WebhookEvent]:
    return ()


def _no_game_day_effects(_game_day: GameDay, _event: GameDayEvent) -> Sequence[EffectRequest]:
    return ()


def _no_game_day_jobs(_game_day: GameDay, _event: GameDayEvent) -> Sequence[JobRequest]:
    return ()


def _no_game_day_webhook_events(_game_day: GameDay, _event: GameDayEvent) -> Sequence[WebhookEvent]:
    return ()


@dataclass(frozen=True)
class Planners:
    """What follows events of incidents and of Game Days."""

    effects: EffectPlanner
    jobs: JobPlanner = _no_jobs
    webhook_events: WebhookPlanner = _no_webhook_events
    game_day_effects: GameDayEffectPlanner = _no_game_day_effects
    game_day_jobs: GameDayJobPlanner = _no_game_day_jobs
    game_day_webhook_events: GameDayWebhookPlanner = _no_game_day_webhook_events


class StoredUnitOfWork:
    def __init__(self, session: Session, rules: Rules, clock: Clock) -> None:
        self.incidents = StoredIncidents(session, rules)
        self.drills = StoredDrills(session)
        self.game_days = StoredGameDays(session)
        self.experiments = StoredExperiments(session)
        self.experiment_runs = StoredExperimentRuns(session)
        self.teams = StoredTeams(session, rules)
        self.planned_exercises = StoredPlannedExercises(session)
        self.memberships = StoredMemberships(session)
        self.shared_channels = StoredSharedChannels(session)
        self.home_views = StoredHomeViews(session, clock)
        self.participants = StoredParticipants(session)
        self.preferences = StoredPreferences(session)
        self.links = StoredLinks(session)
        self.dedup_keys = StoredDedupKeys(session)
        self._answers = KeptAnswers(session)
        self._rules = rules
        self.changes = StoredChanges(session)
        self.settled_effects = StoredSettledEffects(session)
        self.webhooks = StoredWebhookRecords(session, rules, clock)
        self.alerts = AlertsInTransaction(session)
        self._session = session
        self._clock = clock
        self._requested_effects: list[tuple[EffectOwner, EffectRequest]] = []
        self._channels: list[tuple[IncidentId, ChannelId]] = []

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        return timeline.read(self._session, incident_id)

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        return read_people(self._session, users)

    def take_channel(self, incident_id: IncidentId, channel: ChannelId) -> None:
        self._channels.append((incident_id, channel))

    def leave_channel(self, incident_id: IncidentId) -> ChannelId | None:
        incident_channel = self._session.get(PlaceRow, (incident_id, Place.CHANNEL))
        remove_places(self._session, incident_id, (Place.CHANNEL, Place.CHANNEL_PANEL))
        return ChannelId(incident_channel.channel) if incident_channel else None

    def view(self, incident_id: IncidentId, *, private: bool) -> IncidentView:
        row = self._session.get_one(IncidentRow, incident_id)
        return read_views(self._session, [row], self._rules, private=private)[0]

    def keep_answer(self, delivery: DeliveryId, make: Callable[[], ApiAnswer]) -> None:
        self._answers.keep(delivery, make)

    def retry_failed(self, incident_id: IncidentId) -> int:
        return self._retry_failed(EffectOwner(incident_id))

    def retry_failed_of_game_day(self, game_day_id: GameDayId) -> int:
        owner = EffectOwner(game_day_id=game_day_id)
        owner.lock(self._session)
        return self._retry_failed(owner)

    def _retry_failed(self, owner: EffectOwner) -> int:
        return retry_failed(self._session, owner.is_owner, self._clock.now())

    def enqueue(self, incident_id: IncidentId | None, request: EffectRequest) -> None:
        self._requested_effects.append((EffectOwner(incident_id), request))

    def enqueue_for_game_day(self, game_day_id: GameDayId, request: EffectRequest) -> None:
        self._requested_effects.append((EffectOwner(game_day_id=game_day_id), request))

    def schedule(self, request: JobRequest) -> None:
        schedule(self._session, [request])

    def write(self, planners: Planners) -> None:
        wanted: dict[EffectOwner, list[EffectRequest]] = defaultdict(list)
        new: set[EffectOwner] = set()
        for incident in self.incidents.seen:
            if incident.events:
                if self.incidents.write(incident):
                    new.add(EffectOwner(incident.id))
                self._record(incident)
                for event in incident.events:
                    wanted[EffectOwner(incident.id)] += planners.effects(incident, event)
                    told = planners.webhook_events(incident, event)
                    wanted[EffectOwner(incident.id)] += self.webhooks.publish(incident, told)
                    schedule(self._session, planners.jobs(incident, event))
        self.drills.write()
        self.planned_exercises.write()
        self.experiment_runs.write()
        self.links.write()
        self.alerts.write()
        self._write_game_days(planners, wanted)
        self._settle_channels()
        for owner, request in self._requested_effects:
            wanted[owner].append(request)
        for owner, requests in wanted.items():
            enqueue(
                self._session,
                owner,
                requests,
                self._clock.now(),
                owner_changed=True,
                is_owner_new=owner in new,
            )
        self.dedup_keys.write()
        self._answers.write(self._clock.now())

    def _write_game_days(
        self, planners: Planners, wanted: dict[EffectOwner, list[EffectRequest]]
    ) -> None:
        """After the incidents, since drills of a Game Day refer to them."""
        for game_day in self.game_days.seen:
            if game_day.events:
                self.game_days.write(game_day)
            owner = EffectOwner(game_day_id=game_day.id)
            for event in game_day.events:
                wanted[owner] += planners.game_day_effects(game_day, event)
                told = planners.game_day_webhook_events(game_day, event)
                wanted[owner] += self.webhooks.publish_game_day(game_day.id, told)
                schedule(self._session, planners.game_day_jobs(game_day, event))

    def _settle_channels(self) -> None:
        """Adds channels once the incidents are written, since places refer to them."""
        for incident_id, channel in self._channels:
            self._session.add(
                PlaceRow(incident_id=incident_id, place=Place.CHANNEL, channel=channel, ts="")
            )
            try:
                self._session.flush()
            except IntegrityError as error:
                raise UnsuitableChannel(UnsuitableReason.TAKEN) from error

    def _record(self, incident: Incident) -> None:
        now = self._clock.now()
        for event in incident.events:
            timeline.append(self._session, incident.id, event, now)
            for user in involved(event):
                self.participants.took_part(incident.id, user, now)


class StoredUnitsOfWork:
    """Opens units of work; calls `wake` after each commit that may have enqueued work."""

    def __init__(
        self,
        database: Database,
        rules: Rules,
        clock: Clock,
        plan: EffectPlanner,
        wake: Callable[[], None],
        *,
        plan_jobs: JobPlanner = _no_jobs,
        plan_webhook_events: WebhookPlanner = _no_webhook_events,
        plan_game_day: GameDayEffectPlanner = _no_game_day_effects,
        plan_game_day_jobs: GameDayJobPlanner = _no_game_day_jobs,
        plan_game_day_webhook_events: GameDayWebhookPlanner = _no_game_day_webhook_events,
    ) -> None:
        self._database = database
        self._rules = rules
        self._clock = clock
        self._planners = Planners(
            plan,
            plan_jobs,
            plan_webhook_events,
            plan_game_day,
            plan_game_day_jobs,
            plan_game_day_webhook_events,
        )
        self.wake = wake

    @contextmanager
    def __call__(self, delivery: DeliveryId | None) -> Iterator[StoredUnitOfWork]:
        """See the port. Raises EditConflict when another transaction changed the same incident."""
        try:
            with self._database.writing(foreground=not answers_a_program()) as session:
                if delivery is not None:
                    self._note_delivery(session, delivery)
                with self.within(session) as unit:
                    yield unit
        except StaleDataError as error:
            raise EditConflict(Conflict.INCIDENT, "") from error
        self.wake()

    @contextmanager
    def within(self, session: Session) -> Iterator[StoredUnitOfWork]:
        """A unit of work inside an open transaction."""
        unit = StoredUnitOfWork(session, self._rules, self._clock)
        yield unit
        unit.write(self._planners)

    def _note_delivery(self, session: Session, delivery: DeliveryId) -> None:
        """Written first, so that another process with the same delivery waits for this commit."""
        row = {"delivery": delivery, "handled_at": self._clock.now()}
        if session.scalar(_NEW_DELIVERY(session), row) is None:
            raise AlreadyHandled

"""Ends drills: when their time is over, and when a real incident needs the people."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.drill import ends_drill
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.i18n import ngettext
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob


def is_idle(context: JobContext, incident: Incident) -> bool:
    """Whether it is a drill that is paused or over, in which nobody is reminded of anything."""
    drill = context.unit.drills.get(incident.id) if incident.is_drill else None
    return drill is not None and not drill.is_running


@dataclass(frozen=True)
class EndDrill(ScheduledJob):
    """Ends a drill when its time is over. A pause moves that time, and schedules another job."""

    incident_id: IncidentId
    ends_at: datetime

    kind: ClassVar[str] = "end_drill"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.ends_at.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if drill and drill.ends_at == self.ends_at:
            drill.end(incident, DrillEnding.TIME_OVER, now=context.now)


ABANDONED_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class EndAbandonedDrill(ScheduledJob):
    """Ends a drill that was paused and that nobody resumed."""

    incident_id: IncidentId
    paused_at: datetime

    kind: ClassVar[str] = "end_abandoned_drill"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.paused_at.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if drill and drill.paused_since == self.paused_at:
            drill.end(incident, DrillEnding.ABANDONED, now=context.now)


@dataclass(frozen=True)
class CloseDrill(ScheduledJob):
    """Closes the incident of a drill some days after its end, unless the team did.

    Runs at once too and schedules itself, since only jobs know the configured days.
    """

    incident_id: IncidentId
    since: datetime
    """When the drill ended, or its incident was reopened after that."""
    due: datetime

    kind: ClassVar[str] = "close_drill"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.since.isoformat()} {self.due.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        days = context.rules.close_drills_after_days
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if days is None or not drill or not drill.is_over or incident.status.has_ended:
            return
        due = self.since + timedelta(days=days)
        if context.now < due:
            context.unit.schedule(CloseDrill(self.incident_id, self.since, due).at(due))
            return
        note = ngettext(
            "its drill has been over for {number} day.",
            "its drill has been over for {number} days.",
            days,
        )
        drill.close_incident(incident, note, context.now)


@dataclass(frozen=True)
class EndDrillsFor(ScheduledJob):
    """Ends the drills for which a real incident leaves no time, each in its own transaction."""

    cause: IncidentId
    since: datetime
    added_services: tuple[str, ...] | None = None
    """Only drills about these, which an edit added; None for every drill that it may end."""

    kind: ClassVar[str] = "end_drills_for"

    @property
    def key(self) -> str:
        return f"{self.cause} {self.since.isoformat()}"

    def run(self, context: JobContext) -> None:
        """Locks Game Days and the real incident; locking drills too could deadlock."""
        unfinished = context.unit.drills.unfinished()
        if not unfinished:
            return
        game_days = _game_days_under_way(context)
        cause = context.unit.incidents.get(self.cause)
        named = None if cause.private else cause.id
        paused = self._paused_for_it(context, unfinished, game_days)
        for incident_id, services in _services_of(unfinished, game_days).items():
            if self.added_services is not None and not {*services} & {*self.added_services}:
                continue
            ending = ends_drill(cause, services)
            if ending is DrillEnding.SAME_SERVICE and incident_id in paused:
                continue
            if ending:
                end = EndDrillBecause(incident_id, ending, self.cause, named)
                context.unit.schedule(end.at(context.now))

    def _paused_for_it(
        self, context: JobContext, unfinished: Iterable[IncidentId], game_days: Iterable[GameDay]
    ) -> AbstractSet[IncidentId]:
        """The drill that it was declared from, with the others of its Game Day.

        *This is real…* pauses these, so that they go on after a false alarm.
        """
        from_it = {each for each in unfinished if context.unit.links.between(self.cause, each)}
        together = (set(each.drills) for each in game_days if from_it & set(each.drills))
        return from_it.union(*together)


def _game_days_under_way(context: JobContext) -> Sequence[GameDay]:
    """Locked."""
    return [context.unit.game_days.get(each) for each in context.unit.game_days.under_way()]


def _services_of(
    unfinished: Mapping[IncidentId, tuple[str, ...]], game_days: Iterable[GameDay]
) -> Mapping[IncidentId, tuple[str, ...]]:
    """Of each drill and its Game Day: heroes may not know them, so the drill may not have them."""
    services = dict(unfinished)
    for game_day in game_days:
        for incident_id, drill in game_day.drills.items():
            of_game_day = game_day.details.services
            target = game_day.experiments[drill.experiment].plan.service
            if incident_id in services:
                services[incident_id] = (*services[incident_id], *of_game_day, target)
    return services


@dataclass(frozen=True)
class EndDrillBecause(ScheduledJob):
    """Ends one drill because of a real incident, unless it is over by then."""

    incident_id: IncidentId
    ending: DrillEnding
    cause: IncidentId
    named: IncidentId | None
    """The cause, if people in the drill may know of it."""

    kind: ClassVar[str] = "end_drill_because"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.cause}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        _end_unless_over(context, self.incident_id, self.ending, cause=self.named)


def _end_unless_over(
    context: JobContext,
    incident_id: IncidentId,
    ending: DrillEnding,
    *,
    cause: IncidentId | None = None,
    alert: str = "",
) -> None:
    incident = context.unit.incidents.get(incident_id)
    drill = context.unit.drills.get(incident_id)
    if drill and not drill.is_over:
        drill.end(incident, ending, cause=cause, alert=alert, now=context.now)


@dataclass(frozen=True)
class EndDrillsForAlert(ScheduledJob):
    """Ends the drills that an alert stops, each in its own transaction."""

    alert: str
    """Title of the alert."""
    group_id: AlertGroupId
    since: datetime
    services: tuple[str, ...]
    """Only drills about these; every drill if there are none."""
    spared: IncidentId | None
    """The drill that the alert itself declared, or is noted on."""

    kind: ClassVar[str] = "end_drills_for_alert"

    @property
    def key(self) -> str:
        return f"{self.group_id} {self.since.isoformat()}"

    def run(self, context: JobContext) -> None:
        """Locks Game Days only; locking drills too could deadlock."""
        unfinished = context.unit.drills.unfinished()
        if not unfinished:
            return
        game_days = _game_days_under_way(context)
        for incident_id, services in _services_of(unfinished, game_days).items():
            is_meant = not self.services or bool({*services} & {*self.services})
            if is_meant and incident_id != self.spared:
                end = EndDrillByAlert(incident_id, self.alert, self.group_id, self.since)
                context.unit.schedule(end.at(context.now))


@dataclass(frozen=True)
class EndDrillByAlert(ScheduledJob):
    """Ends one drill because of an alert, unless it is over by then."""

    incident_id: IncidentId
    alert: str
    group_id: AlertGroupId
    since: datetime

    kind: ClassVar[str] = "end_drill_by_alert"

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.group_id} {self.since.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        _end_unless_over(context, self.incident_id, DrillEnding.ALERT, alert=self.alert)

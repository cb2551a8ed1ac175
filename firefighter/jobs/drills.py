"""Ends drills: when their time is over, and when a real incident needs the people."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.drill import ends_drill
from firefighter.domain.drill_events import DrillEnding
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

    def _paused_for_it(
        self, context: JobContext, unfinished: Iterable[IncidentId]
    ) -> AbstractSet[IncidentId]:
        """The drill that it was declared from, with the others of its Game Day.

        *This is real…* pauses these, so that they go on after a false alarm.
        """
        unit = context.unit
        from_it = {each for each in unfinished if unit.links.between(self.cause, each)}
        game_days = map(unit.game_days.get, unit.game_days.under_way())
        together = (set(each.drills) for each in game_days if from_it & set(each.drills))
        return from_it.union(*together)

    def run(self, context: JobContext) -> None:
        """Locks Game Days and the real incident; locking drills too could deadlock."""
        unfinished = context.unit.drills.unfinished()
        if not unfinished:
            return
        services_of = _services_of_game_days(context)
        cause = context.unit.incidents.get(self.cause)
        named = None if cause.private else cause.id
        paused = self._paused_for_it(context, unfinished)
        for incident_id, of_drill in unfinished.items():
            services = (*of_drill, *services_of.get(incident_id, ()))
            if self.added_services is not None and not {*services} & {*self.added_services}:
                continue
            ending = ends_drill(cause, services)
            if ending is DrillEnding.SAME_SERVICE and incident_id in paused:
                continue
            if ending:
                end = EndDrillBecause(incident_id, ending, self.cause, named)
                context.unit.schedule(end.at(context.now))


def _services_of_game_days(context: JobContext) -> Mapping[IncidentId, tuple[str, ...]]:
    """By drill. Heroes may not know them, so the drills themselves do not have them."""
    game_days = map(context.unit.game_days.get, context.unit.game_days.under_way())
    return {
        incident_id: (
            *game_day.details.services,
            game_day.experiments[drill.experiment].plan.service,
        )
        for game_day in game_days
        for incident_id, drill in game_day.drills.items()
    }


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
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if drill and not drill.is_over:
            drill.end(incident, self.ending, cause=self.named, now=context.now)


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
        services_of = _services_of_game_days(context)
        for incident_id, of_drill in unfinished.items():
            services = {*of_drill, *services_of.get(incident_id, ())}
            is_meant = not self.services or bool(services & {*self.services})
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
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if drill and not drill.is_over:
            drill.end(incident, DrillEnding.ALERT, alert=self.alert, now=context.now)

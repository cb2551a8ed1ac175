"""Sends the injects of a drill when they are due, and tells its solution at the end."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.injects import due_injects, inject_context, next_due
from firefighter.effects.webhooks import CallWebhook
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.use_cases.drill_score import reveal
from firefighter.use_cases.injects import brief_roles, deliver_inject, sealed_part


@dataclass(frozen=True)
class SendInjects(ScheduledJob):
    """Sends what is due in a drill, and schedules itself for what is due next.

    Scheduled also after each event of the drill, since any may be a trigger. It carries nothing of
    the scenario: what is not yet due is stored nowhere.
    """

    incident_id: IncidentId
    look_at: datetime

    kind: ClassVar[str] = "send_injects"
    simulates: ClassVar[bool] = True

    @property
    def key(self) -> str:
        return f"{self.incident_id} {self.look_at.isoformat()}"

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if drill is None or drill.plan.scenario is None:
            return
        sealed = sealed_part(context.scenarios, drill)
        record = context.unit.timeline(self.incident_id)
        participants = context.unit.participants.of(self.incident_id)
        now = drill.game_time(context.now)
        brief_roles(incident, drill, sealed, now=context.now)
        for inject in due_injects(
            sealed.injects, inject_context(drill, incident, record, participants), now
        ):
            if effect := deliver_inject(
                incident, drill, sealed, inject, call=CallWebhook.of, now=context.now
            ):
                context.unit.enqueue(self.incident_id, effect)
        for_triggers = inject_context(drill, incident, record, participants)
        following = next_due(sealed.injects, for_triggers, now)
        wall_time = None if following is None else drill.wall_time(following)
        if wall_time:
            context.unit.schedule(SendInjects(self.incident_id, wall_time).at(wall_time))


@dataclass(frozen=True)
class RevealDrill(ScheduledJob):
    """Tells the team the cause and the solution once the drill is over.

    In a Game Day that is done for all teams at its end, since they play the same scenario.
    """

    incident_id: IncidentId

    kind: ClassVar[str] = "reveal_drill"

    @property
    def key(self) -> str:
        return str(self.incident_id)

    @property
    def locked_incident_id(self) -> IncidentId:
        return self.incident_id

    def run(self, context: JobContext) -> None:
        incident = context.unit.incidents.get(self.incident_id)
        drill = context.unit.drills.get(self.incident_id)
        if context.unit.game_days.of_drill(self.incident_id):
            return
        if drill and drill.is_over and drill.plan.scenario:
            reveal(incident, drill, sealed_part(context.scenarios, drill))

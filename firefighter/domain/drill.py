"""A drill: an incident played for training, and its game clock, which stops while it is paused.

Its incident is of kind `drill` and records what happens to the drill on its timeline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.errors import (
    DrillProblem,
    DrillRefused,
    FieldProblem,
    InvalidField,
)
from firefighter.domain.game_clock import GameClock, Pause
from firefighter.domain.hypotheses import (
    Hypothesis,
    HypothesisNumber,
    HypothesisState,
    get_hypothesis,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import DeclineReason, Phase, Step, StepKind
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity

SHORTEST_MIN, DEFAULT_MIN, LONGEST_MIN = 20, 30, 60
"""Length of a drill in minutes."""

LONGEST_OF_GAME_DAY_MIN = 240
"""A drill of a Game Day lasts as long as that does."""

SHORTEST_OF_SCENARIO_MIN = 1
"""A scenario may be shorter than a drill without one, since its author knows what happens in it."""


@dataclass(frozen=True)
class ScenarioRef:
    """The scenario that a drill is made from, as it was when the drill started."""

    id: ScenarioId
    version: int


@dataclass(frozen=True)
class DrillPlan:
    """How a drill is to be played."""

    team: tuple[UserId, ...]
    """Who takes part."""
    length_min: int = DEFAULT_MIN
    scenario: ScenarioRef | None = None
    real_pages: bool = False
    """Whether people may be paged for real, after a second question."""

    def check(self) -> None:
        """Raises InvalidField."""
        if not self.team:
            raise InvalidField("team", FieldProblem.NO_TEAM)
        shortest_min = SHORTEST_OF_SCENARIO_MIN if self.scenario else SHORTEST_MIN
        if not shortest_min <= self.length_min <= LONGEST_OF_GAME_DAY_MIN:
            raise InvalidField("length", FieldProblem.NO_SUCH_LENGTH, str(self.length_min))


class InjectState(StrEnum):
    SENT = "sent"
    SKIPPED = "skipped"
    """Whoever runs the drill decided that it is not sent."""


@dataclass(frozen=True)
class InjectRecord:
    """What was decided about an inject. That is final."""

    inject: str
    """Its id in the scenario."""
    state: InjectState
    at: timedelta
    """Game time."""
    by: UserId | None = None
    """Who sent or skipped it by hand; None if its trigger sent it."""


@dataclass
class Drill:
    """The drill of one incident. Its methods record on that incident, or raise DrillRefused."""

    incident_id: IncidentId
    plan: DrillPlan
    started_at: datetime
    pauses: tuple[Pause, ...] = ()
    """Oldest first."""
    over_at: datetime | None = None
    """When it ended or was stopped; None while it lasts."""
    ending: DrillEnding | None = None
    stopped_by: UserId | None = None
    """Who stopped it; shown to nobody who takes part."""
    injects: Mapping[str, InjectRecord] = field(default_factory=dict)
    """Those that were sent or skipped, by id."""
    postponed: Mapping[str, timedelta] = field(default_factory=dict)
    """The earliest game time of injects that were moved, by id."""

    @classmethod
    def start(cls, incident: Incident, plan: DrillPlan, *, actor: UserId, now: datetime) -> "Drill":
        """Raises InvalidField, or DrillRefused unless the incident is of kind `drill`."""
        plan.check()
        if not incident.is_drill:
            raise DrillRefused(DrillProblem.NO_DRILL)
        plan = replace(plan, team=tuple(dict.fromkeys(plan.team)))
        drill = cls(incident.id, plan, now)
        incident.record(
            DrillStarted(
                actor=actor,
                at=now,
                team=plan.team,
                length_min=plan.length_min,
                ends_at=now + drill.length,
                scenario=plan.scenario.id if plan.scenario else None,
                scenario_version=plan.scenario.version if plan.scenario else None,
                real_pages=plan.real_pages,
            )
        )
        return drill

    @property
    def length(self) -> timedelta:
        return timedelta(minutes=self.plan.length_min)

    @property
    def clock(self) -> GameClock:
        return GameClock(self.started_at, self.length, self.pauses, self.over_at)

    @property
    def is_over(self) -> bool:
        return self.over_at is not None

    @property
    def paused_since(self) -> datetime | None:
        """None while the game clock runs, and once the drill is over."""
        return self.clock.paused_since

    @property
    def is_running(self) -> bool:
        """Whether the game clock runs. Simulation happens only then."""
        return self.clock.is_running

    @property
    def ends_at(self) -> datetime | None:
        """When its time is over; None while it is paused or once it is over."""
        return self.clock.ends_at

    def game_time(self, at: datetime) -> timedelta:
        """How long the drill had been played at a time, without pauses; at most its length."""
        return self.clock.game_time(at)

    def wall_time(self, game_time: timedelta) -> datetime | None:
        """When the drill had or will have been played so long.

        None if a pause or the end of the drill comes before.
        """
        return self.clock.wall_time(game_time)

    def pause(
        self, incident: Incident, *, actor: UserId, now: datetime, real: Incident | None = None
    ) -> None:
        """`real` is the incident that something in it turned out to be."""
        self.refuse_unless_running()
        now = self._after_injects(now)
        self.pauses = self.clock.paused(now).pauses
        cause = real.id if real and not real.private else None
        incident.record(
            DrillPaused(actor=actor, at=now, for_real_incident=real is not None, cause=cause)
        )

    def resume(self, incident: Incident, *, actor: UserId, now: datetime) -> None:
        """Goes on; an update that was due meanwhile is due later by the length of the pause."""
        self.refuse_when_over()
        since = self.paused_since
        if since is None:
            raise DrillRefused(DrillProblem.NOT_PAUSED)
        self.pauses = self.clock.resumed(now).pauses
        if incident.update_due:
            incident.update_due += now - since
        ends_at = self.wall_time(self.length) or now
        incident.record(DrillResumed(actor=actor, at=now, ends_at=ends_at))

    def stop(self, incident: Incident, *, actor: UserId, now: datetime) -> None:
        """Ends it at once, because somebody wants that. Does not need to run."""
        self.refuse_when_over()
        now = self._after_injects(now)
        self.stopped_by = actor
        self._end(incident, DrillEnding.STOPPED, now)
        incident.record(DrillStopped(actor=UserId(""), at=now))

    def end(
        self,
        incident: Incident,
        ending: DrillEnding,
        *,
        cause: IncidentId | None = None,
        alert: str = "",
        now: datetime,
    ) -> None:
        self.refuse_when_over()
        now = self._after_injects(now)
        self._end(incident, ending, now)
        incident.record(
            DrillEnded(actor=UserId(""), at=now, ending=ending, cause=cause, alert=alert)
        )

    def close_incident(self, incident: Incident, note: str, now: datetime) -> None:
        """Closes the incident of a drill that is over, whatever its status. `note` says why."""
        if not self.is_over:
            raise DrillRefused(DrillProblem.NOT_OVER)
        steps = [Step(StepKind.CLOSE, note=note, may_override=True)]
        if incident.status.is_active:
            steps = [Step(StepKind.DECLINE, note=note, decline_reason=DeclineReason.OTHER)]
        elif incident.status.phase is Phase.MITIGATED and incident.requires_postmortem():
            steps.insert(0, Step(StepKind.START_POSTMORTEM))
        for step in steps:
            incident.advance(step, actor=UserId(""), now=now)

    def diagnoses(self, incident: Incident) -> tuple[Hypothesis, ...]:
        """The hypotheses that the team had confirmed when the drill was over."""
        return tuple(
            each
            for each in incident.hypotheses.values()
            if each.state is HypothesisState.CONFIRMED
            and self.over_at
            and each.changed_at
            and each.changed_at <= self.over_at
        )

    def judge_diagnosis(
        self,
        incident: Incident,
        hypothesis: HypothesisNumber | None,
        *,
        actor: UserId,
        now: datetime,
    ) -> None:
        """Records which hypothesis names the cause; None for none of them.

        Raises DrillRefused before the end, and for one that was not confirmed by then;
        UnknownHypothesis.
        """
        if not self.is_over:
            raise DrillRefused(DrillProblem.NOT_OVER)
        if hypothesis is not None:
            get_hypothesis(incident.hypotheses, hypothesis)
            if hypothesis not in {each.number for each in self.diagnoses(incident)}:
                raise DrillRefused(DrillProblem.NOT_CONFIRMED)
        incident.record(DiagnosisJudged(actor=actor, at=now, hypothesis=hypothesis))

    def is_run_by(self, user: UserId, incident: Incident) -> bool:
        """Whether somebody runs the drill, and so sees what is still to come.

        It is who started it, unless they take part themselves.
        """
        return user == incident.declared_by and user not in self.plan.team

    def settle_inject(
        self, inject: str, state: InjectState, by: UserId | None, now: datetime
    ) -> None:
        """Raises DrillRefused if the drill does not run, or if it was sent or skipped."""
        self.refuse_unless_running()
        self._refuse_settled(inject)
        record = InjectRecord(inject, state, self.game_time(now), by)
        self.injects = {**self.injects, inject: record}

    def postpone_inject(self, inject: str, until: timedelta) -> None:
        """Moves an inject to a game time. Raises DrillRefused as `settle_inject` does."""
        self.refuse_when_over()
        self._refuse_settled(inject)
        self.postponed = {**self.postponed, inject: until}

    def refuse_when_over(self) -> None:
        if self.is_over:
            raise DrillRefused(DrillProblem.OVER)

    def refuse_unless_running(self) -> None:
        self.refuse_when_over()
        if self.paused_since:
            raise DrillRefused(DrillProblem.PAUSED)

    def _refuse_settled(self, inject: str) -> None:
        if inject in self.injects:
            raise DrillRefused(DrillProblem.INJECT_SETTLED)

    def _after_injects(self, now: datetime) -> datetime:
        """`now`, but not before the last inject: the clock of whoever sent it may be ahead."""
        last = max((each.at for each in self.injects.values()), default=timedelta())
        return max(now, self.wall_time(last) or now)

    def _end(self, incident: Incident, ending: DrillEnding, now: datetime) -> None:
        self.over_at, self.ending = now, ending
        incident.update_due = None


def ends_drill(incident: Incident, services: Sequence[str]) -> DrillEnding | None:
    """Why a real incident ends a drill about these services; None if it does not."""
    if incident.kind is not Kind.REAL or incident.status.has_ended:
        return None
    if incident.severity <= Severity.SEV2:
        return DrillEnding.REAL_INCIDENT
    return DrillEnding.SAME_SERVICE if set(services) & set(incident.services) else None

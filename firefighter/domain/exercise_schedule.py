"""Drills by schedule: when one is due, what its team decided, and that it starts once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from firefighter.domain.drill import ScenarioRef
from firefighter.domain.errors import FieldProblem, InvalidField, Refused
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.spelling import folded

LEAST_TRAINED = "least recently trained class"
"""In place of a scenario: one of the failure class that was trained longest ago, or never."""

ASKED_BEFORE = timedelta(days=7)
LONGEST_MOVE = timedelta(days=60)
"""From the planned day."""
MOST_POSTPONEMENTS = 5
"""Days on which it could not start, until it is given up."""
REASON_LIMIT = 500
_SEARCHED_DAYS = 60


@dataclass(frozen=True)
class ExerciseCalendar:
    """On which days exercises may start."""

    weekdays: frozenset[int] = frozenset(range(5))
    """Monday is 0."""
    holidays: frozenset[date] = frozenset()
    freezes: tuple[tuple[date, date], ...] = ()
    """First and last day of each."""

    def allows(self, day: date) -> bool:
        frozen = any(first <= day <= last for first, last in self.freezes)
        return day.weekday() in self.weekdays and day not in self.holidays and not frozen

    def next_allowed(self, day: date) -> date | None:
        """That day or a later one; None if there is none for two months."""
        days = (day + timedelta(days=n) for n in range(_SEARCHED_DAYS))
        return next(filter(self.allows, days), None)


@dataclass(frozen=True, kw_only=True)
class ExerciseSchedule:
    name: str
    team: str
    """The name of a team that trains."""
    scenario: str
    """Its id, or LEAST_TRAINED."""
    first: date
    every_weeks: int
    window: tuple[int, int] = (10, 16)
    """The hours within which it may start."""
    length_min: int | None = None
    """None for the scenario's."""
    webhook: str = ""
    """Called when it starts, as by an inject; empty for none."""
    rollback: str = ""
    """Called when it ends, if `webhook` was."""

    @property
    def key(self) -> str:
        return folded(self.name)

    def slots(self, start: date, end: date) -> Iterator[date]:
        """The days of the schedule from `start` to `end`, whether or not they are allowed."""
        step = timedelta(weeks=self.every_weeks)
        passed = max(0, -(-(start - self.first) // step))
        slot = self.first + passed * step
        while slot <= end:
            yield slot
            slot += step

    def next_slot(self, after: date) -> date:
        """The first day of the schedule after a day, whether or not it is allowed."""
        step = timedelta(weeks=self.every_weeks)
        return self.first + max(0, (after - self.first) // step + 1) * step

    def has_slot(self, day: date) -> bool:
        return day in self.slots(day, day)

    def opens_at(self, day: date, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, time(self.window[0]), zone)

    def closes_at(self, day: date, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, time(self.window[1]), zone)


class ExerciseState(StrEnum):
    ASKED = "asked"
    AGREED = "agreed"
    SKIPPED = "skipped"
    STARTED = "started"
    MISSED = "missed"


class MissedReason(StrEnum):
    NO_ANSWER = "no_answer"
    BLOCKED = "blocked"
    """A SEV1, a freeze, or another exercise of its scenario, on too many days."""
    NO_MEMBERS = "no_members"
    NO_SCENARIO = "no_scenario"


@dataclass(eq=False)
class ExerciseDecided(Refused):
    """Somebody decided before, or it is over."""

    state: ExerciseState
    by: UserId | None


@dataclass(frozen=True, kw_only=True)
class PlannedExercise:
    """One exercise of a schedule."""

    key: str
    """Of its schedule."""
    slot: date
    """Its day in the schedule, by which it is known."""
    day: date
    """When it starts."""
    state: ExerciseState = ExerciseState.ASKED
    decided_by: UserId | None = None
    reason: str = ""
    scenario: ScenarioRef | None = None
    """Chosen when the team agreed."""
    incident_id: IncidentId | None = None
    postponed: int = 0

    def agreed(self, by: UserId, scenario: ScenarioRef) -> "PlannedExercise":
        """Raises ExerciseDecided."""
        if self.state is not ExerciseState.ASKED:
            raise ExerciseDecided(self.state, self.decided_by)
        return replace(self, state=ExerciseState.AGREED, decided_by=by, scenario=scenario)

    def moved(
        self,
        to: date | None,
        by: UserId,
        scenario: ScenarioRef,
        calendar: ExerciseCalendar,
        today: date,
    ) -> "PlannedExercise":
        """Whoever moves it agrees to it on that day. Raises ExerciseDecided, InvalidField."""
        self._refuse_unless_pending()
        if to is None or not today < to <= self.slot + LONGEST_MOVE or not calendar.allows(to):
            raise InvalidField("day", FieldProblem.NO_EXERCISE_DAY)
        return replace(
            self, day=to, state=ExerciseState.AGREED, decided_by=by, scenario=scenario, postponed=0
        )

    def skipped(self, by: UserId, reason: str) -> "PlannedExercise":
        """Raises ExerciseDecided, InvalidField."""
        self._refuse_unless_pending()
        if not reason:
            raise InvalidField("reason", FieldProblem.NO_TEXT)
        return replace(self, state=ExerciseState.SKIPPED, decided_by=by, reason=reason)

    def postponed_to(self, day: date | None) -> "PlannedExercise":
        """It could not start on its day. Given up after some days, and without another day."""
        if day is None or self.postponed >= MOST_POSTPONEMENTS:
            return self.missed(MissedReason.BLOCKED)
        return replace(self, day=day, postponed=self.postponed + 1)

    def missed(self, reason: MissedReason) -> "PlannedExercise":
        return replace(self, state=ExerciseState.MISSED, reason=reason)

    def started(self, incident_id: IncidentId) -> "PlannedExercise":
        return replace(self, state=ExerciseState.STARTED, incident_id=incident_id)

    @property
    def is_pending(self) -> bool:
        return self.state in (ExerciseState.ASKED, ExerciseState.AGREED)

    def _refuse_unless_pending(self) -> None:
        if not self.is_pending:
            raise ExerciseDecided(self.state, self.decided_by)


@dataclass(frozen=True)
class ScenarioChoice:
    """What is known of a scenario to choose by."""

    scenario: ScenarioRef
    failure_class: str


def least_recently_trained(
    choices: Sequence[ScenarioChoice], last_played: Mapping[ScenarioId, datetime]
) -> ScenarioRef | None:
    """A scenario of the class that was trained longest ago or never; of those, likewise.

    None if there is no scenario at all.
    """
    by_class: dict[str, list[ScenarioChoice]] = {}
    for each in choices:
        by_class.setdefault(each.failure_class, []).append(each)

    def played(choice: ScenarioChoice) -> tuple[bool, str, str]:
        at = last_played.get(choice.scenario.id)
        return (at is not None, at.isoformat() if at else "", choice.scenario.id)

    def trained(name: str) -> tuple[bool, str, str]:
        was, at, _id = max(map(played, by_class[name]))
        return (was, at, name)

    if not by_class:
        return None
    return min(by_class[min(by_class, key=trained)], key=played).scenario


@dataclass(frozen=True)
class ExerciseSchedules:
    """The schedules of a company, and its calendar."""

    schedules: tuple[ExerciseSchedule, ...] = ()
    calendar: ExerciseCalendar = field(default_factory=ExerciseCalendar)

    def get(self, key: str) -> ExerciseSchedule | None:
        return next((each for each in self.schedules if each.key == key), None)

    def upcoming(
        self, known: Sequence[PlannedExercise], today: date
    ) -> Iterator[tuple[ExerciseSchedule, PlannedExercise]]:
        """What comes next, by day: what its team was asked about or skipped, then one slot more.

        `known` are those on record whose day has not passed.
        """
        found = [
            (schedule, each)
            for schedule in self.schedules
            for each in (*known, *self._unasked(schedule, known, today))
            if each.key == schedule.key
        ]
        yield from sorted(found, key=lambda one: (one[1].day, one[0].name))

    def _unasked(
        self, schedule: ExerciseSchedule, known: Sequence[PlannedExercise], today: date
    ) -> Iterator[PlannedExercise]:
        asked = [each.slot for each in known if each.key == schedule.key]
        planned = self.planned(schedule, schedule.next_slot(max(asked, default=today)))
        if planned:
            yield planned

    def planned(self, schedule: ExerciseSchedule, slot: date) -> PlannedExercise | None:
        """The exercise of a slot before anybody decided; None if there is no day for it."""
        day = self.calendar.next_allowed(slot) if schedule.has_slot(slot) else None
        return PlannedExercise(key=schedule.key, slot=slot, day=day) if day else None

    def due(self, today: date) -> Iterator[tuple[ExerciseSchedule, date, date]]:
        """What is to be asked by now: the schedule, its slot, and the first day it may start."""
        back, ahead = timedelta(days=_SEARCHED_DAYS), ASKED_BEFORE
        for schedule in self.schedules:
            for slot in schedule.slots(today - back, today + ahead):
                day = self.calendar.next_allowed(slot)
                if day and today <= day <= today + ahead:
                    yield schedule, slot, day

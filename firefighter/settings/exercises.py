"""[[exercises]] and [calendar] of firefighter.toml: drills by schedule."""

from collections.abc import Collection
from datetime import date
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from firefighter.domain.drill import LONGEST_MIN, SHORTEST_OF_SCENARIO_MIN
from firefighter.domain.exercise_schedule import (
    ExerciseCalendar,
    ExerciseSchedule,
    ExerciseSchedules,
)
from firefighter.domain.spelling import folded

_WEEKS = 104


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _is_name(name: str) -> str:
    if not folded(name):
        raise ValueError("an exercise needs a name")
    return name


class ExerciseTable(_Strict):
    """A drill that a team plays again and again."""

    name: Annotated[str, Field(max_length=75), AfterValidator(_is_name)]
    team: str
    """The name of one of [[teams]]."""
    scenario: Annotated[str, Field(min_length=1, max_length=64)]
    """The id of a scenario, or "least recently trained class"."""
    first: date
    every_weeks: Annotated[int, Field(ge=1, le=_WEEKS)]
    window: tuple[Annotated[int, Field(ge=0, le=23)], Annotated[int, Field(ge=1, le=23)]] = (10, 16)
    """The hours within which it may start."""
    length_min: Annotated[int | None, Field(ge=SHORTEST_OF_SCENARIO_MIN, le=LONGEST_MIN)] = None
    webhook: str = ""
    """The name of one of [drills.webhooks], called when it starts."""
    rollback: str = ""
    """Called when it ends."""

    @model_validator(mode="after")
    def _window_opens_before_it_closes(self) -> Self:
        if self.window[0] >= self.window[1]:
            raise ValueError("window: the first hour must be before the second")
        if self.rollback and not self.webhook:
            raise ValueError("rollback: there is no webhook to undo")
        return self

    def schedule(self) -> ExerciseSchedule:
        return ExerciseSchedule(**dict(self))


class FreezeTable(_Strict):
    """Days on which nothing is changed, and no exercise starts."""

    first: date
    last: date

    @model_validator(mode="after")
    def _first_before_last(self) -> Self:
        if self.first > self.last:
            raise ValueError("the first day must not be after the last")
        return self


class CalendarTable(_Strict):
    """Days on which exercises do not start, besides those that are no working days."""

    holidays: Annotated[tuple[date, ...], Field(max_length=1000)] = ()
    freezes: Annotated[tuple[FreezeTable, ...], Field(max_length=100)] = ()

    def calendar(self, weekdays: frozenset[int]) -> ExerciseCalendar:
        freezes = tuple((each.first, each.last) for each in self.freezes)
        return ExerciseCalendar(weekdays, frozenset(self.holidays), freezes)


def schedules(
    tables: tuple[ExerciseTable, ...], calendar: CalendarTable, weekdays: frozenset[int]
) -> ExerciseSchedules:
    return ExerciseSchedules(tuple(each.schedule() for each in tables), calendar.calendar(weekdays))


def check_exercises(
    tables: tuple[ExerciseTable, ...], teams: Collection[str], webhooks: Collection[str]
) -> None:
    """Raises ValueError for a name that is not there, or is there twice."""
    keys = [folded(table.name) for table in tables]
    known = {folded(team) for team in teams}
    for table in tables:
        if keys.count(folded(table.name)) > 1:
            raise ValueError(f"exercises: {table.name} is listed twice")
        if folded(table.team) not in known:
            raise ValueError(f"exercises: {table.name}: {table.team} is not one of the teams")
        for webhook in filter(None, (table.webhook, table.rollback)):
            if webhook not in webhooks:
                raise ValueError(
                    f"exercises: {table.name}: {webhook} is not one of the webhooks of drills"
                )

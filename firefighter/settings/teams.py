"""[[teams]] and [maturity] of firefighter.toml: teams that train, and what their levels require."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from firefighter.domain.ids import UserId
from firefighter.domain.maturity import MaturityLevel, MaturityRules
from firefighter.domain.spelling import folded
from firefighter.domain.teams import MOST_MEMBERS, MOST_SERVICES, NAME_LIMIT, Team


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _is_name(name: str) -> str:
    if not folded(name):
        raise ValueError("a team needs a name")
    return name


def _has_members(members: tuple[str, ...]) -> tuple[str, ...]:
    if not members:
        raise ValueError("a team needs members")
    return members


_Person = Annotated[str, Field(pattern=r"^[UW][A-Z0-9]{2,}$")]

_PersonOrGroup = Annotated[str, Field(pattern=r"^[UWS][A-Z0-9]{2,}$")]


class TeamTable(_Strict):
    """A team that trains."""

    name: Annotated[str, Field(min_length=1, max_length=NAME_LIMIT), AfterValidator(_is_name)]
    members: Annotated[
        tuple[_PersonOrGroup, ...], Field(max_length=MOST_MEMBERS), AfterValidator(_has_members)
    ]
    """Ids of users and user groups."""
    coach: _Person | None = None
    services: Annotated[tuple[str, ...], Field(max_length=MOST_SERVICES)] = ()

    @model_validator(mode="after")
    def _coach_is_no_member(self) -> Self:
        if self.coach in self.members:
            raise ValueError("the coach of a team is not one of its members")
        return self

    def team(self) -> Team:
        return Team(
            name=self.name,
            members=tuple(dict.fromkeys(self.members)),
            coach=UserId(self.coach) if self.coach else None,
            services=tuple(dict.fromkeys(self.services)),
            is_in_settings=True,
        )


def differ_by_name(tables: tuple[TeamTable, ...]) -> tuple[TeamTable, ...]:
    keys = [folded(table.name) for table in tables]
    if twice := [table.name for table in tables if keys.count(folded(table.name)) > 1]:
        raise ValueError(f"{twice[0]} is listed twice")
    return tables


_Number = Annotated[int, Field(ge=1, le=100)]
_Months = Annotated[int, Field(ge=1, le=60)]


class MaturityTable(_Strict):
    """What the levels of teams require, and after how many months they lapse."""

    exercises: _Number = 3
    services: _Number = 2
    actions_in_time_percent: Annotated[int, Field(ge=0, le=100)] = 70
    led_exercises: _Number = 3
    validated_months: _Months = 12
    independent_months: _Months = 9
    autonomous_months: _Months = 6
    counted_months: Annotated[int, Field(ge=12, le=120)] = 24

    def rules(self) -> MaturityRules:
        return MaturityRules(
            exercises=self.exercises,
            services=self.services,
            actions_in_time_percent=self.actions_in_time_percent,
            led_exercises=self.led_exercises,
            months={
                MaturityLevel.VALIDATED: self.validated_months,
                MaturityLevel.INDEPENDENT: self.independent_months,
                MaturityLevel.AUTONOMOUS: self.autonomous_months,
            },
            counted_months=self.counted_months,
        )

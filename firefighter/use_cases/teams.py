"""Teams that train: adding and changing them, and signing their levels."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from firefighter.domain.errors import (
    Conflict,
    EditConflict,
    FieldProblem,
    InvalidField,
    NoChange,
    Unchanged,
)
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import LevelNotReached, MaturityLevel, NotCoach, Signature
from firefighter.domain.teams import NotInTeam, Team, TeamInSettings
from firefighter.domain.title import clean_text
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, EffectRequest, UnitOfWork
from firefighter.ports.teams import TeamCard, TeamNotice, TeamNoticeKind

NOTE_LIMIT = 500


LearnGroup = Callable[[str], Iterable[EffectRequest]]
"""The effects that ask the chat for the members and the handle of a user group."""


def add_team(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    team: Team,
    *,
    learn: LearnGroup = lambda _group: (),
) -> Team:
    """Raises InvalidField, also for a name that another team has."""
    team = _checked(context, team)
    with context.units(delivery) as unit:
        if not unit.teams.add(team, by, context.clock.now()):
            raise InvalidField("name", FieldProblem.TEAM_EXISTS, team.name)
        _learn(unit, team.groups, learn)
    return team


def _learn(unit: UnitOfWork, groups: Iterable[str], learn: LearnGroup) -> None:
    for group in groups:
        for request in learn(group):
            unit.enqueue(None, request)


def edit_team(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    team: Team,
    *,
    seen: int,
    learn: LearnGroup = lambda _group: (),
) -> Team:
    """Changes a team under its name, for its coach and members, who saw version `seen`.

    Raises UnknownTeam, TeamInSettings, NotInTeam, EditConflict, InvalidField, NoChange.
    """
    after = _checked(context, team)
    with context.units(delivery) as unit:
        before = unit.teams.get(team.name)
        if before.is_in_settings:
            raise TeamInSettings(before.name)
        if by not in {*unit.teams.members(before), before.coach}:
            raise NotInTeam(before.name)
        if before.version != seen:
            raise EditConflict(Conflict.TEAM, before.name)
        after = replace(after, name=before.name, version=before.version)
        if after == before:
            raise NoChange(Unchanged.TEAM, before.name)
        after = replace(after, version=before.version + 1)
        unit.teams.replace(before, after, by, context.clock.now())
        _learn(unit, (each for each in after.groups if each not in before.groups), learn)
    return after


def sign_level(
    context: AppContext,
    delivery: DeliveryId,
    by: UserId,
    name: str,
    *,
    level: MaturityLevel,
    note: str,
    tell: Callable[[TeamCard, TeamNotice], Iterable[EffectRequest]],
) -> TeamCard:
    """The coach signs the next level, whose requirements are met. `tell` tells its people.

    Raises UnknownTeam, NotCoach, LevelNotReached, NoChange, InvalidField.
    """
    note = clean_text(note, NOTE_LIMIT, "note")
    now = context.clock.now()
    with context.units(delivery) as unit:
        team = unit.teams.get(name)
        if team.coach != by:
            raise NotCoach(team.name, team.coach)
        before = unit.teams.card(team, now)
        held = before.standing.level
        if held is not None and level <= held:
            raise NoChange(Unchanged.LEVEL, team.name)
        if level != before.standing.next_level or not before.standing.can_be_signed:
            raise LevelNotReached(team.name, level)
        signature = Signature(level=level, by=by, at=now, note=note)
        if not unit.teams.sign(team, signature, len(before.signatures) + 1):
            raise NoChange(Unchanged.LEVEL, team.name)
        day = context.rules.day_of(now)
        notice = TeamNotice(TeamNoticeKind.SIGNED, team.name, level, day, by, note)
        for request in tell(before, notice):
            unit.enqueue(None, request)
        return unit.teams.card(team, now)


def _checked(context: AppContext, team: Team) -> Team:
    unknown = set(team.services) - set(context.rules.services)
    if unknown:
        raise InvalidField("services", FieldProblem.UNKNOWN_SERVICE, ", ".join(sorted(unknown)))
    return team.cleaned()

"""Writes and reads teams that train."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Executable, func, select, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.access import StoredMemberships
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.dialects import Insert, do_nothing_on_conflict, upsert
from firefighter.adapters.store.held_exercises import held_exercises
from firefighter.adapters.store.planned_exercises import read_planned
from firefighter.adapters.store.tables import (
    ExperimentRow,
    PlannedExerciseRow,
    TeamNoticeRow,
    TeamRow,
    TeamSignatureRow,
)
from firefighter.domain.exercise_schedule import PlannedExercise
from firefighter.domain.experiment_catalog import ExperimentState
from firefighter.domain.ids import UserId
from firefighter.domain.maturity import (
    HeldExercise,
    MaturityLevel,
    Signature,
    TeamFacts,
    standing,
    team_exercise,
)
from firefighter.domain.rules import Rules
from firefighter.domain.spelling import folded, nearest_name
from firefighter.domain.teams import Team, UnknownTeam
from firefighter.ports.teams import TeamCard, TeamNoticeKind


def _if_new_team(new: Insert) -> Executable:
    return do_nothing_on_conflict("key")(new).returning(new.table.c.key)


def _if_new_signature(new: Insert) -> Executable:
    return do_nothing_on_conflict("team", "number")(new).returning(new.table.c.number)


def _if_new_notice(new: Insert) -> Executable:
    return do_nothing_on_conflict("team", "kind", "level", "day")(new).returning(new.table.c.level)


_INSERT_TEAM = upsert(TeamRow, _if_new_team)
_INSERT_SIGNATURE = upsert(TeamSignatureRow, _if_new_signature)
_INSERT_NOTICE = upsert(TeamNoticeRow, _if_new_notice)


class StoredTeams:
    """The Teams port."""

    def __init__(self, session: Session, rules: Rules) -> None:
        self._session = session
        self._rules = rules
        self._held: tuple[date, tuple[HeldExercise, ...]] | None = None

    def all(self) -> Sequence[Team]:
        """A team of the settings hides one of the chat with the same name."""
        stored = map(_read, self._session.scalars(select(TeamRow)))
        found = {each.key: each for each in (*stored, *self._rules.teams_in_settings)}
        return sorted(found.values(), key=lambda each: each.name.casefold())

    def get(self, name: str) -> Team:
        key = folded(name)
        in_settings = {each.key: each for each in self._rules.teams_in_settings}
        if key in in_settings:
            return in_settings[key]
        row = self._session.get(TeamRow, key, with_for_update=True, populate_existing=True)
        if row is None:
            raise UnknownTeam(name, nearest_name(name, [each.name for each in self.all()]))
        return _read(row)

    def add(self, team: Team, by: UserId, at: datetime) -> bool:
        if any(each.key == team.key for each in self._rules.teams_in_settings):
            return False
        return self._session.scalar(_INSERT_TEAM(self._session), _columns(team, by, at)) is not None

    def replace(self, before: Team, after: Team, by: UserId, at: datetime) -> None:
        columns = _columns(after, by, at)
        self._session.execute(update(TeamRow).where(TeamRow.key == before.key).values(columns))

    def members(self, team: Team) -> frozenset[UserId]:
        memberships = StoredMemberships(self._session)
        return frozenset(team.people).union(*map(memberships.members, team.groups))

    def card(self, team: Team, now: datetime) -> TeamCard:
        facts, signatures = self._facts(team, now), self._signatures(team)
        return TeamCard(
            team=team,
            members=self.members(team),
            facts=facts,
            signatures=signatures,
            standing=standing(signatures, facts, self._rules.maturity, now),
        )

    def sign(self, team: Team, signature: Signature, number: int) -> bool:
        row = {
            "team": team.key,
            "number": number,
            "level": int(signature.level),
            "by": signature.by,
            "at": signature.at,
            "note": signature.note,
        }
        return self._session.scalar(_INSERT_SIGNATURE(self._session), row) is not None

    def notice(self, team: Team, kind: TeamNoticeKind, level: MaturityLevel, day: date) -> bool:
        row = {"team": team.key, "kind": kind, "level": int(level), "day": day}
        return self._session.scalar(_INSERT_NOTICE(self._session), row) is not None

    def _facts(self, team: Team, now: datetime) -> TeamFacts:
        held, members = self._held_exercises(self._rules.day_of(now)), self.members(team)
        own = (team_exercise(each, members, team.coach) for each in held)
        coached = (
            seen
            for other in self.all()
            if other.key != team.key and other.coach in members
            for each in held
            if (seen := team_exercise(each, self.members(other), other.coach))
        )
        in_catalog = select(func.count()).where(
            func.lower(ExperimentRow.team) == team.name.lower(),
            ExperimentRow.state == ExperimentState.READY,
        )
        return TeamFacts(
            exercises=tuple(each for each in own if each),
            catalog_experiments=self._session.scalar(in_catalog) or 0,
            coached_exercises=sum(each.with_coach for each in coached),
        )

    def _held_exercises(self, today: date) -> tuple[HeldExercise, ...]:
        """Read once for all teams of a transaction."""
        if self._held is None or self._held[0] != today:
            self._held = today, held_exercises(self._session, self._rules, today)
        return self._held[1]

    def _signatures(self, team: Team) -> Sequence[Signature]:
        rows = self._session.scalars(
            select(TeamSignatureRow)
            .where(TeamSignatureRow.team == team.key)
            .order_by(TeamSignatureRow.number)
        )
        return [
            Signature(level=MaturityLevel(row.level), by=UserId(row.by), at=row.at, note=row.note)
            for row in rows
        ]


class StoredTeamRecords:
    """The TeamRecords port."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    def teams(self) -> Sequence[Team]:
        with self._database.reading() as session:
            return StoredTeams(session, self._rules).all()

    def teams_of(self, user: UserId) -> Sequence[Team]:
        with self._database.reading() as session:
            stored = StoredTeams(session, self._rules)
            return [each for each in stored.all() if user in {*stored.members(each), each.coach}]

    def planned_exercises(self, since: date) -> Sequence[PlannedExercise]:
        rows = (
            select(PlannedExerciseRow)
            .where(PlannedExerciseRow.day >= since)
            .order_by(PlannedExerciseRow.day, PlannedExerciseRow.key)
        )
        with self._database.reading() as session:
            return list(map(read_planned, session.scalars(rows)))

    def team_card(self, name: str, now: datetime) -> TeamCard:
        with self._database.reading() as session:
            stored = StoredTeams(session, self._rules)
            known = {each.key: each for each in stored.all()}
            team = known.get(folded(name))
            if team is None:
                raise UnknownTeam(name, nearest_name(name, [each.name for each in known.values()]))
            return stored.card(team, now)


def _columns(team: Team, by: UserId, at: datetime) -> dict[str, object]:
    return {
        "key": team.key,
        "name": team.name,
        "members": list(team.members),
        "coach": team.coach,
        "services": list(team.services),
        "version": team.version,
        "changed_by": by,
        "changed_at": at,
    }


def _read(row: TeamRow) -> Team:
    return Team(
        name=row.name,
        members=tuple(row.members),
        coach=None if row.coach is None else UserId(row.coach),
        services=tuple(row.services),
        version=row.version,
    )

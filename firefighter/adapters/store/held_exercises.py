"""Reads which Game Days and drills were played, by whom, and who did which step of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.adapters.store.breakdown import latest_completions
from firefighter.adapters.store.tables import (
    DrillRow,
    DrillTeamRow,
    FollowUpRow,
    GameDayDrillRow,
    GameDayEventRow,
    GameDayExperimentRow,
    GameDayLearningRow,
    GameDayPersonRow,
    GameDayRow,
    GameDayServiceRow,
    IncidentRow,
    ServiceRow,
)
from firefighter.domain.drill_events import PLAYED_TO_THE_END
from firefighter.domain.experiments import ExperimentNumber, experiment_label
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.game_day_events import GameDayAction
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.ids import GameDayId, IncidentId, UserId, game_day_reference, reference
from firefighter.domain.maturity import ExerciseStep, HeldExercise
from firefighter.domain.rules import Rules
from firefighter.domain.scenario import Environment, Mode

_STEPS: Mapping[GameDayAction, Sequence[ExerciseStep]] = {
    GameDayAction.EXPERIMENT_PROPOSED: (ExerciseStep.ELIGIBILITY,),
    GameDayAction.DESCRIBED: (ExerciseStep.SYSTEM,),
    GameDayAction.EXPERIMENT_SHAPED: (ExerciseStep.OBJECTIVES, ExerciseStep.HYPOTHESIS),
    GameDayAction.SIGNAL_NAMED: (ExerciseStep.OBSERVABILITY,),
    GameDayAction.SIGNAL_SEEN: (ExerciseStep.OBSERVABILITY,),
    GameDayAction.DRILL_STARTED: (ExerciseStep.RUN,),
    GameDayAction.JUDGED: (ExerciseStep.ACTION_PLAN,),
    GameDayAction.LEARNT: (ExerciseStep.ACTION_PLAN,),
}
"""What people record in a Game Day shows who did which of the seven steps."""

_RUNS = frozenset({GameDayStepKind.START, GameDayStepKind.RESUME, GameDayStepKind.EVALUATE})

_REVEALED = [phase for phase in GameDayPhase if phase.is_revealed]

_Actions = Mapping[IncidentId, Mapping[int, bool]]
"""Of follow-ups that were due, by incident and number, whether they were done in time."""


def held_exercises(session: Session, rules: Rules, today: date) -> tuple[HeldExercise, ...]:
    """All that were played and are no secret any more, oldest first."""
    actions = _due_actions(session, rules, today)
    found = [*_game_days(session, actions), *_drills(session, actions)]
    return tuple(sorted(found, key=lambda each: (each.started_at, each.reference)))


def _game_days(session: Session, actions: _Actions) -> Iterator[HeldExercise]:
    authors = _authors(session)
    players, masters, attendants = _people(session)
    services = _grouped(session, GameDayServiceRow.game_day_id, GameDayServiceRow.service)
    waived = set(
        session.scalars(
            select(GameDayExperimentRow.game_day_id).where(
                GameDayExperimentRow.is_chosen, GameDayExperimentRow.signal_waived
            )
        )
    )
    learnings: dict[int, list[bool]] = defaultdict(list)
    for learning in session.scalars(select(GameDayLearningRow)):
        due = actions.get(IncidentId(learning.incident_id), {})
        if learning.follow_up in due:
            learnings[learning.game_day_id].append(due[learning.follow_up])
    rows = session.execute(
        select(
            GameDayRow.id,
            GameDayRow.title,
            GameDayRow.started_at,
            GameDayRow.mode,
            GameDayRow.environment,
        ).where(GameDayRow.phase.in_(_REVEALED), GameDayRow.started_at.is_not(None))
    )
    for row in rows:
        if row.started_at is None:
            continue
        yield HeldExercise(
            reference=game_day_reference(GameDayId(row.id)),
            title=row.title,
            started_at=row.started_at,
            services=tuple(services[row.id]),
            players=tuple(map(frozenset, players[row.id].values())),
            game_masters=frozenset(masters[row.id]),
            attendants=frozenset(attendants[row.id]),
            authors={step: frozenset(users) for step, users in authors[row.id].items()},
            signal_waived=row.id in waived,
            is_hard=row.environment is Environment.PRODUCTION
            or row.mode is Mode.DUNGEONS_AND_DRAGONS,
            actions_due=len(learnings[row.id]),
            actions_in_time=sum(learnings[row.id]),
        )


def _drills(session: Session, actions: _Actions) -> Iterator[HeldExercise]:
    """Those of no Game Day that were played to the end, and are not private."""
    team = _grouped(session, DrillTeamRow.incident_id, DrillTeamRow.user)
    services = _grouped(session, ServiceRow.incident_id, ServiceRow.service)
    rows = session.execute(
        select(
            DrillRow.incident_id, DrillRow.started_at, IncidentRow.title, IncidentRow.declared_by
        )
        .join(IncidentRow, IncidentRow.id == DrillRow.incident_id)
        .where(
            DrillRow.ending.in_(PLAYED_TO_THE_END),
            IncidentRow.private.is_(False),
            DrillRow.incident_id.not_in(select(GameDayDrillRow.incident_id)),
        )
    )
    for row in rows:
        starter = UserId(row.declared_by)
        players = frozenset(map(UserId, team[row.incident_id]))
        due = actions.get(IncidentId(row.incident_id), {})
        yield HeldExercise(
            reference=reference(IncidentId(row.incident_id)),
            title=row.title,
            started_at=row.started_at,
            services=tuple(services[row.incident_id]),
            players=(players,),
            game_masters=frozenset({starter}),
            attendants=players | {starter},
            authors={ExerciseStep.RUN: frozenset({starter})},
            actions_due=len(due),
            actions_in_time=sum(due.values()),
        )


def _authors(session: Session) -> Mapping[int, Mapping[ExerciseStep, set[UserId]]]:
    """Without what the bot did, and what nobody is to be named for."""
    found: dict[int, dict[ExerciseStep, set[UserId]]] = defaultdict(lambda: defaultdict(set))
    rows = session.execute(
        select(
            GameDayEventRow.game_day_id,
            GameDayEventRow.actor,
            GameDayEventRow.action,
            GameDayEventRow.subject,
        )
        .where(
            GameDayEventRow.actor != "",
            GameDayEventRow.action.in_((*_STEPS, GameDayAction.PHASE_CHANGED)),
        )
        .distinct()
    )
    for row in rows:
        steps = _STEPS.get(row.action, ())
        if row.action is GameDayAction.PHASE_CHANGED and row.subject in _RUNS:
            steps = (ExerciseStep.RUN,)
        for step in steps:
            found[row.game_day_id][step].add(UserId(row.actor))
    for game_day_id, proposer in _shaped_when_proposed(session):
        for step in _STEPS[GameDayAction.EXPERIMENT_SHAPED]:
            found[game_day_id][step].add(proposer)
    return found


def _shaped_when_proposed(session: Session) -> Iterator[tuple[int, UserId]]:
    """Experiments that were proposed with their texts, as from the catalog, and by whom."""
    shaped = {
        (row.game_day_id, row.subject)
        for row in session.execute(
            select(GameDayEventRow.game_day_id, GameDayEventRow.subject).where(
                GameDayEventRow.action == GameDayAction.EXPERIMENT_SHAPED
            )
        )
    }
    rows = session.execute(
        select(
            GameDayExperimentRow.game_day_id,
            GameDayExperimentRow.number,
            GameDayExperimentRow.proposed_by,
        ).where(
            GameDayExperimentRow.is_chosen,
            GameDayExperimentRow.objective != "",
            GameDayExperimentRow.hypothesis != "",
            GameDayExperimentRow.proposed_by != "",
        )
    )
    for row in rows:
        if (row.game_day_id, experiment_label(ExperimentNumber(row.number))) not in shaped:
            yield row.game_day_id, UserId(row.proposed_by)


_Users = dict[int, set[UserId]]


def _people(session: Session) -> tuple[Mapping[int, dict[int, set[UserId]]], _Users, _Users]:
    """The heroes by team, the game masters, and everybody with a role, by Game Day."""
    players: dict[int, dict[int, set[UserId]]] = defaultdict(lambda: defaultdict(set))
    masters: _Users = defaultdict(set)
    attendants: _Users = defaultdict(set)
    rows = session.scalars(select(GameDayPersonRow).where(GameDayPersonRow.role.is_not(None)))
    for row in rows:
        user = UserId(row.user)
        attendants[row.game_day_id].add(user)
        if row.role is GameDayRole.GAME_MASTER:
            masters[row.game_day_id].add(user)
        if row.role is GameDayRole.HERO and row.team is not None:
            players[row.game_day_id][row.team].add(user)
    return players, masters, attendants


def _due_actions(session: Session, rules: Rules, today: date) -> _Actions:
    """Follow-ups of drills; those that were dropped or moved are left out."""
    completed = latest_completions()
    rows = session.execute(
        select(
            FollowUpRow.incident_id,
            FollowUpRow.number,
            FollowUpRow.state,
            FollowUpRow.due,
            completed.c.at,
        )
        .join(DrillRow, DrillRow.incident_id == FollowUpRow.incident_id)
        .outerjoin(
            completed,
            (completed.c.incident_id == FollowUpRow.incident_id)
            & (completed.c.number == FollowUpRow.number),
        )
        .where(
            FollowUpRow.due < today,
            FollowUpRow.state.in_((FollowUpState.OPEN, FollowUpState.DONE)),
        )
    )
    found: dict[IncidentId, dict[int, bool]] = defaultdict(dict)
    for incident_id, number, state, due, at in rows:
        is_done = state is FollowUpState.DONE and at is not None
        found[IncidentId(incident_id)][number] = bool(due and is_done and rules.day_of(at) <= due)
    return found


def _grouped(session: Session, key: object, value: object) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for number, text in session.execute(select(key, value)):  # type: ignore[call-overload]
        found[number].append(text)
    return found

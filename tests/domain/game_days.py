"""Game Days brought to a phase through their own methods."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from firefighter.domain.experiments import ExperimentNumber, ExperimentPlan, Verdict
from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.game_day import GameDay, TeamDrill
from firefighter.domain.game_day_details import GameDayDetails
from firefighter.domain.game_day_evaluation import Answer, Learning, Note, NoteKind
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStep, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import GameDayId, IncidentId, TeamNumber, UserId
from firefighter.domain.scenario import Mode, ScenarioId
from firefighter.domain.scoring import Adjustment

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MASTER, OFFICER, VILLAIN, OBSERVER = (UserId(f"U0{name}") for name in ("GM", "SO", "VI", "OB"))
OWNER, OUTSIDER = UserId("U0OWNER"), UserId("U0OUT")
HEROES = tuple(UserId(f"U0HERO{number}") for number in range(1, 7))
RED, BLUE = TeamNumber(1), TeamNumber(2)
FIRST, SECOND, THIRD = (ExperimentNumber(number) for number in (1, 2, 3))
DRILL = IncidentId(1)

SEALED_PLAN = ExperimentPlan(
    title="Prices differ",
    service="catalogue",
    objective="Sealed objective",
    hypothesis="Sealed hypothesis",
    steady_state="Sealed steady state",
    blast_radius="Sealed blast radius",
    duration_min=20,
    rollback="Sealed rollback",
    abort_conditions="Sealed abort conditions",
    scenario=ScenarioId("sealed-scenario"),
)
DETAILS = GameDayDetails(
    title="Spring exercise",
    theme="Prices",
    services=("catalogue", "search"),
    owner=OWNER,
    starts_at=NOW + timedelta(days=7),
    length_min=60,
)

WAY = (
    GameDayStepKind.SHAPE,
    GameDayStepKind.OBSERVE,
    GameDayStepKind.CHOOSE,
    GameDayStepKind.ARM,
    GameDayStepKind.START,
    GameDayStepKind.EVALUATE,
    GameDayStepKind.DEBRIEF,
    GameDayStepKind.CLOSE,
)
"""The steps from the first phase to the last."""

_STEPS_TO = {
    GameDayPhase.IDEAS: (),
    GameDayPhase.SHAPING: WAY[:1],
    GameDayPhase.OBSERVABILITY: WAY[:2],
    GameDayPhase.CHOSEN: WAY[:3],
    GameDayPhase.ARMED: WAY[:4],
    GameDayPhase.RUNNING: WAY[:5],
    GameDayPhase.PAUSED: (*WAY[:5], GameDayStepKind.PAUSE),
    GameDayPhase.STOPPED: (*WAY[:5], GameDayStepKind.STOP),
    GameDayPhase.EVALUATING: WAY[:6],
    GameDayPhase.DEBRIEFED: WAY[:7],
    GameDayPhase.CLOSED: WAY[:8],
    GameDayPhase.CANCELLED: (GameDayStepKind.CANCEL,),
}


def created(mode: Mode = Mode.INFORMED, game_day_id: int = 3) -> GameDay:
    """As it is when somebody has given it a title."""
    return GameDay.create(
        GameDayId(game_day_id),
        GameDayDetails(title=DETAILS.title, mode=mode),
        wall_token=f"token-{game_day_id}",
        actor=MASTER,
        now=NOW,
    )


def take(
    game_day: GameDay,
    step_kind: GameDayStepKind,
    *,
    actor: UserId = MASTER,
    now: datetime = NOW,
    note: str = "because it was so",
) -> None:
    game_day.step(GameDayStep(step_kind, note), actor=actor, now=now)


def prepare(game_day: GameDay, step_kind: GameDayStepKind) -> None:
    """Supplies what the step requires."""
    match step_kind:
        case GameDayStepKind.SHAPE:
            details = replace(DETAILS, mode=game_day.details.mode)
            game_day.describe(details, actor=MASTER, now=NOW)
            game_day.propose(SEALED_PLAN, actor=MASTER, now=NOW, reason="Sealed reason")
            game_day.propose(replace(SEALED_PLAN, title="Search"), actor=MASTER, now=NOW)
            game_day.propose(ExperimentPlan(title="Too big"), actor=MASTER, now=NOW)
            game_day.leave_out(THIRD, actor=MASTER, now=NOW)
        case GameDayStepKind.CHOOSE:
            game_day.name_signal(FIRST, "Sealed signal", actor=MASTER, now=NOW)
            game_day.settle_signal(FIRST, is_waived=False, actor=MASTER, now=NOW)
            game_day.settle_signal(SECOND, is_waived=True, actor=MASTER, now=NOW)
        case GameDayStepKind.ARM:
            game_day.vote({FIRST: 2, SECOND: 1}, actor=MASTER, now=NOW)
            game_day.choose([FIRST], actor=MASTER, now=NOW)
        case GameDayStepKind.START:
            _seat_everybody(game_day)
            if game_day.details.mode is Mode.DUNGEONS_AND_DRAGONS:
                game_day.seat(OWNER, Seat(GameDayRole.OBSERVER), actor=MASTER, now=NOW)
            game_day.give_consent(actor=OWNER, now=NOW)
            game_day.try_stop(actor=MASTER, now=NOW)
        case GameDayStepKind.EVALUATE if game_day.phase.is_played:
            game_day.add_drill(DRILL, TeamDrill(RED, FIRST), now=NOW)
            game_day.take_note(Note(OBSERVER, NOW, NoteKind.FACT, "Sealed note", RED))
            game_day.adjust_score(RED, Adjustment(3, "Sealed points"), actor=MASTER, now=NOW)
        case GameDayStepKind.DEBRIEF:
            game_day.answer(Answer(NOW, "the tea", ""), actor=HEROES[0])
            game_day.judge(FIRST, Verdict.REFUTED, "Prices differed.", actor=MASTER, now=NOW)
        case GameDayStepKind.CLOSE:
            game_day.learn(Learning(DRILL, FollowUpNumber(1)), actor=HEROES[0], now=NOW)
        case _:
            pass


def in_phase(phase: GameDayPhase, mode: Mode = Mode.INFORMED, game_day_id: int = 3) -> GameDay:
    """With all that the steps to the phase require."""
    game_day = created(mode, game_day_id)
    for step_kind in _STEPS_TO[phase]:
        prepare(game_day, step_kind)
        take(game_day, step_kind)
    return game_day


def _seat_everybody(game_day: GameDay) -> None:
    others = {
        OFFICER: GameDayRole.SAFETY_OFFICER,
        VILLAIN: GameDayRole.VILLAIN,
        OBSERVER: GameDayRole.OBSERVER,
    }
    for user, role in others.items():
        game_day.seat(user, Seat(role), actor=MASTER, now=NOW)
    for name, heroes in (("Red", HEROES[:3]), ("Blue", HEROES[3:])):
        team = game_day.add_team(name, actor=MASTER, now=NOW)
        for hero in heroes:
            game_day.seat(hero, Seat(GameDayRole.HERO, team), actor=hero, now=NOW)

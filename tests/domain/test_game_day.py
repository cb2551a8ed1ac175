"""What people may do in a Game Day, and what they may see of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from firefighter.domain.errors import (
    GameDayItem,
    GameDayNotInPhase,
    GameDayProblem,
    GameDayRefused,
    InvalidField,
)
from firefighter.domain.experiments import ExperimentNumber, Verdict
from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.game_day import MOST_TEAMS, GameDay
from firefighter.domain.game_day_evaluation import Answer, Learning, Note, NoteKind
from firefighter.domain.game_day_events import GameDayAction
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.game_day_roles import FEWEST_HEROES, MOST_HEROES, GameDayRole, Seat
from firefighter.domain.game_day_visibility import as_seen_by
from firefighter.domain.ids import TeamNumber, UserId
from firefighter.domain.scenario import Environment, Mode
from firefighter.domain.scoring import Adjustment
from tests.domain.game_days import (
    BLUE,
    DETAILS,
    DRILL,
    FIRST,
    HEROES,
    MASTER,
    NOW,
    OBSERVER,
    OFFICER,
    OUTSIDER,
    OWNER,
    RED,
    SEALED_PLAN,
    SECOND,
    THIRD,
    VILLAIN,
    created,
    in_phase,
)

ARMED, RUNNING, EVALUATING = GameDayPhase.ARMED, GameDayPhase.RUNNING, GameDayPhase.EVALUATING
Act = Callable[[GameDay, UserId], object]


def problem(act: Callable[[], object]) -> GameDayProblem:
    with pytest.raises(GameDayRefused) as refused:
        act()
    return refused.value.problem


def seated() -> GameDay:
    """With everybody in place, before it starts."""
    game_day = in_phase(RUNNING)
    game_day.phase = ARMED
    return game_day


ONLY_MASTER: dict[str, tuple[GameDayPhase, Act]] = {
    "describe": (ARMED, lambda day, who: day.describe(DETAILS, actor=who, now=NOW)),
    "leave out": (ARMED, lambda day, who: day.leave_out(SECOND, actor=who, now=NOW)),
    "choose": (ARMED, lambda day, who: day.choose([SECOND], actor=who, now=NOW)),
    "add a team": (ARMED, lambda day, who: day.add_team("Green", actor=who, now=NOW)),
    "seat a villain": (
        ARMED,
        lambda day, who: day.seat(OUTSIDER, Seat(GameDayRole.VILLAIN), actor=who, now=NOW),
    ),
    "send somebody away": (ARMED, lambda day, who: day.leave(OWNER, actor=who, now=NOW)),
    "judge": (
        EVALUATING,
        lambda day, who: day.judge(FIRST, Verdict.HELD, "It held.", actor=who, now=NOW),
    ),
    "adjust": (
        EVALUATING,
        lambda day, who: day.adjust_score(RED, Adjustment(1, "Calm"), actor=who, now=NOW),
    ),
}


@pytest.mark.parametrize("what", ONLY_MASTER)
@pytest.mark.parametrize("actor", [OFFICER, VILLAIN, OBSERVER, HEROES[0], OUTSIDER])
def test_what_only_a_game_master_may(what: str, actor: UserId) -> None:
    phase, act = ONLY_MASTER[what]
    game_day = in_phase(RUNNING)
    game_day.phase = phase
    assert problem(lambda: act(game_day, actor)) is GameDayProblem.NOT_GAME_MASTER
    act(game_day, MASTER)


def test_the_owner_consents_and_nobody_else() -> None:
    game_day = in_phase(ARMED)
    refused = problem(lambda: game_day.give_consent(actor=MASTER, now=NOW))
    assert refused is GameDayProblem.NOT_OWNER
    game_day.give_consent(actor=OWNER, now=NOW)
    assert game_day.consent is not None
    assert game_day.consent.by == OWNER


def test_nobody_consents_to_what_they_may_not_see() -> None:
    game_day = in_phase(ARMED, Mode.DUNGEONS_AND_DRAGONS)
    refused = problem(lambda: game_day.give_consent(actor=OWNER, now=NOW))
    assert refused is GameDayProblem.CONSENT_UNSEEN
    game_day.seat(OWNER, Seat(GameDayRole.OBSERVER), actor=MASTER, now=NOW)
    game_day.give_consent(actor=OWNER, now=NOW)
    assert game_day.consent is not None


@pytest.mark.parametrize("actor", [OWNER, OFFICER])
def test_the_owner_and_the_safety_officer_take_the_consent_back(actor: UserId) -> None:
    game_day = seated()
    game_day.withdraw_consent(actor=actor, now=NOW)
    assert GameDayItem.CONSENT in game_day.unfinished(GameDayStepKind.START)


@pytest.mark.parametrize("actor", [MASTER, VILLAIN, HEROES[0], OUTSIDER])
def test_nobody_else_takes_the_consent_back(actor: UserId) -> None:
    game_day = seated()
    with pytest.raises(GameDayRefused):
        game_day.withdraw_consent(actor=actor, now=NOW)
    assert game_day.consent


@pytest.mark.parametrize(
    "change",
    [
        {"services": ("payments",)},
        {"owner": OUTSIDER},
        {"starts_at": NOW + timedelta(days=8)},
        {"length_min": 90},
        {"environment": Environment.PRODUCTION},
    ],
    ids=str,
)
def test_a_change_of_what_was_agreed_voids_the_consent(change: dict[str, object]) -> None:
    game_day = seated()
    details = replace(game_day.details, **change)  # type: ignore[arg-type]
    game_day.describe(details, actor=MASTER, now=NOW)
    assert game_day.consent is None


def test_another_title_or_theme_leaves_the_consent() -> None:
    game_day = seated()
    game_day.describe(replace(game_day.details, title="Other", theme="x"), actor=MASTER, now=NOW)
    assert game_day.consent


def test_another_choice_voids_the_consent() -> None:
    game_day = seated()
    game_day.choose([SECOND], actor=MASTER, now=NOW)
    assert game_day.consent is None


def test_shaping_a_chosen_experiment_voids_the_consent() -> None:
    game_day = seated()
    game_day.shape(SECOND, SEALED_PLAN, actor=MASTER, now=NOW)
    assert game_day.consent
    game_day.shape(FIRST, SEALED_PLAN, actor=MASTER, now=NOW)
    assert game_day.consent is None


def test_leaving_out_an_experiment_that_was_chosen_voids_the_consent() -> None:
    game_day = seated()
    game_day.leave_out(FIRST, actor=MASTER, now=NOW)
    assert game_day.consent is None


@pytest.mark.parametrize("heroes", range(MOST_HEROES + 1))
def test_a_team_has_three_to_six_heroes(heroes: int) -> None:
    game_day = in_phase(ARMED)
    team = game_day.add_team("Red", actor=MASTER, now=NOW)
    for number in range(heroes):
        hero = UserId(f"U{number}")
        game_day.seat(hero, Seat(GameDayRole.HERO, team), actor=hero, now=NOW)
    is_missing = GameDayItem.TEAMS in game_day.unfinished(GameDayStepKind.START)
    assert is_missing is not (FEWEST_HEROES <= heroes <= MOST_HEROES)


def test_a_seventh_hero_is_refused() -> None:
    game_day = seated()
    for number in range(3, MOST_HEROES):
        user = UserId(f"U{number}")
        game_day.seat(user, Seat(GameDayRole.HERO, RED), actor=user, now=NOW)
    seat = Seat(GameDayRole.HERO, RED)
    refused = problem(lambda: game_day.seat(OUTSIDER, seat, actor=OUTSIDER, now=NOW))
    assert refused is GameDayProblem.TEAM_IS_FULL


def test_a_hero_is_in_one_team() -> None:
    game_day, hero = seated(), HEROES[0]
    same = Seat(GameDayRole.HERO, RED)
    refused = problem(lambda: game_day.seat(hero, same, actor=hero, now=NOW))
    assert refused is GameDayProblem.IS_IN_TEAM
    game_day.seat(hero, Seat(GameDayRole.HERO, BLUE), actor=hero, now=NOW)
    assert hero not in game_day.heroes(RED)
    assert hero in game_day.heroes(BLUE)


@pytest.mark.parametrize("role", sorted(set(GameDayRole) - {GameDayRole.HERO}))
def test_a_hero_holds_no_role_that_sees_what_is_sealed(role: GameDayRole) -> None:
    game_day, hero = seated(), HEROES[0]
    refused = problem(lambda: game_day.seat(hero, Seat(role), actor=MASTER, now=NOW))
    assert refused is GameDayProblem.WAS_HERO
    game_day.leave(hero, actor=hero, now=NOW)
    refused = problem(lambda: game_day.seat(hero, Seat(role), actor=MASTER, now=NOW))
    assert refused is GameDayProblem.WAS_HERO


@pytest.mark.parametrize("phase", [RUNNING, GameDayPhase.PAUSED])
def test_nobody_joins_a_team_that_plays(phase: GameDayPhase) -> None:
    game_day = in_phase(phase)
    seats = game_day.seats
    as_hero = Seat(GameDayRole.HERO, BLUE)
    for user, actor in ((OUTSIDER, OUTSIDER), (OUTSIDER, MASTER), (HEROES[0], HEROES[0])):
        act = partial(game_day.seat, user, as_hero, actor=actor, now=NOW)
        assert problem(act) is GameDayProblem.TEAM_IS_PLAYING
    assert game_day.seats == seats
    game_day.seat(OUTSIDER, Seat(GameDayRole.OBSERVER), actor=OUTSIDER, now=NOW)


def test_who_was_a_hero_may_be_one_again() -> None:
    game_day, hero = seated(), HEROES[0]
    game_day.leave(hero, actor=hero, now=NOW)
    game_day.seat(hero, Seat(GameDayRole.HERO, BLUE), actor=hero, now=NOW)
    assert hero in game_day.heroes(BLUE)


def test_a_hero_needs_a_team_that_there_is() -> None:
    game_day = seated()
    for team in (None, TeamNumber(9)):
        seat = Seat(GameDayRole.HERO, team)
        refused = problem(lambda seat=seat: game_day.seat(OUTSIDER, seat, actor=OUTSIDER, now=NOW))  # type: ignore[misc]
        assert refused is GameDayProblem.UNKNOWN_TEAM


def test_there_is_always_a_game_master() -> None:
    game_day = seated()
    acts: tuple[Callable[[], object], ...] = (
        lambda: game_day.leave(MASTER, actor=MASTER, now=NOW),
        lambda: game_day.seat(MASTER, Seat(GameDayRole.OBSERVER), actor=MASTER, now=NOW),
    )
    for act in acts:
        assert problem(act) is GameDayProblem.LAST_GAME_MASTER
    as_hero = Seat(GameDayRole.HERO, RED)
    refused = problem(lambda: game_day.seat(MASTER, as_hero, actor=MASTER, now=NOW))
    assert refused is GameDayProblem.KNOWS_SEALED
    game_day.seat(OUTSIDER, Seat(GameDayRole.GAME_MASTER), actor=MASTER, now=NOW)
    game_day.leave(MASTER, actor=MASTER, now=NOW)
    assert game_day.holders(GameDayRole.GAME_MASTER) == (OUTSIDER,)


def test_teams_are_limited() -> None:
    game_day = created()
    for number in range(MOST_TEAMS):
        game_day.add_team(f"Team {number}", actor=MASTER, now=NOW)
    refused = problem(lambda: game_day.add_team("Another", actor=MASTER, now=NOW))
    assert refused is GameDayProblem.TOO_MANY


@pytest.mark.parametrize(
    ("points", "refused"),
    [
        ({FIRST: 4}, GameDayProblem.TOO_MANY_POINTS),
        ({FIRST: 2, SECOND: 2}, GameDayProblem.TOO_MANY_POINTS),
        ({FIRST: -1}, GameDayProblem.TOO_MANY_POINTS),
        ({ExperimentNumber(9): 1}, GameDayProblem.UNKNOWN_EXPERIMENT),
    ],
)
def test_votes_that_are_refused(
    points: dict[ExperimentNumber, int], refused: GameDayProblem
) -> None:
    game_day = in_phase(GameDayPhase.CHOSEN)
    assert problem(lambda: game_day.vote(points, actor=MASTER, now=NOW)) is refused
    assert game_day.votes == {}


def test_a_vote_replaces_the_one_before() -> None:
    game_day = in_phase(GameDayPhase.CHOSEN)
    game_day.vote({FIRST: 3}, actor=MASTER, now=NOW)
    game_day.vote({FIRST: 1, SECOND: 2}, actor=MASTER, now=NOW)
    game_day.vote({SECOND: 1}, actor=OUTSIDER, now=NOW)
    assert (game_day.points_of(FIRST), game_day.points_of(SECOND)) == (1, 3)


def test_a_vote_without_points_is_none() -> None:
    game_day = in_phase(GameDayPhase.CHOSEN)
    game_day.vote({FIRST: 3}, actor=MASTER, now=NOW)
    game_day.vote({FIRST: 0}, actor=MASTER, now=NOW)
    assert GameDayItem.VOTE in game_day.unfinished(GameDayStepKind.ARM)


def test_heroes_do_not_vote_and_outsiders_only_if_informed() -> None:
    informed = in_phase(GameDayPhase.CHOSEN)
    team = informed.add_team("Red", actor=MASTER, now=NOW)
    informed.seat(HEROES[0], Seat(GameDayRole.HERO, team), actor=HEROES[0], now=NOW)
    blind = in_phase(GameDayPhase.CHOSEN, Mode.DUNGEONS_AND_DRAGONS)
    for game_day, voter in ((informed, HEROES[0]), (blind, OUTSIDER)):
        act = lambda day=game_day, who=voter: day.vote({FIRST: 1}, actor=who, now=NOW)  # noqa: E731
        assert problem(act) is GameDayProblem.SEALED


def test_an_experiment_left_out_is_not_chosen() -> None:
    game_day = in_phase(GameDayPhase.CHOSEN)
    game_day.choose([FIRST, THIRD], actor=MASTER, now=NOW)
    assert [each.number for each in game_day.chosen] == [FIRST]


def test_only_observers_and_game_masters_take_notes() -> None:
    game_day = in_phase(RUNNING)
    for user in (OFFICER, VILLAIN, HEROES[0], OUTSIDER):
        note = Note(user, NOW, NoteKind.FACT, "Seen")
        assert problem(lambda note=note: game_day.take_note(note)) is GameDayProblem.NOT_OBSERVER  # type: ignore[misc]
    game_day.take_note(Note(OBSERVER, NOW, NoteKind.FACT, "Seen"))
    game_day.take_note(Note(MASTER, NOW, NoteKind.TO_CHANGE, "Seen too", BLUE))
    assert [note.by for note in game_day.notes] == [OBSERVER, MASTER]


def test_only_the_safety_officer_says_that_all_is_well() -> None:
    game_day, later = in_phase(RUNNING), NOW + timedelta(minutes=5)
    for user in (MASTER, VILLAIN, OBSERVER, HEROES[0]):
        act = lambda who=user: game_day.answer_for_safety(actor=who, now=later)  # noqa: E731
        assert problem(act) is GameDayProblem.NOT_SAFETY_OFFICER
    game_day.answer_for_safety(actor=OFFICER, now=later)
    assert game_day.officer_seen_at == later


def test_who_takes_part_answers_and_learns() -> None:
    game_day = in_phase(EVALUATING)
    answer, learning = Answer(NOW, "", "More tea"), Learning(DRILL, FollowUpNumber(1))
    refused = problem(lambda: game_day.answer(answer, actor=OUTSIDER))
    assert refused is GameDayProblem.NOT_SEATED
    refused = problem(lambda: game_day.learn(learning, actor=OUTSIDER, now=NOW))
    assert refused is GameDayProblem.NOT_SEATED
    game_day.answer(answer, actor=HEROES[0])
    game_day.learn(learning, actor=HEROES[0], now=NOW)
    assert game_day.events[-2].action is GameDayAction.ANSWERED
    assert game_day.events[-2].actor == ""


def test_an_empty_answer_is_refused() -> None:
    with pytest.raises(InvalidField):
        in_phase(EVALUATING).answer(Answer(NOW, " ", ""), actor=HEROES[0])


@pytest.mark.parametrize("points", [-5, 5])
def test_points_given_are_limited(points: int) -> None:
    game_day = in_phase(EVALUATING)
    adjustment = Adjustment(points, "Because")
    refused = problem(lambda: game_day.adjust_score(RED, adjustment, actor=MASTER, now=NOW))
    assert refused is GameDayProblem.TOO_MANY_POINTS


def test_nothing_is_prepared_once_it_runs() -> None:
    game_day = in_phase(RUNNING)
    acts: tuple[Callable[[], object], ...] = (
        lambda: game_day.describe(DETAILS, actor=MASTER, now=NOW),
        lambda: game_day.propose(SEALED_PLAN, actor=MASTER, now=NOW),
        lambda: game_day.shape(FIRST, SEALED_PLAN, actor=MASTER, now=NOW),
        lambda: game_day.vote({FIRST: 1}, actor=MASTER, now=NOW),
        lambda: game_day.choose([FIRST], actor=MASTER, now=NOW),
        lambda: game_day.give_consent(actor=OWNER, now=NOW),
        lambda: game_day.try_stop(actor=MASTER, now=NOW),
        lambda: game_day.answer(Answer(NOW, "x", "y"), actor=MASTER),
    )
    for act in acts:
        with pytest.raises(GameDayNotInPhase):
            act()


KNOWING = (MASTER, OFFICER, VILLAIN, OBSERVER)
BEFORE_THE_REVEAL = (ARMED, RUNNING, GameDayPhase.PAUSED, GameDayPhase.STOPPED)


def played(phase: GameDayPhase, mode: Mode) -> GameDay:
    """With sealed words in all that can hold some, in a phase before or after the reveal."""
    game_day = in_phase(EVALUATING, mode)
    game_day.phase = phase
    return game_day


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("phase", BEFORE_THE_REVEAL)
@pytest.mark.parametrize("reader", [None, HEROES[0], OUTSIDER])
def test_no_sealed_word_is_seen_before_the_reveal(
    reader: UserId | None, phase: GameDayPhase, mode: Mode
) -> None:
    game_day = played(phase, mode)
    if reader == OUTSIDER and mode is Mode.INFORMED:
        assert "Sealed note" not in repr(as_seen_by(game_day, reader))
        return
    seen = repr(as_seen_by(game_day, reader))
    assert "sealed" not in seen.casefold()
    assert "Spring exercise" in seen


def test_heroes_know_theme_and_service_if_informed() -> None:
    seen = as_seen_by(played(RUNNING, Mode.INFORMED), HEROES[0])
    assert seen.details == DETAILS
    assert seen.experiments[FIRST].plan.title == SEALED_PLAN.title
    assert seen.experiments[FIRST].plan.service == SEALED_PLAN.service


def test_heroes_know_neither_theme_nor_service_otherwise() -> None:
    game_day = played(RUNNING, Mode.DUNGEONS_AND_DRAGONS)
    seen = as_seen_by(game_day, HEROES[0])
    for word in ("Prices", "catalogue", "search"):
        assert word not in repr(seen)
    assert (seen.details.title, seen.details.starts_at) == (DETAILS.title, DETAILS.starts_at)
    assert seen.seats == game_day.seats


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("reader", KNOWING)
def test_the_other_roles_see_everything(reader: UserId, mode: Mode) -> None:
    game_day = played(RUNNING, mode)
    assert as_seen_by(game_day, reader) == game_day


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("phase", [each for each in GameDayPhase if each.is_revealed])
@pytest.mark.parametrize("reader", [None, HEROES[0], OUTSIDER])
def test_everybody_sees_everything_after_the_reveal(
    reader: UserId | None, phase: GameDayPhase, mode: Mode
) -> None:
    game_day = played(phase, mode)
    assert as_seen_by(game_day, reader) == game_day


@pytest.mark.parametrize("mode", Mode)
def test_who_was_a_hero_sees_what_heroes_see(mode: Mode) -> None:
    game_day, hero = seated(), HEROES[0]
    game_day.details = replace(game_day.details, mode=mode)
    game_day.leave(hero, actor=hero, now=NOW)
    assert "sealed" not in repr(as_seen_by(game_day, hero)).casefold()

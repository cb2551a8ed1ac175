"""Game Days in the database, on both engines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import text

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.domain.errors import EditConflict, UnknownGameDay
from firefighter.domain.experiments import ExperimentPlan
from firefighter.domain.follow_ups import FollowUpNumber
from firefighter.domain.game_clock import GameClock, Pause
from firefighter.domain.game_day import GameDay, TeamDrill
from firefighter.domain.game_day_evaluation import Answer, Learning, Note, NoteKind
from firefighter.domain.game_day_events import GameDayAction
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import GameDayId, IncidentId, UserId
from firefighter.domain.scenario import Mode
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageId, PageRef
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import JobRequest
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import RULES, StoreClient, delivery, effect
from tests.clock import SettableClock
from tests.domain.game_days import (
    BLUE,
    DETAILS,
    DRILL,
    FIRST,
    HEROES,
    MASTER,
    NOW,
    OBSERVER,
    OUTSIDER,
    SECOND,
    VILLAIN,
    created,
    in_phase,
    take,
)

RUNNING, PAUSED, EVALUATING = (
    GameDayPhase.RUNNING,
    GameDayPhase.PAUSED,
    GameDayPhase.EVALUATING,
)


@pytest.fixture
def game_days(database: Database) -> StoredGameDayRecords:
    return StoredGameDayRecords(database)


def add(
    store_client: StoreClient,
    phase: GameDayPhase = GameDayPhase.IDEAS,
    mode: Mode = Mode.INFORMED,
    *,
    days: int = 0,
) -> GameDayId:
    """A Game Day in a phase; a drill is there for those that were played."""
    with store_client.units(delivery()) as unit:
        game_day_id = unit.game_days.next_id()
        unit.game_days.add(game_day := in_phase(phase, mode, game_day_id))
        game_day.created_at += timedelta(days=days)
        game_day.drills = {}
        game_day.learnings = ()
    return game_day_id


def change(
    store_client: StoreClient, game_day_id: GameDayId, act: Callable[[GameDay], object]
) -> GameDay:
    with store_client.units(delivery()) as unit:
        act(game_day := unit.game_days.get(game_day_id))
    return game_day


def stored(game_day: GameDay) -> GameDay:
    """As it is read again: what happened in its transaction is over."""
    return replace(game_day, events=[], stopped_by=None)


@pytest.mark.parametrize("phase", GameDayPhase)
def test_all_that_a_game_day_holds_comes_back(
    store_client: StoreClient, game_days: StoredGameDayRecords, phase: GameDayPhase
) -> None:
    assert store_client.incident() == DRILL
    game_day = in_phase(phase)
    with store_client.units(delivery()) as unit:
        unit.game_days.add(game_day)
    assert game_days.game_day(MASTER, game_day.id).game_day == stored(game_day)
    with store_client.units(delivery()) as unit:
        assert unit.game_days.get(game_day.id) == stored(game_day)


def test_every_field_that_can_be_empty_comes_back(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    first, second = store_client.incident(), store_client.incident()
    game_day = in_phase(RUNNING)
    game_day.seat(VILLAIN, Seat(GameDayRole.OBSERVER), actor=MASTER, now=NOW)
    for hero in HEROES[:2]:
        game_day.leave(hero, actor=hero, now=NOW)
    game_day.seats = {**game_day.seats, HEROES[1]: Seat(GameDayRole.HERO, BLUE)}
    game_day.drills = {first: TeamDrill(BLUE, SECOND), second: TeamDrill(BLUE, FIRST)}
    game_day.clock = GameClock(
        NOW,
        timedelta(minutes=60),
        (Pause(NOW, NOW + timedelta(minutes=1)), Pause(NOW + timedelta(minutes=2))),
    )
    game_day.notes = (
        Note(OBSERVER, NOW, NoteKind.WENT_WELL, "Calm", None),
        Note(OBSERVER, NOW, NoteKind.TO_CHANGE, "Roles", BLUE),
    )
    game_day.answers = (Answer(NOW, "tea", "", MASTER), Answer(NOW, "", "more tea"))
    game_day.learnings = tuple(Learning(each, FollowUpNumber(1)) for each in (second, first))
    with store_client.units(delivery()) as unit:
        unit.game_days.add(game_day)
    read = game_days.game_day(MASTER, game_day.id).game_day
    assert read == stored(game_day)
    assert list(read.seats) == list(game_day.seats)
    assert read.former_heroes == {HEROES[0], HEROES[1]}


def test_changes_are_written_and_the_version_counts_them(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id = add(store_client, GameDayPhase.CHOSEN)
    change(store_client, game_day_id, lambda day: day.vote({SECOND: 3}, actor=MASTER, now=NOW))
    change(store_client, game_day_id, lambda day: day.vote({FIRST: 1}, actor=MASTER, now=NOW))
    read = game_days.game_day(MASTER, game_day_id).game_day
    assert read.votes == {MASTER: {FIRST: 1}}
    assert read.version == 3


def test_one_that_was_only_read_is_not_written(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id = add(store_client)
    change(store_client, game_day_id, lambda day: day.heroes(BLUE))
    assert game_days.game_day(MASTER, game_day_id).game_day.version == 1


def test_game_days_are_numbered_from_one_apart_from_incidents(store_client: StoreClient) -> None:
    store_client.incident()
    assert [add(store_client) for _ in range(2)] == [1, 2]


def test_an_unknown_game_day(store_client: StoreClient, game_days: StoredGameDayRecords) -> None:
    with pytest.raises(UnknownGameDay):
        game_days.game_day(MASTER, GameDayId(9))
    with pytest.raises(UnknownGameDay):
        game_days.game_day_events(MASTER, GameDayId(9))
    with pytest.raises(UnknownGameDay):
        change(store_client, GameDayId(9), lambda _day: None)


def test_two_game_masters_at_once_lose_no_change(
    store_client: StoreClient, other_store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id = add(store_client)

    def propose(where: StoreClient, number: int) -> object:
        plan = ExperimentPlan(title=f"Idea {number}")
        return retry_while_busy(
            lambda: change(where, game_day_id, lambda day: day.propose(plan, actor=MASTER, now=NOW))
        )

    clients = [store_client, other_store_client] * 3
    run_at_once(*[partial(propose, where, number) for number, where in enumerate(clients)])
    read = game_days.game_day(MASTER, game_day_id).game_day
    titles = sorted(each.plan.title for each in read.experiments.values())
    assert titles == [f"Idea {number}" for number in range(6)]


def test_a_stale_game_day_is_not_written(store_client: StoreClient) -> None:
    stale = change(store_client, add(store_client), lambda _day: None)
    change(store_client, stale.id, lambda day: day.add_team("Red", actor=MASTER, now=NOW))
    stale.add_team("Blue", actor=MASTER, now=NOW)
    with pytest.raises(EditConflict), store_client.units(delivery()) as unit:
        unit.game_days.add(stale)


def test_its_record_comes_in_order(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day = created(game_day_id=1)
    expected = list(game_day.events)
    with store_client.units(delivery()) as unit:
        unit.game_days.add(game_day)
    changed = change(
        store_client, game_day.id, lambda day: day.add_team("Red", actor=MASTER, now=NOW)
    )
    expected += changed.events
    assert game_days.game_day_events(MASTER, game_day.id) == expected
    assert [each.action for each in expected] == [GameDayAction.CREATED, GameDayAction.TEAM_ADDED]


def test_the_game_day_of_a_drill(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    incident_id, other = store_client.incident(), store_client.incident()
    game_day_id = add(store_client, RUNNING)
    drill = TeamDrill(BLUE, FIRST)
    change(store_client, game_day_id, lambda day: day.add_drill(incident_id, drill, now=NOW))
    assert game_days.game_day_of(incident_id) == game_day_id
    assert game_days.game_day_of(other) is None
    with store_client.units(delivery()) as unit:
        assert unit.game_days.of_drill(incident_id) == game_day_id
        assert unit.game_days.of_drill(other) is None


def test_those_that_run_or_are_paused_are_under_way(store_client: StoreClient) -> None:
    numbers = {phase: add(store_client, phase) for phase in GameDayPhase}
    with store_client.units(delivery()) as unit:
        assert unit.game_days.under_way() == [numbers[RUNNING], numbers[PAUSED]]


def test_the_list_begins_with_those_under_way_then_the_latest(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    old, new = add(store_client), add(store_client, days=2)
    running, middle = add(store_client, RUNNING), add(store_client, days=1)
    listed = [each.id for each in game_days.game_days(None, 10)]
    assert listed == [running, new, middle, old]
    assert [each.id for each in game_days.game_days(None, 2, 1)] == [new, middle]


def test_places_are_found(store_client: StoreClient, game_days: StoredGameDayRecords) -> None:
    game_day_id = add(store_client)
    where = GameDayPlaceRef(GameDayPlace.CHANNEL, ChannelId("C0GD"))
    private = GameDayPlaceRef(GameDayPlace.VILLAINS_CHANNEL, ChannelId("C0VI"))
    card = GameDayPlaceRef(GameDayPlace.CARD, ChannelId("C0GD"), "1.5")
    settle(store_client, game_day_id, Outcome(new_game_day_places=(where, private, card)))
    places = game_days.game_day(None, game_day_id).places
    assert places == {each.place: each for each in (where, private, card)}
    assert game_days.game_day_in(ChannelId("C0GD")) == game_day_id
    assert game_days.game_day_in(ChannelId("C0VI")) is None
    moved = replace(card, ts="2.5")
    settle(
        store_client,
        game_day_id,
        Outcome(
            new_game_day_places=(moved,),
            lost_game_day_places=(private, replace(where, channel=ChannelId("C0OLD"))),
        ),
    )
    assert game_days.game_day(None, game_day_id).places == {where.place: where, moved.place: moved}


def settle(store_client: StoreClient, game_day_id: GameDayId, outcome: Outcome) -> None:
    with store_client.units(delivery()) as unit:
        unit.game_days.get(game_day_id)
        unit.enqueue_for_game_day(game_day_id, effect("post"))
    store_client.outbox.done(store_client.claim_one(), outcome)


def test_the_page_for_a_screen_shows_what_everybody_may_see(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id = add(store_client, RUNNING)
    found = game_days.game_day_by_token(f"token-{game_day_id}")
    assert found is not None
    assert found.game_day == game_days.game_day(None, game_day_id).game_day
    assert game_days.game_day_by_token("another") is None


def test_its_page_is_kept_and_replaced(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id, other = (add(store_client, EVALUATING) for _each in range(2))
    assert game_days.game_day(None, game_day_id).page is None
    page = PageRef(PageId("7"), "https://wiki.test/7", "home", edited=frozenset({"keep"}))
    for each in (page, replace(page, gone=True, parent="OLD", edited=frozenset())):
        settle(store_client, game_day_id, Outcome(page=each))
        assert game_days.game_day(HEROES[0], game_day_id).page == each
        assert game_days.game_day_by_token(f"token-{game_day_id}") == game_days.game_day(
            None, game_day_id
        )
    assert game_days.game_day(None, other).page is None


@pytest.mark.parametrize("mode", Mode)
@pytest.mark.parametrize("reader", [None, HEROES[0], UserId("U0WASHERO")])
def test_no_sealed_word_comes_out_of_any_record(
    store_client: StoreClient,
    game_days: StoredGameDayRecords,
    mode: Mode,
    reader: UserId | None,
) -> None:
    with store_client.units(delivery()) as unit:
        game_day = in_phase(EVALUATING, mode, unit.game_days.next_id())
        game_day.former_heroes = frozenset({UserId("U0WASHERO")})
        game_day.drills, game_day.phase = {}, RUNNING
        unit.game_days.add(game_day)
    private = GameDayPlaceRef(GameDayPlace.VILLAINS_CHANNEL, ChannelId("C0VI"))
    settle(store_client, game_day.id, Outcome(new_game_day_places=(private,)))

    def told(reader: UserId | None) -> str:
        return repr(
            [
                game_days.game_day(reader, game_day.id),
                game_days.game_days(reader, 10),
                game_days.game_day_events(reader, game_day.id),
                *([game_days.game_day_by_token(game_day.wall_token)] if reader is None else []),
            ]
        )

    assert "Sealed hypothesis" in told(MASTER)
    assert "sealed" not in told(reader).casefold()
    if mode is Mode.DUNGEONS_AND_DRAGONS:
        assert "catalogue" not in told(reader)
    actions = {each.action for each in game_days.game_day_events(reader, game_day.id)}
    assert GameDayAction.NOTE_TAKEN not in actions
    assert GameDayAction.EXPERIMENT_PROPOSED not in actions
    assert GameDayAction.JOINED in actions


def test_the_workshops_are_open_to_others_if_people_are_informed(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    seen = {
        mode: {
            each.action
            for each in game_days.game_day_events(
                OUTSIDER, add(store_client, GameDayPhase.CHOSEN, mode)
            )
        }
        for mode in Mode
    }
    assert GameDayAction.EXPERIMENT_PROPOSED in seen[Mode.INFORMED]
    assert GameDayAction.EXPERIMENT_PROPOSED not in seen[Mode.DUNGEONS_AND_DRAGONS]


def test_events_are_given_to_the_planners(
    database: Database, clock: SettableClock, store_client: StoreClient
) -> None:
    def job(game_day: GameDay, event: GameDayAction) -> JobRequest:
        return JobRequest("remind", f"{game_day.id} {event}", clock.now(), {})

    units = StoredUnitsOfWork(
        database,
        RULES,
        clock,
        lambda _incident, _event: (),
        lambda: None,
        plan_game_day=lambda _day, event: [effect(event.action, "card")],
        plan_game_day_jobs=lambda day, event: [job(day, event.action)],
    )
    with units(delivery()) as unit:
        unit.game_days.add(game_day := created(game_day_id=unit.game_days.next_id()))
        unit.enqueue_for_game_day(game_day.id, effect("last", "card"))
        game_day.add_team("Red", actor=MASTER, now=NOW)
    assert store_client.rounds() == [["created"], ["team_added"], ["last"]]
    with database.reading() as session:
        keys = session.execute(text("SELECT key FROM jobs ORDER BY key")).scalars().all()
    assert keys == ["1 created", "1 team_added"]


def test_the_number_of_a_rolled_back_transaction_is_used_again(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    with pytest.raises(UnknownGameDay), store_client.units(delivery()) as unit:
        unit.game_days.get(unit.game_days.next_id())
    assert game_days.game_days(None, 10) == []
    assert add(store_client) == 1


def test_stopping_is_on_record_without_who_did_it(
    store_client: StoreClient, game_days: StoredGameDayRecords
) -> None:
    game_day_id = add(store_client, RUNNING)
    change(
        store_client,
        game_day_id,
        lambda day: take(day, GameDayStepKind.STOP, actor=HEROES[0]),
    )
    assert game_days.game_day_events(None, game_day_id)[-1].actor == ""
    assert DETAILS.title in game_days.game_day(None, game_day_id).game_day.details.title
    assert game_days.game_day_of(IncidentId(1)) is None

"""What effects of a Game Day are given, and when failed ones are retried."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.ids import GameDayId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.pages import LabelPage, RefreshPage, ResumePageUpdates
from firefighter.jobs.pages import daily_report_check
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.game_days import GameDayPlace, GameDayPlaceRef
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import ChannelId
from firefighter.use_cases.enqueue import schedule
from tests.adapters.store.store_client import delivery
from tests.domain.game_days import FIRST, MASTER, SEALED_PLAN, in_phase
from tests.worker.worker_harness import WORKER_CONFIG, WorkerHarness

PLACE = GameDayPlaceRef(GameDayPlace.CARD, ChannelId("C0GD"), "1.5")
_seen: list[str] = []


@dataclass(frozen=True)
class ReadGameDay(Effect):
    """Notes the hypothesis that everybody reads, and the one that a game master reads."""

    kind: ClassVar[str] = "read_game_day"

    @property
    def lane(self) -> str:
        return "card"

    def do(self, context: EffectContext) -> Outcome:
        game_day = context.game_day.game_day
        unsealed = context.game_day_records.game_day(MASTER, game_day.id).game_day
        _seen.extend(each.experiments[FIRST].plan.hypothesis for each in (game_day, unsealed))
        return Outcome(new_game_day_places=(PLACE,))


@dataclass(frozen=True)
class RefusedEffect(Effect):
    kind: ClassVar[str] = "refused_effect"

    @property
    def lane(self) -> str:
        return "card"

    def do(self, context: EffectContext) -> Outcome:
        assert context.game_day.at
        raise CallRefused("Slack", "post", "not_in_channel")


def add(
    harness: WorkerHarness, *wanted: Effect, phase: GameDayPhase = GameDayPhase.ARMED
) -> GameDayId:
    """A Game Day without drills, whose only effects are these."""
    harness.kinds |= {each.kind: each for each in (ReadGameDay, RefusedEffect)}
    with harness.context.units(delivery()) as unit:
        game_day = in_phase(phase, game_day_id=unit.game_days.next_id())
        game_day.drills = {}
        unit.game_days.add(game_day)
        for each in wanted:
            unit.enqueue_for_game_day(game_day.id, each.request())
    return game_day.id


def test_an_effect_is_given_what_everybody_may_see_and_asks_for_the_rest(
    harness: WorkerHarness,
) -> None:
    _seen.clear()
    game_day_id = add(harness, ReadGameDay())
    harness.run_until_idle()
    assert _seen == ["", SEALED_PLAN.hypothesis]
    places = harness.context.game_days.game_day(None, game_day_id).places
    assert places[GameDayPlace.CARD] == PLACE


def test_an_effect_of_no_game_day_knows_none(harness: WorkerHarness) -> None:
    harness.kinds |= {ReadGameDay.kind: ReadGameDay}
    harness.enqueue(ReadGameDay().request())
    harness.run_until_idle()
    row = harness.effect(ReadGameDay.kind)
    assert row.state is EffectState.FAILED


def test_failed_effects_of_a_game_day_are_retried_for_a_day(harness: WorkerHarness) -> None:
    add(harness, RefusedEffect())
    harness.run_until_idle()
    row = harness.effect(RefusedEffect.kind)
    assert (row.state, row.fence) == (EffectState.FAILED, WORKER_CONFIG.tries_refused)
    due = harness.job_store.next_due()
    assert due is not None
    assert due - harness.clock.now() <= timedelta(minutes=6)
    began = harness.clock.now()
    while (due := harness.job_store.next_due()) is not None:
        harness.clock.set(due)
        harness.run_due_jobs()
        harness.run_until_idle()
    assert harness.clock.now() - began >= timedelta(hours=22)
    assert harness.effect(RefusedEffect.kind).fence > WORKER_CONFIG.tries_refused * 5


def test_a_killed_process_creates_no_second_page(harness: WorkerHarness) -> None:
    game_day_id = add(harness, phase=GameDayPhase.EVALUATING)
    (claim,) = [each for each in harness.claim() if each.kind == CreatePage.kind]
    harness.runner()._try(claim)  # and is killed before recording the outcome
    assert len(harness.wiki.pages) == 1
    assert harness.context.game_days.game_day(None, game_day_id).page is None
    harness.run_until_idle()
    ((page, _report),) = harness.wiki.pages.values()
    assert harness.context.game_days.game_day(None, game_day_id).page == page


@pytest.mark.parametrize("phase", [GameDayPhase.RUNNING, GameDayPhase.STOPPED])
def test_no_page_is_created_before_the_reveal(harness: WorkerHarness, phase: GameDayPhase) -> None:
    add(harness, CreatePage(), RefreshPage(), LabelPage(), ResumePageUpdates(), phase=phase)
    harness.run_until_idle()
    assert harness.wiki.pages == {}
    assert all(row.state is EffectState.DONE for row in harness.effects())


def test_its_page_is_looked_at_every_day_until_it_is_closed(harness: WorkerHarness) -> None:
    game_day_id = add(harness, phase=GameDayPhase.DEBRIEFED)
    schedule(harness.context, daily_report_check(game_day_id, harness.clock.now()))
    harness.run_until_idle()
    (page_id,) = harness.wiki.pages
    there = harness.wiki.pages.pop(page_id)
    harness.clock.set(harness.clock.now() + timedelta(days=1))
    harness.run_due_jobs()
    harness.run_until_idle()
    page = harness.context.game_days.game_day(None, game_day_id).page
    assert page is not None
    assert page.gone
    harness.wiki.pages[page_id] = there
    harness.clock.set(harness.clock.now() + timedelta(days=1))
    harness.run_due_jobs()
    harness.run_until_idle()
    assert harness.context.game_days.game_day(None, game_day_id).page == there[0]


@pytest.mark.parametrize("what", ["game_day", "game_day_records"])
def test_an_effect_that_was_given_no_game_day_says_so(harness: WorkerHarness, what: str) -> None:
    context = EffectContext(
        gateways=harness.gateways,
        idempotency_key=IdempotencyKey("effect-1"),
        enqueued_at=harness.clock.now(),
        tried_before=False,
        known=None,
        records=harness.context.records,
    )
    with pytest.raises(LookupError):
        getattr(context, what)

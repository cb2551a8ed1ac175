"""Exercises by schedule: asked a week before, started once, whatever is restarted meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.jobs import StoredJobs
from firefighter.adapters.store.tables import DrillRow, PlannedExerciseRow
from firefighter.adapters.webhooks.http import HttpWebhooks
from firefighter.adapters.webhooks.signed_calls import WebhookTarget
from firefighter.domain.errors import InvalidField
from firefighter.domain.exercise_schedule import (
    LEAST_TRAINED,
    ExerciseCalendar,
    ExerciseDecided,
    ExerciseSchedule,
    ExerciseSchedules,
    ExerciseState,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.severity import Severity
from firefighter.domain.teams import NotInTeam, Team
from firefighter.effects.call_limits import RateLimits
from firefighter.effects.exercises import exercise_messages
from firefighter.jobs.exercises import next_planning, start_on
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.webhooks import WEBHOOKS
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.drills import stop_drill
from firefighter.use_cases.enqueue import schedule
from firefighter.use_cases.exercises import agree_to_exercise, move_exercise, skip_exercise
from firefighter.use_cases.status import change_status
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import RULES, delivery
from tests.adapters.webhooks.receiver import SECRET, Receiver, receiving
from tests.clock import SettableClock
from tests.use_cases.contexts import build_units
from tests.worker.worker_harness import WorkerHarness

COACH, KIM, LEE, GUEST = (UserId(f"U0{name}") for name in ("COACH", "KIM", "LEE", "GUEST"))
SHOP = Team(name="Shop", members=(KIM, LEE), coach=COACH, is_in_settings=True)
MONDAY = date(2026, 3, 2)
"""Four weeks later, Europe has changed its clocks the night before."""
PRICES = ExerciseSchedule(
    name="Prices",
    team="Shop",
    scenario="two-prices",
    first=MONDAY,
    every_weeks=4,
    window=(10, 12),
)


def paris(text: str) -> datetime:
    return datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=RULES_.zone)


RULES_ = replace(RULES, time_zone="Europe/Paris", teams_in_settings=(SHOP,))


class ScheduledTeam:
    """A worker and a scheduler that run what is due at its time."""

    def __init__(
        self,
        database: Database,
        clock: SettableClock,
        exercise: ExerciseSchedule = PRICES,
        calendar: ExerciseCalendar | None = None,
        before: "ScheduledTeam | None" = None,
    ) -> None:
        """`before` is the same after a restart: the chat keeps what was posted."""
        schedules = ExerciseSchedules((exercise,), calendar or ExerciseCalendar())
        self.rules = replace(RULES_, exercises=schedules)
        self.clock = clock
        self.harness = WorkerHarness(database, clock, self.rules)
        self.context = self.harness.context
        if before:
            self.harness.chat, self.harness.gateways = before.harness.chat, before.harness.gateways

    def begin(self) -> None:
        """Does what each process does at its start."""
        schedule(self.context, next_planning(self.clock.now(), self.rules))

    def live(self, until: datetime) -> None:
        while (due := self.harness.job_store.next_due()) and due <= until:
            self.clock.set(max(due, self.clock.now()))
            self.harness.run_due_jobs()
            assert self.harness.run_until_idle()
        self.clock.set(max(until.astimezone(UTC), self.clock.now()))

    def agree(self, by: UserId = KIM, slot: date = MONDAY) -> None:
        agree_to_exercise(
            self.context,
            delivery(),
            by,
            "prices",
            slot,
            tell=exercise_messages,
            start=start_on,
        )
        assert self.harness.run_until_idle()

    def move(self, to: date, by: UserId = KIM) -> None:
        move_exercise(
            self.context,
            delivery(),
            by,
            "prices",
            MONDAY,
            to=to,
            tell=exercise_messages,
            start=start_on,
        )
        assert self.harness.run_until_idle()

    def skip(self, reason: str, by: UserId = KIM) -> None:
        skip_exercise(
            self.context, delivery(), by, "prices", MONDAY, reason=reason, tell=exercise_messages
        )
        assert self.harness.run_until_idle()

    def told(self, user: UserId = KIM) -> list[str]:
        channel = self.harness.chat.open_direct(user)
        return [
            f"{post.at.astimezone(self.rules.zone):%m-%d %H:%M} {post.content.kind} "
            f"{post.content.day:%m-%d}"
            for post in self.harness.chat.posts
            if post.ref.channel == channel and isinstance(post.content, ExerciseMessage)
        ]

    def drills(self) -> list[str]:
        """When each started, in the company's time zone."""
        with self.harness.database.reading() as session:
            rows = session.scalars(select(DrillRow.started_at).order_by(DrillRow.started_at)).all()
        return [f"{at.astimezone(self.rules.zone):%m-%d %H:%M}" for at in rows]

    def state(self) -> ExerciseState | None:
        with self.harness.database.reading() as session:
            return session.scalar(
                select(PlannedExerciseRow.state).where(PlannedExerciseRow.slot == MONDAY)
            )


@pytest.fixture
def calendar(database: Database, clock: SettableClock) -> ScheduledTeam:
    clock.set(paris("02-20 12:00").astimezone(UTC))
    made = ScheduledTeam(database, clock)
    made.begin()
    return made


def test_team_is_asked_a_week_before_and_the_drill_starts_once(calendar: ScheduledTeam) -> None:
    calendar.live(paris("02-26 12:00"))
    assert calendar.told(KIM) == calendar.told(LEE) == ["02-23 09:00 question 03-02"]
    assert calendar.told(COACH) == ["02-23 09:00 question 03-02"]
    calendar.agree()
    calendar.live(paris("03-05 12:00"))
    assert calendar.told(LEE)[1:] == ["02-26 12:00 agreed 03-02"]
    assert calendar.drills() == ["03-02 10:00"]
    assert calendar.state() is ExerciseState.STARTED
    snapshot = calendar.context.records.snapshot(IncidentId(1))
    assert snapshot.incident.is_drill
    assert snapshot.drill is not None
    assert set(snapshot.drill.plan.team) == {KIM, LEE}
    assert snapshot.incident.declared_by == KIM


def test_clock_change_and_restarts_keep_the_hour(
    database: Database, clock: SettableClock, calendar: ScheduledTeam
) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    calendar.live(paris("03-01 12:00"))
    again = ScheduledTeam(database, clock, before=calendar)
    again.begin()
    again.live(paris("03-25 12:00"))
    again.agree(slot=date(2026, 3, 30))
    third = ScheduledTeam(database, clock, before=again)
    third.begin()
    third.live(paris("04-05 12:00"))
    assert third.drills() == ["03-02 10:00", "03-30 10:00"]


def test_two_schedulers_start_it_once(calendar: ScheduledTeam, database: Database) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    calendar.live(paris("03-02 09:59"))
    calendar.clock.set(paris("03-02 10:00").astimezone(UTC))
    rules, clock = calendar.rules, calendar.clock
    stores = [
        StoredJobs(database, clock, build_units(database, clock, lambda: None, rules))
        for _ in range(2)
    ]

    def run_all(store: StoredJobs) -> None:
        while retry_while_busy(lambda: store.run_next(calendar.harness.run_job)):
            pass

    results = run_at_once(*(lambda store=store: run_all(store) for store in stores * 2))
    assert results == [None] * 4
    assert calendar.drills() == ["03-02 10:00"]


def test_without_an_answer_it_does_not_take_place(calendar: ScheduledTeam) -> None:
    calendar.live(paris("03-05 12:00"))
    assert calendar.drills() == []
    assert calendar.told()[1:] == ["03-02 10:00 missed 03-02"]
    with pytest.raises(ExerciseDecided):
        calendar.agree()


def test_moved_exercise_starts_on_its_new_day_only(calendar: ScheduledTeam) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    with pytest.raises(InvalidField):
        calendar.move(date(2026, 3, 7))
    calendar.move(date(2026, 3, 4), by=COACH)
    calendar.live(paris("03-10 12:00"))
    assert calendar.drills() == ["03-04 10:00"]
    assert calendar.told()[1:] == ["02-24 12:00 agreed 03-02", "02-24 12:00 moved 03-04"]


def test_skipped_exercise_does_not_start(calendar: ScheduledTeam) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    calendar.skip("We release on that day.")
    calendar.live(paris("03-10 12:00"))
    assert calendar.drills() == []
    assert calendar.state() is ExerciseState.SKIPPED
    assert calendar.told(COACH)[2:] == ["02-24 12:00 skipped 03-02"]


def test_only_the_people_of_the_team_decide(calendar: ScheduledTeam) -> None:
    calendar.live(paris("02-24 12:00"))
    with pytest.raises(NotInTeam):
        calendar.agree(GUEST)


def test_open_sev1_delays_it_within_its_window_and_then_by_days(calendar: ScheduledTeam) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    calendar.live(paris("03-02 09:30"))
    real = declare(calendar.context, delivery(), GUEST, Declaration("Down", Severity.SEV1))
    calendar.live(paris("03-03 10:20"))
    assert calendar.drills() == []
    assert calendar.told()[2:] == ["03-02 11:45 postponed 03-03"]
    change_status(
        calendar.context, delivery(), GUEST, real.id, Step(StepKind.MITIGATE, "Rolled back")
    )
    calendar.live(paris("03-05 12:00"))
    assert calendar.drills() == ["03-03 10:30"]


def test_window_that_nobody_was_there_for_is_caught_up_on_the_next_day(
    calendar: ScheduledTeam,
) -> None:
    calendar.live(paris("02-24 12:00"))
    calendar.agree()
    calendar.live(paris("03-01 12:00"))
    calendar.clock.set(paris("03-02 15:00").astimezone(UTC))
    calendar.live(paris("03-05 12:00"))
    assert calendar.drills() == ["03-03 10:00"]


def test_holiday_and_freeze_are_passed_over(database: Database, clock: SettableClock) -> None:
    clock.set(paris("02-20 12:00").astimezone(UTC))
    closed = ExerciseCalendar(
        holidays=frozenset({MONDAY}), freezes=((date(2026, 3, 3), date(2026, 3, 5)),)
    )
    calendar = ScheduledTeam(database, clock, calendar=closed)
    calendar.begin()
    calendar.live(paris("02-28 12:00"))
    assert calendar.told() == ["02-27 09:00 question 03-06"]
    calendar.agree()
    calendar.live(paris("03-10 12:00"))
    assert calendar.drills() == ["03-06 10:00"]


def test_class_that_was_trained_longest_ago_is_chosen(
    database: Database, clock: SettableClock
) -> None:
    clock.set(paris("02-20 12:00").astimezone(UTC))
    calendar = ScheduledTeam(database, clock, replace(PRICES, scenario=LEAST_TRAINED))
    calendar.begin()
    for slot, day in ((MONDAY, "03-03"), (date(2026, 3, 30), "03-31")):
        calendar.live(paris(f"{slot - timedelta(days=3):%m-%d} 12:00"))
        calendar.agree(slot=slot)
        calendar.live(paris(f"{day} 12:00"))
    with database.reading() as session:
        number = session.scalar(select(func.count(func.distinct(DrillRow.scenario))))
    assert number == 2


@pytest.fixture
def receiver(calendar: ScheduledTeam) -> Iterator[Receiver]:
    with receiving() as running:
        targets = {
            name: WebhookTarget(f"{running.url}/{name}", SECRET, private=True)
            for name in ("chaos", "undo")
        }
        called = HttpWebhooks(targets, 2, RateLimits(), calendar.clock)
        harness = calendar.harness
        harness.gateways = Gateways(*harness.gateways.bindings, bind(WEBHOOKS, called))
        yield running


def test_tool_is_called_once_and_undone_when_somebody_stops(
    database: Database, clock: SettableClock, calendar: ScheduledTeam, receiver: Receiver
) -> None:
    with_tool = replace(PRICES, webhook="chaos", rollback="undo")
    tool = ScheduledTeam(database, clock, with_tool, before=calendar)
    tool.live(paris("02-24 12:00"))
    tool.agree()
    tool.live(paris("03-02 10:02"))
    assert [(each.path, each.signed) for each in receiver.received] == [("/chaos", True)]
    stop_drill(tool.context, delivery(), LEE, IncidentId(1))
    assert tool.harness.run_until_idle()
    assert [each.path for each in receiver.received] == ["/chaos", "/undo"]
    assert receiver.received[1].signed

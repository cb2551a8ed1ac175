"""Webhooks are told of events: once, in order, signed, whatever the receiver does."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.outbox import ClaimedKinds, StoredOutbox
from firefighter.adapters.store.tables import EffectState
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStep, GameDayStepKind
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.domain.webhooks import GIVE_UP_AFTER, Subscription, WebhookEventId
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.ports.subscribers import UnknownWebhookEvent
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.drills import DrillOpening, start_drill
from firefighter.use_cases.follow_ups import FollowUpDraft, add_follow_up
from firefighter.use_cases.roles import take_role
from firefighter.use_cases.severity import change_severity
from firefighter.use_cases.status import change_status
from firefighter.use_cases.visibility import make_private
from firefighter.use_cases.webhooks import NoReceiver, replay_event, replay_undelivered
from tests.adapters.store.store_client import LEASE, delivery
from tests.adapters.webhooks.receiver import Fail, answer, hang_up, speak_no_http, trickle
from tests.clock import SettableClock
from tests.domain.game_days import MASTER, in_phase, prepare
from tests.worker.told_webhooks import ToldWebhooks, telling
from tests.worker.worker_harness import ANA

IN_EVERY_WAY: list[Fail] = [
    hang_up,
    answer(500),
    answer(404),
    answer(302, Location="http://169.254.169.254/"),
    speak_no_http,
    answer(503, Retry_After="2"),
    answer(429, Retry_After="2"),
    answer(429),
    trickle,
    answer(503),
]


@pytest.fixture
def webhooks(database: Database, clock: SettableClock) -> Iterator[ToldWebhooks]:
    with telling(database, clock) as told:
        yield told


def number_of(body: dict[str, Any]) -> int:
    """Of the incident."""
    number: int = body["data"]["incident"]["number"]
    return number


def work_through(webhooks: ToldWebhooks) -> None:
    assert webhooks.harness.run_until_idle(rounds=2000)


def test_a_whole_incident_is_told_in_order(webhooks: ToldWebhooks) -> None:
    context = webhooks.harness.context
    incident = webhooks.harness.declare(Severity.SEV4)
    take_role(context, delivery(), ANA, incident.id, COMMANDER, seen=None)
    change_severity(
        context,
        delivery(),
        ANA,
        incident.id,
        seen=Severity.SEV4,
        severity=Severity.SEV3,
        reason="More customers",
    )
    webhooks.post_updates(incident.id, "We rolled back.")
    add_follow_up(context, delivery(), ANA, incident.id, FollowUpDraft("Add an alert"))
    for step in (Step(StepKind.MITIGATE, note="Rolled back"), Step(StepKind.CLOSE)):
        change_status(context, delivery(), ANA, incident.id, step)
    work_through(webhooks)
    assert webhooks.types() == [
        "incident.declared",
        "incident.role_changed",
        "incident.severity_changed",
        "incident.updated",
        "follow_up.created",
        "incident.status_changed",
        "incident.status_changed",
        "incident.closed",
    ]
    assert all(each.signed for each in webhooks.told())
    assert len({each.id for each in webhooks.told()}) == 8


def test_without_webhooks_nothing_is_recorded(database: Database, clock: SettableClock) -> None:
    with telling(database, clock, Subscription("audit", ("exercise.*",))) as webhooks:
        webhooks.harness.declare()
        kinds = {each.kind for each in webhooks.harness.effects()}
        assert SendWebhookEvent.kind not in kinds


@pytest.mark.parametrize("fail", IN_EVERY_WAY)
def test_each_failure_is_retried_with_the_same_id_and_body(
    webhooks: ToldWebhooks, fail: Fail
) -> None:
    webhooks.receiver.fails.append(fail)
    webhooks.harness.declare(Severity.SEV4)
    work_through(webhooks)
    first, second = webhooks.told()
    assert (first.id, first.body) == (second.id, second.body)
    assert first.signed
    assert second.signed


def test_a_receiver_that_fails_in_every_way_loses_nothing(webhooks: ToldWebhooks) -> None:
    """One of many incidents a time, so that the events come in between the failures."""
    texts = [f"Step {number}" for number in range(5)]
    incidents = [webhooks.harness.declare(Severity.SEV4) for _ in range(3)]
    webhooks.receiver.fails += IN_EVERY_WAY * 3
    for incident in incidents:
        webhooks.post_updates(incident.id, *texts)
    work_through(webhooks)
    assert webhooks.receiver.fails == []
    assert webhooks.waiting() == 0
    for incident in incidents:
        told = [
            each for each in webhooks.once() if each["data"]["incident"]["number"] == incident.id
        ]
        assert told[0]["type"] == "incident.declared"
        assert [each["data"]["update"]["changed"] for each in told[1:]] == texts
    assert all(each.signed for each in webhooks.told())


def test_a_failing_receiver_holds_up_neither_the_incident_nor_other_receivers(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock, Subscription("broken"), Subscription("fine")) as webhooks:
        webhooks.receiver.fails_on["/broken"] = answer(500)
        incident = webhooks.harness.declare(Severity.SEV4)
        webhooks.post_updates(incident.id, "We rolled back.")
        for _ in range(5):
            webhooks.harness.work_once()
        assert webhooks.types("fine") == ["incident.declared", "incident.updated"]
        pending = {
            each.kind
            for each in webhooks.harness.effects()
            if each.state is not EffectState.DONE and each.incident_id == incident.id
        }
        assert pending == {SendWebhookEvent.kind}
        (backlog,) = webhooks.stored.backlog()
        assert (backlog.webhook, backlog.pending) == ("broken", 2)
        assert "HTTP 500" in backlog.why
        panel = webhooks.harness.context.records.snapshot(incident.id).unfinished_effects
        assert (panel.pending, panel.failed, panel.why) == (0, 0, "")


def test_the_workers_of_webhooks_and_of_all_else_share_nothing(webhooks: ToldWebhooks) -> None:
    webhooks.harness.declare(Severity.SEV4)
    claimed = {}
    for kinds in (ClaimedKinds.WEBHOOK_EVENTS, ClaimedKinds.OTHERS):
        outbox = StoredOutbox(webhooks.harness.database, webhooks.harness.clock, kinds)
        assert outbox.next_due() == webhooks.harness.clock.now()
        claims, _limits = outbox.claim("a worker", 1000, LEASE)
        claimed[kinds] = {each.kind for each in claims}
    assert claimed[ClaimedKinds.WEBHOOK_EVENTS] == {SendWebhookEvent.kind}
    assert SendWebhookEvent.kind not in claimed[ClaimedKinds.OTHERS]
    assert "post_announcement" in claimed[ClaimedKinds.OTHERS]


def test_gone_unsubscribes(webhooks: ToldWebhooks) -> None:
    webhooks.receiver.fails.append(answer(410))
    incident = webhooks.harness.declare(Severity.SEV4)
    webhooks.post_updates(incident.id, "Queued before")
    work_through(webhooks)
    webhooks.post_updates(incident.id, "Afterwards")
    work_through(webhooks)
    assert webhooks.types() == ["incident.declared"]
    assert list(webhooks.stored.unsubscribed()) == ["status-page"]
    assert webhooks.waiting() == 0
    assert webhooks.stored.subscribe_again("status-page")
    webhooks.post_updates(incident.id, "Subscribed again")
    work_through(webhooks)
    assert webhooks.types() == ["incident.declared", "incident.updated"]


@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_kept(webhooks: ToldWebhooks, status: int) -> None:
    webhooks.receiver.fails.append(answer(status, Retry_After="600"))
    webhooks.harness.declare(Severity.SEV4)
    webhooks.harness.work_once()
    webhooks.harness.declare(Severity.SEV4)
    webhooks.restart()
    webhooks.harness.clock.advance(599)
    webhooks.harness.work_once()
    assert len(webhooks.told()) == 1
    webhooks.harness.clock.advance(3)
    webhooks.harness.work_once()
    assert len(webhooks.told()) == 3


def test_a_failing_receiver_is_called_less_and_less(webhooks: ToldWebhooks) -> None:
    webhooks.receiver.fails_on["/status-page"] = answer(500)
    webhooks.harness.declare(Severity.SEV4)
    started = webhooks.harness.clock.now()
    while webhooks.harness.clock.now() - started < timedelta(hours=24):
        due = webhooks.harness.outbox.next_due()
        assert due is not None
        webhooks.harness.clock.set(max(due, webhooks.harness.clock.now()))
        webhooks.harness.work_once()
    assert 50 < len(webhooks.told()) < 100


def test_after_three_days_an_event_is_given_up_and_can_be_replayed(webhooks: ToldWebhooks) -> None:
    webhooks.receiver.fails_on["/status-page"] = answer(500)
    incident = webhooks.harness.declare(Severity.SEV4)
    webhooks.post_updates(incident.id, "We rolled back.")
    webhooks.harness.work_once()
    webhooks.harness.clock.advance((GIVE_UP_AFTER - timedelta(minutes=1)).total_seconds())
    webhooks.harness.work_once()
    assert webhooks.stored.undelivered() == {}
    webhooks.harness.clock.advance(1900)
    work_through(webhooks)
    assert webhooks.stored.undelivered() == {"status-page": 2}
    assert webhooks.waiting() == 0
    webhooks.receiver.fails_on.clear()
    webhooks.receiver.received.clear()
    context = webhooks.harness.context
    with pytest.raises(NoReceiver):
        replay_undelivered(context.units, delivery(), "other", SendWebhookEvent.of)
    replayed = replay_undelivered(context.units, delivery(), "status-page", SendWebhookEvent.of)
    assert replayed == 2
    work_through(webhooks)
    assert webhooks.types() == ["incident.declared", "incident.updated"]
    assert webhooks.stored.undelivered() == {}


EXERCISES = Subscription("coach", ("exercise.*",), drills=True)


def play(webhooks: ToldWebhooks) -> GameDay:
    """A Game Day that is prepared, and then started, paused and resumed."""
    context = webhooks.harness.context
    with context.units(delivery()) as unit:
        game_day = in_phase(GameDayPhase.ARMED, game_day_id=unit.game_days.next_id())
        unit.game_days.add(game_day)
    for kind in (GameDayStepKind.START, GameDayStepKind.PAUSE, GameDayStepKind.RESUME):
        with context.units(delivery()) as unit:
            game_day = unit.game_days.get(game_day.id)
            prepare(game_day, kind)
            game_day.step(GameDayStep(kind), actor=MASTER, now=context.clock.now())
    return game_day


STEPS = ["shape", "observe", "choose", "arm", "start", "pause", "resume"]


def test_steps_of_a_game_day_are_told_where_exercises_may_be(
    database: Database, clock: SettableClock
) -> None:
    others = Subscription("public"), Subscription("incidents", ("incident.*",), drills=True)
    with telling(database, clock, EXERCISES, *others) as webhooks:
        webhooks.receiver.fails += [hang_up, answer(500), trickle]
        game_day = play(webhooks)
        work_through(webhooks)
        steps = [(each["type"], each["data"]["step"]) for each in webhooks.once("coach")]
        assert steps == [("exercise.phase_changed", each) for each in STEPS]
        first = webhooks.once("coach")[0]["data"]
        assert first["game_day"]["reference"] == game_day.reference
        assert first["actor"] == {"id": MASTER, "kind": "person"}
        assert all(each.signed for each in webhooks.told("coach"))
        assert webhooks.told("public") == webhooks.told("incidents") == []


def test_steps_of_a_game_day_that_were_given_up_are_replayed(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock, EXERCISES) as webhooks:
        webhooks.receiver.fails_on["/coach"] = answer(500)
        play(webhooks)
        webhooks.harness.work_once()
        webhooks.harness.clock.advance(GIVE_UP_AFTER.total_seconds())
        work_through(webhooks)
        assert webhooks.stored.undelivered() == {"coach": len(STEPS)}
        webhooks.receiver.fails_on.clear()
        webhooks.receiver.received.clear()
        units = webhooks.harness.context.units
        replayed = replay_undelivered(units, delivery(), "coach", SendWebhookEvent.of)
        assert replayed == len(STEPS)
        work_through(webhooks)
        first = webhooks.told("coach")[0]
        assert replay_event(
            units, delivery(), WebhookEventId(first.id), SendWebhookEvent.of, "coach"
        ) == ["coach"]
        work_through(webhooks)
        steps = [each.body["data"]["step"] for each in webhooks.told("coach")]
        assert steps == [*STEPS, STEPS[0]]


def test_a_replayed_event_has_its_old_id_and_body(webhooks: ToldWebhooks) -> None:
    incident = webhooks.harness.declare(Severity.SEV4)
    work_through(webhooks)
    (first,) = webhooks.told()
    webhooks.post_updates(incident.id, "Something else since")
    work_through(webhooks)
    units = webhooks.harness.context.units
    event_id = WebhookEventId(first.id)
    told = replay_event(units, delivery(), event_id, SendWebhookEvent.of)
    assert told == ["status-page"]
    work_through(webhooks)
    again = webhooks.told()[-1]
    assert (again.id, again.body, again.signed) == (first.id, first.body, True)
    with pytest.raises(UnknownWebhookEvent):
        replay_event(units, delivery(), WebhookEventId("none"), SendWebhookEvent.of)
    with pytest.raises(NoReceiver):
        replay_event(units, delivery(), event_id, SendWebhookEvent.of, "other")


PUBLIC, ALLOWED = Subscription("public"), Subscription("siem", private_incidents=True, drills=True)


def test_private_incidents_are_told_only_to_webhooks_with_that_right(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock, PUBLIC, ALLOWED) as webhooks:
        declaration = Declaration("Salaries leaked", Severity.SEV4, private=True)
        declare(webhooks.harness.context, delivery(), ANA, declaration)
        work_through(webhooks)
        assert webhooks.types("public") == []
        assert webhooks.types("siem") == ["incident.declared"]


def test_what_is_queued_when_an_incident_becomes_private_is_not_sent(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock, PUBLIC, ALLOWED) as webhooks:
        incident = webhooks.harness.declare(Severity.SEV4)
        work_through(webhooks)
        webhooks.receiver.fails += [answer(500), answer(500)]
        webhooks.post_updates(incident.id, "Salaries leaked")
        webhooks.harness.work_once()
        make_private(webhooks.harness.context, delivery(), ANA, incident.id)
        webhooks.receiver.received.clear()
        work_through(webhooks)
        assert webhooks.types("public") == []
        assert webhooks.types("siem") == ["incident.updated"]
        event_id = WebhookEventId(webhooks.told("siem")[0].id)
        units = webhooks.harness.context.units
        with pytest.raises(NoReceiver):
            replay_event(units, delivery(), event_id, SendWebhookEvent.of, "public")


def test_drills_are_told_only_to_webhooks_with_that_right(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock, PUBLIC, ALLOWED) as webhooks:
        opening = DrillOpening(Declaration("Tea is cold", Severity.SEV4), (ANA,))
        start_drill(webhooks.harness.context, delivery(), ANA, opening)
        work_through(webhooks)
        assert webhooks.types("public") == []
        assert webhooks.types("siem") == ["incident.declared", "exercise.started"]
        assert {each["data"]["incident"]["kind"] for each in webhooks.once("siem")} == {"drill"}

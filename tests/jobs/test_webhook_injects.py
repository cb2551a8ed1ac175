"""Injects that call webhooks: once, only while the drill runs, and undone when it is over."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.reader import read_pack
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.webhooks.http import HttpWebhooks
from firefighter.adapters.webhooks.signed_calls import WebhookTarget
from firefighter.domain.drill_events import InjectSent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from firefighter.effects.call_limits import RateLimits
from firefighter.effects.webhooks import CallWebhook
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.webhooks import WEBHOOKS
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import (
    DrillOpening,
    pause_drill,
    resume_drill,
    start_drill,
    stop_drill,
)
from firefighter.use_cases.injects import send_inject
from tests.adapters.packs.packs import write_pack
from tests.adapters.store.store_client import delivery
from tests.adapters.webhooks.receiver import SECRET, Fail, Receiver, answer, hang_up, receiving
from tests.jobs.webhook_drill import CALLING, NAMES
from tests.worker.worker_harness import ANA, WorkerHarness, with_worker_config

BEN = UserId("U0BEN")


@pytest.fixture
def receiver(
    harness: WorkerHarness, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Receiver]:
    """A receiver that the drill's webhooks call."""
    pack = read_pack(
        write_pack(tmp_path_factory.mktemp("pack"), tea=CALLING), Vocabulary(webhooks=NAMES)
    )
    StoredScenarioFiles(harness.database, harness.clock).add(pack.files)
    with receiving() as running:
        targets = {
            name: WebhookTarget(f"{running.url}/{name}", SECRET, private=True) for name in NAMES
        }
        called = HttpWebhooks(targets, 2, RateLimits(), harness.clock)
        harness.gateways = Gateways(*harness.gateways.bindings, bind(WEBHOOKS, called))
        yield running


def start(harness: WorkerHarness, team: UserId = BEN) -> Incident:
    opening = DrillOpening(
        Declaration("Tea is cold", Severity.SEV3), (team,), scenario=ScenarioId("cold-tea")
    )
    return start_drill(harness.context, delivery(), ANA, opening)


def let_pass(harness: WorkerHarness, time_min: float) -> None:
    harness.clock.advance(timedelta(minutes=time_min).total_seconds())
    harness.run_due_jobs()
    harness.work_once(harness.runner(with_worker_config(tries=30)))


def until_idle(harness: WorkerHarness) -> None:
    for _ in range(5):
        harness.run_due_jobs()
        assert harness.run_until_idle()


def told(harness: WorkerHarness, user: UserId) -> list[str]:
    return [
        text
        for who, _channel, text, _thread in harness.chat.told
        if who == user and "webhook" in text
    ]


def paths(receiver: Receiver) -> list[str]:
    return [each.path for each in receiver.received]


def test_a_due_inject_calls_its_webhook_once_and_tells_the_team_nothing(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    incident = start(harness)
    until_idle(harness)
    assert paths(receiver) == []
    let_pass(harness, 1.1)
    until_idle(harness)
    (received,) = receiver.received
    assert (received.path, received.signed) == ("/slow", True)
    assert received.body["data"] == {
        "incident": incident.reference,
        "inject": "slow",
        "webhook": "slow",
    }
    timeline = harness.context.records.timeline(incident.id)
    assert not [each for each in timeline if isinstance(each.event, InjectSent)]


def test_its_rollbacks_are_called_at_the_end_the_last_first(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    incident = start(harness)
    let_pass(harness, 2.1)
    until_idle(harness)
    send_inject(harness.context, delivery(), ANA, incident.id, "ring", call=CallWebhook.of)
    until_idle(harness)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    until_idle(harness)
    assert paths(receiver) == ["/slow", "/fill", "/ring", "/empty", "/normal"]
    called = [
        entry.event.inject
        for entry in harness.context.records.timeline(incident.id)
        if isinstance(entry.event, InjectSent)
    ]
    assert sorted(called) == ["fill", "ring", "slow"]


def test_time_that_is_over_rolls_back_too(harness: WorkerHarness, receiver: Receiver) -> None:
    start(harness)
    let_pass(harness, 1.1)
    until_idle(harness)
    let_pass(harness, 60)
    until_idle(harness)
    assert "/normal" in paths(receiver)


@pytest.mark.parametrize("fail", [answer(500), hang_up, answer(429, Retry_After="2")])
def test_a_failed_call_is_repeated_with_the_same_id(
    harness: WorkerHarness, receiver: Receiver, fail: Fail
) -> None:
    receiver.fails += [fail, fail]
    start(harness)
    let_pass(harness, 1.1)
    until_idle(harness)
    assert paths(receiver) == ["/slow"] * 3
    assert receiver.done == ["/slow"]


@pytest.mark.parametrize("fail", [answer(404), answer(429, Retry_After="3600")])
def test_a_refused_call_is_told_to_whoever_runs_the_drill(
    harness: WorkerHarness, receiver: Receiver, fail: Fail
) -> None:
    receiver.fails.append(fail)
    incident = start(harness)
    let_pass(harness, 1.1)
    until_idle(harness)
    (text,) = told(harness, ANA)
    assert text.startswith(f"EXERCISE · {incident.reference}: the webhook `slow` was not called.")
    assert told(harness, BEN) == []


def test_a_call_is_given_up_after_two_minutes_and_still_rolled_back(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    receiver.fails += [answer(500)] * 100
    incident = start(harness)
    let_pass(harness, 1.1)
    for _ in range(40):
        let_pass(harness, 0.1)
    assert "/slow" in paths(receiver)
    assert [text for text in told(harness, ANA) if "`slow` was not called" in text]
    receiver.fails.clear()
    stop_drill(harness.context, delivery(), BEN, incident.id)
    until_idle(harness)
    assert "/normal" in paths(receiver)


def test_nothing_is_told_to_somebody_who_plays(harness: WorkerHarness, receiver: Receiver) -> None:
    receiver.fails.append(answer(404))
    start(harness, team=ANA)
    let_pass(harness, 1.1)
    until_idle(harness)
    assert paths(receiver) == ["/slow"]
    assert told(harness, ANA) == []


def test_a_pending_call_waits_for_the_end_of_a_pause(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    receiver.fails.append(answer(500))
    incident = start(harness)
    let_pass(harness, 1.1)
    assert paths(receiver) == ["/slow"]
    pause_drill(harness.context, delivery(), BEN, incident.id)
    for _ in range(30):
        let_pass(harness, 1)
    assert paths(receiver) == ["/slow"]
    resume_drill(harness.context, delivery(), BEN, incident.id)
    let_pass(harness, 0.3)
    assert paths(receiver) == ["/slow", "/slow"]


def test_a_pending_call_is_void_after_a_stop_and_undone(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    """The first try may have got through, which nobody knows."""
    receiver.fails.append(hang_up)
    incident = start(harness)
    let_pass(harness, 1.1)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    until_idle(harness)
    assert paths(receiver) == ["/slow", "/normal"]


def test_a_rollback_is_repeated_and_told_if_it_fails(
    harness: WorkerHarness, receiver: Receiver
) -> None:
    incident = start(harness)
    let_pass(harness, 1.1)
    receiver.fails += [answer(404)] * 3
    stop_drill(harness.context, delivery(), BEN, incident.id)
    until_idle(harness)
    assert paths(receiver) == ["/slow", *["/normal"] * 3]
    texts = [text for who, _channel, text, _thread in harness.chat.told if who == ANA]
    assert [text for text in texts if "the rollback `normal` is not done." in text]


def test_a_drill_without_webhooks_calls_nothing(harness: WorkerHarness, receiver: Receiver) -> None:
    opening = DrillOpening(Declaration("Tea is cold", Severity.SEV3), (BEN,))
    incident = start_drill(harness.context, delivery(), ANA, opening)
    stop_drill(harness.context, delivery(), BEN, incident.id)
    until_idle(harness)
    assert receiver.received == []

"""What a run of a chaos experiment found is followed up, also where there was no drill."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.experiments.reader import read_results
from firefighter.domain.drill_events import DrillEnding
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.experiment_runs import RunVerdict
from firefighter.domain.experiments import ExperimentNumber
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import DeclineReason, Status, Step, StepKind
from firefighter.playground.slack import DropAfterDoing
from firefighter.playground.slack.records import Json, Message
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.experiment_runs import record_runs
from firefighter.use_cases.status import change_status
from tests.adapters.experiments.samples import encoded, own
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.experiment_case import ExperimentTool, open_tool, probes
from tests.adapters.slack.scenarios.game_day_case import open_case, prepare, start
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

ADD = "follow_up_of_run"


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


@pytest.fixture
def tool(scenario: Scenario) -> ExperimentTool:
    return open_tool(scenario)


def line(scenario: Scenario) -> Message:
    (found,) = (
        each
        for each in scenario.slack.messages(scenario.slack.channel("incidents"))
        if "haos experiment" in each.text
    )
    return found


def in_thread(scenario: Scenario) -> list[str]:
    above = line(scenario)
    return [each.text for each in scenario.slack.thread(above.channel, above.ts)]


def refuted(scenario: Scenario, tool: ExperimentTool) -> Message:
    """A refuted run of no drill, with its line."""
    tool.add("checkout-db-slow")
    tool.report("checkout-db-slow", hypothesis="Checkout answers", probes=probes(True, False))
    return line(scenario)


def add(scenario: Scenario, **fields: object) -> None:
    scenario.ben.press(line(scenario), action_id=ADD)
    assert not scenario.ben.submit({"text": "Retry writes", **fields}).errors
    scenario.settle()


def test_a_follow_up_of_a_run_alone_is_kept_as_one_of_an_exercise(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    refuted(scenario, tool)
    before = [each.text for each in scenario.everything_said()]
    due = (clock.now() + timedelta(days=3)).date().isoformat()
    add(scenario, owner=scenario.ana.id, due=due)
    assert scenario.ben.view is not None
    shown = str(scenario.ben.view.blocks)
    assert "EXERCISE" in shown
    assert "Retry writes" in shown
    incident = scenario.case(1).incident
    assert (incident.kind, incident.status) == (Kind.DRILL, Status.CLOSED)
    assert (incident.title, incident.services) == ("checkout-db-slow", ("checkout",))
    (follow_up,) = incident.follow_ups.values()
    assert (follow_up.text, follow_up.owner) == ("Retry writes", scenario.ana.id)
    assert follow_up.source.endswith(line(scenario).ts.replace(".", ""))
    new = [each.text for each in scenario.everything_said() if each.text not in before]
    assert new == in_thread(scenario), "nobody is told anything else"
    (told,) = new
    assert "EXERCISE" in told
    assert "added a follow-up: Retry writes" in told
    assert f"<@{scenario.ana.id}>" in told


def test_all_follow_ups_of_a_run_are_in_one_place(scenario: Scenario, tool: ExperimentTool) -> None:
    refuted(scenario, tool)
    add(scenario)
    add(scenario, text="Warn before")
    assert scenario.count() == 1
    (run,) = (each for each in scenario.case(1).timeline if isinstance(each, ExperimentRunReported))
    assert run.run.verdict is RunVerdict.REFUTED
    texts = [each.text for each in scenario.case(1).incident.follow_ups.values()]
    assert texts == ["Retry writes", "Warn before"]


def test_two_people_who_add_at_once_meet_in_one_exercise(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    found = refuted(scenario, tool)
    scenario.ben.press(found, action_id=ADD)
    scenario.ana.press(found, action_id=ADD)
    assert not scenario.ben.submit({"text": "Retry writes"}).errors
    assert not scenario.ana.submit({"text": "Warn before"}).errors
    scenario.settle()
    assert scenario.count() == 1
    assert len(scenario.case(1).incident.follow_ups) == 2


def test_it_is_told_once_although_the_answer_is_lost(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    refuted(scenario, tool)

    def is_about_it(arguments: Json) -> bool:
        return "added a follow-up" in str(arguments.get("text"))

    scenario.slack.faults.answer("chat.postMessage", DropAfterDoing(), when=is_about_it)
    add(scenario)
    assert len(in_thread(scenario)) == 1


def test_a_text_is_required(scenario: Scenario, tool: ExperimentTool) -> None:
    scenario.ben.press(refuted(scenario, tool), action_id=ADD)
    assert "text" in scenario.ben.submit({"text": " "}).errors
    assert scenario.count() == 0


def test_the_owner_is_reminded_and_settles_it(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    refuted(scenario, tool)
    due = (clock.now() + timedelta(days=3)).date()
    add(scenario, owner=scenario.ana.id, due=due.isoformat())
    clock.move_on(timedelta(days=3))
    scenario.settle()
    sent = scenario.slack.messages(scenario.ana.dm)
    (reminder,) = (each for each in sent if "Retry writes" in each.text)
    assert "EXERCISE" in reminder.text
    assert "Due" in reminder.text
    scenario.ana.press(reminder, action_id="follow_up.1.done")
    scenario.settle()
    (follow_up,) = scenario.case(1).incident.follow_ups.values()
    assert not follow_up.is_open
    start_drill(scenario)
    scenario.type(scenario.ana, "stats drills 30d")
    assert scenario.ana.view is not None
    shown = modal_text(scenario.ana.view)
    assert re.search(r"Follow-ups +1\nfrom exercises", shown), shown
    assert re.search(r"Follow-ups +1\ndone", shown), shown


def test_statistics_count_it_among_exercises(scenario: Scenario, tool: ExperimentTool) -> None:
    refuted(scenario, tool)
    add(scenario)
    scenario.type(scenario.ana, "stats experiments 30d")
    assert scenario.ana.view is not None
    shown = str(scenario.ana.view.blocks)
    assert "Follow-ups of the drills and incidents of these runs: 1, done: 0." in shown
    scenario.ana.close_view()
    real = scenario.bot.context.statistics.backlog()
    assert real.follow_ups == 0


def test_an_experiment_shows_its_latest_runs_with_the_button(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    tool.add("checkout-db-slow")
    for number, met in enumerate((True, True, False, True), start=1):
        clock.move_on(timedelta(minutes=1))
        tool.report("checkout-db-slow", number, probes=probes(met))
    scenario.type(scenario.ben, "experiment checkout-db-slow")
    assert scenario.ben.view is not None
    shown = modal_text(scenario.ben.view)
    assert shown.count("the steady state") == 3
    assert "refuted* (0 / 100): the steady state was not met afterwards" in shown
    assert str(scenario.ben.view.blocks).count(ADD) == 1
    scenario.ben.press(scenario.ben.view, action_id=ADD)
    assert not scenario.ben.submit({"text": "Retry writes"}).errors
    scenario.settle()
    (follow_up,) = scenario.case(1).incident.follow_ups.values()
    assert (follow_up.text, follow_up.source) == ("Retry writes", "")
    scenario.ben.close_view()
    scenario.type(scenario.ben, "experiment checkout-db-slow")
    assert scenario.ben.view is not None
    assert "INC-1" in modal_text(scenario.ben.view)


def test_runs_of_a_game_day_are_not_shown_before_the_reveal(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    tool.add("quagga", service=case.game_day.experiments[ExperimentNumber(1)].plan.service)
    tool.report("quagga", probes=probes(False))
    scenario.type(scenario.ben, "experiment quagga")
    assert scenario.ben.view is not None
    assert "refuted" not in modal_text(scenario.ben.view)


def test_a_run_without_news_has_no_result_until_a_late_one_comes(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    tool.add("checkout-db-slow")
    now = clock.now()
    at = now.isoformat()

    def shown(command: str) -> str:
        scenario.type(scenario.ben, command)
        assert scenario.ben.view is not None
        text = str(scenario.ben.view.blocks)
        scenario.ben.close_view()
        return text

    tool.report("checkout-db-slow", status="running", started_at=at)
    clock.move_on(timedelta(hours=23))
    assert "running" in shown("experiment checkout-db-slow")
    assert "No result" not in shown("stats experiments 30d")
    clock.move_on(timedelta(hours=2))
    assert "no result" in shown("experiment checkout-db-slow")
    statistics = shown("stats experiments 30d")
    assert "No result: 1 run, whose tool never told how it ended." in statistics
    assert "0 of 1" in statistics
    ended = (now + timedelta(minutes=5)).isoformat()
    tool.report("checkout-db-slow", probes=probes(True), started_at=at, ended_at=ended)
    assert "held" in shown("experiment checkout-db-slow")
    assert "1 of 1" in shown("stats experiments 30d")


@pytest.mark.parametrize("status", ["aborted", "interrupted"])
def test_a_stopped_run_that_is_imported_ends_its_drill(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock, status: str
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    clock.move_on(timedelta(minutes=5))
    now = clock.now()
    at = now.isoformat()
    content = own(experiment="checkout-db-slow", status=status, started_at=at, ended_at=at)
    runs = read_results(encoded(content), now).runs
    (recorded,) = record_runs(scenario.bot.context, runs)
    scenario.settle()
    assert recorded.ended_drills == (case.id,)
    assert drill_of(case).ending is DrillEnding.EXPERIMENT_STOPPED
    assert any("its chaos experiment was stopped" in each.text for each in case.messages)


def test_an_old_run_that_is_imported_ends_no_drill(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    at = (clock.now() - timedelta(days=3)).isoformat()
    content = own(experiment="checkout-db-slow", status="aborted", started_at=at, ended_at=at)
    (recorded,) = record_runs(
        scenario.bot.context, read_results(encoded(content), clock.now()).runs
    )
    assert (recorded.ended_drills, recorded.incident_id) == ((), None)
    assert drill_of(case).ending is None


def test_a_run_of_no_drill_that_is_imported_posts_nothing(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    tool.add("checkout-db-slow")
    at = clock.now().isoformat()
    content = own(experiment="checkout-db-slow", started_at=at, ended_at=at)
    record_runs(scenario.bot.context, read_results(encoded(content), clock.now()).runs)
    scenario.settle()
    assert not [each for each in scenario.everything_said() if "checkout-db-slow" in each.text]


def test_the_recorded_exercise_is_read_and_reopened_as_any_other(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    refuted(scenario, tool)
    add(scenario)
    ana = scenario.ana
    for command in (
        "show INC-1",
        "timeline INC-1",
        "followups INC-1",
        "list drills",
    ):
        reply = scenario.type(ana, command)
        shown = str(ana.view.blocks) if ana.view else str(reply)
        assert "checkout-db-slow" in shown or "Retry writes" in shown, (command, shown)
        if ana.view:
            ana.close_view()
    case = scenario.case(1)
    context = scenario.bot.context
    reopen = Step(StepKind.REOPEN, note="It came back")
    change_status(context, DeliveryId("reopen"), UserId(ana.id), case.id, reopen)
    scenario.settle()
    assert case.incident.status.is_active
    close = Step(StepKind.DECLINE, note="Over", decline_reason=DeclineReason.OTHER)
    change_status(context, DeliveryId("close"), UserId(ana.id), case.id, close)
    scenario.settle()
    assert case.incident.status is Status.CLOSED
    assert not context.records.incidents_with_failed_effects(clock.now() - timedelta(days=1))

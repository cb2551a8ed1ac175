"""Results of chaos experiments in Slack, from a tool's HTTP request on."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.adapters.experiments.reader import read_results
from firefighter.domain.drill_events import DrillEnded, DrillEnding
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.experiment_runs import ExperimentRun, RunVerdict
from firefighter.domain.experiments import ExperimentNumber
from firefighter.playground.slack import DropAfterDoing
from firefighter.playground.slack.records import Json
from firefighter.settings.policy import ExperimentsTable
from firefighter.use_cases.experiment_runs import record_runs
from tests.adapters.experiments.samples import encoded, own
from tests.adapters.slack.scenarios.drill_case import drill_of, start_drill
from tests.adapters.slack.scenarios.experiment_case import ExperimentTool, open_tool, probes
from tests.adapters.slack.scenarios.game_day_case import open_case, prepare, start
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock

FIRST = ExperimentNumber(1)


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        yield scenario


@pytest.fixture
def tool(scenario: Scenario) -> ExperimentTool:
    return open_tool(scenario)


def test_scores_are_shown_with_what_was_measured(scenario: Scenario, tool: ExperimentTool) -> None:
    ask = "stats experiments 30d"
    assert "No chaos experiment has been run yet." in scenario.answer(scenario.ana, ask)
    tool.add("checkout-db-slow", weight=10)
    tool.add("search-pods", service="search", weight=5)
    tool.report("checkout-db-slow", 1, probes=probes(True))
    tool.report("checkout-db-slow", 2, probes=probes(True))
    tool.report("search-pods", 1, probes=probes(True, False))
    tool.report("search-pods", 2, status="interrupted")
    scenario.type(scenario.ana, ask)
    assert scenario.ana.view is not None
    shown = modal_text(scenario.ana.view)
    assert "Resilience by service" in shown
    assert "83.3" in shown  # (10 x 100 + 5 x 50) / 15
    assert "search-pods" in shown
    assert "stopped" in shown


def reported(case: IncidentCase) -> list[RunVerdict | None]:
    events = [each for each in case.timeline if isinstance(each, ExperimentRunReported)]
    return [each.run.verdict for each in events]


def lines(scenario: Scenario) -> list[str]:
    """What everybody reads about experiments."""
    return [each.text for each in scenario.everything_said() if "haos experiment" in each.text]


def test_a_run_notes_itself_in_the_drill_under_way(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    tool.report("checkout-db-slow", status="running", hypothesis="Checkout answers")
    tool.report("checkout-db-slow", hypothesis="Checkout answers", probes=probes(True, False))
    assert reported(case) == [None, RunVerdict.REFUTED]
    started, ended = lines(scenario)
    assert "steadybit started the chaos experiment *checkout-db-slow*." in started
    assert "EXERCISE" in ended
    assert "hypothesis “Checkout answers” *refuted* (50 / 100)" in ended
    assert "Probes met: 1 of 2. Missed: probe 2." in ended


def test_a_refuted_hypothesis_offers_a_follow_up(scenario: Scenario, tool: ExperimentTool) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    tool.report("checkout-db-slow", 1, probes=probes(True))
    tool.report("checkout-db-slow", 2, probes=probes(False))
    held, refuted = (each for each in case.messages if "haos experiment" in each.text)
    assert "add_follow_up" not in str(held.blocks)
    scenario.ben.press(refuted, action_id="add_follow_up")
    reply = scenario.ben.submit({"text": "Retry writes"})
    assert not reply.errors
    scenario.settle()
    (follow_up,) = case.incident.follow_ups.values()
    assert follow_up.text == "Retry writes"


@pytest.mark.parametrize("status", ["aborted", "interrupted"])
def test_a_stopped_experiment_ends_its_drill(
    scenario: Scenario, tool: ExperimentTool, status: str
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    tool.report("checkout-db-slow", status="running")
    tool.report("checkout-db-slow", status=status)
    assert reported(case) == [None, RunVerdict.STOPPED]
    assert drill_of(case).ending is DrillEnding.EXPERIMENT_STOPPED
    assert [each.ending for each in case.timeline if isinstance(each, DrillEnded)]
    assert any("its chaos experiment was stopped" in each.text for each in case.messages)


@pytest.mark.parametrize("ended", [True, False], ids=["with an end", "without an end"])
def test_a_run_of_the_past_is_told_to_nobody_and_ends_no_drill(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock, ended: bool
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    day = (clock.now() - timedelta(days=2)).isoformat()
    end = {"ended_at": day} if ended else {}
    tool.report("checkout-db-slow", 1, status="interrupted", started_at=day, **end)
    tool.report("unknown", 1, status="interrupted", started_at=day, **end)
    assert drill_of(case).ending is None
    assert reported(case) == []
    assert lines(scenario) == []


def test_a_run_that_ended_before_the_drill_is_not_of_it(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    case = start_drill(scenario, services=["checkout"])
    tool.add("checkout-db-slow")
    started, ended = (
        (clock.now() - timedelta(minutes=minutes)).isoformat() for minutes in (50, 40)
    )
    tool.report("checkout-db-slow", status="interrupted", started_at=started, ended_at=ended)
    assert drill_of(case).ending is None
    assert reported(case) == []
    (line,) = lines(scenario)
    assert "EXERCISE" not in line


def test_many_runs_at_once_post_no_lines(scenario: Scenario, tool: ExperimentTool) -> None:
    tool.add("checkout-db-slow")
    now = scenario.bot.context.clock.now().isoformat()
    runs = [own(id=f"{n}", experiment="checkout-db-slow", started_at=now) for n in range(11)]
    answer = tool.send(runs)
    assert (answer.status_code, answer.text) == (
        202,
        "Accepted. Nobody is told of more than 10 runs at once.",
    )
    assert lines(scenario) == []
    tool.send([own(id="12", experiment="checkout-db-slow", started_at=now)])
    assert len(lines(scenario)) == 1


def test_a_run_outside_of_drills_posts_one_line_when_it_ends(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    tool.report("unknown", 1, status="running")
    assert lines(scenario) == []
    tool.report("unknown", 1, probes=probes(True))
    tool.report("unknown", 1, probes=probes(True))
    (line,) = lines(scenario)
    assert (
        "Chaos experiment *unknown* *held* (100 / 100): the steady state was met afterwards."
        in line
    )
    assert "EXERCISE" not in line


def test_a_line_whose_answer_was_lost_is_posted_once(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    def is_about_it(arguments: Json) -> bool:
        return "haos experiment" in str(arguments.get("text"))

    scenario.slack.faults.answer("chat.postMessage", DropAfterDoing(), when=is_about_it)
    tool.report("unknown", probes=probes(True))
    assert len(lines(scenario)) == 1


def test_an_unknown_experiment_is_linked_by_its_line(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    tool.add("checkout-db-slow")
    tool.report("Some unknown experiment", probes=probes(True))
    (line,) = (
        each
        for each in scenario.slack.messages(scenario.slack.channel("incidents"))
        if "haos experiment" in each.text
    )
    scenario.ben.press(line, action_id="link_experiment_run")
    assert scenario.ben.view is not None
    offered = scenario.ben.suggest("catalog_experiment", "slow").body["options"]
    assert [each["value"] for each in offered] == ["checkout-db-slow"]
    reply = scenario.ben.submit({"catalog_experiment": "checkout-db-slow"})
    assert not reply.errors
    tool.report("Some unknown experiment", 2, probes=probes(True))
    scenario.type(scenario.ana, "stats experiments 30d")
    assert scenario.ana.view is not None
    assert "2 of 2" in modal_text(scenario.ana.view)
    assert "does not know" not in str(scenario.ana.view.blocks)


def test_a_real_incident_that_was_declared_during_a_run_hears_of_it(
    scenario: Scenario, tool: ExperimentTool, clock: MovedClock
) -> None:
    tool.add("search-pods", service="search")
    tool.report("search-pods", status="running")
    clock.move_on(timedelta(minutes=1))
    case = scenario.declare_by_form(services=["search"])
    other = scenario.declare_by_form(services=["checkout"])
    clock.move_on(timedelta(minutes=1))
    tool.report("search-pods", probes=probes(False))
    assert reported(case) == [RunVerdict.REFUTED]
    assert reported(other) == []


def test_a_run_that_starts_can_open_a_drill(sqlite_url: str, clock: MovedClock) -> None:
    with open_scenario(POLICY, sqlite_url, clock) as before:
        people = (before.ana.id, before.ben.id)
    policy = POLICY.model_copy(update={"experiments": ExperimentsTable(drill_team=people)})
    with open_scenario(policy, sqlite_url.replace(".db", "-2.db"), clock) as scenario:
        tool = open_tool(scenario)
        tool.add("checkout-db-slow")
        tool.report("checkout-db-slow", status="running")
        tool.report("checkout-db-slow", status="running")
        case = scenario.case(1)
        assert not scenario.case(2).exists
        assert case.incident.is_drill
        assert case.incident.services == ("checkout",)
        assert drill_of(case).plan.team == people
        tool.report("checkout-db-slow", probes=probes(True))
        assert reported(case) == [None, RunVerdict.HELD]


@pytest.mark.parametrize("mode", ["informed", "dungeons_and_dragons"])
def test_heroes_of_a_game_day_learn_of_no_run_before_the_reveal(
    scenario: Scenario, tool: ExperimentTool, mode: str
) -> None:
    case = open_case(scenario, mode=mode)
    prepare(case)
    start(case)
    (drill,) = case.drills
    tool.add("quagga-db-slow", service=case.game_day.experiments[FIRST].plan.service)
    tool.report("quagga-db-slow", status="running")
    tool.report("quagga-db-slow", probes=probes(False))
    said = "\n".join(each.text for each in scenario.everything_said())
    assert "quagga-db-slow" not in said
    assert "chaos experiment" not in said
    assert reported(drill) == []
    scenario.type(scenario.ben, "stats experiments 30d")
    assert scenario.ben.view is not None
    shown = modal_text(scenario.ben.view)
    assert "quagga" not in shown
    assert re.search(r"All\s+–\s+0 of 0", shown), shown
    scenario.ben.close_view()
    tool.report("quagga-db-slow", 2, status="aborted")
    assert drill_of(drill).ending is DrillEnding.EXPERIMENT_STOPPED


def test_runs_of_a_game_day_that_are_imported_are_in_no_score_before_the_reveal(
    scenario: Scenario, tool: ExperimentTool
) -> None:
    case = open_case(scenario)
    prepare(case)
    start(case)
    service = case.game_day.experiments[FIRST].plan.service
    tool.add("quagga-db-slow", service=service)
    now = scenario.bot.context.clock.now()

    def imported(number: int, ago: timedelta) -> ExperimentRun:
        at = (now - ago).isoformat()
        run = own(id=f"{number}", experiment="quagga-db-slow", started_at=at, ended_at=at)
        return read_results(encoded(run), now).runs[0]

    runs = [imported(1, timedelta()), imported(2, timedelta(days=1))]
    record_runs(scenario.bot.context, runs)
    scenario.type(scenario.ben, "stats experiments 30d")
    assert scenario.ben.view is not None
    shown = modal_text(scenario.ben.view)
    assert re.search(r"All\s+–\s+0 of 1 ", shown), shown  # that of the day before

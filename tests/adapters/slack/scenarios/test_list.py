"""`/incident list`: what is open, what is mine, what a word finds; page by page."""

from collections.abc import Iterator

import pytest

from firefighter.playground.slack import Person, View
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario


def listed(scenario: Scenario, person: Person, words: str = "") -> str:
    assert scenario.type(person, f"list {words}").acknowledged
    return shown(person)


def shown(person: Person) -> str:
    return modal_text(top(person))


def top(person: Person) -> View:
    assert person.view is not None
    return person.view


def turns(person: Person) -> list[str]:
    return [
        element["action_id"]
        for block in top(person).blocks
        if block["type"] == "actions"
        for element in block["elements"]
    ]


@pytest.fixture(scope="module")
def workspace_with_history() -> Iterator[Scenario]:
    """A workspace with a history: three open, one private, one closed."""
    with open_scenario() as scenario:
        scenario.declare("sev3 Search is slow")
        scenario.declare("sev1 Checkout returns 500")
        scenario.declare_by_form(by=scenario.ben, title="Nothing is found", services=["search"])
        scenario.declare_by_form(title="Payroll leaked", private="private")
        closed = scenario.declare("sev4 Logo is blurred")
        closed.press(scenario.ana, "step.decline")
        closed.send(scenario.ana, reason="false_alarm")
        yield scenario


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Checkout", "Payroll", "Nothing", "Search"]),
        ("open", ["Checkout", "Payroll", "Nothing", "Search"]),
        ("mine", ["Checkout", "Payroll", "Search"]),
        ("sev1", ["Checkout"]),
        ("SEV4", ["Logo"]),
        ("service search", ["Nothing"]),
        ("Service\t“SEARCH”", ["Nothing"]),
        ("sev-1", ["Checkout"]),
        ("Severity 1", ["Checkout"]),
        ("sev\u20131", ["Checkout"]),
        ("INC 2", ["Checkout"]),
        ("mine\nsearch", ["Search"]),
        ("logo", ["Logo"]),
        ("SEARCH slow", ["Search"]),
        ("100%", []),
        ("inc-2", ["Checkout"]),
        ("all", ["Checkout", "Payroll", "Nothing", "Search", "Logo"]),
    ],
)
def test_open_incidents_are_listed_the_most_severe_first(
    workspace_with_history: Scenario, words: str, found: list[str]
) -> None:
    rows = [
        line
        for line in listed(workspace_with_history, workspace_with_history.ana, words).splitlines()
        if "· SEV" in line
    ]
    assert [row.split("· ")[2].split()[0].strip("*") for row in rows] == found


def test_each_row_of_all_incidents_has_the_date_of_its_declaration(
    workspace_with_history: Scenario,
) -> None:
    listed(workspace_with_history, workspace_with_history.ana, "all")
    rows = [
        block["text"]["text"]
        for block in top(workspace_with_history.ana).blocks
        if "accessory" in block
    ]
    assert len(rows) == 5
    assert all("declared <!date^" in row for row in rows)


@pytest.mark.parametrize("words", ["", "all", "mine", "payroll", "sev3", "inc-4"])
def test_private_incident_is_not_listed_for_outsiders(
    workspace_with_history: Scenario, words: str
) -> None:
    assert "Payroll" not in listed(workspace_with_history, workspace_with_history.dora, words)


@pytest.mark.parametrize("command", ["list", "stats"])
def test_unknown_service_is_reported_with_the_nearest(
    workspace_with_history: Scenario, command: str
) -> None:
    answer = workspace_with_history.answer(workspace_with_history.ana, f"{command} service serach")
    assert answer == "Unknown service: serach. Did you mean “search”?"


def test_words_near_a_service_name_it_if_nothing_was_found(
    workspace_with_history: Scenario,
) -> None:
    ana = workspace_with_history.ana
    assert "Did you mean “checkout”?" in listed(workspace_with_history, ana, "chekout")
    assert "Did you mean" not in listed(workspace_with_history, ana, "zebra")


def test_unknown_severity_is_reported_by_list(workspace_with_history: Scenario) -> None:
    answer = workspace_with_history.answer(workspace_with_history.ana, "list sev 9")
    assert answer == "Unknown severity SEV9. Use SEV1–SEV4."


def test_empty_list_says_what_to_do(workspace_with_history: Scenario) -> None:
    assert listed(workspace_with_history, workspace_with_history.dora, "xyzzy <!channel>") == (
        "No incidents match “xyzzy &lt;!channel&gt;”. `/incident list all` shows all of them."
    )


def test_a_list_without_drills_names_what_starts_or_shows_one(fresh_scenario: Scenario) -> None:
    ana = fresh_scenario.ana
    assert listed(fresh_scenario, ana, "drills") == (
        "There is no drill yet. `/incident drill` starts one."
    )
    assert listed(fresh_scenario, ana, "drills xyzzy") == (
        "No drills match “xyzzy”. `/incident list drills` shows all of them."
    )


def test_a_row_opens_its_incident_on_top(workspace_with_history: Scenario) -> None:
    listed(workspace_with_history, workspace_with_history.ben, "checkout")
    workspace_with_history.ben.press(top(workspace_with_history.ben), action_id="show")
    assert len(workspace_with_history.ben.views) == 2
    assert "Checkout returns 500" in shown(workspace_with_history.ben)


def test_long_lists_have_pages(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    for number in range(23):
        assert scenario.type(scenario.ana, f"open sev3 Leak in pipe {number:02}").acknowledged
    scenario.settle()  # a row changes once its incident has a place
    assert "Leak in pipe 22" in listed(scenario, scenario.ben)
    assert turns(scenario.ben) == ["turn_list.on"]
    seen = [shown(scenario.ben)]
    for _ in range(2):
        scenario.ben.press(top(scenario.ben), action_id="turn_list.on")
        seen.append(shown(scenario.ben))
    assert [text.count("· SEV3 ·") for text in seen] == [10, 10, 3]
    assert turns(scenario.ben) == ["turn_list.back"]
    scenario.ben.press(top(scenario.ben), action_id="turn_list.back")
    assert shown(scenario.ben) == seen[1]
    assert len(scenario.ben.views) == 1
    scenario.settle()


def test_rows_link_the_channel_or_the_thread(workspace_with_history: Scenario) -> None:
    rows = listed(workspace_with_history, workspace_with_history.ana).splitlines()
    in_thread, in_channel = workspace_with_history.case(1), workspace_with_history.case(2)
    link = f"p{in_thread.announcement.ts.replace('.', '')}|thread>"
    assert any(link in row for row in rows)
    assert any(f"<#{in_channel.incident_channel.id}>" in row for row in rows)

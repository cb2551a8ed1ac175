"""`/incident list`: what is open, what is mine, what a word finds; page by page."""

from collections.abc import Iterator

import pytest

from firefighter.playground.slack import Person, View
from tests.slack.scenarios.scene import Scene, modal_text, open_scene


def listed(scene: Scene, person: Person, words: str = "") -> str:
    assert scene.type(person, f"list {words}").acknowledged
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
def town() -> Iterator[Scene]:
    """A workspace with a history: three open, one private, one closed."""
    with open_scene() as scene:
        scene.declare("sev3 Search is slow")
        scene.declare("sev1 Checkout returns 500")
        scene.declare_by_form(by=scene.ben, title="Nothing is found", services=["search"])
        scene.declare_by_form(title="Payroll leaked", private="private")
        closed = scene.declare("sev4 Logo is blurred")
        closed.press(scene.ana, "step.cancel")
        closed.send(scene.ana, reason="false_alarm")
        yield scene


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", ["Checkout", "Payroll", "Nothing", "Search"]),
        ("open", ["Checkout", "Payroll", "Nothing", "Search"]),
        ("mine", ["Checkout", "Payroll", "Search"]),
        ("sev1", ["Checkout"]),
        ("SEV4", ["Logo"]),
        ("service search", ["Nothing"]),
        ("logo", ["Logo"]),
        ("SEARCH slow", ["Search"]),
        ("100%", []),
        ("inc-2", ["Checkout"]),
        ("all", ["Checkout", "Payroll", "Nothing", "Search", "Logo"]),
    ],
)
def test_what_is_asked_for_is_listed_the_worst_open_one_first(
    town: Scene, words: str, found: list[str]
) -> None:
    rows = [line for line in listed(town, town.ana, words).splitlines() if "· SEV" in line]
    assert [row.split("· ")[2].split()[0].strip("*") for row in rows] == found


@pytest.mark.parametrize("words", ["", "all", "mine", "payroll", "sev3", "inc-4"])
def test_a_private_one_is_not_listed_for_outsiders(town: Scene, words: str) -> None:
    assert "Payroll" not in listed(town, town.dora, words)


def test_nothing_found_says_what_to_do(town: Scene) -> None:
    assert listed(town, town.dora, "xyzzy <!channel>") == (
        "Nothing you can see fits “xyzzy &lt;!channel&gt;”. `/incident list all` shows everything."
    )


def test_a_row_opens_its_incident_on_top(town: Scene) -> None:
    listed(town, town.ben, "checkout")
    town.ben.press(top(town.ben), action_id="show")
    assert len(town.ben.views) == 2
    assert "Checkout returns 500" in shown(town.ben)


def test_long_lists_are_turned_page_by_page(fresh_scene: Scene) -> None:
    scene = fresh_scene
    for number in range(23):
        assert scene.type(scene.ana, f"open sev3 Leak in pipe {number:02}").acknowledged
    assert "Leak in pipe 22" in listed(scene, scene.ben)
    assert turns(scene.ben) == ["turn_list.on"]
    seen = [shown(scene.ben)]
    for _ in range(2):
        scene.ben.press(top(scene.ben), action_id="turn_list.on")
        seen.append(shown(scene.ben))
    assert [text.count("· SEV3 ·") for text in seen] == [10, 10, 3]
    assert turns(scene.ben) == ["turn_list.back"]
    scene.ben.press(top(scene.ben), action_id="turn_list.back")
    assert shown(scene.ben) == seen[1]
    assert len(scene.ben.views) == 1
    scene.quiet()

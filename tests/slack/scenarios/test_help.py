"""Help, near misses, and commands in the wrong place."""

import pytest

from firefighter.slack.registry import COMMAND, find_features
from tests.slack.scenarios.case import shown
from tests.slack.scenarios.scene import Scene

COMMANDS = find_features().commands.values()


@pytest.mark.parametrize("typed", ["help", "", "HELP", "  help  "])
def test_help_lists_every_command_of_the_registry(scene: Scene, typed: str) -> None:
    answer = scene.answer(scene.ana, typed)
    for command in COMMANDS:
        assert f"{COMMAND} {command.name}" in answer
        assert command.does in answer
    assert len([line for line in answer.splitlines() if line.startswith("•")]) == len(COMMANDS)


def test_help_is_for_one_person(scene: Scene) -> None:
    before = scene.everything_said()
    scene.answer(scene.ana, "help")
    assert scene.everything_said() == before


@pytest.mark.parametrize(
    ("typed", "meant"), [("opne sev1 Checkout", "open"), ("halp", "help"), ("shwo", "show")]
)
def test_a_near_miss_is_answered_with_what_was_meant_and_the_help(
    scene: Scene, typed: str, meant: str
) -> None:
    answer = scene.answer(scene.ana, typed)
    assert f"Did you mean `{COMMAND} {meant}`?" in answer
    assert COMMANDS
    for command in COMMANDS:
        assert command.does in answer
    assert scene.count() == 0


def test_nonsense_is_answered_with_the_help_and_no_guess(scene: Scene) -> None:
    answer = scene.answer(scene.ana, "xyzzy-quux")
    assert f"There is no `{COMMAND} xyzzy-quux`." in answer
    assert "Did you mean" not in answer


def test_an_unknown_subcommand_cannot_ping_or_link(scene: Scene) -> None:
    reply = scene.type(scene.ana, "<!channel> <https://bad.example|Slack>")
    assert reply.ephemeral is not None
    assert not reply.ephemeral.mentions
    assert not reply.ephemeral.links


def test_show_in_a_room_needs_no_number(scene: Scene) -> None:
    case = scene.declare("sev1 Checkout returns 500")
    assert scene.answer(scene.ana, "show", case.room.name) == case.reference


@pytest.mark.parametrize("typed", ["INC-{}", "inc-{}", "inc{}", "{}", " INC-{} "])
def test_a_number_may_be_written_in_many_ways(scene: Scene, typed: str) -> None:
    case = scene.declare()
    assert scene.answer(scene.ana, f"show {typed.format(case.id)}") == case.reference


@pytest.mark.parametrize("number", ["9999", "INC-999999999999999999", "0", "INC-0"])
def test_an_unknown_number_is_said_to_be_unknown(scene_on_either: Scene, number: str) -> None:
    answer = scene_on_either.answer(scene_on_either.ana, f"show {number}")
    assert answer.startswith("There is no INC-")


@pytest.mark.parametrize("typed", ["INC-", "seven", "-1", "INC-1 and INC-2", "1e3", "½"])
def test_what_is_no_number_is_said_to_be_none(scene: Scene, typed: str) -> None:
    answer = scene.answer(scene.ana, f"show {typed}")
    assert "look like `INC-42`" in answer or answer.startswith("There is no INC-")


def test_show_names_who_took_part(scene: Scene) -> None:
    case = scene.declare()
    case.press(scene.ben, "role.commander", on=case.thread_panel)
    reply = scene.type(scene.dora, f"show {case.reference}")
    assert reply.ephemeral is not None
    assert f"Took part: <@{scene.ana.id}>, <@{scene.ben.id}>" in shown(reply.ephemeral)

import re

from firefighter.slack.moments import MOMENTS
from firefighter.slack.registry import COMMAND, Subcommand, find_features
from firefighter.slack.words.help import help_text
from firefighter.slack.words.mrkdwn import typed


def test_the_help_lists_every_command_of_every_feature() -> None:
    commands = find_features().commands.values()
    text = help_text(commands)
    assert commands
    for command in commands:
        named = re.compile(rf"`{COMMAND} {command.name}[ `]")
        (shown,) = [line for line in text.splitlines() if named.search(line)]
        assert typed(command.usage) in shown
        assert shown.endswith(command.does)
        assert command.does.endswith(".")


def subcommand(name: str, usage: str = "", does: str = "It does.") -> Subcommand:
    return Subcommand(name, usage, does, lambda _visit: None)


def test_the_help_shows_what_may_follow_a_command() -> None:
    commands = [subcommand("open", "[what]", "Declare."), subcommand("help", "", "This list.")]
    _moment, first, _later, second, _buttons = help_text(commands).splitlines()
    assert first == "• `/incident open [what]`  Declare."
    assert second == "• `/incident help`  This list."


def test_the_help_is_in_the_order_in_which_people_need_it() -> None:
    lines = help_text(find_features().commands.values()).splitlines()
    moments = [line for line in lines if line.startswith("*")]
    assert moments == ["*To begin with*", "*While it burns*", "*Afterwards*", "*At any time*"]
    assert lines[:2] == [moments[0], lines[1]]
    assert "/incident open" in lines[1]

    def place(name: str) -> int:
        return next(number for number, line in enumerate(lines) if f"/incident {name}" in line)

    needed = [place(name) for name in ("open", "show", "update", "page", "postmortem", "stats")]
    assert needed == sorted(needed)


def test_every_command_has_its_moment_and_every_moment_its_commands() -> None:
    named = [name for names in MOMENTS.values() for name in names]
    assert named == list(find_features().commands)


def test_a_command_without_a_moment_is_listed_all_the_same() -> None:
    *_before, last, _buttons = help_text([subcommand("odd"), subcommand("open")]).splitlines()
    assert last == "• `/incident odd`  It does."

import re

from firefighter.adapters.slack.inbound.command_help import command_details, command_line, help_text
from firefighter.adapters.slack.inbound.command_order import COMMAND_GROUPS
from firefighter.adapters.slack.inbound.registry import COMMAND, Subcommand, find_features
from firefighter.adapters.slack.wording.mrkdwn import escaped


def test_help_lists_every_command_of_every_feature() -> None:
    commands = find_features().commands.values()
    text = help_text(commands)
    assert commands
    for command in commands:
        named = re.compile(rf"^• `{COMMAND} {command.name}[ `]")
        (shown,) = [line for line in text.splitlines() if named.search(line)]
        assert escaped(command.usage) in shown
        assert shown.endswith(command.description)
        assert command.description.endswith(".")


def test_number_and_other_names_of_a_command_are_in_its_own_help() -> None:
    registry = find_features()
    severity, stats = registry.commands["severity"], registry.commands["stats"]
    assert command_details(severity) == (
        "• `/incident severity [INC-42] [sev1 reason]`  Change the severity. Also: `sev`."
    )
    assert command_details(stats) == command_line(stats)


def subcommand(name: str, usage: str = "", description: str = "It does.") -> Subcommand:
    return Subcommand(name, usage, description, lambda _command: None)


def test_help_shows_arguments_of_a_command() -> None:
    commands = [subcommand("open", "[what]", "Declare."), subcommand("help", "", "Show this help.")]
    _heading, first, _later, second, _buttons = help_text(commands).splitlines()
    assert first == "• `/incident open [what]`  Declare."
    assert second == "• `/incident help`  Show this help."


def test_help_is_in_the_order_of_need() -> None:
    lines = help_text(find_features().commands.values()).splitlines()
    headings = [line for line in lines if line.startswith("*")]
    assert headings == ["*Start*", "*Respond*", "*Learn*", "*Train*", "*At any time*"]
    assert lines[:2] == [headings[0], lines[1]]
    assert "/incident open" in lines[1]

    def place(name: str) -> int:
        return next(number for number, line in enumerate(lines) if f"/incident {name}" in line)

    needed = [place(name) for name in ("open", "show", "update", "page", "postmortem", "stats")]
    assert needed == sorted(needed)


def test_every_command_has_a_group_and_every_group_has_commands() -> None:
    named = [name for names in COMMAND_GROUPS.values() for name in names]
    assert named == list(find_features().commands)


def test_a_command_without_a_position_is_listed() -> None:
    *_before, last, _buttons = help_text([subcommand("odd"), subcommand("open")]).splitlines()
    assert last == "• `/incident odd`  It does."

import re

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


def test_the_help_shows_what_may_follow_a_command() -> None:
    commands = [
        Subcommand("open", "[what]", "Declare.", lambda _visit: None),
        Subcommand("help", "", "This list.", lambda _visit: None),
    ]
    first, second, _buttons = help_text(commands).splitlines()
    assert first == "• `/incident open [what]`  Declare."
    assert second == "• `/incident help`  This list."

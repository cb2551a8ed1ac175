from collections.abc import Iterable

from firefighter.slack.registry import COMMAND, Subcommand


def help_text(commands: Iterable[Subcommand]) -> str:
    """Every subcommand in a line of its own."""
    lines = [
        f"• `{' '.join(filter(None, (COMMAND, command.name, command.usage)))}`  {command.does}"
        for command in commands
    ]
    how = "Everything else is buttons: each incident's control panel shows what can be done now."
    return "\n".join([*lines, how])

from collections.abc import Iterable

from firefighter.slack.registry import COMMAND, Subcommand
from firefighter.texts import say


def help_text(commands: Iterable[Subcommand]) -> str:
    """Every subcommand in a line of its own."""
    how = say(
        "Everything else is buttons: each incident's control panel shows what can be done now."
    )
    return "\n".join([*map(_line, commands), how])


def _line(command: Subcommand) -> str:
    usage = say(command.usage) if command.usage else ""
    number = "[INC-42]" if command.go_on else ""
    typed = " ".join(filter(None, (COMMAND, command.name, number, usage)))
    return f"• `{typed}`  {say(command.does)}"

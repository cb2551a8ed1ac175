from collections.abc import Iterable

from firefighter.slack.moments import MOMENTS
from firefighter.slack.registry import COMMAND, Subcommand
from firefighter.texts import say


def help_text(commands: Iterable[Subcommand]) -> str:
    """Every subcommand in a line of its own, under the moment at which it is needed."""
    how = say(
        "Everything else is buttons: each incident's control panel shows what can be done now."
    )
    left = {command.name: command for command in commands}
    lines = []
    for moment, names in MOMENTS.items():
        if needed := [left.pop(name) for name in names if name in left]:
            lines += [f"*{say(moment)}*", *map(_line, needed)]
    return "\n".join([*lines, *map(_line, left.values()), how])


def _line(command: Subcommand) -> str:
    usage = say(command.usage) if command.usage else ""
    number = "[INC-42]" if command.go_on else ""
    typed = " ".join(filter(None, (COMMAND, command.name, number, usage)))
    return f"• `{typed}`  {say(command.does)}"

from collections.abc import Iterable

from firefighter.adapters.slack.blocks.block_kit import sections
from firefighter.adapters.slack.inbound.command_order import COMMAND_GROUPS
from firefighter.adapters.slack.inbound.interactions import Answer
from firefighter.adapters.slack.inbound.registry import COMMAND, Registry, Subcommand
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.i18n import gettext


def help_text(commands: Iterable[Subcommand]) -> str:
    """Returns one line per subcommand, grouped as in COMMAND_GROUPS."""
    hints = [
        gettext("Outside an incident's channel, add its number: `/incident show INC-42`."),
        gettext("All other actions are buttons on the incident's control panel."),
    ]
    left = {command.name: command for command in commands}
    lines = []
    for heading, names in COMMAND_GROUPS.items():
        if needed := [left.pop(name) for name in names if name in left]:
            lines += [f"*{gettext(heading)}*", *map(command_line, needed)]
    return "\n".join([*lines, *map(command_line, left.values()), " ".join(hints)])


def unknown_command(registry: Registry, name: str) -> Answer:
    text = unknown_command_text(registry, name)
    return Answer(text, sections(text))


def unknown_command_text(registry: Registry, name: str) -> str:
    """Says that there is no such command, with the nearest one and the help."""
    text = gettext("Unknown command `{command}`.", command=f"{COMMAND} {escaped(name)}")
    if nearest := registry.nearest(name):
        meant = gettext("Did you mean `{command}`?", command=f"{COMMAND} {nearest}")
        text = f"{text} {meant}"
    return f"{text}\n{help_text(registry.commands.values())}"


def command_line(command: Subcommand) -> str:
    """Returns the command with its arguments and description, as in the list."""
    return _line(command, gettext(command.usage) if command.usage else "")


def command_details(command: Subcommand) -> str:
    """Returns also the place of the number and the other names: the list has no space for them."""
    number = "[INC-42]" if command.resume else ""
    usage = gettext(command.usage) if command.usage else ""
    line = _line(command, f"{number} {usage}".strip())
    if not command.aliases:
        return line
    others = ", ".join(f"`{each}`" for each in command.aliases)
    return f"{line} {gettext('Also: {names}.', names=others)}"


def _line(command: Subcommand, arguments: str) -> str:
    typed = f"{COMMAND} {command.name} {arguments}".rstrip()
    return f"• `{typed}`  {gettext(command.description)}"

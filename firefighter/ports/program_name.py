from firefighter.domain.actors import Program, ProgramKind
from firefighter.i18n import gettext


def program_name(program: Program) -> str:
    """What people call a program, in plain text of the current language."""
    match program.kind:
        case ProgramKind.TOKEN:
            return gettext("API token {name}", name=program.name)
        case ProgramKind.ALERTS:
            return program.name

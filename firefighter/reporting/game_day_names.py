"""Names in Game Days, in the current language: of roles, modes, verdicts and others."""

from firefighter.domain.experiments import ExperimentField, Verdict
from firefighter.domain.game_day_evaluation import NoteKind
from firefighter.domain.game_day_roles import GameDayRole
from firefighter.domain.scenario import Environment, Mode
from firefighter.i18n import gettext, gettext_noop

_ROLES = {
    GameDayRole.GAME_MASTER: gettext_noop("Game master"),
    GameDayRole.SAFETY_OFFICER: gettext_noop("Safety officer"),
    GameDayRole.VILLAIN: gettext_noop("Villain"),
    GameDayRole.OBSERVER: gettext_noop("Observer"),
    GameDayRole.HERO: gettext_noop("Hero"),
}

_MODES = {
    Mode.INFORMED: gettext_noop("Informed in advance"),
    Mode.DUNGEONS_AND_DRAGONS: gettext_noop("Dungeons & Dragons: nothing is known in advance"),
}

_ENVIRONMENTS = {
    Environment.TABLETOP: gettext_noop("Tabletop: told by messages"),
    Environment.STAGING: gettext_noop("Staging"),
    Environment.PRODUCTION: gettext_noop("Production"),
}

_FIELDS = {
    ExperimentField.SERVICE: gettext_noop("target service"),
    ExperimentField.OBJECTIVE: gettext_noop("objective"),
    ExperimentField.HYPOTHESIS: gettext_noop("hypothesis"),
    ExperimentField.STEADY_STATE: gettext_noop("steady state"),
    ExperimentField.BLAST_RADIUS: gettext_noop("blast radius"),
    ExperimentField.DURATION: gettext_noop("duration"),
    ExperimentField.ROLLBACK: gettext_noop("rollback"),
    ExperimentField.ABORT_CONDITIONS: gettext_noop("abort conditions"),
}

_VERDICTS = {
    Verdict.HELD: gettext_noop("Held"),
    Verdict.REFUTED: gettext_noop("Refuted"),
    Verdict.NOT_MEASURED: gettext_noop("Not measured"),
}

_NOTE_KINDS = {
    NoteKind.WENT_WELL: gettext_noop("Went well"),
    NoteKind.TO_CHANGE: gettext_noop("To change"),
    NoteKind.FACT: gettext_noop("Fact"),
}


def role_name(role: GameDayRole) -> str:
    return gettext(_ROLES[role])


def mode_name(mode: Mode) -> str:
    return gettext(_MODES[mode])


def environment_name(environment: Environment) -> str:
    return gettext(_ENVIRONMENTS[environment])


def experiment_field_name(field: ExperimentField) -> str:
    return gettext(_FIELDS[field])


def verdict_name(verdict: Verdict) -> str:
    return gettext(_VERDICTS[verdict])


def note_kind_name(kind: NoteKind) -> str:
    return gettext(_NOTE_KINDS[kind])

"""Errors of settings, which name the setting and say what to do."""

from collections.abc import Callable, Sequence

from firefighter.domain.errors import FirefighterError


class SettingsError(FirefighterError):
    """A setting is missing or invalid. The text has one sentence per setting, each on its line."""


def check_all(*checks: Callable[[], object]) -> None:
    """Runs every check. Raises one SettingsError with the texts of all that failed."""
    raise_all([error for check in checks if (error := _error_of(check))])


def raise_all(errors: Sequence[SettingsError]) -> None:
    """Raises one SettingsError with all texts; returns if there is none."""
    if errors:
        raise SettingsError("\n".join(dict.fromkeys(map(str, errors))))


def _error_of(check: Callable[[], object]) -> SettingsError | None:
    try:
        check()
    except SettingsError as error:
        return error
    return None

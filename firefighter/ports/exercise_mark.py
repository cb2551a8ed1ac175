"""The mark of a drill, so that nothing about it can be taken for a real incident."""

from firefighter.domain.incident import Kind
from firefighter.i18n import gettext


def exercise_mark(kind: Kind) -> str:
    """Returns EXERCISE in the current language; empty for anything but a drill."""
    return gettext("EXERCISE") if kind is Kind.DRILL else ""


def with_exercise_mark(kind: Kind, text: str, separator: str = " · ") -> str:
    """Returns the text behind the mark; unchanged for anything but a drill."""
    return separator.join(filter(None, (exercise_mark(kind), text)))

from datetime import date

from babel.dates import format_date

from firefighter.texts import spoken


def day(of: date) -> str:
    """A day in the language that is spoken: "3 Mar 2026", "3 mars 2026"."""
    return format_date(of, "d MMM y", locale=spoken())

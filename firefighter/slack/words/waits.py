from firefighter.texts import count

_MINUTES_IN_AN_HOUR = 60


def wait_text(minutes: int) -> str:
    """How long from now: "In 45 minutes", "In 2 hours"."""
    hours, rest = divmod(minutes, _MINUTES_IN_AN_HOUR)
    if hours and not rest:
        return count("In {number} hour", "In {number} hours", hours)
    return count("In {number} minute", "In {number} minutes", minutes)

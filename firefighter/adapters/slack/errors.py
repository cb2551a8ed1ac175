from firefighter.domain.errors import FirefighterError


class UnknownButton(FirefighterError):
    """A button or form of another version, which this one cannot handle."""

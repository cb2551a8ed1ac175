from firefighter.domain.errors import FirefighterError


class UnknownButton(FirefighterError):
    """A button that this version does not draw: of an old message, or of a newer version."""

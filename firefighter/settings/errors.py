from firefighter.domain.errors import FirefighterError


class SettingsError(FirefighterError):
    """A setting is missing or wrong; the text is one sentence that names it and says what to do."""

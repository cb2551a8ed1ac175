"""Marks texts for translation. It imports nothing, so that `domain` and `i18n` can share it."""


def gettext_noop(text: str) -> str:
    """Marks a text for the catalogues and returns it, for translation later."""
    return text

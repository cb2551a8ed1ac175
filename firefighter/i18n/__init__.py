"""Translation of user-facing texts. The English text is the key into the catalogues.

To add a language, add it to `Language` and run `make texts`.
"""

from firefighter.i18n.translation import (
    DEFAULT,
    Language,
    current_language,
    gettext,
    language_of,
    ngettext,
    use_language,
)
from firefighter.translatable import gettext_noop

__all__ = [
    "DEFAULT",
    "Language",
    "current_language",
    "gettext",
    "gettext_noop",
    "language_of",
    "ngettext",
    "use_language",
]

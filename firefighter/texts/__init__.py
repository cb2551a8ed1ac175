"""Every text that people read, in each of their languages. Layout lives elsewhere.

The English text is the name under which the catalogue `LANGUAGE.po` has the others. To add a
language, add it to `Language` and run `make texts`.
"""

from firefighter.texts.catalogue import DEFAULT, Language, language_of
from firefighter.texts.saying import count, mark, say, speaking, spoken

__all__ = ["DEFAULT", "Language", "count", "language_of", "mark", "say", "speaking", "spoken"]

"""`make texts`: brings the catalogues in step, and says what is to be translated."""

from tests.texts.extraction import TRANSLATED, bring_in_step

for language in TRANSLATED:
    for text in bring_in_step(language):
        print(f"{language}: to be translated: {text!r}")

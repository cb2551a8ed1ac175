"""`make texts`: updates the catalogues and prints texts without translation."""

from tests.i18n.extraction import TRANSLATED, bring_in_step

for language in TRANSLATED:
    for text in bring_in_step(language):
        print(f"{language}: to be translated: {text!r}")

"""Whether a sentence says what to do: whether it can begin with a verb, in English or French.

Only what is surely no verb is told: an article, a pronoun, a preposition, a comparison, or a noun
by its ending. Any other word may be a verb: nobody is bothered for one that we do not know.
"""

import re
from functools import cache

_FIRST_WORD = re.compile(r"[^\W\d_]+['’]?")
_NO_VERBS = """
    a an the this that these those some any each every all both no not
    i you he she it they we there my your his her its our their
    about after at because before for from if in of on since with without
    how what when where which who why maybe perhaps should must would could
    better bigger faster fewer less missing more new old proper worse
    checklist dashboard playbook runbook

    au aux aucun aucune ce ces cet cette chaque d de des du l la le les leur leurs
    ma mes mon nos notre plusieurs quelques sa ses son tous toutes un une vos votre
    elle elles il ils je nous tu vous avec dans par sans sous sur
    pas pourquoi quand que qui si meilleur meilleure meilleurs meilleures mieux moins
    nouveau nouveaux nouvelle nouvelles plus
"""
_NOUN = re.compile(r"\w{3,}(?:tions?|sions?|ments?|ness|ity|ités?|ismes?|ing|eurs?)")
_VERBS_LIKE_NOUNS = """
    action auction audition caution commission condition decommission envision function mention
    motion partition petition portion position provision question ration repartition reposition
    reprovision sanction section station transition version
    augment cement comment complement compliment decrement document experiment ferment fragment
    implement increment instrument reimplement segment supplement uncomment
    harness spring string witness
"""


def word_that_is_no_verb(text: str) -> str:
    """The first word, as it was typed, where it is surely no verb; else nothing."""
    found = _FIRST_WORD.search(text)
    return found[0] if found and _is_no_verb(found[0].rstrip("'’").casefold()) else ""


@cache
def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _is_no_verb(word: str) -> bool:
    if word in _words(_VERBS_LIKE_NOUNS):
        return False
    return word in _words(_NO_VERBS) or bool(_NOUN.fullmatch(word))

"""Which incidents of the past are worth a look, judged by what is written down about them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"\w{3,}")
_EMPTY = frozenset(
    ["the", "and", "for", "are", "was", "not", "with", "from", "has", "les", "des", "une", "est"]
)
_SHOWN = 5
_ENOUGH = 2.0
"""Two services, or a service and a class, or most of the words."""


@dataclass(frozen=True)
class Traits:
    """What two incidents may have in common."""

    title: str
    services: frozenset[str] = frozenset()
    failure_class: str = ""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.title.casefold())) - _EMPTY


def likeness(one: Traits, other: Traits) -> float:
    """0 for nothing in common."""
    shared, either = one.words & other.words, one.words | other.words
    words = 4 * len(shared) / len(either) if either else 0.0
    services = min(len(one.services & other.services), 2)
    same_class = bool(one.failure_class) and one.failure_class == other.failure_class
    return words + services + same_class


def most_alike(one: Traits, others: Iterable[tuple[int, Traits]]) -> list[int]:
    """The numbers of the most alike, the newest first among equals; few, or none."""
    scored = [(likeness(one, traits), number) for number, traits in others]
    worth = sorted((each for each in scored if each[0] >= _ENOUGH), reverse=True)
    return [number for _likeness, number in worth[:_SHOWN]]

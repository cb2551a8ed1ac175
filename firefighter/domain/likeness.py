"""Whether two incidents look like one: by the words of their titles, and by what they concern."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from firefighter.domain.ids import IncidentId

ALIKE = 0.4
"""From here on people are asked whether it is the same: rather once too often than a duplicate."""

_SAME_SERVICE = 0.5
_SAME_WORD = 0.8
_SHORTEST_WORD = 3
_WEAK, _TELLING = 0.3, 1.0

_FILLERS = """
    again and are but for from has have not our since still that the their this was when with
    aux avec car dans des depuis encore est les mais nos par pas pour quand sur une
"""
_SYMPTOMS = """
    broken bug cannot down error errors fail failed failing fails failure incident incidents issue
    nobody outage problem return returns slow slowly unavailable working
    erreur erreurs indisponible lent lente lenteur panne personne probleme problemes
"""
"""What many incidents say of themselves: it tells little about which one it is."""


@dataclass(frozen=True)
class Sketch:
    """As much of an incident as likeness is judged by."""

    id: IncidentId
    title: str
    services: tuple[str, ...] = ()


def most_alike(
    title: str, services: Iterable[str], others: Sequence[Sketch], at_most: int
) -> list[IncidentId]:
    """Those of `others` that might be the same as what is being declared, the most alike first."""
    own, concerned = _words(title), set(services)
    near = _near(own, {word for other in others for word in _words(other.title)})
    scored = [(_score(own, near, concerned, other), other.id) for other in others]
    scored.sort(key=lambda each: -each[0])
    return [other_id for score, other_id in scored[:at_most] if score >= ALIKE]


def _score(
    own: frozenset[str], near: Mapping[str, set[str]], concerned: set[str], other: Sketch
) -> float:
    theirs = _words(other.title)
    shared = sum(_weight(word) for word in own if near[word] & theirs)
    least = max(min(_weights(own), _weights(theirs)), _TELLING)
    return shared / least + _SAME_SERVICE * bool(concerned.intersection(other.services))


def _near(own: frozenset[str], vocabulary: set[str]) -> dict[str, set[str]]:
    return {word: {other for other in vocabulary if _is_near(word, other)} for word in own}


def _is_near(word: str, other: str) -> bool:
    """Equal but for an ending or a slip of the finger."""
    if word == other:
        return True
    if word[0] != other[0] or min(len(word), len(other)) <= _SHORTEST_WORD:
        return False
    matcher = SequenceMatcher(None, word, other)
    return matcher.quick_ratio() >= _SAME_WORD and matcher.ratio() >= _SAME_WORD


def _weights(words: frozenset[str]) -> float:
    return sum(map(_weight, words))


def _weight(word: str) -> float:
    return _WEAK if word in _symptoms() else _TELLING


@cache
def _fillers() -> frozenset[str]:
    return frozenset(_FILLERS.split())


@cache
def _symptoms() -> frozenset[str]:
    return frozenset(_SYMPTOMS.split())


@lru_cache(maxsize=2048)
def _words(title: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", title.casefold())
    unmarked = "".join(each for each in plain if not unicodedata.combining(each))
    found = re.findall(r"\w+", unmarked)
    return frozenset(
        word for word in found if len(word) >= _SHORTEST_WORD and word not in _fillers()
    )

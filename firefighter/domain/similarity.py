"""Similarity of incidents: possible duplicates while declaring, and similar past incidents."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from firefighter.domain.ids import IncidentId

DUPLICATE_THRESHOLD = 0.4
"""Low on purpose: one common service or one distinctive word.

A wrong hint costs less than a duplicate.
"""

SIMILAR_THRESHOLD = 1.0
"""Two common services, a service and a failure class, or all distinctive words of one title."""

_SIMILAR_SHOWN = 5

_SAME_SERVICE = 0.5
_SERVICES_COUNTED = 2
_SAME_FAILURE_CLASS = 0.5

_SPELLING_RATIO = 0.8
"""Words count as the same from this ratio on, to allow for endings and typing errors."""

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
"""Words of many titles, which say little about one incident."""


@dataclass(frozen=True)
class Traits:
    """What is compared."""

    title: str
    services: frozenset[str] = frozenset()
    failure_class: str = ""


Candidates = Iterable[tuple[IncidentId, Traits]]


def possible_duplicates(one: Traits, others: Candidates, at_most: int) -> list[IncidentId]:
    """Possible duplicates among `others`, most similar first."""
    return _ranked(one, others, DUPLICATE_THRESHOLD)[:at_most]


def most_similar(one: Traits, others: Candidates) -> list[IncidentId]:
    """The most similar of `others`, best first; ties keep their order."""
    return _ranked(one, others, SIMILAR_THRESHOLD)[:_SIMILAR_SHOWN]


def _ranked(one: Traits, others: Candidates, threshold: float) -> list[IncidentId]:
    known = list(others)
    near = _near(_words(one.title), {word for _, other in known for word in _words(other.title)})
    scored = [(_score(one, other, near), incident_id) for incident_id, other in known]
    scored.sort(key=lambda each: -each[0])
    return [incident_id for score, incident_id in scored if score >= threshold]


def _score(one: Traits, other: Traits, near: Mapping[str, set[str]]) -> float:
    """0 for nothing in common; 1 for all distinctive words of the shorter title."""
    own, theirs = _words(one.title), _words(other.title)
    shared = sum(_weight(word) for word in own if near[word] & theirs)
    least = max(min(_weights(own), _weights(theirs)), _TELLING)
    services = min(len(one.services & other.services), _SERVICES_COUNTED)
    same_class = bool(one.failure_class) and one.failure_class == other.failure_class
    return shared / least + _SAME_SERVICE * services + _SAME_FAILURE_CLASS * same_class


def _near(own: frozenset[str], vocabulary: set[str]) -> dict[str, set[str]]:
    return {word: {other for other in vocabulary if _is_near(word, other)} for word in own}


def _is_near(word: str, other: str) -> bool:
    if word == other:
        return True
    if word[0] != other[0] or min(len(word), len(other)) <= _SHORTEST_WORD:
        return False
    matcher = SequenceMatcher(None, word, other)
    return matcher.quick_ratio() >= _SPELLING_RATIO and matcher.ratio() >= _SPELLING_RATIO


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

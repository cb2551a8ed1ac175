"""Which open incidents look like the one that is being declared."""

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.likeness import Sketch, most_alike

OPEN = [
    Sketch(IncidentId(1), "Checkout is slow", ("checkout",)),
    Sketch(IncidentId(2), "Search returns nothing", ("search",)),
    Sketch(IncidentId(3), "Les paiements échouent", ("payments",)),
    Sketch(IncidentId(4), "Database prod-7 is down"),
]


def alike(title: str, *services: str) -> list[int]:
    return list(most_alike(title, services, OPEN, 3))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Checkout returns 500", [1]),
        ("checkout", [1]),
        ("CHEKOUT does not load", [1]),
        ("Paiement en echec", [3]),
        ("prod-7 database", [4]),
        ("Searches find nothing", [2]),
    ],
)
def test_a_telling_word_is_enough(title: str, found: list[int]) -> None:
    assert alike(title) == found


@pytest.mark.parametrize("title", ["Login is slow", "Mail is down", "It returns errors", "", "🔥"])
def test_a_symptom_alone_is_not(title: str) -> None:
    assert alike(title) == []


def test_the_same_service_is_enough_and_the_most_alike_comes_first() -> None:
    assert alike("Nobody can log in", "search") == [2]
    assert alike("Checkout is broken", "search", "checkout") == [1, 2]


def test_no_more_are_found_than_were_asked_for() -> None:
    many = [Sketch(IncidentId(n), "Checkout is slow") for n in range(100)]
    assert len(most_alike("Checkout", (), many, 3)) == 3


def test_nothing_open_is_like_nothing() -> None:
    assert most_alike("Checkout", (), [], 3) == []

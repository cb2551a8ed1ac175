"""Possible duplicates while declaring, and similar past incidents."""

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.similarity import Traits, most_similar, possible_duplicates

OPEN = [
    (IncidentId(1), Traits("Checkout is slow", frozenset({"checkout"}))),
    (IncidentId(2), Traits("Search returns nothing", frozenset({"search"}))),
    (IncidentId(3), Traits("Les paiements échouent", frozenset({"payments"}))),
    (IncidentId(4), Traits("Database prod-7 is down")),
]


def alike(title: str, *services: str) -> list[int]:
    return list(possible_duplicates(Traits(title, frozenset(services)), OPEN, 3))


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
def test_one_distinctive_word_makes_a_possible_duplicate(title: str, found: list[int]) -> None:
    assert alike(title) == found


@pytest.mark.parametrize("title", ["Login is slow", "Mail is down", "It returns errors", "", "🔥"])
def test_symptom_word_alone_makes_no_duplicate(title: str) -> None:
    assert alike(title) == []


def test_same_service_makes_a_duplicate_and_most_similar_is_first() -> None:
    assert alike("Nobody can log in", "search") == [2]
    assert alike("Checkout is broken", "search", "checkout") == [1, 2]


def test_number_of_results_is_limited() -> None:
    many = [(IncidentId(n), Traits("Checkout is slow")) for n in range(100)]
    assert len(possible_duplicates(Traits("Checkout"), many, 3)) == 3


def test_no_open_incidents_give_no_duplicate() -> None:
    assert possible_duplicates(Traits("Checkout"), [], 3) == []


PAST = [
    (
        IncidentId(9),
        Traits("Checkout returns 500", frozenset({"checkout", "payments"}), "capacity"),
    ),
    (IncidentId(8), Traits("Search is slow", frozenset({"search"}), "capacity")),
    (
        IncidentId(7),
        Traits("Search finds nothing in French", frozenset({"search"}), "configuration"),
    ),
]


@pytest.mark.parametrize(
    ("one", "found"),
    [
        (Traits("Cards are refused", frozenset({"checkout", "payments"})), [9]),
        (Traits("Results are old", frozenset({"search"}), "capacity"), [8]),
        (Traits("Results are old", frozenset({"search"})), []),
        (Traits("Slow search in French"), [8]),
        (Traits("Mails are late", frozenset(), "capacity"), []),
    ],
)
def test_similar_past_incident_needs_more_in_common(one: Traits, found: list[int]) -> None:
    assert most_similar(one, PAST) == found

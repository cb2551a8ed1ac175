from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from firefighter.domain import suggested_classes
from firefighter.domain.events import AnyEvent, NoteTaken, SeverityChanged, UpdatePosted
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import EntryId
from firefighter.domain.severity import Severity
from firefighter.domain.suggested_classes import Suggestion, Suggestions, suggest_classes
from firefighter.domain.taxonomy import Taxonomy
from firefighter.domain.timeline import Entry, timeline_view
from tests.domain.incidents import ANA, NOW, declared


def note(text: str) -> NoteTaken:
    return NoteTaken(actor=ANA, at=NOW, text=text)


def suggested(
    *events: AnyEvent, title: str = "Prices differ", taxonomy: Taxonomy | None = None
) -> Suggestions:
    incident = replace(declared(), title=title, summary="", impact="", mitigation="")
    record = [Entry(event, NOW, EntryId(n)) for n, event in enumerate(events, 1)]
    return suggest_classes(incident, timeline_view(record), taxonomy or Taxonomy())


def names(suggestions: Sequence[Suggestion]) -> list[str]:
    return [each.name for each in suggestions]


def test_nothing_is_suggested_where_nothing_was_said() -> None:
    assert suggested() == Suggestions()


def test_words_are_shown_as_they_were_written() -> None:
    found = suggested(note("OOMKilled right after we Deployed 2.14"), note("rolled  back"))
    assert found.triggers == (Suggestion("deployment", ("Deployed", "rolled back")),)
    assert found.failure_classes == (Suggestion("capacity", ("OOMKilled",)),)


def test_more_different_words_come_first_and_repeated_ones_count_once() -> None:
    found = suggested(note("dns dns DNS dns"), note("A bug: a null pointer, a stack trace"))
    assert [(each.name, each.words) for each in found.failure_classes] == [
        ("software defect", ("bug", "null pointer", "stack trace")),
        ("network", ("dns",)),
    ]


def test_part_of_a_word_suggests_nothing() -> None:
    assert suggested(note("The debugger shows a redness")) == Suggestions()


def test_words_of_both_languages_count_without_accents_and_case() -> None:
    assert names(suggested(note("CAPACITE depassée")).failure_classes) == ["capacity"]
    assert names(suggested(note("Mise en production à 14 h")).triggers) == ["deployment"]


def test_updates_and_reasons_count_too() -> None:
    update = UpdatePosted(
        actor=ANA, at=NOW, impact="Out of memory", changed="", next_step="", next_update=None
    )
    worse = SeverityChanged(
        actor=ANA, at=NOW, before=Severity.SEV3, after=Severity.SEV1, reason="packet loss"
    )
    assert names(suggested(update, worse).failure_classes) == ["capacity", "network"]


def test_title_counts() -> None:
    assert names(suggested(title="DNS fails").failure_classes) == ["network"]


@pytest.mark.parametrize(
    ("state", "classes"),
    [
        (HypothesisState.TESTING, ["network"]),
        (HypothesisState.CONFIRMED, ["network"]),
        (HypothesisState.REFUTED, []),
        (HypothesisState.MOVED, []),
    ],
)
def test_refuted_hypotheses_suggest_nothing(state: HypothesisState, classes: list[str]) -> None:
    incident = replace(declared(), title="Prices differ", summary="")
    number = HypothesisNumber(1)
    incident.hypotheses[number] = Hypothesis(
        number=number, text="The DNS is slow", proposed_by=ANA, proposed_at=NOW, state=state
    )
    assert names(suggest_classes(incident, (), Taxonomy()).failure_classes) == classes


def test_company_has_words_and_classes_of_its_own() -> None:
    taxonomy = Taxonomy(
        failure_groups={"outside": ("payment provider", "strike")},
        words={"payment provider": ("acquirer*", "psp down")},
    )
    found = suggested(
        note("Both acquirers refuse, the PSP, down since 9, and a strike"), taxonomy=taxonomy
    )
    assert found.failure_classes == (
        Suggestion("payment provider", ("acquirers", "PSP down")),
        Suggestion("strike", ("strike",)),
    )


def test_built_in_words_are_of_built_in_names() -> None:
    """A misspelled name in the tables would suggest nothing, and nobody would notice."""
    assert set(suggested_classes._TRIGGER_WORDS) == set(Taxonomy().triggers[:-1])
    assert set(suggested_classes._CLASS_WORDS) == set(Taxonomy().factors)


def test_long_timeline_is_read_at_once() -> None:
    """The form has to open within 3 s; ten thousand entries are more than any incident has."""
    text = "Checkout was slow, we deployed again and looked at the connection pool once more"
    events = [replace(note(text), at=NOW + timedelta(seconds=n)) for n in range(10_000)]
    assert names(suggested(*events).failure_classes) == ["capacity"]

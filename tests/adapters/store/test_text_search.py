"""Words find the same incidents on both databases, whatever changes the incidents."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import IncidentRow, core_table
from firefighter.adapters.store.text_search import is_match, matching_ids, text_query, words_of
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity

_ROW: dict[str, Any] = {
    "kind": Kind.REAL,
    "title": "",
    "summary": "",
    "severity": Severity.SEV3,
    "status": Status.OPEN,
    "private": False,
    "has_channel": False,
    "declared_by": "U0ANA",
    "mitigation": "",
    "version": 1,
}


def put(session: Session, *texts: tuple[str, str], status: Status = Status.OPEN) -> None:
    for number, (title, summary) in enumerate(texts, start=1):
        row = _ROW | {"id": number, "title": title, "summary": summary, "status": status}
        session.execute(insert(core_table(IncidentRow)), row)


def found(session: Session, typed: str) -> list[int]:
    query = text_query(typed)
    assert query is not None
    ids = sorted(session.scalars(matching_ids(session, query)))
    matching = select(IncidentRow.id).where(is_match(session, query))
    assert sorted(session.scalars(matching)) == ids
    return ids


@pytest.mark.parametrize(
    ("typed", "hits"),
    [
        ("checkout", [1]),
        ("check", [1]),
        ("CHECK eu", [1]),
        ("heckout", []),
        ("eleve", [2]),
        ("ÉLEVÉ", [2]),
        ("élev", [2]),
        ("e\u0301leve\u0301", [2]),
        ("l'api", [2]),
        ("api.gateway", [2]),
        ("gateway-api", [2]),
        ("db_primary", [1]),
        ("primary", [1]),
        ("500", [1, 3]),
        ("HTTP/1.1", [3]),
        ("v2.13", [3]),
        ("checkout - eu", [1]),
        ("-", []),
        ('"', []),
        ("check* OR (eu", []),
        ("авария", [4]),
        ("支払い", [4]),
        ("inc-3", [3]),
        ("3", [3]),
        ("inc-3 http", [3]),
        ("inc-3 checkout", []),
        ("inc-9", []),
        ("it", [3]),
    ],
)
def test_words_match_beginnings_whatever_case_and_accents(
    database: Database, typed: str, hits: Sequence[int]
) -> None:
    with database.writing() as session:
        put(
            session,
            ("Checkout: HTTP 500 in EU", "db_primary is full"),
            ("Taux d'erreur élevé", "L'api.gateway répond mal"),
            ("500s of HTTP/1.1 since v2.13", "It is slow"),
            ("Авария 支払い", ""),
        )
        assert found(session, typed) == hits


_LETTERS = st.sampled_from("abeEéÉ01я ü-_./'’«:%\"*()😀")
_EXPONENT = re.compile(r"\d[eé]", re.IGNORECASE)
"""PostgreSQL's parser takes `1e5x` for a number and a word."""
_TEXTS = st.text(_LETTERS, max_size=12).filter(lambda text: not _EXPONENT.search(text))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.tuples(_TEXTS, _TEXTS), max_size=5), st.lists(_TEXTS, min_size=1, max_size=3))
def test_both_databases_find_what_words_say(
    database: Database, texts: list[tuple[str, str]], queries: list[str]
) -> None:
    with Session(database.engine) as session:
        put(session, *texts)
        for typed in queries:
            wanted = words_of(typed)
            if text_query(typed) is None or any(part.isdigit() for part in wanted):
                continue
            expected = [
                number
                for number, each in enumerate(texts, start=1)
                if wanted and _has_all(words_of(" ".join(each)), wanted)
            ]
            assert found(session, typed) == expected
        session.rollback()


def _has_all(words: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(start) for word in words) for start in wanted)


def test_the_index_follows_every_change(database: Database) -> None:
    incidents = core_table(IncidentRow)
    with database.writing() as session:
        put(session, ("Checkout is down", ""), ("Search is down", ""))
        session.execute(update(incidents).where(incidents.c.id == 1).values(title="Mail is late"))
        assert (found(session, "checkout"), found(session, "mail")) == ([], [1])
        session.execute(update(incidents).values(summary="Forgotten words"))
        assert found(session, "forgotten") == [1, 2]
        session.execute(update(incidents).where(incidents.c.id == 2).values(status="closed"))
        assert found(session, "down") == [2]
        session.execute(update(incidents).values(status="open", summary=""))
        assert (found(session, "forgotten"), found(session, "search")) == ([], [2])
        session.execute(delete(incidents).where(incidents.c.id == 1))
        assert (found(session, "mail"), found(session, "down")) == ([], [2])


def test_a_text_longer_than_an_index_takes_is_stored(database: Database) -> None:
    with database.writing() as session:
        put(session, ("Checkout is down", "x" * 3_000 + " " + " ".join(map(str, range(90_000)))))
        assert found(session, "checkout") == [1]


def test_sqlite_checks_its_search_index(sqlite_database: Database) -> None:
    """The command compares the index with the texts, and fails if they differ."""
    with sqlite_database.writing() as session:
        put(session, ("Checkout is down", ""), ("Été", "Late"))
        put_closed = update(core_table(IncidentRow)).where(IncidentRow.id == 1)
        session.execute(put_closed.values(status="closed", title="Checkout was down"))
        session.execute(
            text("INSERT INTO incident_search(incident_search, rank) VALUES ('integrity-check', 1)")
        )

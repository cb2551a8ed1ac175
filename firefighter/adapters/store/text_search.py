"""Full-text search of titles and summaries, by the database's own index.

Migration 0055 makes the index, and triggers that keep it. A word of a query matches if a word of
the title or the summary begins with it; case, accents and punctuation make no difference. The two
databases fold and split alike, but PostgreSQL splits a word after a number with an exponent, such
as in `1e5x`.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import IncidentRow
from firefighter.domain.ids import parse_reference

_ALL = table("incident_search", column("rowid"), column("incident_search"))
_OPEN = table("incident_search_open", column("rowid"), column("incident_search_open"))
_WORDS = table("incident_search", column("incident_id"), column("words"))

_ACCENTS = re.compile("[\u0300-\u036f]+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a query, without accents and punctuation, in small letters."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    split = (each if unicodedata.category(each)[0] in "LNM" else " " for each in plain)
    return tuple(dict.fromkeys("".join(split).split()))


@dataclass(frozen=True)
class TextQuery:
    """Words that must all match; a word that is an incident's number also matches that one."""

    words: tuple[str, ...]
    numbered: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Incidents whose number is among the words, each with the other words, which must match."""


def text_query(typed: str) -> TextQuery | None:
    """None if nothing was typed."""
    parts = typed.split()
    if not parts:
        return None
    numbers = {number for part in parts if (number := parse_reference(part)) is not None}
    return TextQuery(
        words_of(typed),
        tuple(
            (number, words_of(" ".join(p for p in parts if parse_reference(p) != number)))
            for number in sorted(numbers)
        ),
    )


def matching_ids(
    session: Session, query: TextQuery, cap: int | None = None, before: int | None = None
) -> Select[int]:
    """The incidents that match; with `cap`, the newest ones of them, at least so many."""
    found = [_ids(session, query.words, cap, before)]
    for number, others in query.numbered:
        if others:
            found.append(_ids(session, others, None, before, number))
        else:
            found.append(select(IncidentRow.id.label("id")).where(IncidentRow.id == number))
    if len(found) == 1:
        return found[0]
    # SQLite orders and limits no part of a UNION, but what it selects from may be.
    together = union_all(*(select(each.subquery().c.id) for each in found)).subquery()
    return select(together.c.id).distinct()


def is_match(
    session: Session, query: TextQuery, *, among_open: bool = False
) -> ColumnElement[bool]:
    """The condition for a row of `incidents`; `among_open` if only open ones are looked at."""
    return or_(
        _is_match(session, query.words, among_open=among_open),
        *(
            and_(
                IncidentRow.id == number,
                *([_is_match(session, others, among_open=among_open)] if others else []),
            )
            for number, others in query.numbered
        ),
    )


_NEWEST, _FEW_OF_THEM = 3_000, 30
"""Words in fewer than one in a hundred of the newest incidents are looked up in the index."""

_FEW = 1_000


def matches_few(session: Session, query: TextQuery) -> bool:
    """Whether it is faster to look at every match than to look for the first ones."""
    if not query.words:
        return True
    if _is_sqlite(session):
        some = _ids(session, query.words, None, None).limit(_FEW + 1).subquery()
        return (session.scalar(select(func.count()).select_from(some)) or 0) <= _FEW
    newest = select(_WORDS.c.words).order_by(_WORDS.c.incident_id.desc()).limit(_NEWEST).subquery()
    matching = select(literal(1)).select_from(newest).where(_matches(newest.c.words, query.words))
    some = matching.limit(_FEW_OF_THEM).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) < _FEW_OF_THEM


def _ids(
    session: Session,
    words: Sequence[str],
    cap: int | None,
    before: int | None,
    number: int | None = None,
) -> Select[int]:
    if not words:
        return select(IncidentRow.id.label("id")).where(false())
    if _is_sqlite(session):
        row = _ALL.c.rowid
        found = select(row.label("id")).where(_ALL.c.incident_search.op("MATCH")(_fts5(words)))
        ordered = found.order_by(row.desc()).limit(cap) if cap else found
    else:
        row = _WORDS.c.incident_id
        ordered = select(row.label("id")).where(_WORDS.c.words.op("@@")(_tsquery(words)))
    if before is not None:
        ordered = ordered.where(row < before)
    if number is not None:
        ordered = ordered.where(row == number)
    return ordered


def _is_match(session: Session, words: Sequence[str], *, among_open: bool) -> ColumnElement[bool]:
    if not words:
        return false()
    if not _is_sqlite(session):
        matches = select(_matches(_WORDS.c.words, words)).where(
            _WORDS.c.incident_id == IncidentRow.id
        )
        return matches.scalar_subquery().is_(true())
    if among_open:
        found = select(_OPEN.c.rowid).where(_OPEN.c.incident_search_open.op("MATCH")(_fts5(words)))
    else:
        found = select(_ALL.c.rowid).where(_ALL.c.incident_search.op("MATCH")(_fts5(words)))
    return IncidentRow.id.in_(found)


def _matches(stored: ColumnElement[object], words: Sequence[str]) -> ColumnElement[bool]:
    """For one row; IS TRUE keeps the planner from asking the index for all rows."""
    return stored.op("@@", is_comparison=True)(_tsquery(words)).is_(true())


def _fts5(words: Sequence[str]) -> str:
    """https://www.sqlite.org/fts5.html#full_text_query_syntax."""
    return " AND ".join(f'"{word}"*' for word in words)


def _tsquery(words: Sequence[str]) -> ColumnElement[object]:
    """https://www.postgresql.org/docs/current/textsearch-controls.html."""
    wanted = " & ".join(f"'{word}':*" for word in words)
    return func.to_tsquery(literal_column("'simple'"), wanted)


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"

"""What is exported and imported again is what it was."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.events import AnyEvent, Described, Reported, StatusChanged
from firefighter.domain.history import BadLine, Past
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Cancellation, Kind
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Milestone
from firefighter.domain.relations import Relation
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.title import clean_text, split_title
from firefighter.history.reading import NoTable, read_csv, read_jsonl
from firefighter.history.writing import csv_lines, jsonl
from tests.store.pasts import SPRING, pasts

Write = Callable[[Iterable[Past]], Iterator[str]]
Read = Callable[[Iterable[bytes], Rules], Iterator[object]]

FORMATS = [(jsonl, read_jsonl), (csv_lines, read_csv)]
RULES = Rules()
ANA = UserId("U0ANA")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean_text)


def lines_of(text: Iterable[str]) -> Iterator[bytes]:
    """As a file is read, line by line, also within quotes."""
    return iter(BytesIO("".join(text).encode()))


def full(one: Past) -> Past:
    """With something in every field."""
    incident = replace(
        one.incident,
        summary='Several lines,\n\twith "quotes"; and = signs.',
        mitigation="=rolled back",
        private=True,
        status=Status.POSTMORTEM,
        kind=Kind.REAL,
        holders={RoleKey("commander"): ANA, RoleKey("scribe"): UserId("U0BOB")},
        services=("checkout", "+search"),
        cancellation=Cancellation(CancelReason.DUPLICATE),
        milestones={each: SPRING + n * timedelta(minutes=7) for n, each in enumerate(Milestone)},
    )
    events: tuple[AnyEvent, ...] = (
        Described(actor=ANA, at=SPRING, summary="It is «slow» 🐌"),
        Reported(actor=UserId(""), at=SPRING, stage="Update", message="Line\nbreak"),
        StatusChanged(
            actor=ANA,
            at=SPRING,
            trigger=Trigger.CANCEL,
            before=Status.OPEN,
            after=Status.CLOSED,
            cancel_reason=CancelReason.OTHER,
        ),
    )
    timeline = tuple(Entry(event, SPRING + timedelta(seconds=n)) for n, event in enumerate(events))
    links = {"made-up:2": Relation.CAUSE, "made-up:3; =4": Relation.RELATED}
    return Past(one.origin, incident, timeline, "made-up:1", complete=7, links=links)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(past=st.lists(pasts(), max_size=6))
def test_what_was_written_is_read_as_it_was(write: Write, read: Read, past: list[Past]) -> None:
    known = [*past, *map(full, past)]
    assert list(read(lines_of(write(known)), RULES)) == known


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(one=pasts(), title=TEXTS.filter(bool), summary=TEXTS)
def test_no_text_is_changed_on_the_way(
    write: Write, read: Read, one: Past, title: str, summary: str
) -> None:
    title, summary = split_title(title, summary)
    said = replace(one, incident=replace(one.incident, title=title, summary=summary))
    assert list(read(lines_of(write([said])), RULES)) == [said]


def read_table(*rows: str) -> Sequence[object]:
    return list(read_csv(lines_of("\n".join(rows) + "\n"), RULES))


def test_a_table_needs_only_four_columns() -> None:
    (found,) = read_table(
        "ID, title,severity,declared_at", "7,Kettles do not boil,SEV2,2026-03-02T10:00+01:00"
    )
    assert isinstance(found, Past)
    assert found.origin == "csv:7"
    assert found.incident.severity is Severity.SEV2
    assert (found.incident.kind, found.incident.status) == (Kind.BACKFILLED, Status.CLOSED)
    assert found.incident.milestones[Milestone.DECLARED].isoformat() == "2026-03-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "there is no id, title, severity, declared_at"),
        ("id,title,severity", "there is no declared_at"),
        ("id,title,severity,declared_at,cost", "There is no column cost. There are: id, title,"),
        ("id,title,severity,declared_at,", "There is no column (without a name)"),
        ("id,id,title,severity,declared_at", "Two columns have the same name"),
    ],
)
def test_a_table_of_something_else_is_refused_whole(header: str, reason: str) -> None:
    with pytest.raises(NoTable) as refused:
        read_table(header)
    assert reason in str(refused.value)


def test_a_bad_row_is_named_by_its_line_and_keeps_nothing_else_out() -> None:
    found = read_table(
        "\ufeffid,title,severity,declared_at,summary",
        '1,One,SEV1,2026-03-02T10:00Z,"two\nlines"',
        "2,Two,SEV9,2026-03-02T10:00Z",
        "3,Three,SEV1,2026-03-02",
        "4,Four,SEV1,2026-03-02T10:00Z,,,",
        "",
        "5,Five,SEV1,2026-03-02T10:00Z",
    )
    assert [type(each) for each in found] == [Past, BadLine, BadLine, BadLine, Past]
    assert [str(each).partition(":")[0] for each in found[1:4]] == ["line 4", "line 5", "line 6"]
    assert "SEV9" not in str(found[1])
    assert "severity: Input should be 'SEV1'" in str(found[1])
    assert "timezone" in str(found[2])
    assert "more cells than there are columns" in str(found[3])


def test_a_row_in_another_encoding_is_a_bad_line() -> None:
    rows = [b"id,title,severity,declared_at\n", b"1,Caf\xe9,SEV1,2026-03-02T10:00Z\n"]
    (found,) = read_csv(rows, RULES)
    assert str(found) == "line 2: it is not in UTF-8"


def test_what_a_spreadsheet_would_run_is_text() -> None:
    (header, row) = csv_lines([full(Past("made-up:1", next_past().incident))])
    assert header.startswith("id,title,severity,declared_at,impact_started_at")
    assert "'=rolled back" in row


def next_past() -> Past:
    (found,) = read_table("id,title,severity,declared_at", "1,One,SEV1,2026-03-02T10:00Z")
    assert isinstance(found, Past)
    return found

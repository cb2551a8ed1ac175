"""Only what is certain to be a time is read as one."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from firefighter.adapters.importers.files import read_csv, read_jsonl
from firefighter.adapters.importers.source_file import SourceFile
from firefighter.adapters.importers.times import parse_time
from firefighter.domain.history import InvalidLine
from firefighter.domain.rules import Rules

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-01T09:30Z",
        "2026-03-01T09:30:00Z",
        "2026-03-01T10:30+01:00",
        "2026-03-01 10:30:00 +0100",
        "2026-03-01T10:30:00.000+01",
        "2026-03-01 09:30:00 UTC",
        "2026/03/01 09:30:00Z",
        " 2026-03-01t09:30z ",
    ],
)
def test_iso_times_with_an_offset_are_read(text: str) -> None:
    assert parse_time(text, None) == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def test_a_time_without_offset_is_read_in_the_named_zone() -> None:
    assert parse_time("2026-03-01 10:30", PARIS) == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (20260101, "20260101 is not a time such as 2026-03-01T09:30Z"),
        ("20260101", "'20260101' is not a time such as"),
        (1767225600.0, "is not a time such as"),
        (True, "is not a time such as"),
        ("2026-03-01", "is not a time such as"),
        ("01/03/2026 09:30", "is not a time such as"),
        ("2026-03-01T09:30", "has no offset; add one, or name the zone with --time-zone"),
        ("2026-02-30T09:30Z", "does not exist: day is out of range for month"),
        ("2026-03-01T09:30+99:99", ""),
    ],
)
def test_anything_else_is_refused(value: object, reason: str) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011 - the reason is compared below
        parse_time(value, None)
    assert reason in str(refused.value)


@pytest.mark.parametrize("local", ["2026-10-25 02:30", "2026-03-29 02:30"])
def test_an_hour_that_exists_twice_or_never_needs_its_offset(local: str) -> None:
    with pytest.raises(ValueError, match="exists twice or never in Europe/Paris"):
        parse_time(local, PARIS)


@pytest.mark.parametrize(
    "line",
    [
        b'{"id": 1, "title": "One", "severity": "SEV1", "declared_at": 20260101}',
        b'{"id": 1, "title": "One", "severity": "SEV1", "declared_at": "20260101"}',
        (
            b'{"id": 1, "title": "One", "severity": "SEV1", "declared_at": "2026-01-01T00:00Z", '
            b'"timeline": [{"recorded_at": "2026-01-01T00:00Z", "event": {"kind": "note_taken", '
            b'"actor": "U0ANA", "at": 20260101, "text": "Hm."}}]}'
        ),
    ],
)
def test_numbers_are_never_taken_for_seconds(line: bytes) -> None:
    (found,) = read_jsonl(SourceFile.of(line), Rules())
    assert isinstance(found, InvalidLine)
    assert "20260101" in found.reason
    assert "is not a time" in found.reason


def test_a_table_with_a_number_for_a_time_is_refused_by_line() -> None:
    table = SourceFile.of(b"id,title,severity,declared_at\n1,One,SEV1,20260101\n")
    (found,) = read_csv(table, Rules())
    assert str(found) == ("line 2: declared_at: '20260101' is not a time such as 2026-03-01T09:30Z")

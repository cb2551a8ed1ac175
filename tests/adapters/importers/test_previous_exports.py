"""Exports of version 0.1.0, whose events had other kinds and fields."""

import json
from pathlib import Path

import pytest

from firefighter.adapters.importers.files import csv_lines, read_csv, read_jsonl
from firefighter.adapters.importers.source_file import SourceFile
from firefighter.domain.events import Classified, StatusChanged
from firefighter.domain.history import IncidentHistory
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.rules import Rules
from tests.adapters.importers.test_export_formats import lines_of

EXPORT = Path(__file__).parent / "data" / "export_0_1_0.jsonl"


@pytest.fixture(scope="module")
def imported() -> list[IncidentHistory]:
    found = list(read_jsonl(SourceFile.of(EXPORT.read_bytes()), Rules()))
    assert [each for each in found if not isinstance(each, IncidentHistory)] == []
    return [each for each in found if isinstance(each, IncidentHistory)]


def test_every_entry_of_a_previous_export_is_imported(imported: list[IncidentHistory]) -> None:
    exported = [json.loads(line) for line in EXPORT.read_text().splitlines()]
    assert [len(each.timeline) for each in imported] == [
        len(each.get("timeline", ())) for each in exported
    ]


def test_previous_events_get_their_current_kinds_and_fields(
    imported: list[IncidentHistory],
) -> None:
    kinds = {entry.event.kind for one in imported for entry in one.timeline}
    assert kinds >= {
        "channel_adopted",
        "channel_changed",
        "channel_kept",
        "channel_renamed",
        "postmortem_page_requested",
    }
    paged = [
        entry.event for one in imported for entry in one.timeline if entry.event.kind == "paged"
    ]
    assert {each.provider for each in paged} >= {"PagerDuty"}


def test_a_previous_table_is_imported_too(imported: list[IncidentHistory]) -> None:
    table = "".join(csv_lines(imported))
    for current, previous in (
        ("channel_changed", "room_changed"),
        ("opens_postmortem_page", "opens_page"),
        ('""provider""', '""through""'),
        (",declined,", ",cancelled,"),
        ('""decline_reason""', '""cancel_reason""'),
        ('""step_kind"":', '""trigger"":'),
        ('""trigger"":""decline""', '""trigger"":""cancel""'),
    ):
        assert current in table
        table = table.replace(current, previous)
    assert list(read_csv(SourceFile.of(lines_of(table)), Rules())) == imported


def test_previous_names_of_triggers_are_renamed() -> None:
    text = EXPORT.read_text().replace('"trigger":"deployment"', '"trigger":"attack"')
    found = [
        one
        for one in read_jsonl(SourceFile.of(text.encode()), Rules())
        if isinstance(one, IncidentHistory)
    ]
    classified = [
        entry.event.trigger
        for one in found
        for entry in one.timeline
        if isinstance(entry.event, Classified)
    ]
    stored = {one.incident.trigger for one in found}
    assert set(classified) == {"security"}
    assert stored == {"", "security"}


def test_canceled_incidents_of_a_previous_export_are_declined(
    imported: list[IncidentHistory],
) -> None:
    exported = [json.loads(line) for line in EXPORT.read_text().splitlines()]
    canceled = [each.get("cancelled") for each in exported]
    assert any(canceled)
    declined = [each.incident.declined for each in imported]
    assert [each.reason if each else None for each in declined] == canceled
    recorded = {
        entry.event.decline_reason
        for one in imported
        for entry in one.timeline
        if isinstance(entry.event, StatusChanged) and entry.event.step_kind is StepKind.DECLINE
    }
    assert None not in recorded
    assert recorded >= set(filter(None, canceled))


def test_numbers_in_previous_timelines_mean_incidents_of_the_same_export(
    imported: list[IncidentHistory],
) -> None:
    origins = {one.origin for one in imported}
    mentioned = {origin for one in imported for origin in one.numbers.values()}
    assert mentioned
    assert mentioned <= origins

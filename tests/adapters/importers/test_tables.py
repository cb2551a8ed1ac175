"""Tables as real programs write them."""

import pytest

from firefighter.adapters.importers.files import (
    ImportOptions,
    ParsedLine,
    read_csv,
    read_incident_io,
    read_jsonl,
    read_pagerduty,
    read_statuspage,
)
from firefighter.adapters.importers.records import TimeReading
from firefighter.adapters.importers.source_file import LONGEST_LINE, SourceFile
from firefighter.adapters.importers.tables import InvalidHeader
from firefighter.domain.history import IncidentHistory, InvalidLine
from firefighter.domain.ids import RoleKey
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import DeclineReason
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from tests.adapters.importers.statuspage_lines import line, page

RULES = Rules()
TABLE = "id,title,severity,declared_at,services\n1,Café is shut,SEV2,2026-03-02T10:00Z,tea\n"


def one(found: list[ParsedLine]) -> IncidentHistory:
    (history,) = found
    assert isinstance(history, IncidentHistory), history
    return history


def invalid(found: list[ParsedLine]) -> str:
    (bad,) = found
    assert isinstance(bad, InvalidLine), bad
    return bad.reason


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("utf-16"),
        TABLE.encode("utf-32"),
        TABLE.encode("cp1252"),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode("utf-16"),
        ("sep=;\r\n" + TABLE.replace(",", ";")).encode("utf-8-sig"),
        TABLE.replace("\n", ",,,\n").encode(),
        (TABLE + " , ,\n,,,\n\n").encode(),
        TABLE.replace("declared_at", " Declared At ").encode(),
    ],
    ids=range(13),
)
def test_encodings_delimiters_and_blanks_of_real_programs_are_read(content: bytes) -> None:
    history = one(list(read_csv(SourceFile.of(content), RULES)))
    assert history.incident.title == "Café is shut"
    assert history.incident.services == ("tea",)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("sev1", Severity.SEV1),
        ("SEV-2", Severity.SEV2),
        ("P3", Severity.SEV3),
        ("4", Severity.SEV4),
        ("1 - Critical", Severity.SEV1),
        ("Major", Severity.SEV2),
    ],
)
def test_severities_are_understood_as_people_write_them(text: str, severity: Severity) -> None:
    table = TABLE.replace("SEV2", text).encode()
    assert one(list(read_csv(SourceFile.of(table), RULES))).incident.severity is severity


def test_unused_columns_are_named_and_ignored() -> None:
    notes: list[str] = []
    table = b"id,title,severity,declared_at,Cost,Owner\n1,One,SEV1,2026-03-02T10:00Z,5,Bo\n"
    one(list(read_csv(SourceFile.of(table), RULES, ImportOptions(note=notes.append))))
    assert notes == ["Columns that are not used: Cost, Owner."]


def test_columns_can_be_mapped() -> None:
    table = b"Number,Name,Prio,Created\n7,One,P1,2026-03-02T10:00Z\n"
    mapped = {"id": "number", "title": "Name", "severity": "Prio", "declared_at": "CREATED"}
    history = one(list(read_csv(SourceFile.of(table), RULES, ImportOptions(mapped=mapped))))
    assert (history.origin, history.line) == ("csv:7", 2)
    with pytest.raises(InvalidHeader, match="--map severity=COLUMN"):
        list(
            read_csv(
                SourceFile.of(table), RULES, ImportOptions(mapped={"id": "Number", "title": "Name"})
            )
        )


def test_other_formats_of_time_can_be_named() -> None:
    table = b"id,title,severity,declared_at\n1,One,SEV1,02/03/2026 10:00\n"
    options = ImportOptions(times=TimeReading(None, "%d/%m/%Y %H:%M"))
    assert "has no offset" in invalid(list(read_csv(SourceFile.of(table), RULES, options)))


@pytest.mark.parametrize("source", ["ops", "dev"])
def test_a_source_tells_files_with_the_same_ids_apart(source: str) -> None:
    history = one(
        list(read_csv(SourceFile.of(TABLE.encode()), RULES, ImportOptions(source=source)))
    )
    assert history.origin == f"{source}:1"


def test_a_source_is_no_part_of_the_ids_of_our_own_exports() -> None:
    record = (
        b'{"id": "firefighter:1:1767225600", "title": "One", "severity": "SEV1", '
        b'"declared_at": "2026-01-01T00:00Z", "duplicate_of": "ops:1"}'
    )
    history = one(list(read_jsonl(SourceFile.of(record), RULES, ImportOptions(source="team"))))
    assert (history.origin, history.duplicate_of) == ("firefighter:1:1767225600", "team:ops:1")


def test_a_service_with_a_semicolon_survives_in_a_table() -> None:
    cells = '"[""pay;ments"", ""search""]"'
    history = one(list(read_csv(SourceFile.of(TABLE.replace(",tea", f",{cells}").encode()), RULES)))
    assert history.incident.services == ("pay;ments", "search")


def test_a_role_without_a_person_is_refused() -> None:
    table = b"id,title,severity,declared_at,roles\n1,One,SEV1,2026-03-02T10:00Z,commander\n"
    assert invalid(list(read_csv(SourceFile.of(table), RULES))) == (
        "roles: 'commander' has no person; write commander=U0ANA"
    )
    table = table.replace(b",commander", b",commander=U0ANA; scribe = U0BO ")
    assert one(list(read_csv(SourceFile.of(table), RULES))).incident.holders == {
        RoleKey("commander"): "U0ANA",
        RoleKey("scribe"): "U0BO",
    }


def test_doubtful_times_are_reported() -> None:
    table = (
        b"id,title,severity,declared_at,impact_started_at,closed_at\n"
        b"1,One,SEV1,2026-03-02T10:00Z,2025-03-02T10:00Z,2026-03-01T10:00Z\n"
    )
    assert one(list(read_csv(SourceFile.of(table), RULES))).doubts() == [
        "closed_at is before declared_at",
        "impact_started_at is 365 days before declared_at",
    ]


def test_an_incident_of_pagerduty_is_read() -> None:
    table = (
        b"id,incident_number,description,service_name,created_on,resolved_on,"
        b"seconds_to_first_ack,seconds_to_resolve,urgency,priority_name\n"
        b"PX1,42,CPU is high,checkout,2026-03-02 10:00:00 UTC,2026-03-02 11:00:00 UTC,"
        b"120,3600,high,\n"
    )
    history = one(list(read_pagerduty(SourceFile.of(table), RULES)))
    assert history.origin == "pagerduty:42"
    assert history.incident.severity is Severity.SEV2
    assert history.incident.services == ("checkout",)
    reached = {each: f"{at:%H:%M}" for each, at in history.incident.milestones.items()}
    assert reached == {
        Milestone.DECLARED: "10:00",
        Milestone.ACKNOWLEDGED: "10:02",
        Milestone.MITIGATED: "11:00",
        Milestone.CLOSED: "11:00",
    }


def test_an_open_incident_of_pagerduty_is_refused_with_a_sentence() -> None:
    table = b"number,title,urgency,created_at,status\n1,One,low,2026-03-02T10:00:00Z,triggered\n"
    assert invalid(list(read_pagerduty(SourceFile.of(table), RULES))) == (
        "its status is triggered; it can be imported once resolved"
    )


def test_incidents_of_incident_io_are_read() -> None:
    table = (
        b"Reference,Name,Severity,Status,Mode,Reported at,Resolved at,Closed at,Summary\n"
        b"INC-7,Search is slow,Minor,Closed,standard,2026-03-02T10:00:00Z,2026-03-02T11:00:00Z,"
        b"2026-03-04T11:00:00Z,It was slow.\n"
        b"INC-8,A test,Critical,Declined,tutorial,2026-03-02T10:00:00Z,,,\n"
    )
    closed, declined = read_incident_io(SourceFile.of(table), RULES)
    assert isinstance(closed, IncidentHistory)
    assert isinstance(declined, IncidentHistory)
    assert (closed.origin, closed.incident.severity) == ("incident.io:INC-7", Severity.SEV3)
    assert closed.incident.summary == "It was slow."
    assert set(closed.incident.milestones) == {
        Milestone.DECLARED,
        Milestone.MITIGATED,
        Milestone.CLOSED,
    }
    assert declined.incident.kind is Kind.DRILL
    assert declined.incident.declined is not None
    assert declined.incident.declined.reason is DeclineReason.FALSE_ALARM


API = b"""{
  "page": {"id": "p1", "name": "Kitchen"},
  "incidents": [
    {
      "id": "abc", "name": "Kettles do not boil", "status": "resolved", "impact": "major",
      "created_at": "2026-03-02T10:00:00.000Z", "resolved_at": "2026-03-02T11:30:00.000Z",
      "components": [{"id": "c1", "name": "Kettles"}],
      "incident_updates": [
        {"status": "resolved", "body": "Tea!", "display_at": "2026-03-02T11:30:00.000Z"},
        {"status": "investigating", "body": "Hm.", "display_at": "2026-03-02T10:00:00.000Z"}
      ]
    },
    {"id": "def", "name": "Cups", "impact": "maintenance", "incident_updates": []}
  ]
}"""


def test_the_json_api_of_statuspage_is_read() -> None:
    found = list(read_statuspage(SourceFile.of(API), RULES))
    history = found[0]
    assert isinstance(history, IncidentHistory)
    assert history.origin == "statuspage:abc"
    assert history.incident.title == "Kettles do not boil"
    assert history.incident.services == ("Kettles",)
    assert len(history.timeline) == 2


@pytest.mark.parametrize(
    ("stages", "mitigated"),
    [
        (["Monitoring", "Investigating", "Monitoring"], "10:40"),
        (["Monitoring", "Monitoring"], "10:20"),
        (["Monitoring", "Investigating"], "11:00"),
        (["Identified", "Monitoring", "Identified", "Monitoring", "Update"], "10:40"),
    ],
)
def test_the_last_monitoring_counts(stages: list[str], mitigated: str) -> None:
    minutes = {0: "10:20", 1: "10:30", 2: "10:40", 3: "10:40", 4: "10:50"}
    if stages[0] == "Identified":
        minutes = {0: "10:10", 1: "10:20", 2: "10:30", 3: "10:40", 4: "10:50"}
    updates = [
        {"at": f"2026-03-02T{minutes[place]}:00Z", "status": stage}
        for place, stage in enumerate(stages)
    ] + [{"at": "2026-03-02T11:00:00Z", "status": "Resolved"}]
    given = page(updates=updates, downtime_end=None, downtime_start=None, resolved_at=None)
    history = one(list(read_statuspage(SourceFile.of(line(given)), RULES)))
    assert f"{history.incident.milestones[Milestone.MITIGATED]:%H:%M}" == mitigated


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_lines_with_a_byte_order_mark_are_read(encoding: str) -> None:
    lines = line(page()).decode().replace("\n", "\r\n")
    one(list(read_statuspage(SourceFile.of(lines.encode(encoding)), RULES)))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"\x00" * 9, b"[" * 100_000, b"{", b'"', b"\r\r\r", b"[1, 2]"]
)
def test_rubbish_is_no_traceback(content: bytes) -> None:
    assert all(
        isinstance(each, InvalidLine) for each in read_statuspage(SourceFile.of(content), RULES)
    )
    assert all(isinstance(each, InvalidLine) for each in read_jsonl(SourceFile.of(content), RULES))
    with pytest.raises(InvalidHeader):
        list(read_csv(SourceFile.of(content), RULES))


def test_an_empty_list_of_roles_or_services_is_none() -> None:
    table = b"id,title,severity,declared_at,services,roles\n1,One,SEV1,2026-03-02T10:00Z,[],{}\n"
    history = one(list(read_csv(SourceFile.of(table), RULES)))
    assert (history.incident.services, history.incident.holders) == ((), {})


def test_a_line_that_never_ends_is_refused_and_the_next_is_read() -> None:
    long = b"x" * (2 * LONGEST_LINE)
    record = line(page())
    bad, good = read_statuspage(SourceFile.of(b'{"id": "' + long + b'"}\n' + record), RULES)
    assert str(bad) == "line 1: it is longer than 10,000,000 characters"
    assert isinstance(good, IncidentHistory)
    header, row = TABLE.encode().splitlines()
    table = b"\n".join([header, row, b"2," + long, row])
    _first, cut, last = read_csv(SourceFile.of(table), RULES)
    assert str(cut) == "line 3: it is no CSV: field larger than field limit (10000000)"
    assert isinstance(last, IncidentHistory)


def test_a_table_may_begin_with_empty_lines() -> None:
    assert one(list(read_csv(SourceFile.of(b"\r\n\r\n" + TABLE.encode()), RULES))).line == 4

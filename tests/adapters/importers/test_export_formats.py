"""Importing an export gives the same incidents."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.importers.files import (
    csv_lines,
    jsonl_lines,
    read_csv,
    read_jsonl,
)
from firefighter.adapters.importers.source_file import SourceFile
from firefighter.adapters.importers.tables import InvalidHeader
from firefighter.domain.events import (
    AnyEvent,
    Described,
    FollowUpChanged,
    HypothesisChanged,
    MilestonesCorrected,
    PostmortemApproved,
    Relation,
    Reported,
    ReviewRequested,
    RoleChanged,
    StatusChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpKind, FollowUpNumber, Priority
from firefighter.domain.history import IncidentHistory, InvalidLine
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status, StepKind
from firefighter.domain.milestones import Correction, Milestone
from firefighter.domain.review import Review
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.title import clean_text, split_title
from tests.adapters.store.past_incidents import SPRING, past_incidents

Write = Callable[[Iterable[IncidentHistory]], Iterator[str]]
Read = Callable[[SourceFile, Rules], Iterator[object]]

FORMATS = [(jsonl_lines, read_jsonl), (csv_lines, read_csv)]
RULES = Rules()
ANA, BOB = UserId("U0ANA"), UserId("U0BOB")
POOL = Hypothesis(
    number=HypothesisNumber(1), text="The pool is full", proposed_by=ANA, proposed_at=SPRING
)
FOLLOW_UP = FollowUp(number=FollowUpNumber(1), text="Add an alert", owner=ANA)
CLASSED = replace(FOLLOW_UP, kind=FollowUpKind.DETECT, priority=Priority.P1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80).map(clean_text)


def lines_of(text: Iterable[str]) -> bytes:
    """The content of the file."""
    return "".join(text).encode()


def full(one: IncidentHistory) -> IncidentHistory:
    """With a value in every field."""
    incident = replace(
        one.incident,
        summary='Several lines,\n\twith "quotes"; and = signs.',
        mitigation="=rolled back",
        private=True,
        status=Status.POSTMORTEM,
        kind=Kind.REAL,
        holders={RoleKey("commander"): ANA, RoleKey("scribe"): BOB},
        services=("checkout", "+search"),
        declined=Decline(DeclineReason.DUPLICATE),
        hypotheses={POOL.number: POOL},
        review=Review(ANA, SPRING, (BOB, ANA), SPRING.date(), {BOB: SPRING}),
        milestones={each: SPRING + n * timedelta(minutes=7) for n, each in enumerate(Milestone)},
    )
    events: tuple[AnyEvent, ...] = (
        Described(actor=ANA, at=SPRING, summary="It is «slow» 🐌"),
        Reported(actor=UserId(""), at=SPRING, stage="Update", message="Line\nbreak"),
        RoleChanged(actor=ANA, at=SPRING, role=RoleKey("scribe"), before=None, after=ANA),
        FollowUpChanged(actor=ANA, at=SPRING, before=None, after=FOLLOW_UP),
        FollowUpChanged(actor=ANA, at=SPRING, before=FOLLOW_UP, after=CLASSED),
        HypothesisChanged(actor=ANA, at=SPRING, before=None, after=POOL),
        ReviewRequested(
            actor=ANA, at=SPRING, reviewers=(BOB, ANA), due=SPRING.date(), asked=(BOB, ANA)
        ),
        PostmortemApproved(actor=BOB, at=SPRING, pending=1),
        MilestonesCorrected(
            actor=ANA, at=SPRING, corrections=(Correction(Milestone.DETECTED, None, SPRING),)
        ),
        StatusChanged(
            actor=ANA,
            at=SPRING,
            step_kind=StepKind.DECLINE,
            before=Status.OPEN,
            after=Status.CLOSED,
            decline_reason=DeclineReason.OTHER,
        ),
    )
    timeline = tuple(Entry(event, SPRING + timedelta(seconds=n)) for n, event in enumerate(events))
    links = {"made-up:2": Relation.CAUSE, "made-up:3; =4": Relation.RELATED}
    return IncidentHistory(one.origin, incident, timeline, "made-up:1", complete=7, links=links)


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(past=st.lists(past_incidents(), max_size=6))
def test_what_is_written_is_read_unchanged(
    write: Write, read: Read, past: list[IncidentHistory]
) -> None:
    known = [*past, *map(full, past)]
    assert list(read(SourceFile.of(lines_of(write(known))), RULES)) == known


@pytest.mark.parametrize(("write", "read"), FORMATS)
@given(one=past_incidents(), title=TEXTS.filter(bool), summary=TEXTS)
def test_texts_are_unchanged_after_writing_and_reading(
    write: Write, read: Read, one: IncidentHistory, title: str, summary: str
) -> None:
    title, summary = split_title(title, summary)
    said = replace(one, incident=replace(one.incident, title=title, summary=summary))
    assert list(read(SourceFile.of(lines_of(write([said]))), RULES)) == [said]


def read_table(*rows: str) -> Sequence[object]:
    return list(read_csv(SourceFile.of(lines_of("\n".join(rows) + "\n")), RULES))


def test_a_table_needs_only_four_columns() -> None:
    (found,) = read_table(
        "ID, title,severity,declared_at", "7,Kettles do not boil,SEV2,2026-03-02T10:00+01:00"
    )
    assert isinstance(found, IncidentHistory)
    assert found.origin == "csv:7"
    assert found.incident.severity is Severity.SEV2
    assert (found.incident.kind, found.incident.status) == (Kind.BACKFILLED, Status.CLOSED)
    assert found.incident.milestones[Milestone.DECLARED].isoformat() == "2026-03-02T09:00:00+00:00"


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "There is no column id, title, severity, declared_at in the first line"),
        ("id,title,severity", "with --map declared_at=COLUMN. There are: id, title, severity."),
        ("id,id,title,severity,declared_at", "Two columns are called id."),
    ],
)
def test_a_table_with_wrong_columns_is_refused(header: str, reason: str) -> None:
    with pytest.raises(InvalidHeader) as refused:
        read_table(header)
    assert reason in str(refused.value)


def test_an_invalid_row_is_reported_by_line_and_the_others_are_read() -> None:
    found = read_table(
        "\ufeffid,title,severity,declared_at,summary",
        '1,One,SEV1,2026-03-02T10:00Z,"two\nlines"',
        "2,Two,SEV9,2026-03-02T10:00Z",
        "3,Three,SEV1,2026-03-02",
        "4,Four,SEV1,2026-03-02T10:00Z,,,more",
        "",
        "5,Five,SEV1,2026-03-02T10:00Z",
    )
    assert [type(each) for each in found] == [
        IncidentHistory,
        InvalidLine,
        InvalidLine,
        InvalidLine,
        IncidentHistory,
    ]
    assert [str(each).partition(":")[0] for each in found[1:4]] == ["line 4", "line 5", "line 6"]
    assert "severity: 'SEV9' is not a severity: SEV1 to SEV4" in str(found[1])
    assert "'2026-03-02' is not a time such as" in str(found[2])
    assert "more cells than there are columns" in str(found[3])


def test_a_row_that_is_not_utf_8_is_an_invalid_line_of_a_file_that_is() -> None:
    table = (
        b"id,title,severity,declared_at\n"
        b"1,Caf\xe9,SEV1,2026-03-02T10:00Z\n"
        b"2,Caf\xc3\xa9,SEV1,2026-03-02T10:00Z\n"
    )
    invalid, valid = read_csv(SourceFile.of(table), RULES)
    assert str(invalid) == "line 2: it is not in UTF-8"
    assert isinstance(valid, IncidentHistory)


def test_formulas_are_written_as_text() -> None:
    (header, row) = csv_lines([full(IncidentHistory("made-up:1", next_past().incident))])
    assert header.startswith("id,title,severity,declared_at,impact_started_at")
    assert "'=rolled back" in row


def next_past() -> IncidentHistory:
    (found,) = read_table("id,title,severity,declared_at", "1,One,SEV1,2026-03-02T10:00Z")
    assert isinstance(found, IncidentHistory)
    return found

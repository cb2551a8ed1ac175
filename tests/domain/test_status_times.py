from datetime import timedelta

from firefighter.domain.events import (
    AnyEvent,
    Declared,
    EntryCorrected,
    SeverityChanged,
    StatusChanged,
)
from firefighter.domain.ids import EntryId
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.severity import Severity
from firefighter.domain.status_times import (
    StateTime,
    finished_status_times,
    severity_times,
    status_times,
)
from firefighter.domain.timeline import Entry
from tests.domain.incidents import ANA, NOW

MINUTE = timedelta(minutes=1)


def record(*events: AnyEvent) -> list[Entry]:
    return [Entry(event, event.at, EntryId(number)) for number, event in enumerate(events, 1)]


def status(minutes: int, after: Status) -> StatusChanged:
    """The earlier status and the step do not matter here."""
    return StatusChanged(
        actor=ANA, at=NOW + minutes * MINUTE, step_kind=StepKind.MITIGATE, before=after, after=after
    )


DECLARED = Declared(actor=ANA, at=NOW, title="Checkout returns 500", severity=Severity.SEV2)
HANDLED = record(
    DECLARED,
    status(5, Status.INVESTIGATING),
    status(30, Status.MITIGATED),
    status(40, Status.INVESTIGATING),
    status(60, Status.MITIGATED),
    status(90, Status.CLOSED),
)


def test_time_in_each_status_is_added_up_over_reopenings() -> None:
    assert status_times(HANDLED, NOW + timedelta(days=9)) == [
        StateTime(Status.OPEN, 5 * MINUTE, lasts=False),
        StateTime(Status.INVESTIGATING, 45 * MINUTE, lasts=False),
        StateTime(Status.MITIGATED, 40 * MINUTE, lasts=False),
    ]


def test_present_status_lasts_until_now() -> None:
    *_past, present = status_times(HANDLED[:4], NOW + 100 * MINUTE)
    assert present == StateTime(Status.MITIGATED, 10 * MINUTE, lasts=False)
    assert status_times(HANDLED[:4], NOW + 100 * MINUTE)[1] == StateTime(
        Status.INVESTIGATING, 85 * MINUTE, lasts=True
    )


def test_only_finished_times_are_facts() -> None:
    assert finished_status_times(HANDLED[:4]) == {Status.OPEN: 300, Status.MITIGATED: 600}
    assert finished_status_times([]) == {}
    assert finished_status_times(HANDLED[:1]) == {}


def test_time_in_status_follows_a_corrected_entry() -> None:
    corrected = EntryCorrected(
        actor=ANA, at=NOW, entry=EntryId(2), happened_at=NOW + MINUTE, text=""
    )
    found = finished_status_times([*HANDLED, Entry(corrected, NOW, EntryId(9))])
    assert found[Status.OPEN] == 60


def test_entries_that_are_not_stored_count_each() -> None:
    imported = [Entry(entry.event, entry.recorded_at) for entry in HANDLED]
    assert finished_status_times(imported) == finished_status_times(HANDLED)


def test_time_in_each_severity_ends_when_the_incident_is_closed() -> None:
    raised = SeverityChanged(
        actor=ANA, at=NOW + 10 * MINUTE, before=Severity.SEV2, after=Severity.SEV1
    )
    entries = record(DECLARED, raised, status(60, Status.CLOSED))
    assert severity_times(entries, NOW + timedelta(days=9)) == [
        StateTime(Severity.SEV2, 10 * MINUTE, lasts=False),
        StateTime(Severity.SEV1, 50 * MINUTE, lasts=False),
    ]

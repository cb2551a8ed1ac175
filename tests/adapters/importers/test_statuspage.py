from datetime import UTC, datetime

import pytest

from firefighter.domain.events import Reported
from firefighter.domain.history import IncidentHistory, InvalidLine
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from tests.adapters.importers.statuspage_lines import (
    bad,
    left_out,
    line,
    page,
    past,
    post,
    read,
    without,
)

WINDOW = {"start_at": "2026-03-02T09:15:00Z", "end_at": "2026-03-02T11:10:00Z"}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def test_a_status_page_incident_is_read() -> None:
    found = past(page())
    incident = found.incident
    assert found.origin == "statuspage:4711"
    assert (incident.kind, incident.status) == (Kind.BACKFILLED, Status.CLOSED)
    assert (incident.title, incident.severity) == ("Kettles do not boil", Severity.SEV2)
    assert incident.services == ("Kettles", "Hot water")
    assert incident.milestones == {
        Milestone.IMPACT_STARTED: at(10),
        Milestone.DECLARED: at(10),
        Milestone.MITIGATED: at(11, 30),
        Milestone.CLOSED: at(11, 30),
    }


def test_times_that_a_page_does_not_have_are_missing_and_not_zero() -> None:
    seconds = fact_of(past(page()).incident).seconds
    known = (Duration.RESPOND, Duration.MITIGATE, Duration.CLOSE)
    assert seconds == dict.fromkeys(known, 90 * 60)


def test_an_impact_window_before_the_first_post_gives_the_time_of_detection() -> None:
    given = page(impact_window=WINDOW, downtime_start=WINDOW["start_at"])
    assert past(given).incident.milestones == {
        Milestone.IMPACT_STARTED: at(9, 15),
        Milestone.DETECTED: at(10),
        Milestone.DECLARED: at(10),
        Milestone.MITIGATED: at(11, 10),
        Milestone.CLOSED: at(11, 30),
    }


def test_a_later_impact_window_gives_no_time_of_detection() -> None:
    window = {"start_at": "2026-03-02T10:05:00Z"}
    milestones = past(page(impact_window=window)).incident.milestones
    assert Milestone.DETECTED not in milestones
    assert milestones[Milestone.IMPACT_STARTED] == at(10, 5)
    assert milestones[Milestone.MITIGATED] == at(11, 30)


def test_without_an_end_of_impact_monitoring_means_mitigated() -> None:
    milestones = past(without("downtime_start", "downtime_end")).incident.milestones
    assert milestones[Milestone.MITIGATED] == at(11)
    assert Milestone.IMPACT_STARTED not in milestones


def test_posts_alone_are_enough() -> None:
    given = without("downtime_start", "downtime_end", "started_at", "resolved_at", "components")
    milestones = past(given).incident.milestones
    assert milestones[Milestone.DECLARED] == at(10)
    assert milestones[Milestone.CLOSED] == at(11, 30)
    assert past(given).incident.services == ()


def test_every_post_becomes_a_timeline_entry_in_order() -> None:
    shuffled = page(updates=list(reversed(page()["updates"])))
    timeline = past(shuffled).timeline
    stages = [entry.event.stage for entry in timeline if isinstance(entry.event, Reported)]
    assert stages == ["Investigating", "Identified", "Monitoring", "Resolved"]
    assert [entry.event.at for entry in timeline] == [at(10), at(10, 20), at(11), at(11, 30)]


@pytest.mark.parametrize(
    ("impact", "severity"),
    [
        ("critical", Severity.SEV1),
        ("major", Severity.SEV2),
        ("minor", Severity.SEV3),
        ("none", Severity.SEV4),
    ],
)
def test_impact_gives_the_severity(impact: str, severity: Severity) -> None:
    assert past(page(impact=impact)).incident.severity is severity


@pytest.mark.parametrize(
    "given",
    [
        page(impact="maintenance"),
        page(updates=[post("02T10:00", "Scheduled"), post("02T11:00", "Completed")]),
        page(updates=[post("02T10:00", "In_progress")], resolved_at=None),
    ],
)
def test_planned_maintenance_is_skipped(given: object) -> None:
    assert left_out(given)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (b"{\n", "Invalid JSON"),
        (b'"\xff"\n', "not a JSON object"),
        (b'{"id": "\\u0000"}\n', "NUL"),
        (b"{\x00}\n", "NUL"),
        (7, "not a JSON object"),
        (without("id"), "id: is missing"),
        (page(id=""), "id:"),
        (page(title=" \t"), "title: no title"),
        (page(updates=[]), "updates:"),
        (page(impact="dire"), "impact is 'dire', not one of"),
        (page(started_at="2026-03-02T10:00:00"), "started_at: '2026-03-02T10:00:00' has no offset"),
        (page(impact_window={}), "impact_window.start_at: is missing"),
        (page(started_at="yesterday"), "started_at:"),
        (page(resolved_at="2026-03-02T09:00:00Z"), "resolved before it is declared"),
        (page(downtime_end="2026-03-02T09:00:00Z"), "ends before it begins"),
        (page(resolved_at=None, updates=[post("02T10:00", "Investigating")]), "not resolved yet"),
        (page(components=["x" * 121]), "components.0:"),
    ],
)
def test_an_invalid_line_is_reported_with_its_reason(given: object, reason: str) -> None:
    assert reason in bad(given)


def test_an_invalid_line_does_not_stop_the_import() -> None:
    found = list(read(line(page()), b"\n", b"oops\n", line(page(id=5))))
    assert [type(each) for each in found] == [IncidentHistory, InvalidLine, IncidentHistory]
    assert isinstance(found[1], InvalidLine)
    assert str(found[1]).startswith("line 3: ")

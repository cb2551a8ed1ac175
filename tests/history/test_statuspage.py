from datetime import UTC, datetime

import pytest

from firefighter.domain.events import Reported
from firefighter.domain.history import BadLine, Past
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.facts import Duration, fact_of
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from tests.history.pages import bad, left_out, line, page, past, post, read, without

WINDOW = {"start_at": "2026-03-02T09:15:00Z", "end_at": "2026-03-02T11:10:00Z"}


def at(hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, 2, hour, minute, tzinfo=UTC)


def test_an_incident_of_a_page_becomes_history() -> None:
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


def test_what_a_page_does_not_say_is_missing_and_not_zero() -> None:
    seconds = fact_of(past(page()).incident).seconds
    assert seconds == {Duration.MITIGATE: 90 * 60, Duration.CLOSE: 90 * 60}


def test_a_backdated_impact_window_says_when_it_was_noticed_too() -> None:
    given = page(impact_window=WINDOW, downtime_start=WINDOW["start_at"])
    assert past(given).incident.milestones == {
        Milestone.IMPACT_STARTED: at(9, 15),
        Milestone.DETECTED: at(10),
        Milestone.DECLARED: at(10),
        Milestone.MITIGATED: at(11, 10),
        Milestone.CLOSED: at(11, 30),
    }


def test_a_window_that_begins_later_says_nothing_of_detection() -> None:
    window = {"start_at": "2026-03-02T10:05:00Z"}
    milestones = past(page(impact_window=window)).incident.milestones
    assert Milestone.DETECTED not in milestones
    assert milestones[Milestone.IMPACT_STARTED] == at(10, 5)
    assert milestones[Milestone.MITIGATED] == at(11, 30)


def test_without_an_end_of_the_impact_monitoring_says_that_it_is_mitigated() -> None:
    milestones = past(without("downtime_start", "downtime_end")).incident.milestones
    assert milestones[Milestone.MITIGATED] == at(11)
    assert Milestone.IMPACT_STARTED not in milestones


def test_posts_alone_are_enough() -> None:
    given = without("downtime_start", "downtime_end", "started_at", "resolved_at", "components")
    milestones = past(given).incident.milestones
    assert milestones[Milestone.DECLARED] == at(10)
    assert milestones[Milestone.CLOSED] == at(11, 30)
    assert past(given).incident.services == ()


def test_every_post_is_an_entry_of_the_timeline_in_order() -> None:
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
def test_impact_is_severity(impact: str, severity: Severity) -> None:
    assert past(page(impact=impact)).incident.severity is severity


@pytest.mark.parametrize(
    "given",
    [
        page(impact="maintenance"),
        page(updates=[post("02T10:00", "Scheduled"), post("02T11:00", "Completed")]),
        page(updates=[post("02T10:00", "In_progress")], resolved_at=None),
    ],
)
def test_planned_maintenance_is_left_out(given: object) -> None:
    assert left_out(given)


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (b"{\n", "Invalid JSON"),
        (b'"\xff"\n', "Invalid JSON"),
        (b'{"id": "\\u0000"}\n', "NUL"),
        (b"{\x00}\n", "NUL"),
        ([], "should be an object"),
        (without("id"), "id: Field required"),
        (page(id=""), "id:"),
        (page(title=" \t"), "title: no title"),
        (page(updates=[]), "updates:"),
        (page(impact="dire"), "impact is 'dire', not one of"),
        (page(started_at="2026-03-02T10:00:00"), "started_at: Input should have timezone info"),
        (page(impact_window={}), "impact_window.start_at: Field required"),
        (page(started_at="yesterday"), "started_at:"),
        (page(resolved_at="2026-03-02T09:00:00Z"), "resolved before it is declared"),
        (page(downtime_end="2026-03-02T09:00:00Z"), "ends before it begins"),
        (page(resolved_at=None, updates=[post("02T10:00", "Investigating")]), "not resolved yet"),
        (page(components=["x" * 121]), "components.0:"),
    ],
)
def test_a_bad_line_is_named_with_its_reason(given: object, reason: str) -> None:
    assert reason in bad(given)


def test_a_bad_line_keeps_nothing_else_out() -> None:
    found = list(read(line(page()), b"\n", b"oops\n", line(page(id=5))))
    assert [type(each) for each in found] == [Past, BadLine, Past]
    assert isinstance(found[1], BadLine)
    assert str(found[1]).startswith("line 3: ")

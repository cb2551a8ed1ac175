"""A drill, its game clock, and what it records on its incident."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.drill import Drill, DrillPlan, InjectState, ScenarioRef, ends_drill
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.errors import (
    DrillProblem,
    DrillRefused,
    FieldProblem,
    InvalidField,
)
from firefighter.domain.game_clock import Pause
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.scenario import ScenarioId
from firefighter.domain.severity import Severity
from tests.domain.drills import drill_incident, started
from tests.domain.incidents import ANA, BOB, CAM, NOW, declared, in_status


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def at(number: float) -> datetime:
    return NOW + minutes(number)


def test_starting_records_who_takes_part_and_when_it_ends() -> None:
    incident = drill_incident()
    plan = DrillPlan((BOB, CAM, BOB), 20, ScenarioRef(ScenarioId("prices"), 3), real_pages=True)
    drill = Drill.start(incident, plan, actor=ANA, now=NOW)
    assert incident.events == [
        DrillStarted(
            actor=ANA,
            at=NOW,
            team=(BOB, CAM),
            length_min=20,
            ends_at=at(20),
            scenario=ScenarioId("prices"),
            scenario_version=3,
            real_pages=True,
        )
    ]
    assert drill.is_running
    assert drill.ends_at == at(20)


def test_a_real_incident_cannot_become_a_drill() -> None:
    with pytest.raises(DrillRefused) as refused:
        Drill.start(declared(), DrillPlan((BOB,)), actor=ANA, now=NOW)
    assert refused.value.problem is DrillProblem.NO_DRILL


@pytest.mark.parametrize(
    ("plan", "field", "problem"),
    [
        (DrillPlan(()), "team", FieldProblem.NO_TEAM),
        (DrillPlan((BOB,), 19), "length", FieldProblem.NO_SUCH_LENGTH),
        (DrillPlan((BOB,), 241), "length", FieldProblem.NO_SUCH_LENGTH),
    ],
)
def test_a_drill_needs_people_and_a_fitting_length(
    plan: DrillPlan, field: str, problem: FieldProblem
) -> None:
    with pytest.raises(InvalidField) as refused:
        Drill.start(drill_incident(), plan, actor=ANA, now=NOW)
    assert (refused.value.name, refused.value.problem) == (field, problem)


@pytest.mark.parametrize("length_min", [1, 4, 60])
def test_a_scenario_may_be_shorter_than_other_drills(length_min: int) -> None:
    plan = DrillPlan((BOB,), length_min, ScenarioRef(ScenarioId("closed-doors"), 1))
    drill = Drill.start(drill_incident(), plan, actor=ANA, now=NOW)
    assert drill.ends_at == at(length_min)


@pytest.mark.parametrize("length_min", [0, 241])
def test_a_scenario_has_limits_too(length_min: int) -> None:
    plan = DrillPlan((BOB,), length_min, ScenarioRef(ScenarioId("closed-doors"), 1))
    with pytest.raises(InvalidField) as refused:
        Drill.start(drill_incident(), plan, actor=ANA, now=NOW)
    assert refused.value.problem is FieldProblem.NO_SUCH_LENGTH


def test_pauses_do_not_count_as_game_time() -> None:
    incident = drill_incident()
    drill = started(incident)
    drill.pause(incident, actor=BOB, now=at(10))
    assert drill.paused_since == at(10)
    assert not drill.is_running
    assert drill.game_time(at(25)) == minutes(10)
    assert drill.ends_at is None
    assert drill.wall_time(minutes(11)) is None
    drill.resume(incident, actor=ANA, now=at(25))
    assert drill.game_time(at(26)) == minutes(11)
    assert drill.ends_at == at(45)
    assert incident.events == [
        DrillPaused(actor=BOB, at=at(10)),
        DrillResumed(actor=ANA, at=at(25), ends_at=at(45)),
    ]


def test_an_update_that_was_due_is_due_later_by_the_pause() -> None:
    incident = drill_incident()
    drill = started(incident)
    incident.update_due = at(12)
    drill.pause(incident, actor=BOB, now=at(10))
    drill.resume(incident, actor=BOB, now=at(25))
    assert incident.update_due == at(27)


def test_who_stopped_it_stands_on_the_drill_and_not_on_the_timeline() -> None:
    incident = drill_incident()
    drill = started(incident)
    incident.update_due = at(12)
    drill.stop(incident, actor=CAM, now=at(5))
    assert incident.events == [DrillStopped(actor=UserId(""), at=at(5))]
    assert (drill.stopped_by, drill.ending, drill.over_at) == (CAM, DrillEnding.STOPPED, at(5))
    assert incident.update_due is None
    assert drill.game_time(at(50)) == minutes(5)
    assert drill.wall_time(minutes(6)) is None


def test_it_is_not_paused_or_stopped_before_an_inject_that_another_clock_dated() -> None:
    for halt in ("pause", "stop"):
        incident = drill_incident()
        drill = started(incident)
        drill.settle_inject("first", InjectState.SENT, None, at(10))
        getattr(drill, halt)(incident, actor=BOB, now=at(9))
        assert incident.events[-1].at == at(10)
        assert drill.game_time(at(20)) == drill.injects["first"].at


def test_a_paused_drill_can_be_stopped() -> None:
    incident = drill_incident()
    drill = started(incident)
    drill.pause(incident, actor=BOB, now=at(10))
    drill.stop(incident, actor=BOB, now=at(12))
    assert drill.is_over
    assert drill.paused_since is None
    assert drill.game_time(at(50)) == minutes(10)


def test_ending_says_why_and_because_of_what() -> None:
    incident = drill_incident()
    drill = started(incident)
    drill.end(incident, DrillEnding.REAL_INCIDENT, cause=IncidentId(9), now=at(7))
    ended = DrillEnded(
        actor=UserId(""), at=at(7), ending=DrillEnding.REAL_INCIDENT, cause=IncidentId(9)
    )
    assert incident.events == [ended]


Change = Callable[[Drill, Incident], None]

CHANGES: dict[str, Change] = {
    "pause": lambda drill, incident: drill.pause(incident, actor=ANA, now=at(9)),
    "resume": lambda drill, incident: drill.resume(incident, actor=ANA, now=at(9)),
    "stop": lambda drill, incident: drill.stop(incident, actor=ANA, now=at(9)),
    "end": lambda drill, incident: drill.end(incident, DrillEnding.CLOSED, now=at(9)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_nothing_changes_once_it_is_over(change: Change) -> None:
    incident = drill_incident()
    drill = started(incident)
    drill.stop(incident, actor=ANA, now=at(5))
    incident.events.clear()
    with pytest.raises(DrillRefused) as refused:
        change(drill, incident)
    assert refused.value.problem is DrillProblem.OVER
    assert incident.events == []


def test_it_is_paused_and_resumed_only_once() -> None:
    incident = drill_incident()
    drill = started(incident)
    with pytest.raises(DrillRefused) as refused:
        drill.resume(incident, actor=ANA, now=at(1))
    assert refused.value.problem is DrillProblem.NOT_PAUSED
    drill.pause(incident, actor=ANA, now=at(1))
    with pytest.raises(DrillRefused) as refused:
        drill.pause(incident, actor=ANA, now=at(2))
    assert refused.value.problem is DrillProblem.PAUSED


pauses = st.lists(st.integers(0, 600), max_size=8).map(sorted)


@given(pauses, st.integers(0, 30 * 60))
def test_game_time_and_wall_time_agree(changes: list[int], second: int) -> None:
    """Pauses and resumes by turns, at seconds that are sorted."""
    times = [NOW + timedelta(seconds=each) for each in changes]
    pairs = zip(times[::2], [*times[1::2], None], strict=False)
    drill = Drill(
        IncidentId(1),
        DrillPlan((BOB,)),
        NOW,
        pauses=tuple(Pause(start, end) for start, end in pairs),
    )
    wall = drill.wall_time(timedelta(seconds=second))
    if wall is None:
        assert drill.paused_since is not None
    else:
        assert drill.game_time(wall) == timedelta(seconds=second)
        assert wall >= NOW + timedelta(seconds=second)


@given(pauses, st.integers(0, 2000), st.integers(0, 2000))
def test_game_time_never_runs_backwards_nor_faster_than_time(
    changes: list[int], one: int, other: int
) -> None:
    times = [NOW + timedelta(seconds=each) for each in changes]
    pairs = zip(times[::2], [*times[1::2], None], strict=False)
    drill = Drill(
        IncidentId(1),
        DrillPlan((BOB,)),
        NOW,
        pauses=tuple(Pause(start, end) for start, end in pairs),
    )
    early, late = sorted((one, other))
    played = drill.game_time(NOW + timedelta(seconds=late)) - drill.game_time(
        NOW + timedelta(seconds=early)
    )
    assert timedelta() <= played <= timedelta(seconds=late - early)


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("services", [(), ("checkout",), ("search",)])
def test_severe_incidents_and_those_of_the_same_service_end_a_drill(
    severity: Severity, services: tuple[str, ...]
) -> None:
    real = declared(severity=severity, services=services)
    why = ends_drill(real, ("checkout", "payments"))
    if severity in {Severity.SEV1, Severity.SEV2}:
        assert why is DrillEnding.REAL_INCIDENT
    else:
        assert why is (DrillEnding.SAME_SERVICE if services == ("checkout",) else None)


def test_drills_and_closed_or_imported_incidents_end_no_drill() -> None:
    closed = in_status(Status.CLOSED)
    imported = declared(severity=Severity.SEV1)
    imported.kind = Kind.BACKFILLED
    closed.severity = Severity.SEV1
    other = drill_incident(services=("checkout",))
    for incident in (closed, imported, other):
        assert ends_drill(incident, ("checkout",)) is None


def test_a_drill_always_has_a_channel() -> None:
    assert drill_incident().has_channel
    assert not declared().has_channel


def test_no_event_changes_the_kind() -> None:
    """The kind is a fact of the declaration; only `declare` and the store set it."""
    assert "kind" in {each.name for each in fields(Incident)}
    incident = drill_incident()
    drill = started(incident)
    drill.pause(incident, actor=ANA, now=at(1))
    drill.resume(incident, actor=ANA, now=at(2))
    drill.stop(incident, actor=ANA, now=at(3))
    assert incident.kind is Kind.DRILL

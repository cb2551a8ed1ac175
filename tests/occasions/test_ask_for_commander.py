"""When nobody leads, those who are there are asked, once, some minutes later."""

from datetime import timedelta

import pytest

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Step, Trigger
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.ports.chat import Nudge, Wanted
from firefighter.ports.places import Place
from firefighter.usecases.assign_role import step_down, take_role
from firefighter.usecases.change_severity import change_severity
from firefighter.usecases.change_status import change_status
from tests.store.desk import delivery
from tests.worker.workshop import ANA, Workshop


def minutes(severity: Severity) -> float:
    found = DEFAULT_POLICIES[severity].commander_after_min
    assert found is not None
    return found


def let_pass(workshop: Workshop, time_min: float) -> None:
    workshop.clock.advance(timedelta(minutes=time_min).total_seconds())
    workshop.keep_what_is_due()
    assert workshop.work_off()


def asked(workshop: Workshop) -> list[Wanted]:
    contents = [post.content for post in workshop.chat.posts]
    wanted = [content.wanted for content in contents if isinstance(content, Nudge)]
    return [each for each in wanted if each is Wanted.COMMANDER]


def take(workshop: Workshop, incident: Incident) -> None:
    take_role(workshop.house, delivery(), ANA, incident.id, COMMANDER, seen=None)


def test_nobody_is_asked_before_the_time(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV2)
    let_pass(workshop, minutes(Severity.SEV2) - 1)
    assert asked(workshop) == []
    let_pass(workshop, 1)
    assert asked(workshop) == [Wanted.COMMANDER]
    let_pass(workshop, 600)
    assert asked(workshop) == [Wanted.COMMANDER]


def test_they_are_asked_where_they_work(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    let_pass(workshop, minutes(Severity.SEV2))
    room = workshop.house.records.snapshot(incident.id).places[Place.ROOM]
    (nudge,) = [post for post in workshop.chat.posts if isinstance(post.content, Nudge)]
    assert nudge.ref.channel == room.channel


def test_nobody_is_asked_when_somebody_leads(workshop: Workshop) -> None:
    take(workshop, workshop.declare(Severity.SEV2))
    let_pass(workshop, 600)
    assert asked(workshop) == []


@pytest.mark.parametrize(
    "step",
    [
        Step(Trigger.MITIGATE, note="Rolled back"),
        Step(Trigger.CANCEL, cancel_reason=CancelReason.FALSE_ALARM),
    ],
)
def test_nobody_is_asked_once_the_pressure_is_off(workshop: Workshop, step: Step) -> None:
    incident = workshop.declare(Severity.SEV2)
    change_status(workshop.house, delivery(), ANA, incident.id, step)
    let_pass(workshop, 600)
    assert asked(workshop) == []


def test_they_are_asked_anew_after_the_commander_stepped_down(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    take(workshop, incident)
    let_pass(workshop, 60)
    step_down(workshop.house, delivery(), ANA, incident.id, COMMANDER)
    let_pass(workshop, minutes(Severity.SEV2))
    assert asked(workshop) == [Wanted.COMMANDER]


def test_a_severity_that_asks_for_nobody_asks_once_it_is_raised(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV4)
    let_pass(workshop, 600)
    assert asked(workshop) == []
    change_severity(
        workshop.house,
        delivery(),
        ANA,
        incident.id,
        seen=Severity.SEV4,
        severity=Severity.SEV2,
        reason="It grows",
    )
    let_pass(workshop, minutes(Severity.SEV2))
    assert asked(workshop) == [Wanted.COMMANDER]

from collections.abc import Callable
from copy import deepcopy

import pytest

from firefighter.domain.errors import (
    EditConflict,
    NoChange,
    NotAllowedInStatus,
    NotRoleHolder,
    Refused,
)
from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from tests.domain.incidents import ANA, BOB, CAM, LATER, declared, in_status

SCRIBE = RoleKey("scribe")


def led_by_ana() -> Incident:
    incident = declared()
    incident.take_role(COMMANDER, seen=None, actor=ANA, now=LATER)
    incident.events.clear()
    return incident


def test_free_role_can_be_taken() -> None:
    incident = in_status(Status.OPEN)
    incident.take_role(SCRIBE, seen=None, actor=BOB, now=LATER)
    assert incident.holders == {SCRIBE: BOB}
    taken = RoleChanged(actor=BOB, at=LATER, role=SCRIBE, before=None, after=BOB)
    assert incident.events == [taken]


def test_role_can_be_taken_over_from_the_displayed_holder() -> None:
    incident = led_by_ana()
    incident.take_role(COMMANDER, seen=ANA, actor=BOB, now=LATER)
    assert incident.commander == BOB
    taken = RoleChanged(actor=BOB, at=LATER, role=COMMANDER, before=ANA, after=BOB)
    assert incident.events == [taken]


def test_holder_can_hand_over() -> None:
    incident = led_by_ana()
    incident.hand_over(COMMANDER, BOB, actor=ANA, now=LATER)
    assert incident.commander == BOB
    handed = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=BOB)
    assert incident.events == [handed]


def test_free_role_can_be_assigned() -> None:
    incident = in_status(Status.OPEN)
    incident.assign_role(SCRIBE, BOB, seen=None, note="Go on", actor=ANA, now=LATER)
    given = RoleChanged(actor=ANA, at=LATER, role=SCRIBE, before=None, after=BOB, note="Go on")
    assert (incident.holders, incident.events) == ({SCRIBE: BOB}, [given])


def test_anybody_can_reassign_a_role() -> None:
    incident = led_by_ana()
    incident.assign_role(COMMANDER, CAM, seen=ANA, actor=BOB, now=LATER)
    given = RoleChanged(actor=BOB, at=LATER, role=COMMANDER, before=ANA, after=CAM)
    assert (incident.commander, incident.events) == (CAM, [given])


def test_holder_can_step_down() -> None:
    incident = led_by_ana()
    incident.step_down(COMMANDER, actor=ANA, now=LATER)
    assert incident.holders == {}
    left = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=None)
    assert incident.events == [left]


def test_one_person_can_hold_several_roles() -> None:
    incident = led_by_ana()
    incident.take_role(SCRIBE, seen=None, actor=ANA, now=LATER)
    assert incident.holders == {COMMANDER: ANA, SCRIBE: ANA}


RoleChange = Callable[[Incident], None]
REFUSED: list[tuple[str, RoleChange, type[Refused]]] = [
    (
        "take what one holds",
        lambda led: led.take_role(COMMANDER, seen=None, actor=ANA, now=LATER),
        NoChange,
    ),
    (
        "take what looked free",
        lambda led: led.take_role(COMMANDER, seen=None, actor=BOB, now=LATER),
        EditConflict,
    ),
    (
        "take from somebody who held it before",
        lambda led: led.take_role(COMMANDER, seen=CAM, actor=BOB, now=LATER),
        EditConflict,
    ),
    (
        "take from somebody who stepped down",
        lambda led: led.take_role(SCRIBE, seen=CAM, actor=BOB, now=LATER),
        EditConflict,
    ),
    (
        "hand over what another holds",
        lambda led: led.hand_over(COMMANDER, CAM, actor=BOB, now=LATER),
        NotRoleHolder,
    ),
    (
        "give what another took meanwhile",
        lambda led: led.assign_role(COMMANDER, CAM, seen=None, actor=BOB, now=LATER),
        EditConflict,
    ),
    (
        "give to who has it",
        lambda led: led.assign_role(COMMANDER, ANA, seen=ANA, actor=BOB, now=LATER),
        NoChange,
    ),
    (
        "hand over to oneself",
        lambda led: led.hand_over(COMMANDER, ANA, actor=ANA, now=LATER),
        NoChange,
    ),
    (
        "step down for another",
        lambda led: led.step_down(COMMANDER, actor=BOB, now=LATER),
        NotRoleHolder,
    ),
    (
        "step down from what nobody holds",
        lambda led: led.step_down(SCRIBE, actor=ANA, now=LATER),
        NotRoleHolder,
    ),
]


@pytest.mark.parametrize(
    ("change", "refusal"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_invalid_role_changes_are_refused(change: RoleChange, refusal: type[Refused]) -> None:
    incident = led_by_ana()
    before = deepcopy(incident)
    with pytest.raises(refusal):
        change(incident)
    assert incident == before


CHANGES: list[RoleChange] = [
    lambda led: led.take_role(COMMANDER, seen=ANA, actor=BOB, now=LATER),
    lambda led: led.take_role(SCRIBE, seen=None, actor=BOB, now=LATER),
    lambda led: led.hand_over(COMMANDER, BOB, actor=ANA, now=LATER),
    lambda led: led.step_down(COMMANDER, actor=ANA, now=LATER),
    lambda led: led.assign_role(SCRIBE, BOB, seen=None, actor=ANA, now=LATER),
]


@pytest.mark.parametrize(
    "change", CHANGES, ids=["take over", "take", "hand over", "step down", "give"]
)
def test_roles_of_a_closed_incident_cannot_change(change: RoleChange) -> None:
    incident = in_status(Status.CLOSED)
    incident.holders[COMMANDER] = ANA
    before = deepcopy(incident)
    with pytest.raises(NotAllowedInStatus):
        change(incident)
    assert incident == before


def test_only_taking_command_acknowledges() -> None:
    incident = declared()
    incident.take_role(SCRIBE, seen=None, actor=BOB, now=LATER)
    assert Milestone.ACKNOWLEDGED not in incident.milestones
    incident.take_role(COMMANDER, seen=None, actor=BOB, now=LATER)
    assert incident.milestones[Milestone.ACKNOWLEDGED] == LATER

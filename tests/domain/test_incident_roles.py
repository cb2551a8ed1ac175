from collections.abc import Callable
from copy import deepcopy

import pytest

from firefighter.domain.errors import AlreadySo, NotAllowed, NotTheHolder, Overtaken, Refused
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


def test_a_free_role_is_taken_by_who_asks() -> None:
    incident = in_status(Status.OPEN)
    incident.take_role(SCRIBE, seen=None, actor=BOB, now=LATER)
    assert incident.holders == {SCRIBE: BOB}
    taken = RoleChanged(actor=BOB, at=LATER, role=SCRIBE, before=None, after=BOB)
    assert incident.events == [taken]


def test_a_role_is_taken_over_by_who_saw_its_holder() -> None:
    incident = led_by_ana()
    incident.take_role(COMMANDER, seen=ANA, actor=BOB, now=LATER)
    assert incident.commander == BOB
    taken = RoleChanged(actor=BOB, at=LATER, role=COMMANDER, before=ANA, after=BOB)
    assert incident.events == [taken]


def test_a_holder_hands_over() -> None:
    incident = led_by_ana()
    incident.hand_over(COMMANDER, BOB, actor=ANA, now=LATER)
    assert incident.commander == BOB
    handed = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=BOB)
    assert incident.events == [handed]


def test_a_free_role_is_given_to_somebody() -> None:
    incident = in_status(Status.OPEN)
    incident.assign_role(SCRIBE, BOB, seen=None, note="Go on", actor=ANA, now=LATER)
    given = RoleChanged(actor=ANA, at=LATER, role=SCRIBE, before=None, after=BOB, note="Go on")
    assert (incident.holders, incident.events) == ({SCRIBE: BOB}, [given])


def test_somebody_else_may_give_a_role_on() -> None:
    incident = led_by_ana()
    incident.assign_role(COMMANDER, CAM, seen=ANA, actor=BOB, now=LATER)
    given = RoleChanged(actor=BOB, at=LATER, role=COMMANDER, before=ANA, after=CAM)
    assert (incident.commander, incident.events) == (CAM, [given])


def test_a_holder_steps_down() -> None:
    incident = led_by_ana()
    incident.step_down(COMMANDER, actor=ANA, now=LATER)
    assert incident.holders == {}
    left = RoleChanged(actor=ANA, at=LATER, role=COMMANDER, before=ANA, after=None)
    assert incident.events == [left]


def test_one_person_may_hold_several_roles() -> None:
    incident = led_by_ana()
    incident.take_role(SCRIBE, seen=None, actor=ANA, now=LATER)
    assert incident.holders == {COMMANDER: ANA, SCRIBE: ANA}


Wish = Callable[[Incident], None]
REFUSED: list[tuple[str, Wish, type[Refused]]] = [
    (
        "take what one holds",
        lambda led: led.take_role(COMMANDER, seen=None, actor=ANA, now=LATER),
        AlreadySo,
    ),
    (
        "take what looked free",
        lambda led: led.take_role(COMMANDER, seen=None, actor=BOB, now=LATER),
        Overtaken,
    ),
    (
        "take from somebody who held it before",
        lambda led: led.take_role(COMMANDER, seen=CAM, actor=BOB, now=LATER),
        Overtaken,
    ),
    (
        "take from somebody who stepped down",
        lambda led: led.take_role(SCRIBE, seen=CAM, actor=BOB, now=LATER),
        Overtaken,
    ),
    (
        "hand over what another holds",
        lambda led: led.hand_over(COMMANDER, CAM, actor=BOB, now=LATER),
        NotTheHolder,
    ),
    (
        "give what another took meanwhile",
        lambda led: led.assign_role(COMMANDER, CAM, seen=None, actor=BOB, now=LATER),
        Overtaken,
    ),
    (
        "give to who has it",
        lambda led: led.assign_role(COMMANDER, ANA, seen=ANA, actor=BOB, now=LATER),
        AlreadySo,
    ),
    (
        "hand over to oneself",
        lambda led: led.hand_over(COMMANDER, ANA, actor=ANA, now=LATER),
        AlreadySo,
    ),
    (
        "step down for another",
        lambda led: led.step_down(COMMANDER, actor=BOB, now=LATER),
        NotTheHolder,
    ),
    (
        "step down from what nobody holds",
        lambda led: led.step_down(SCRIBE, actor=ANA, now=LATER),
        NotTheHolder,
    ),
]


@pytest.mark.parametrize(
    ("wish", "refusal"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_nobody_can(wish: Wish, refusal: type[Refused]) -> None:
    incident = led_by_ana()
    before = deepcopy(incident)
    with pytest.raises(refusal):
        wish(incident)
    assert incident == before


CHANGES: list[Wish] = [
    lambda led: led.take_role(COMMANDER, seen=ANA, actor=BOB, now=LATER),
    lambda led: led.take_role(SCRIBE, seen=None, actor=BOB, now=LATER),
    lambda led: led.hand_over(COMMANDER, BOB, actor=ANA, now=LATER),
    lambda led: led.step_down(COMMANDER, actor=ANA, now=LATER),
    lambda led: led.assign_role(SCRIBE, BOB, seen=None, actor=ANA, now=LATER),
]


@pytest.mark.parametrize(
    "change", CHANGES, ids=["take over", "take", "hand over", "step down", "give"]
)
def test_roles_of_a_closed_incident_stay(change: Wish) -> None:
    incident = in_status(Status.CLOSED)
    incident.holders[COMMANDER] = ANA
    before = deepcopy(incident)
    with pytest.raises(NotAllowed):
        change(incident)
    assert incident == before


def test_taking_the_command_acknowledges_and_other_roles_do_not() -> None:
    incident = declared()
    incident.take_role(SCRIBE, seen=None, actor=BOB, now=LATER)
    assert Milestone.ACKNOWLEDGED not in incident.milestones
    incident.take_role(COMMANDER, seen=None, actor=BOB, now=LATER)
    assert incident.milestones[Milestone.ACKNOWLEDGED] == LATER

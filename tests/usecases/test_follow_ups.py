from datetime import date

import pytest

from firefighter.domain.errors import AlreadySo, InvalidField, UnknownFollowUp
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.usecases.follow_up import (
    Task,
    add_follow_up,
    change_follow_up,
    link_follow_up,
    settle_follow_up,
)
from tests.store.desk import delivery

FIRST = FollowUpNumber(1)
MONDAY = date(2026, 3, 2)


def known(house: House, incident: Incident) -> list[FollowUp]:
    return list(house.records.snapshot(incident.id).incident.follow_ups.values())


def test_the_life_of_a_follow_up(
    house: House, incident: Incident, ana: UserId, bob: UserId
) -> None:
    task = Task(" Add an\nalarm ", owner=bob, due=MONDAY)
    add_follow_up(house, delivery(), ana, incident.id, task)
    address = "https://chat/p1"
    link_follow_up(house, delivery(), ana, incident.id, number=FIRST, source=address)
    added = FollowUp(
        number=FIRST, text="Add an alarm", owner=bob, due=MONDAY, source="https://chat/p1"
    )
    assert known(house, incident) == [added]
    changed = Task("Add two alarms", owner=ana, ticket=" https://tickets/7 ")
    change_follow_up(house, delivery(), bob, incident.id, number=FIRST, task=changed)
    done = FollowUpState.DONE
    settle_follow_up(house, delivery(), ana, incident.id, number=FIRST, state=done)
    assert known(house, incident) == [
        FollowUp(
            number=FIRST,
            text="Add two alarms",
            owner=ana,
            state=done,
            source="https://chat/p1",
            ticket="https://tickets/7",
        )
    ]


def test_each_gets_the_next_number(house: House, incident: Incident, ana: UserId) -> None:
    for text in ("One", "Two"):
        add_follow_up(house, delivery(), ana, incident.id, Task(text))
    assert [each.number for each in known(house, incident)] == [1, 2]


@pytest.mark.parametrize(
    "task", [Task(" \n"), Task("Ask", ticket="INC-7"), Task("Ask", ticket="javascript:alert(1)")]
)
def test_what_cannot_be_taken(house: House, incident: Incident, ana: UserId, task: Task) -> None:
    with pytest.raises(InvalidField):
        add_follow_up(house, delivery(), ana, incident.id, task)
    assert known(house, incident) == []


def test_what_is_done_is_done_once(house: House, incident: Incident, ana: UserId) -> None:
    add_follow_up(house, delivery(), ana, incident.id, Task("Ask"))
    done = FollowUpState.DONE
    settle_follow_up(house, delivery(), ana, incident.id, number=FIRST, state=done)
    with pytest.raises(AlreadySo):
        settle_follow_up(house, delivery(), ana, incident.id, number=FIRST, state=done)
    with pytest.raises(UnknownFollowUp):
        settle_follow_up(house, delivery(), ana, incident.id, number=FollowUpNumber(2), state=done)

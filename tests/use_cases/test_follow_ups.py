from datetime import date

import pytest

from firefighter.domain.errors import InvalidField, NoChange, UnknownFollowUp
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber, FollowUpState
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.follow_ups import (
    FollowUpDraft,
    add_follow_up,
    change_follow_up,
    link_follow_up,
    settle_follow_up,
)
from tests.adapters.store.store_client import delivery

FIRST = FollowUpNumber(1)
MONDAY = date(2026, 3, 2)


def known(context: AppContext, incident: Incident) -> list[FollowUp]:
    return list(context.records.snapshot(incident.id).incident.follow_ups.values())


def test_follow_up_is_added_changed_and_settled(
    context: AppContext, incident: Incident, ana: UserId, bob: UserId
) -> None:
    task = FollowUpDraft(" Add an\nalarm ", owner=bob, due=MONDAY)
    add_follow_up(context, delivery(), ana, incident.id, task)
    address = "https://chat/p1"
    link_follow_up(context, delivery(), ana, incident.id, number=FIRST, source=address)
    added = FollowUp(
        number=FIRST, text="Add an alarm", owner=bob, due=MONDAY, source="https://chat/p1"
    )
    assert known(context, incident) == [added]
    changed = FollowUpDraft("Add two alarms", owner=ana, ticket=" https://tickets/7 ")
    change_follow_up(context, delivery(), bob, incident.id, number=FIRST, draft=changed)
    done = FollowUpState.DONE
    settle_follow_up(context, delivery(), ana, incident.id, number=FIRST, state=done)
    assert known(context, incident) == [
        FollowUp(
            number=FIRST,
            text="Add two alarms",
            owner=ana,
            state=done,
            source="https://chat/p1",
            ticket="https://tickets/7",
        )
    ]


def test_each_follow_up_gets_the_next_number(
    context: AppContext, incident: Incident, ana: UserId
) -> None:
    for text in ("One", "Two"):
        add_follow_up(context, delivery(), ana, incident.id, FollowUpDraft(text))
    assert [each.number for each in known(context, incident)] == [1, 2]


@pytest.mark.parametrize(
    "task",
    [
        FollowUpDraft(" \n"),
        FollowUpDraft("Ask", ticket="INC-7"),
        FollowUpDraft("Ask", ticket="javascript:alert(1)"),
    ],
)
def test_invalid_follow_up_is_refused(
    context: AppContext, incident: Incident, ana: UserId, task: FollowUpDraft
) -> None:
    with pytest.raises(InvalidField):
        add_follow_up(context, delivery(), ana, incident.id, task)
    assert known(context, incident) == []


def test_settling_a_follow_up_twice_is_refused(
    context: AppContext, incident: Incident, ana: UserId
) -> None:
    add_follow_up(context, delivery(), ana, incident.id, FollowUpDraft("Ask"))
    done = FollowUpState.DONE
    settle_follow_up(context, delivery(), ana, incident.id, number=FIRST, state=done)
    with pytest.raises(NoChange):
        settle_follow_up(context, delivery(), ana, incident.id, number=FIRST, state=done)
    with pytest.raises(UnknownFollowUp):
        settle_follow_up(
            context, delivery(), ana, incident.id, number=FollowUpNumber(2), state=done
        )

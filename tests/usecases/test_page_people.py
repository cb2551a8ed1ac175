"""Asking for people: who can be asked for, and what is written down of it."""

from dataclasses import replace

import pytest

from firefighter.domain.errors import (
    AlreadyHandled,
    Flaw,
    InvalidField,
    NotAllowed,
    UnknownIncident,
)
from firefighter.domain.events import Paged
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import CancelReason, Step, Trigger
from firefighter.domain.paging import Whom
from firefighter.domain.severity import Severity
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.usecases.change_status import change_status
from firefighter.usecases.declare import Declaration, declare
from firefighter.usecases.page_people import page_people
from tests.store.desk import delivery
from tests.usecases.houses import effects_on_record

ANA = UserId("U0ANA")
GROUP = Whom(group="S0ONCALL")
SERVICE = Whom(service="Database on-call")


@pytest.fixture
def incident_id(house: House) -> IncidentId:
    declaration = Declaration("Checkout is down", Severity.SEV3)
    return declare(house, delivery(), ANA, declaration).id


def page(house: House, incident_id: IncidentId, whom: Whom, reason: str = "It is down") -> None:
    page_people(house, delivery(), ANA, incident_id, whom=whom, reason=reason)


def paged(house: House, incident_id: IncidentId) -> list[Paged]:
    events = [entry.event for entry in house.records.timeline(incident_id)]
    return [event for event in events if isinstance(event, Paged)]


def test_it_is_on_record_who_asked_for_whom_and_why(house: House, incident_id: IncidentId) -> None:
    page(house, incident_id, SERVICE, " The primary\nis down ")
    page(house, incident_id, GROUP)
    service, group = paged(house, incident_id)
    assert (service.actor, service.service, service.through) == (ANA, SERVICE.service, "PagerDuty")
    assert service.reason == "The primary is down"
    assert (group.group, group.service, group.through) == ("S0ONCALL", "", "")
    assert service.key != group.key


def test_each_is_called_by_what_can_call_them(
    house: House, sqlite_database: Database, incident_id: IncidentId
) -> None:
    before = len(effects_on_record(sqlite_database))
    page(house, incident_id, SERVICE)
    page(house, incident_id, GROUP)
    made = effects_on_record(sqlite_database)[before:]
    assert (made.count("ring_service"), made.count("post_group_page")) == (1, 1)
    assert "post_line" not in made


def test_one_press_pages_once(house: House, incident_id: IncidentId) -> None:
    press = delivery()
    page_people(house, press, ANA, incident_id, whom=SERVICE, reason="It is down")
    with pytest.raises(AlreadyHandled):
        page_people(house, press, ANA, incident_id, whom=SERVICE, reason="It is down")
    assert len(paged(house, incident_id)) == 1


@pytest.mark.parametrize(
    ("whom", "reason", "refused"),
    [
        (Whom(), "It is down", ("whom", Flaw.NOBODY_TO_PAGE)),
        (SERVICE, " \n", ("reason", Flaw.NO_PAGING_REASON)),
        (Whom(service="Moon on-call"), "It is down", ("whom", Flaw.NO_SUCH_ON_CALL)),
        (Whom(group="S0GONE"), "It is down", ("whom", Flaw.NO_SUCH_GROUP)),
        (Whom(group="S0EMPTY"), "It is down", ("whom", Flaw.GROUP_IS_EMPTY)),
        (Whom(group="S0OLD"), "It is down", ("whom", Flaw.GROUP_IS_DISABLED)),
    ],
)
def test_who_would_not_hear_is_refused_beside_the_field(
    house: House, incident_id: IncidentId, whom: Whom, reason: str, refused: tuple[str, Flaw]
) -> None:
    with pytest.raises(InvalidField) as caught:
        page(house, incident_id, whom, reason)
    assert (caught.value.name, caught.value.flaw) == refused
    assert paged(house, incident_id) == []


def test_a_long_reason_is_cut(house: House, incident_id: IncidentId) -> None:
    page(house, incident_id, SERVICE, "x" * 5000)
    assert len(paged(house, incident_id)[0].reason) == 300


def test_nobody_is_paged_for_what_is_over_or_never_was(
    house: House, incident_id: IncidentId
) -> None:
    step = Step(Trigger.CANCEL, "Nothing", cancel_reason=CancelReason.FALSE_ALARM)
    change_status(house, delivery(), ANA, incident_id, step)
    with pytest.raises(NotAllowed):
        page(house, incident_id, SERVICE)
    with pytest.raises(UnknownIncident):
        page(house, IncidentId(987), SERVICE)


def test_the_groups_are_only_asked_for_when_one_is_paged(
    house: House, incident_id: IncidentId
) -> None:
    def away() -> tuple[()]:
        raise AssertionError("nobody needed to ask")

    page(replace(house, groups=away), incident_id, SERVICE)

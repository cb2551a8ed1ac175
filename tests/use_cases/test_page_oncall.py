"""Who can be paged, and what is recorded."""

from dataclasses import replace

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import (
    AlreadyHandled,
    FieldProblem,
    InvalidField,
    NotAllowedInStatus,
    UnknownIncident,
)
from firefighter.domain.events import Paged
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.paging import PageTarget
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.paging import page_oncall
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.use_cases.contexts import effects_on_record

ANA = UserId("U0ANA")
GROUP = PageTarget(group="S0ONCALL")
SERVICE = PageTarget(service="Database on-call")


@pytest.fixture
def incident_id(context: AppContext) -> IncidentId:
    declaration = Declaration("Checkout is down", Severity.SEV3)
    return declare(context, delivery(), ANA, declaration).id


def page(
    context: AppContext,
    incident_id: IncidentId,
    page_target: PageTarget,
    reason: str = "It is down",
) -> None:
    page_oncall(context, delivery(), ANA, incident_id, page_target=page_target, reason=reason)


def paged(context: AppContext, incident_id: IncidentId) -> list[Paged]:
    events = [entry.event for entry in context.records.timeline(incident_id)]
    return [event for event in events if isinstance(event, Paged)]


def test_page_records_who_paged_whom_and_why(context: AppContext, incident_id: IncidentId) -> None:
    page(context, incident_id, SERVICE, " The primary\nis down ")
    page(context, incident_id, GROUP)
    service, group = paged(context, incident_id)
    assert (service.actor, service.service, service.provider) == (ANA, SERVICE.service, "PagerDuty")
    assert service.reason == "The primary is down"
    assert (group.group, group.service, group.provider) == ("S0ONCALL", "", "")
    assert service.key != group.key


def test_group_and_service_are_paged_by_different_effects(
    context: AppContext, sqlite_database: Database, incident_id: IncidentId
) -> None:
    before = len(effects_on_record(sqlite_database))
    page(context, incident_id, SERVICE)
    page(context, incident_id, GROUP)
    made = effects_on_record(sqlite_database)[before:]
    assert (made.count("page_oncall_service"), made.count("page_group")) == (1, 1)
    assert "post_line" not in made


def test_page_delivered_twice_pages_once(context: AppContext, incident_id: IncidentId) -> None:
    press = delivery()
    page_oncall(context, press, ANA, incident_id, page_target=SERVICE, reason="It is down")
    with pytest.raises(AlreadyHandled):
        page_oncall(context, press, ANA, incident_id, page_target=SERVICE, reason="It is down")
    assert len(paged(context, incident_id)) == 1


@pytest.mark.parametrize(
    ("page_target", "reason", "refused"),
    [
        (PageTarget(), "It is down", ("whom", FieldProblem.NOBODY_TO_PAGE)),
        (SERVICE, " \n", ("reason", FieldProblem.NO_PAGING_REASON)),
        (
            PageTarget(service="Moon on-call"),
            "It is down",
            ("whom", FieldProblem.NO_SUCH_ON_CALL),
        ),
        (PageTarget(group="S0GONE"), "It is down", ("whom", FieldProblem.NO_SUCH_GROUP)),
        (PageTarget(group="S0EMPTY"), "It is down", ("whom", FieldProblem.GROUP_IS_EMPTY)),
        (PageTarget(group="S0OLD"), "It is down", ("whom", FieldProblem.GROUP_IS_DISABLED)),
    ],
)
def test_target_that_cannot_be_paged_is_refused(
    context: AppContext,
    incident_id: IncidentId,
    page_target: PageTarget,
    reason: str,
    refused: tuple[str, FieldProblem],
) -> None:
    with pytest.raises(InvalidField) as caught:
        page(context, incident_id, page_target, reason)
    assert (caught.value.name, caught.value.problem) == refused
    assert paged(context, incident_id) == []


def test_long_reason_is_refused_and_not_cut(context: AppContext, incident_id: IncidentId) -> None:
    with pytest.raises(InvalidField) as caught:
        page(context, incident_id, SERVICE, "x" * 301)
    assert (caught.value.problem, caught.value.about) == (FieldProblem.TOO_LONG, "301/300")
    page(context, incident_id, SERVICE, "x" * 300)
    assert len(paged(context, incident_id)[0].reason) == 300


def test_closed_or_unknown_incident_cannot_page(
    context: AppContext, incident_id: IncidentId
) -> None:
    step = Step(StepKind.DECLINE, "Nothing", decline_reason=DeclineReason.FALSE_ALARM)
    change_status(context, delivery(), ANA, incident_id, step)
    with pytest.raises(NotAllowedInStatus):
        page(context, incident_id, SERVICE)
    with pytest.raises(UnknownIncident):
        page(context, IncidentId(987), SERVICE)


def test_groups_are_only_loaded_to_page_one(context: AppContext, incident_id: IncidentId) -> None:
    def away() -> tuple[()]:
        raise AssertionError("nobody needed to ask")

    page(replace(context, groups=away), incident_id, SERVICE)

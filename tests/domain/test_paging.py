"""Pages: their keys, and which are active."""

import pytest

from firefighter.domain.errors import NotAllowedInStatus
from firefighter.domain.events import AnyEvent, Paged, PagingEnd, PagingEnded
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.domain.paging import (
    PageTarget,
    active_pages,
    paging_end_event,
    paging_key,
    unanswered_pages,
)
from firefighter.domain.timeline import Entry
from tests.domain.incidents import ANA, LATER, NOW, in_status

DATABASE = Paged(
    actor=ANA, at=NOW, key="1", service="Database", provider="PagerDuty", reason="It is down"
)
NETWORK = Paged(
    actor=ANA, at=NOW, key="2", service="Network", provider="PagerDuty", reason="It is slow"
)
GROUP = Paged(actor=ANA, at=NOW, key="3", group="S0SRE", reason="All hands")


def ended(paged: Paged, end: PagingEnd) -> PagingEnded:
    return PagingEnded(
        actor=ANA,
        at=NOW,
        key=paged.key,
        service=paged.service,
        provider=paged.provider,
        reason=paged.reason,
        end=end,
    )


def record(*events: AnyEvent) -> list[Entry]:
    return [Entry(event, NOW) for event in events]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_people_can_be_paged_until_it_is_closed(status: Status) -> None:
    incident = in_status(status)
    page_target = PageTarget(service="Database")
    incident.page_oncall(
        page_target, "It is down", key="1", provider="PagerDuty", actor=ANA, now=NOW
    )
    assert incident.events == [DATABASE]


def test_closed_incident_cannot_page() -> None:
    incident = in_status(Status.CLOSED)
    with pytest.raises(NotAllowedInStatus):
        incident.page_oncall(PageTarget(group="S1"), "Hm", key="1", provider="", actor=ANA, now=NOW)
    assert incident.events == []


def test_paging_key_is_unique_and_stable_per_press() -> None:
    key = paging_key(IncidentId(42), "form:V1")
    assert key == paging_key(IncidentId(42), "form:V1")
    assert key.startswith("INC-42-")
    others = {paging_key(IncidentId(42), "form:V2"), paging_key(IncidentId(43), "form:V1")}
    assert len({key, *others}) == 3


def test_only_service_pages_wait_for_an_answer() -> None:
    told = record(DATABASE, NETWORK, GROUP, ended(DATABASE, PagingEnd.TAKEN))
    assert unanswered_pages(told) == (NETWORK,)


@pytest.mark.parametrize(
    ("end", "is_active"),
    [(PagingEnd.TAKEN, True), (PagingEnd.UNANSWERED, True), (PagingEnd.REFUSED, False)],
)
def test_unrefused_pages_are_active(end: PagingEnd, is_active: bool) -> None:
    told = record(DATABASE, GROUP, ended(DATABASE, end))
    assert active_pages(told) == ((DATABASE,) if is_active else ())


def test_paging_end_repeats_the_page() -> None:
    found = paging_end_event(record(DATABASE), "1", PagingEnd.REFUSED, why="Invalid", now=LATER)
    assert found == PagingEnded(
        actor=ANA,
        at=LATER,
        key="1",
        service="Database",
        provider="PagerDuty",
        reason="It is down",
        end=PagingEnd.REFUSED,
        why="Invalid",
    )


@pytest.mark.parametrize("again", PagingEnd)
def test_page_ends_once(again: PagingEnd) -> None:
    told = record(DATABASE, ended(DATABASE, PagingEnd.TAKEN))
    assert paging_end_event(told, "1", again, now=LATER) is None


def test_late_acceptance_is_recorded() -> None:
    told = record(DATABASE, ended(DATABASE, PagingEnd.UNANSWERED))
    late = paging_end_event(told, "1", PagingEnd.TAKEN, now=LATER)
    assert late is not None
    assert late.end is PagingEnd.TAKEN
    assert paging_end_event(told, "1", PagingEnd.UNANSWERED, now=LATER) is None


def test_unknown_page_has_no_end() -> None:
    assert paging_end_event(record(NETWORK), "1", PagingEnd.TAKEN, now=LATER) is None

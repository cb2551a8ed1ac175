"""Who is paged, by which key, and what of it is still open."""

import pytest

from firefighter.domain.errors import NotAllowed
from firefighter.domain.events import AnyEvent, Paged, PagingEnd, PagingEnded
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.domain.paging import Whom, end_of, key_of, still_ringing, unanswered
from firefighter.domain.timeline import Entry
from tests.domain.incidents import ANA, LATER, NOW, in_status

DATABASE = Paged(
    actor=ANA, at=NOW, key="1", service="Database", through="PagerDuty", reason="It is down"
)
NETWORK = Paged(
    actor=ANA, at=NOW, key="2", service="Network", through="PagerDuty", reason="It is slow"
)
GROUP = Paged(actor=ANA, at=NOW, key="3", group="S0SRE", reason="All hands")


def ended(paged: Paged, end: PagingEnd) -> PagingEnded:
    return PagingEnded(
        actor=ANA,
        at=NOW,
        key=paged.key,
        service=paged.service,
        through=paged.through,
        reason=paged.reason,
        end=end,
    )


def record(*events: AnyEvent) -> list[Entry]:
    return [Entry(event, NOW) for event in events]


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.CLOSED])
def test_people_can_be_paged_until_it_is_closed(status: Status) -> None:
    incident = in_status(status)
    whom = Whom(service="Database")
    incident.page(whom, "It is down", key="1", through="PagerDuty", actor=ANA, now=NOW)
    assert incident.events == [DATABASE]


def test_nobody_is_paged_for_what_is_closed() -> None:
    incident = in_status(Status.CLOSED)
    with pytest.raises(NotAllowed):
        incident.page(Whom(group="S1"), "Hm", key="1", through="", actor=ANA, now=NOW)
    assert incident.events == []


def test_each_press_has_a_key_of_its_own_and_always_the_same() -> None:
    key = key_of(IncidentId(42), "form:V1")
    assert key == key_of(IncidentId(42), "form:V1")
    assert key.startswith("INC-42-")
    others = {key_of(IncidentId(42), "form:V2"), key_of(IncidentId(43), "form:V1")}
    assert len({key, *others}) == 3


def test_a_service_waits_for_its_answer_and_a_group_for_none() -> None:
    told = record(DATABASE, NETWORK, GROUP, ended(DATABASE, PagingEnd.TAKEN))
    assert unanswered(told) == (NETWORK,)


@pytest.mark.parametrize(
    ("end", "rings"),
    [(PagingEnd.TAKEN, True), (PagingEnd.UNANSWERED, True), (PagingEnd.REFUSED, False)],
)
def test_whatever_may_ring_is_to_be_ended(end: PagingEnd, rings: bool) -> None:
    told = record(DATABASE, GROUP, ended(DATABASE, end))
    assert still_ringing(told) == ((DATABASE,) if rings else ())


def test_an_end_says_who_paged_whom_and_why() -> None:
    found = end_of(record(DATABASE), "1", PagingEnd.REFUSED, why="Invalid", now=LATER)
    assert found == PagingEnded(
        actor=ANA,
        at=LATER,
        key="1",
        service="Database",
        through="PagerDuty",
        reason="It is down",
        end=PagingEnd.REFUSED,
        why="Invalid",
    )


@pytest.mark.parametrize("again", PagingEnd)
def test_it_ends_once(again: PagingEnd) -> None:
    told = record(DATABASE, ended(DATABASE, PagingEnd.TAKEN))
    assert end_of(told, "1", again, now=LATER) is None


def test_what_was_taken_after_we_gave_up_was_taken() -> None:
    told = record(DATABASE, ended(DATABASE, PagingEnd.UNANSWERED))
    late = end_of(told, "1", PagingEnd.TAKEN, now=LATER)
    assert late is not None
    assert late.end is PagingEnd.TAKEN
    assert end_of(told, "1", PagingEnd.UNANSWERED, now=LATER) is None


def test_what_was_never_paged_has_no_end() -> None:
    assert end_of(record(NETWORK), "1", PagingEnd.TAKEN, now=LATER) is None

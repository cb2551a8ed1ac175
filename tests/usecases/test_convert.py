"""Which channels may become rooms."""

from dataclasses import replace

import pytest

from firefighter.domain.errors import AlreadySo, NotAllowed, Unfit, UnfitChannel
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.house import House
from firefighter.ports.places import AdoptedRoom, ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.usecases.convert import convert, refuse_unfit
from firefighter.usecases.declare import Declaration, declare
from tests.domain.incidents import ANA, BOB, LATER, in_status

PAYMENTS = AdoptedRoom(ChannelId("C0PAYMENTS"), private=False)
FIT = ChannelFacts(
    id=PAYMENTS.channel,
    name="payments",
    topic="",
    private=False,
    member=False,
    archived=False,
    shared=False,
    direct=False,
    ours=False,
    announcing=False,
)


def test_an_ordinary_channel_is_fit() -> None:
    assert refuse_unfit(FIT) is FIT
    inside = replace(FIT, private=True, member=True)
    assert refuse_unfit(inside) is inside


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (None, Unfit.UNSEEN),
        (replace(FIT, private=True), Unfit.UNSEEN),
        (replace(FIT, archived=True), Unfit.ARCHIVED),
        (replace(FIT, shared=True), Unfit.SHARED),
        (replace(FIT, direct=True, private=True, member=True), Unfit.DIRECT),
        (replace(FIT, announcing=True), Unfit.ANNOUNCING),
    ],
)
def test_what_is_unfit_is_refused(seen: ChannelFacts | None, why: Unfit) -> None:
    with pytest.raises(UnfitChannel) as refused:
        refuse_unfit(seen)
    assert refused.value.why is why


def test_a_channel_is_the_room_of_one_incident_only(house: House) -> None:
    first = declare_in(house, "first", PAYMENTS)
    assert house.records.worked_in(PAYMENTS.channel) == first
    with pytest.raises(UnfitChannel) as refused:
        declare_in(house, "second", PAYMENTS)
    assert refused.value.why is Unfit.TAKEN
    third = declare_in(house, "third", None)
    with pytest.raises(UnfitChannel):
        convert(house, DeliveryId("fourth"), BOB, third, PAYMENTS)
    assert not house.records.snapshot(third).incident.has_room


def test_a_channel_that_everybody_reads_is_no_room_for_a_private_incident(house: House) -> None:
    with pytest.raises(UnfitChannel) as refused:
        declare_in(house, "first", PAYMENTS, private=True)
    assert refused.value.why is Unfit.PUBLIC


def test_a_private_channel_makes_the_incident_private(house: House) -> None:
    declared = declare_in(house, "first", replace(PAYMENTS, private=True))
    assert house.records.snapshot(declared).incident.private


def test_an_incident_gets_one_room_and_only_while_it_is_open() -> None:
    incident = in_status(Status.OPEN)
    incident.adopt_room("C1", actor=ANA, now=LATER)
    with pytest.raises(AlreadySo):
        incident.adopt_room("C2", actor=ANA, now=LATER)
    with pytest.raises(NotAllowed):
        in_status(Status.CLOSED).adopt_room("C1", actor=ANA, now=LATER)


def declare_in(
    house: House, delivery: str, room: AdoptedRoom | None, *, private: bool = False
) -> IncidentId:
    wanted = Declaration("Payments fail", Severity.SEV3, private=private, room=room)
    return declare(house, DeliveryId(delivery), UserId(ANA), wanted).id

"""Which channels can be adopted."""

from dataclasses import replace

import pytest

from firefighter.domain.errors import (
    NoChange,
    NotAllowedInStatus,
    UnsuitableChannel,
    UnsuitableReason,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import ChannelFacts
from firefighter.ports.snapshot import AdoptedChannel, ChannelId
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.channels import convert_channel, refuse_unfit_channel
from firefighter.use_cases.declare import Declaration, declare
from tests.domain.incidents import ANA, BOB, LATER, in_status

PAYMENTS = AdoptedChannel(ChannelId("C0PAYMENTS"), private=False)
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


def test_ordinary_channel_can_be_adopted() -> None:
    assert refuse_unfit_channel(FIT) is FIT
    inside = replace(FIT, private=True, member=True)
    assert refuse_unfit_channel(inside) is inside


@pytest.mark.parametrize(
    ("seen", "why"),
    [
        (None, UnsuitableReason.UNSEEN),
        (replace(FIT, private=True), UnsuitableReason.UNSEEN),
        (replace(FIT, archived=True), UnsuitableReason.ARCHIVED),
        (replace(FIT, shared=True), UnsuitableReason.SHARED),
        (replace(FIT, direct=True, private=True, member=True), UnsuitableReason.DIRECT),
        (replace(FIT, announcing=True), UnsuitableReason.ANNOUNCING),
    ],
)
def test_unsuitable_channel_is_refused(seen: ChannelFacts | None, why: UnsuitableReason) -> None:
    with pytest.raises(UnsuitableChannel) as refused:
        refuse_unfit_channel(seen)
    assert refused.value.why is why


def test_channel_belongs_to_one_incident_only(context: AppContext) -> None:
    first = declare_in(context, "first", PAYMENTS)
    assert context.records.incident_in(PAYMENTS.channel) == first
    with pytest.raises(UnsuitableChannel) as refused:
        declare_in(context, "second", PAYMENTS)
    assert refused.value.why is UnsuitableReason.TAKEN
    third = declare_in(context, "third", None)
    with pytest.raises(UnsuitableChannel):
        convert_channel(context, DeliveryId("fourth"), BOB, third, PAYMENTS)
    assert not context.records.snapshot(third).incident.has_channel


def test_public_channel_is_refused_for_a_private_incident(
    context: AppContext,
) -> None:
    with pytest.raises(UnsuitableChannel) as refused:
        declare_in(context, "first", PAYMENTS, private=True)
    assert refused.value.why is UnsuitableReason.PUBLIC


def test_private_channel_makes_the_incident_private(context: AppContext) -> None:
    declared = declare_in(context, "first", replace(PAYMENTS, private=True))
    assert context.records.snapshot(declared).incident.private


def test_incident_gets_one_channel_and_only_while_open() -> None:
    incident = in_status(Status.OPEN)
    incident.adopt_channel("C1", actor=ANA, now=LATER)
    with pytest.raises(NoChange):
        incident.adopt_channel("C2", actor=ANA, now=LATER)
    with pytest.raises(NotAllowedInStatus):
        in_status(Status.CLOSED).adopt_channel("C1", actor=ANA, now=LATER)


def declare_in(
    context: AppContext,
    delivery: str,
    incident_channel: AdoptedChannel | None,
    *,
    private: bool = False,
) -> IncidentId:
    wanted = Declaration(
        "Payments fail", Severity.SEV3, private=private, incident_channel=incident_channel
    )
    return declare(context, DeliveryId(delivery), UserId(ANA), wanted).id

import threading

import pytest

from firefighter.adapters.api.addresses import Addresses
from firefighter.domain.api_tokens import READ_INCIDENTS
from firefighter.playground.slack import Hang
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef
from tests.adapters.api.conftest import Program, World

PLACE = PlaceRef(Place.CHANNEL, ChannelId("C1"))


class SlowChat:
    """Answers once it may."""

    def __init__(self) -> None:
        self.may_answer = threading.Event()
        self.asked = 0

    def address(self, place: PlaceRef) -> str:
        self.asked += 1
        return f"https://chat/{place.channel}" if self.may_answer.wait(20) else ""


def test_a_chat_that_does_not_answer_is_asked_once_a_while() -> None:
    chat, now = SlowChat(), [0.0]
    addresses = Addresses(chat.address, clock_s=lambda: now[0])
    assert [addresses.current()(PLACE) for _ in range(3)] == [""] * 3
    assert chat.asked == 1
    chat.may_answer.set()
    now[0] = 31.0
    assert addresses.current()(PLACE) == "https://chat/C1"


@pytest.fixture
def reader(world: World) -> Program:
    return world.program(READ_INCIDENTS, name="reader")


def test_incidents_are_read_and_declared_while_slack_hangs(
    world: World, program: Program, reader: Program
) -> None:
    faults = world.sandbox.slack.faults
    faults.answer("auth.test", Hang(seconds=3.0), times=None)
    try:
        for number in range(3):
            program.declare(f"Incident {number}")
        assert len(reader.get("/incidents")["items"]) == 3
    finally:
        faults.clear()

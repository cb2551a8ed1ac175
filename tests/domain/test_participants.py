"""Who becomes a participant by an event."""

import pytest

from firefighter.domain.events import AnyEvent, Described, RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.roles import COMMANDER
from firefighter.domain.timeline import involved
from tests.domain.incidents import ANA, BOB, NOW


@pytest.mark.parametrize(
    ("event", "people"),
    [
        (Described(actor=ANA, at=NOW, summary="It is slow"), (ANA,)),
        (RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=None, after=BOB), (ANA, BOB)),
        (RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=None, after=ANA), (ANA,)),
        (RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=BOB, after=None), (ANA,)),
    ],
)
def test_actors_and_role_holders_are_participants(
    event: AnyEvent, people: tuple[UserId, ...]
) -> None:
    assert involved(event) == people


def test_event_without_actor_has_no_participant() -> None:
    assert involved(Described(actor=UserId(""), at=NOW, summary="It is slow")) == ()

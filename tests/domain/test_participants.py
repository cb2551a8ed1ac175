"""Who takes part in an incident by what happens."""

import pytest

from firefighter.domain.events import AnyEvent, Described, RoleChanged
from firefighter.domain.ids import UserId
from firefighter.domain.participants import involved
from firefighter.domain.roles import COMMANDER
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
def test_whoever_acts_or_is_given_a_role_takes_part(
    event: AnyEvent, people: tuple[UserId, ...]
) -> None:
    assert involved(event) == people


def test_what_nobody_did_involves_nobody() -> None:
    assert involved(Described(actor=UserId(""), at=NOW, summary="It is slow")) == ()

from datetime import timedelta

from firefighter.effects.gates import Gates
from tests.domain.incidents import NOW

POST, EDIT = "chat.postMessage:C1", "chat.update"


def test_a_gate_that_nobody_closed_is_open() -> None:
    assert Gates().seconds_left(POST, NOW) == 0


def test_a_closed_gate_opens_when_its_time_has_passed() -> None:
    gates = Gates()
    gates.close({POST: NOW + timedelta(seconds=30)})
    assert gates.seconds_left(POST, NOW) == 30
    assert gates.seconds_left(POST, NOW + timedelta(seconds=29.5)) == 0.5
    assert gates.seconds_left(POST, NOW + timedelta(seconds=30)) == 0


def test_one_closed_gate_leaves_the_others_open() -> None:
    gates = Gates()
    gates.close({POST: NOW + timedelta(seconds=30)})
    assert gates.seconds_left(EDIT, NOW) == 0


def test_a_later_word_does_not_shorten_the_wait() -> None:
    gates = Gates()
    gates.close({POST: NOW + timedelta(seconds=30)})
    gates.close({POST: NOW + timedelta(seconds=10), EDIT: NOW + timedelta(seconds=5)})
    assert gates.seconds_left(POST, NOW) == 30
    assert gates.seconds_left(EDIT, NOW) == 5


def test_a_gate_can_be_closed_again_after_it_opened() -> None:
    gates = Gates()
    gates.close({POST: NOW + timedelta(seconds=1)})
    assert gates.seconds_left(POST, NOW + timedelta(seconds=2)) == 0
    gates.close({POST: NOW + timedelta(seconds=9)})
    assert gates.seconds_left(POST, NOW + timedelta(seconds=2)) == 7

from functools import partial

import pytest

from firefighter.domain.errors import UnknownIncident
from firefighter.domain.ids import IncidentId
from tests.store.desk import Desk, delivery
from tests.store.threads import at_once, insist


def test_incidents_are_numbered_from_one(desk: Desk) -> None:
    assert [desk.incident() for _ in range(3)] == [1, 2, 3]


def test_a_number_whose_transaction_was_undone_is_given_out_again(desk: Desk) -> None:
    desk.incident()
    with pytest.raises(UnknownIncident), desk.units(delivery()) as unit:
        unit.incidents.get(unit.incidents.next_id())
    assert desk.incident() == 2


def test_two_declared_in_one_transaction_get_a_number_each(desk: Desk) -> None:
    with desk.units(delivery()) as unit:
        assert [unit.incidents.next_id(), unit.incidents.next_id()] == [1, 2]


def test_incidents_declared_at_once_by_two_processes_get_a_number_each(
    desk: Desk, other_desk: Desk
) -> None:
    numbers = at_once(*[partial(insist, where.incident) for where in [desk, other_desk] * 6])
    assert set(numbers) == {IncidentId(number) for number in range(1, 13)}

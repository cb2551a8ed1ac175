from functools import partial

import pytest

from firefighter.domain.errors import UnknownIncident
from firefighter.domain.ids import IncidentId
from tests.adapters.store.concurrency import retry_while_busy, run_at_once
from tests.adapters.store.store_client import StoreClient, delivery


def test_incidents_are_numbered_from_one(store_client: StoreClient) -> None:
    assert [store_client.incident() for _ in range(3)] == [1, 2, 3]


def test_the_number_of_a_rolled_back_transaction_is_used_again(
    store_client: StoreClient,
) -> None:
    store_client.incident()
    with pytest.raises(UnknownIncident), store_client.units(delivery()) as unit:
        unit.incidents.get(unit.incidents.next_id())
    assert store_client.incident() == 2


def test_two_incidents_in_one_transaction_get_different_numbers(store_client: StoreClient) -> None:
    with store_client.units(delivery()) as unit:
        assert [unit.incidents.next_id(), unit.incidents.next_id()] == [1, 2]


def test_two_processes_declaring_at_once_get_different_numbers(
    store_client: StoreClient, other_store_client: StoreClient
) -> None:
    numbers = run_at_once(
        *[
            partial(retry_while_busy, where.incident)
            for where in [store_client, other_store_client] * 6
        ]
    )
    assert set(numbers) == {IncidentId(number) for number in range(1, 13)}

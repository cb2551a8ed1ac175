import pytest

from firefighter.ports.outbox import Outcome
from firefighter.ports.store import EffectRequest
from tests.adapters.store.store_client import NEVER, StoreClient, effect


@pytest.mark.parametrize(
    ("requests", "rounds"),
    [
        pytest.param(
            [effect("one", "a"), effect("two", "a"), effect("three", "a")],
            [["one"], ["two"], ["three"]],
            id="in one lane in order",
        ),
        pytest.param(
            [effect("one", "a"), effect("two", "b"), effect("three", "c")],
            [["one", "three", "two"]],
            id="in different lanes at the same time",
        ),
        pytest.param(
            [effect("one"), effect("two"), effect("three")],
            [["one", "three", "two"]],
            id="of no lane at the same time",
        ),
        pytest.param(
            [effect("channel", "a"), effect("pin", "b", ("a",)), effect("topic", "c", ("a",))],
            [["channel"], ["pin", "topic"]],
            id="after what they need",
        ),
        pytest.param(
            [effect("one", "a"), effect("two", "a"), effect("last", "b", ("a",))],
            [["one"], ["two"], ["last"]],
            id="after all of the lane that they need",
        ),
        pytest.param(
            [effect("one", "a"), effect("two", "b"), effect("last", "c", ("a", "b"))],
            [["one", "two"], ["last"]],
            id="after each of the lanes that they need",
        ),
        pytest.param(
            [effect("early", "b", ("a",)), effect("one", "a")],
            [["early", "one"]],
            id="not after what came later into the lane that they need",
        ),
        pytest.param(
            [effect("one", "a"), effect("two", "a", ("a",)), effect("three", "a")],
            [["one"], ["two"], ["three"]],
            id="with a need of their own lane",
        ),
        pytest.param(
            [effect("one", "a", ("nothing there",))], [["one"]], id="with a need of an empty lane"
        ),
        pytest.param(
            [
                effect("channel", "a"),
                effect("panel", "b", ("a",)),
                effect("pin", "c", ("b",)),
                effect("line", "d", ("a",)),
            ],
            [["channel"], ["line", "panel"], ["pin"]],
            id="along a chain of needs",
        ),
    ],
)
def test_effects_of_an_incident_are_done(
    store_client: StoreClient, requests: list[EffectRequest], rounds: list[list[str]]
) -> None:
    store_client.enqueue(store_client.incident(), *requests)
    assert store_client.rounds() == rounds


def test_order_is_kept_over_several_changes(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    for request in (effect("one", "a"), effect("two", "a"), effect("last", "b", ("a",))):
        store_client.enqueue(incident_id, request)
    assert store_client.rounds() == [["one"], ["two"], ["last"]]


def test_lanes_of_two_incidents_are_separate(
    store_client: StoreClient,
) -> None:
    for number in ("first", "second"):
        store_client.enqueue(store_client.incident(), effect(number, "a"))
    assert store_client.claimable() == ["first", "second"]


def test_effects_without_an_incident_wait_for_nothing(store_client: StoreClient) -> None:
    store_client.enqueue(None, effect("one"), effect("two"))
    assert store_client.claimable() == ["one", "two"]


def test_an_effect_without_a_lane_waits_for_what_it_needs(store_client: StoreClient) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"), effect("note", "", ("a",)))
    assert store_client.rounds() == [["channel"], ["note"]]


def test_an_effect_in_progress_blocks_its_lane_and_what_needs_it(store_client: StoreClient) -> None:
    store_client.enqueue(
        store_client.incident(),
        effect("one", "a"),
        effect("two", "a"),
        effect("three", "b", ("a",)),
    )
    assert store_client.claimable() == ["one"]
    assert store_client.claimable() == []


def test_a_failed_effect_blocks_only_its_lane_and_what_needs_it(
    store_client: StoreClient,
) -> None:
    poisoned, healthy = store_client.incident(), store_client.incident()
    store_client.enqueue(
        poisoned,
        effect("poison", "a"),
        effect("behind", "a"),
        effect("dependant", "b", ("a",)),
        effect("bystander", "c"),
    )
    store_client.enqueue(healthy, effect("other", "a"))
    claims = {claim.kind: claim for claim in store_client.claim()}
    assert sorted(claims) == ["bystander", "other", "poison"]
    store_client.outbox.mark_failed(claims["poison"], NEVER)
    store_client.done(claims["other"])
    store_client.enqueue(healthy, effect("another", "a"))
    store_client.enqueue(poisoned, effect("late", "a"))
    assert store_client.claimable() == ["another"]


def test_follow_up_effects_of_an_outcome_are_enqueued_in_their_lane(
    store_client: StoreClient,
) -> None:
    incident_id = store_client.incident()
    store_client.enqueue(incident_id, effect("channel", "a"), effect("panel", "b", ("a",)))
    next_effects = (effect("card", "c"), effect("second panel", "b"))
    store_client.outbox.done(store_client.claim_one(), Outcome(next_effects=next_effects))
    assert store_client.rounds() == [["card", "panel"], ["second panel"]]


def test_a_limited_claim_takes_what_is_due_longest(store_client: StoreClient) -> None:
    store_client.enqueue(
        store_client.incident(), effect("one", "a"), effect("two", "b"), effect("three", "c")
    )
    assert [[claim.kind for claim in store_client.claim(2)] for _ in range(3)] == [
        ["one", "two"],
        ["three"],
        [],
    ]


def test_a_long_queue_of_one_incident_does_not_starve_another(store_client: StoreClient) -> None:
    busy, quiet = store_client.incident(), store_client.incident()
    store_client.enqueue(busy, *(effect(f"{number}", "a") for number in range(50)))
    store_client.enqueue(quiet, effect("quiet", "a"))
    assert [claim.kind for _ in range(3) for claim in store_client.claim(1)] == ["0", "quiet"]

import pytest

from firefighter.ports.outbox import Outcome
from firefighter.ports.store import EffectRequest
from tests.store.desk import NEVER, Desk, effect


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
            [effect("room", "a"), effect("pin", "b", ("a",)), effect("topic", "c", ("a",))],
            [["room"], ["pin", "topic"]],
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
                effect("room", "a"),
                effect("panel", "b", ("a",)),
                effect("pin", "c", ("b",)),
                effect("line", "d", ("a",)),
            ],
            [["room"], ["line", "panel"], ["pin"]],
            id="along a chain of needs",
        ),
    ],
)
def test_effects_of_an_incident_are_done(
    desk: Desk, requests: list[EffectRequest], rounds: list[list[str]]
) -> None:
    desk.enqueue(desk.incident(), *requests)
    assert desk.rounds() == rounds


def test_order_holds_over_several_changes(desk: Desk) -> None:
    incident_id = desk.incident()
    for request in (effect("one", "a"), effect("two", "a"), effect("last", "b", ("a",))):
        desk.enqueue(incident_id, request)
    assert desk.rounds() == [["one"], ["two"], ["last"]]


def test_lanes_of_the_same_name_of_two_incidents_have_nothing_to_do_with_each_other(
    desk: Desk,
) -> None:
    for number in ("first", "second"):
        desk.enqueue(desk.incident(), effect(number, "a"))
    assert desk.claimable() == ["first", "second"]


def test_effects_of_no_incident_wait_for_nothing(desk: Desk) -> None:
    desk.enqueue(None, effect("one"), effect("two"))
    assert desk.claimable() == ["one", "two"]


def test_an_effect_of_no_lane_still_waits_for_what_it_needs(desk: Desk) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"), effect("note", "", ("a",)))
    assert desk.rounds() == [["room"], ["note"]]


def test_what_is_under_way_holds_up_its_lane_and_what_needs_it(desk: Desk) -> None:
    desk.enqueue(
        desk.incident(), effect("one", "a"), effect("two", "a"), effect("three", "b", ("a",))
    )
    assert desk.claimable() == ["one"]
    assert desk.claimable() == []


def test_a_parked_effect_holds_up_its_lane_and_what_needs_it_but_nothing_else(desk: Desk) -> None:
    poisoned, healthy = desk.incident(), desk.incident()
    desk.enqueue(
        poisoned,
        effect("poison", "a"),
        effect("behind", "a"),
        effect("dependant", "b", ("a",)),
        effect("bystander", "c"),
    )
    desk.enqueue(healthy, effect("other", "a"))
    claims = {claim.kind: claim for claim in desk.claim()}
    assert sorted(claims) == ["bystander", "other", "poison"]
    desk.outbox.park(claims["poison"], NEVER)
    desk.done(claims["other"])
    desk.enqueue(healthy, effect("another", "a"))
    desk.enqueue(poisoned, effect("late", "a"))
    assert desk.claimable() == ["another"]


def test_what_a_result_makes_necessary_is_enqueued_with_it_in_its_lane(desk: Desk) -> None:
    desk.enqueue(desk.incident(), effect("room", "a"), effect("panel", "b", ("a",)))
    then = (effect("card", "c"), effect("second panel", "b"))
    desk.outbox.done(desk.claim_one(), Outcome(then=then))
    assert desk.rounds() == [["card", "panel"], ["second panel"]]


def test_a_limit_takes_what_is_due_longest(desk: Desk) -> None:
    desk.enqueue(desk.incident(), effect("one", "a"), effect("two", "b"), effect("three", "c"))
    assert [[claim.kind for claim in desk.claim(2)] for _ in range(3)] == [
        ["one", "two"],
        ["three"],
        [],
    ]


def test_a_long_queue_of_one_incident_does_not_starve_another(desk: Desk) -> None:
    busy, quiet = desk.incident(), desk.incident()
    desk.enqueue(busy, *(effect(f"{number}", "a") for number in range(50)))
    desk.enqueue(quiet, effect("quiet", "a"))
    assert [claim.kind for _ in range(3) for claim in desk.claim(1)] == ["0", "quiet"]

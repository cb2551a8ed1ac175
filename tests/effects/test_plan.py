"""What each event makes necessary, for each kind of incident."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from firefighter.domain.ids import RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.domain.updates import Update
from firefighter.effects.plan import plan
from firefighter.ports.store import EffectRequest
from tests.domain.incidents import (
    ANA,
    BOB,
    CAM,
    DEMANDING,
    LATER,
    RELAXED,
    SAID_IN_FULL,
    declared,
    in_status,
)


@dataclass(frozen=True)
class Sort:
    """How an incident is worked."""

    policy: SeverityPolicy
    private: bool = False

    def new(self) -> Incident:
        return declared(policy=self.policy, private=self.private)

    def stored(self) -> Incident:
        return in_status(Status.OPEN, policy=self.policy, private=self.private)


IN_THREAD = Sort(RELAXED)
IN_ROOM = Sort(DEMANDING)
PRIVATE = Sort(RELAXED, private=True)

ANNOUNCES = ["post_announcement in announcement", "post_panel in thread_panel"]
OPENS_ROOM = [
    "create_room in room",
    "post_panel in room_panel",
    "pin_panel in pin",
    "set_topic in topic",
    "invite_people in invitations",
]
DRAWS_OUTSIDE = ["refresh_card in announcement-edits", "refresh_card in thread_panel-edits"]
DRAWS_INSIDE = ["refresh_card in room_panel-edits"]
SAYS_OUTSIDE = ["post_line in announcement-lines"]
SAYS_INSIDE = ["post_line in room-lines"]
MAKES_PAGE = ["create_page in page"]
DRAWS_PAGE = ["refresh_page in page-edits"]
SETS_TOPIC = ["set_topic in topic"]
INVITES = ["invite_people in invitations"]
BRIEFS = ["brief_holder in briefing-commander"]


def planned(incident: Incident) -> Sequence[EffectRequest]:
    """What the incident's one event makes necessary."""
    (event,) = incident.events
    return plan(incident, event)


def in_words(requests: Sequence[EffectRequest]) -> list[str]:
    """But for the Home tabs, which every event may change."""
    words = [f"{request.kind} in {request.lane}" for request in requests]
    assert words.pop() == "refresh_homes in homes"
    return words


def invited(requests: Sequence[EffectRequest]) -> list[object]:
    return [request.payload["people"] for request in requests if request.kind == "invite_people"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, ANNOUNCES),
        (IN_ROOM, ANNOUNCES + OPENS_ROOM),
        (PRIVATE, OPENS_ROOM),
        (Sort(DEMANDING, private=True), OPENS_ROOM),
    ],
)
def test_declaring(sort: Sort, expected: list[str]) -> None:
    assert in_words(planned(sort.new())) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_ROOM, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE),
    ],
)
def test_changing_the_status_and_describing(sort: Sort, expected: list[str]) -> None:
    moved, described = sort.stored(), sort.stored()
    moved.advance(SAID_IN_FULL[Trigger.INVESTIGATE], actor=BOB, now=LATER)
    described.describe("Carts are empty", actor=BOB, now=LATER)
    assert in_words(planned(moved)) == expected
    assert in_words(planned(described)) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_ROOM, SAYS_INSIDE + SAYS_OUTSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE),
    ],
)
def test_posting_an_update(sort: Sort, expected: list[str]) -> None:
    incident = sort.stored()
    incident.post_update(Update(impact="Slow", changed="Nothing"), actor=BOB, now=LATER)
    assert in_words(planned(incident)) == expected


@pytest.mark.parametrize(
    ("sort", "policy", "expected"),
    [
        (IN_THREAD, RELAXED, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_THREAD, DEMANDING, SAYS_OUTSIDE + OPENS_ROOM + DRAWS_OUTSIDE),
        (IN_ROOM, DEMANDING, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE + SETS_TOPIC + INVITES),
        (IN_ROOM, RELAXED, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE + SETS_TOPIC),
        (PRIVATE, DEMANDING, SAYS_INSIDE + DRAWS_INSIDE + SETS_TOPIC + INVITES),
        (PRIVATE, RELAXED, SAYS_INSIDE + DRAWS_INSIDE + SETS_TOPIC),
    ],
)
def test_changing_the_severity(sort: Sort, policy: SeverityPolicy, expected: list[str]) -> None:
    incident = sort.stored()
    incident.change_severity(
        Severity.SEV1, policy, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert in_words(planned(incident)) == expected


ENTERS_ROOM = ["join_room in room", *OPENS_ROOM[1:]]


def test_declaring_in_a_channel_that_is_there_enters_it_in_place_of_making_one() -> None:
    incident = declared(policy=RELAXED, room="C1")
    assert in_words(planned(incident)) == ANNOUNCES + ENTERS_ROOM + SAYS_INSIDE


def test_moving_into_a_channel_that_is_there_is_told_where_people_are_and_where_they_go() -> None:
    incident = IN_THREAD.stored()
    incident.adopt_room("C1", actor=BOB, now=LATER)
    expected = SAYS_OUTSIDE + ENTERS_ROOM + SAYS_INSIDE + DRAWS_OUTSIDE
    assert in_words(planned(incident)) == expected


def test_a_room_that_comes_after_the_page_shows_the_way_to_it() -> None:
    incident = IN_THREAD.stored()
    incident.has_page = True
    incident.adopt_room("C1", actor=BOB, now=LATER)
    assert "bookmark_page in bookmark" in in_words(planned(incident))


LEAVES = ["retire_room in retired-C1"] * 2
TAKES_DOWN = ["take_down in announcement"]
IS_NAMED_ANEW = ["refresh_kin in kin"]


def test_becoming_private_takes_down_what_everybody_reads_and_makes_a_private_room() -> None:
    in_thread, in_room = IN_THREAD.stored(), IN_ROOM.stored()
    in_thread.make_private(left="", people=(CAM,), actor=BOB, now=LATER)
    in_room.make_private(left="C1", people=(CAM,), actor=BOB, now=LATER)
    goes_on = [*OPENS_ROOM, *INVITES, *SAYS_INSIDE]
    assert in_words(planned(in_thread)) == TAKES_DOWN + goes_on + IS_NAMED_ANEW
    assert in_words(planned(in_room)) == [*TAKES_DOWN, *LEAVES, *goes_on, *IS_NAMED_ANEW]


def test_becoming_public_is_announced_and_changes_no_room() -> None:
    incident = PRIVATE.stored()
    incident.make_public(actor=BOB, now=LATER)
    expected = ANNOUNCES + SAYS_INSIDE + DRAWS_INSIDE + IS_NAMED_ANEW
    assert in_words(planned(incident)) == expected


@pytest.mark.parametrize(
    ("sort", "always", "for_a_newcomer"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE, []),
        (IN_ROOM, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE, INVITES),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE, INVITES),
    ],
)
def test_changing_a_role(sort: Sort, always: list[str], for_a_newcomer: list[str]) -> None:
    incident = sort.stored()
    incident.take_role(COMMANDER, seen=None, actor=BOB, now=LATER)
    assert in_words(planned(incident)) == always + for_a_newcomer + BRIEFS
    incident.events.clear()
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=LATER)
    assert in_words(planned(incident)) == always + for_a_newcomer + BRIEFS
    incident.events.clear()
    incident.step_down(COMMANDER, actor=CAM, now=LATER)
    assert in_words(planned(incident)) == always


def test_a_new_room_is_for_who_asked_who_declared_who_holds_a_role_and_who_is_on_call() -> None:
    incident = in_status(Status.OPEN)
    incident.take_role(COMMANDER, seen=None, actor=CAM, now=LATER)
    incident.take_role(RoleKey("scribe"), seen=None, actor=CAM, now=LATER)
    incident.events.clear()
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert invited(planned(incident)) == [[BOB, ANA, CAM, "SONCALL"]]


def test_nobody_is_invited_twice_into_a_new_room() -> None:
    assert invited(planned(IN_ROOM.new())) == [[ANA, "SONCALL"]]


def test_the_newcomer_is_who_gets_the_role_not_who_gives_it() -> None:
    incident = IN_ROOM.stored()
    incident.holders[COMMANDER] = BOB
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=LATER)
    assert invited(planned(incident)) == [[CAM]]


def test_a_raised_severity_brings_in_who_its_policy_names() -> None:
    incident = PRIVATE.stored()
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert invited(planned(incident)) == [["SONCALL"]]

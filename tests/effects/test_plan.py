"""The effects of each event, for each kind of incident."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from firefighter.domain.events import Update
from firefighter.domain.ids import RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.effects.plan import plan_effects
from firefighter.ports.store import EffectRequest
from tests.domain.incidents import (
    ANA,
    BOB,
    CAM,
    COMPLETE_STEPS,
    DEMANDING,
    LATER,
    NOW,
    RELAXED,
    declared,
    in_status,
)


@dataclass(frozen=True)
class Sort:
    """Policy and visibility of an incident."""

    policy: SeverityPolicy
    private: bool = False

    def new(self) -> Incident:
        return declared(policy=self.policy, private=self.private)

    def stored(self) -> Incident:
        return in_status(Status.OPEN, policy=self.policy, private=self.private)


IN_THREAD = Sort(RELAXED)
IN_CHANNEL = Sort(DEMANDING)
PRIVATE = Sort(RELAXED, private=True)

ANNOUNCES = ["post_announcement in announcement", "post_panel in thread_panel"]
OPENS_CHANNEL = [
    "create_channel in channel",
    "post_panel in channel_panel",
    "pin_panel in pin",
    "set_topic in topic",
    "invite_people in invitations",
]
DRAWS_OUTSIDE = ["refresh_card in announcement-edits", "refresh_card in thread_panel-edits"]
DRAWS_INSIDE = ["refresh_card in channel_panel-edits"]
SAYS_OUTSIDE = ["post_line in announcement-lines"]
SAYS_INSIDE = ["post_line in channel-lines"]
MAKES_PAGE = ["create_page in page"]
DRAWS_PAGE = ["refresh_page in page-edits"]
SETS_TOPIC = ["set_topic in topic"]
INVITES = ["invite_people in invitations"]
RESOLVES_NUDGE = ["resolve_nudge in nudges"]
BRIEFS = ["brief_holder in briefing-commander"]


def planned(incident: Incident) -> Sequence[EffectRequest]:
    """The effects of the incident's only event."""
    (event,) = incident.events
    return plan_effects(incident, event)


def in_words(requests: Sequence[EffectRequest]) -> list[str]:
    """Without refreshes of Home tabs, which follow every event."""
    words = [f"{request.kind} in {request.lane}" for request in requests]
    assert words.pop() == "refresh_homes in homes"
    return words


def invited(requests: Sequence[EffectRequest]) -> list[object]:
    return [request.payload["people"] for request in requests if request.kind == "invite_people"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, ANNOUNCES),
        (IN_CHANNEL, ANNOUNCES + OPENS_CHANNEL),
        (PRIVATE, OPENS_CHANNEL),
        (Sort(DEMANDING, private=True), OPENS_CHANNEL),
    ],
)
def test_effects_of_a_declaration(sort: Sort, expected: list[str]) -> None:
    assert in_words(planned(sort.new())) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_CHANNEL, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE),
    ],
)
def test_effects_of_a_status_change_and_a_summary(sort: Sort, expected: list[str]) -> None:
    moved, described = sort.stored(), sort.stored()
    moved.advance(COMPLETE_STEPS[StepKind.INVESTIGATE], actor=BOB, now=LATER)
    described.describe("Carts are empty", actor=BOB, now=LATER)
    assert in_words(planned(moved)) == expected
    assert in_words(planned(described)) == expected


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_CHANNEL, SAYS_INSIDE + SAYS_OUTSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE),
    ],
)
def test_effects_of_an_update(sort: Sort, expected: list[str]) -> None:
    incident = sort.stored()
    incident.post_update(Update(impact="Slow", changed="Nothing"), actor=BOB, now=LATER)
    assert in_words(planned(incident)) == expected + RESOLVES_NUDGE


@pytest.mark.parametrize(
    ("sort", "policy", "expected"),
    [
        (IN_THREAD, RELAXED, SAYS_OUTSIDE + DRAWS_OUTSIDE),
        (IN_THREAD, DEMANDING, SAYS_OUTSIDE + OPENS_CHANNEL + DRAWS_OUTSIDE),
        (IN_CHANNEL, DEMANDING, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE + SETS_TOPIC + INVITES),
        (IN_CHANNEL, RELAXED, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE + SETS_TOPIC),
        (PRIVATE, DEMANDING, SAYS_INSIDE + DRAWS_INSIDE + SETS_TOPIC + INVITES),
        (PRIVATE, RELAXED, SAYS_INSIDE + DRAWS_INSIDE + SETS_TOPIC),
    ],
)
def test_effects_of_a_severity_change(
    sort: Sort, policy: SeverityPolicy, expected: list[str]
) -> None:
    incident = sort.stored()
    incident.change_severity(
        Severity.SEV1, policy, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert in_words(planned(incident)) == expected + RESOLVES_NUDGE


ENTERS_CHANNEL = ["join_channel in channel", *OPENS_CHANNEL[1:]]


def test_declaring_in_an_existing_channel_joins_it() -> None:
    incident = declared(policy=RELAXED, incident_channel="C1")
    assert in_words(planned(incident)) == ANNOUNCES + ENTERS_CHANNEL + SAYS_INSIDE


def test_adopting_a_channel_is_announced_in_both_places() -> None:
    incident = IN_THREAD.stored()
    incident.adopt_channel("C1", actor=BOB, now=LATER)
    expected = SAYS_OUTSIDE + ENTERS_CHANNEL + SAYS_INSIDE + DRAWS_OUTSIDE
    assert in_words(planned(incident)) == expected


def test_channel_created_after_the_page_bookmarks_it() -> None:
    incident = IN_THREAD.stored()
    incident.has_postmortem_page = True
    incident.adopt_channel("C1", actor=BOB, now=LATER)
    assert "bookmark_postmortem_page in bookmark" in in_words(planned(incident))


LEAVES = ["retire_channel in retired-C1"] * 2
TAKES_DOWN = ["delete_announcement in announcement"]
REFRESHES_RELATED = ["refresh_related in related"]


def test_becoming_private_deletes_public_messages_and_creates_a_channel() -> None:
    in_thread, in_channel = IN_THREAD.stored(), IN_CHANNEL.stored()
    in_thread.make_private(left="", people=(CAM,), actor=BOB, now=LATER)
    in_channel.make_private(left="C1", people=(CAM,), actor=BOB, now=LATER)
    goes_on = [*OPENS_CHANNEL, *INVITES, *SAYS_INSIDE]
    assert in_words(planned(in_thread)) == TAKES_DOWN + goes_on + REFRESHES_RELATED
    assert in_words(planned(in_channel)) == [*TAKES_DOWN, *LEAVES, *goes_on, *REFRESHES_RELATED]


def test_becoming_public_is_announced_and_keeps_the_channel() -> None:
    incident = PRIVATE.stored()
    incident.make_public(actor=BOB, now=LATER)
    expected = ANNOUNCES + SAYS_INSIDE + DRAWS_INSIDE + REFRESHES_RELATED
    assert in_words(planned(incident)) == expected


@pytest.mark.parametrize(
    ("sort", "always", "for_a_newcomer"),
    [
        (IN_THREAD, SAYS_OUTSIDE + DRAWS_OUTSIDE, []),
        (IN_CHANNEL, SAYS_INSIDE + DRAWS_OUTSIDE + DRAWS_INSIDE, INVITES),
        (PRIVATE, SAYS_INSIDE + DRAWS_INSIDE, INVITES),
    ],
)
def test_effects_of_a_role_change(sort: Sort, always: list[str], for_a_newcomer: list[str]) -> None:
    incident = sort.stored()
    incident.take_role(COMMANDER, seen=None, actor=BOB, now=LATER)
    assert in_words(planned(incident)) == always + for_a_newcomer + BRIEFS + RESOLVES_NUDGE
    incident.events.clear()
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=LATER)
    assert in_words(planned(incident)) == always + for_a_newcomer + BRIEFS + RESOLVES_NUDGE
    incident.events.clear()
    incident.step_down(COMMANDER, actor=CAM, now=LATER)
    assert in_words(planned(incident)) == always


def test_new_channel_invites_everybody_involved() -> None:
    incident = in_status(Status.OPEN)
    incident.take_role(COMMANDER, seen=None, actor=CAM, now=LATER)
    incident.take_role(RoleKey("scribe"), seen=None, actor=CAM, now=LATER)
    incident.events.clear()
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert invited(planned(incident)) == [[BOB, ANA, CAM, "SONCALL"]]


def test_nobody_is_invited_twice_into_a_new_channel() -> None:
    assert invited(planned(IN_CHANNEL.new())) == [[ANA, "SONCALL"]]


def test_new_role_holder_is_invited() -> None:
    incident = IN_CHANNEL.stored()
    incident.holders[COMMANDER] = BOB
    incident.hand_over(COMMANDER, CAM, actor=BOB, now=LATER)
    assert invited(planned(incident)) == [[CAM]]


def test_raised_severity_invites_people_of_its_policy() -> None:
    incident = PRIVATE.stored()
    incident.change_severity(
        Severity.SEV1, DEMANDING, seen=Severity.SEV3, reason="It grows", actor=BOB, now=LATER
    )
    assert invited(planned(incident)) == [["SONCALL"]]


@pytest.mark.parametrize(
    ("step_kind", "before", "announced"),
    [
        (StepKind.INVESTIGATE, Status.OPEN, False),
        (StepKind.MITIGATE, Status.INVESTIGATING, True),
        (StepKind.CLOSE, Status.POSTMORTEM, True),
    ],
)
def test_announcement_thread_hears_that_it_is_mitigated_or_closed(
    step_kind: StepKind, before: Status, *, announced: bool
) -> None:
    incident = in_status(before, policy=DEMANDING)
    incident.advance(COMPLETE_STEPS[step_kind], actor=ANA, now=NOW)
    lines = [each.payload["place"] for each in planned(incident) if each.kind == "post_line"]
    assert lines == ["channel", *(["announcement"] if announced else [])]


def test_private_incident_is_announced_nowhere_when_closed() -> None:
    incident = in_status(Status.POSTMORTEM, policy=DEMANDING, private=True)
    incident.advance(COMPLETE_STEPS[StepKind.CLOSE], actor=ANA, now=NOW)
    lines = [each.payload["place"] for each in planned(incident) if each.kind == "post_line"]
    assert lines == ["channel"]

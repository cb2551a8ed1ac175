"""One event in one line: who did what."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    PageWanted,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.slack.words.lines import line
from tests.domain.incidents import ANA, BOB, NOW, declared
from tests.slack import strategies
from tests.slack.live_text import live_parts

SEV1, SEV2, SEV3, SEV4 = Severity
SLACK_SHOWS = 3000
"""Characters of a section."""


def said(event: AnyEvent, rules: Rules | None = None) -> str:
    """The line without its sign."""
    sign, _space, sentence = line(event, declared(), rules or Rules()).partition(" ")
    assert sign.startswith(":")
    assert sign.endswith(":")
    return sentence


def step(
    trigger: Trigger,
    note: str = "",
    *,
    reason: CancelReason | None = None,
    of: int = 0,
    overridden: bool = False,
) -> StatusChanged:
    return StatusChanged(
        actor=ANA,
        at=NOW,
        trigger=trigger,
        before=Status.OPEN,
        after=Status.CLOSED,
        note=note,
        cancel_reason=reason,
        duplicate_of=IncidentId(of) if of else None,
        overridden=overridden,
    )


STEPS = [
    (step(Trigger.INVESTIGATE), "<@UANA> is investigating."),
    (step(Trigger.MITIGATE, "Rolled back"), "<@UANA> marked it mitigated: Rolled back"),
    (step(Trigger.START_POSTMORTEM), "<@UANA> started the post-mortem."),
    (step(Trigger.CLOSE), "<@UANA> closed it."),
    (
        step(Trigger.CLOSE, "Nothing to learn", overridden=True),
        "<@UANA> closed it, overriding the checklist: Nothing to learn",
    ),
    (
        step(Trigger.CANCEL, reason=CancelReason.DUPLICATE, of=7),
        "<@UANA> cancelled it: duplicate of INC-7",
    ),
    (
        step(Trigger.CANCEL, "Seen twice", reason=CancelReason.DUPLICATE, of=7),
        "<@UANA> cancelled it: duplicate of INC-7. Seen twice",
    ),
    (step(Trigger.CANCEL, reason=CancelReason.FALSE_ALARM), "<@UANA> cancelled it: false alarm"),
    (step(Trigger.CANCEL, reason=CancelReason.EXTERNAL), "<@UANA> cancelled it: not ours to fix"),
    (
        step(Trigger.CANCEL, "A test got loose", reason=CancelReason.OTHER),
        "<@UANA> cancelled it: something else. A test got loose",
    ),
    (step(Trigger.REOPEN, "It is back"), "<@UANA> reopened it: It is back"),
]
OTHERS: list[tuple[AnyEvent, str]] = [
    (
        Declared(actor=ANA, at=NOW, title="Mail is slow", severity=SEV2),
        "<@UANA> declared INC-42 as SEV2.",
    ),
    (
        Described(actor=ANA, at=NOW, summary="Carts\n\nare empty"),
        "<@UANA> described what is seen: Carts are empty",
    ),
    (
        SeverityChanged(actor=ANA, at=NOW, before=SEV3, after=SEV1, reason="It\n", opens_room=True),
        "<@UANA> raised the severity from SEV3 to *SEV1*. A channel for it is being made. Why: It",
    ),
    (
        SeverityChanged(actor=ANA, at=NOW, before=SEV2, after=SEV4, reason="Most can pay"),
        "<@UANA> lowered the severity from SEV2 to *SEV4*. Why: Most can pay",
    ),
    (
        SeverityChanged(actor=ANA, at=NOW, before=SEV2, after=SEV4),
        "<@UANA> lowered the severity from SEV2 to *SEV4*.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=None, after=ANA),
        "<@UANA> is now incident commander.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=BOB, after=ANA),
        "<@UANA> is now incident commander, taking over from <@UBOB>.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=ANA, after=BOB),
        "<@UANA> handed the incident commander role over to <@UBOB>.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=ANA, after=None),
        "<@UANA> stepped down as incident commander. Nobody holds the role now.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=RoleKey("liaison"), before=None, after=ANA),
        "<@UANA> is now liaison.",
    ),
    (
        PageWanted(actor=ANA, at=NOW),
        "<@UANA> asked for the post-mortem page.",
    ),
    (
        Classified(actor=ANA, at=NOW, trigger="traffic", failure_class="capacity"),
        "<@UANA> classified it: set off by traffic, failed by capacity.",
    ),
    (
        UpdatePosted(actor=ANA, at=NOW, impact="Carts\nare empty", changed="Nothing yet"),
        "<@UANA> posted an update: Nothing yet · Impact: Carts are empty",
    ),
]


@pytest.mark.parametrize(("event", "sentence"), [*STEPS, *OTHERS])
def test_an_event_is_a_sentence(event: AnyEvent, sentence: str) -> None:
    assert said(event) == sentence


def test_every_step_of_the_lifecycle_is_among_them() -> None:
    assert {event.trigger for event, _sentence in STEPS} == set(Trigger)


moments = st.datetimes(timezones=st.just(UTC))
texts = strategies.filled(3000)
events: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(Declared, actor=strategies.people, at=moments, title=strategies.titles),
    st.builds(Described, actor=strategies.people, at=moments, summary=texts),
    st.builds(StatusChanged, actor=strategies.people, at=moments, note=texts),
    st.builds(SeverityChanged, actor=strategies.people, at=moments, reason=texts),
    st.builds(
        RoleChanged,
        actor=strategies.people,
        at=moments,
        role=st.just(COMMANDER),
        before=st.none() | strategies.people,
        after=st.none() | strategies.people,
    ),
    strategies.updates,
)


@given(events)
def test_a_line_mentions_who_did_it_and_to_whom_and_pings_nobody_else(event: AnyEvent) -> None:
    involved = {event.actor}
    if isinstance(event, RoleChanged):
        involved |= {one for one in (event.before, event.after) if one}
    mentioned = live_parts(line(event, declared(), Rules()))
    assert f"@{event.actor}" in mentioned
    assert mentioned <= {f"@{user}" for user in involved}


@given(events)
def test_a_line_is_one_line_that_slack_takes_whole(event: AnyEvent) -> None:
    text = line(event, declared(), Rules())
    assert len(text.splitlines()) == 1
    assert len(text) <= SLACK_SHOWS


def test_the_name_of_a_role_is_shown_as_it_is_written_in_the_rules() -> None:
    rules = Rules(roles=(Role(COMMANDER, "R&D <lead>", "You lead."),))
    event = RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=None, after=ANA)
    assert live_parts(said(event, rules)) == {"@UANA"}

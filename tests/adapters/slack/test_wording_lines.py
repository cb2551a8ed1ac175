"""Each event is one line that says who did what."""

from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.wording.event_lines import line
from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    PostmortemPageRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from tests.adapters.slack import strategies
from tests.adapters.slack.live_text import live_parts
from tests.domain.incidents import ANA, BOB, NOW, declared

SEV1, SEV2, SEV3, SEV4 = Severity
SLACK_SHOWS = 3000
"""Characters of a section."""


def said(event: AnyEvent, rules: Rules | None = None) -> str:
    """Returns the line without its emoji."""
    sign, _space, sentence = line(event, declared(), rules or Rules()).partition(" ")
    assert sign.startswith(":")
    assert sign.endswith(":")
    return sentence


def step(
    step_kind: StepKind,
    note: str = "",
    *,
    reason: DeclineReason | None = None,
    of: int = 0,
    overridden: bool = False,
) -> StatusChanged:
    return StatusChanged(
        actor=ANA,
        at=NOW,
        step_kind=step_kind,
        before=Status.OPEN,
        after=Status.CLOSED,
        note=note,
        decline_reason=reason,
        duplicate_of=IncidentId(of) if of else None,
        overridden=overridden,
    )


STEPS = [
    (step(StepKind.INVESTIGATE), "<@UANA> is investigating."),
    (step(StepKind.MITIGATE, "Rolled back"), "<@UANA> marked it mitigated: Rolled back"),
    (step(StepKind.MONITOR), "<@UANA> started monitoring."),
    (step(StepKind.START_POSTMORTEM), "<@UANA> started the post-mortem."),
    (step(StepKind.CLOSE), "<@UANA> closed it."),
    (
        step(StepKind.CLOSE, "Nothing to learn", overridden=True),
        "<@UANA> closed it without completing the checklist: Nothing to learn",
    ),
    (
        step(StepKind.DECLINE, reason=DeclineReason.DUPLICATE, of=7),
        "<@UANA> declined it: duplicate of INC-7",
    ),
    (
        step(StepKind.DECLINE, "Seen twice", reason=DeclineReason.DUPLICATE, of=7),
        "<@UANA> declined it: duplicate of INC-7. Seen twice",
    ),
    (step(StepKind.DECLINE, reason=DeclineReason.FALSE_ALARM), "<@UANA> declined it: false alarm"),
    (step(StepKind.DECLINE, reason=DeclineReason.EXTERNAL), "<@UANA> declined it: not ours to fix"),
    (
        step(StepKind.DECLINE, "A test got loose", reason=DeclineReason.OTHER),
        "<@UANA> declined it: other. A test got loose",
    ),
    (step(StepKind.REOPEN, "It is back"), "<@UANA> reopened it: It is back"),
]
OTHERS: list[tuple[AnyEvent, str]] = [
    (
        Declared(actor=ANA, at=NOW, title="Mail is slow", severity=SEV2),
        "<@UANA> declared INC-42 as SEV2.",
    ),
    (
        Described(actor=ANA, at=NOW, summary="Carts\n\nare empty"),
        "<@UANA> edited the summary: Carts are empty",
    ),
    (
        SeverityChanged(
            actor=ANA, at=NOW, before=SEV3, after=SEV1, reason="It\n", opens_channel=True
        ),
        "<@UANA> raised the severity from SEV3 to *SEV1*. Creating the channel. Reason: It",
    ),
    (
        SeverityChanged(actor=ANA, at=NOW, before=SEV2, after=SEV4, reason="Most can pay"),
        "<@UANA> lowered the severity from SEV2 to *SEV4*. Reason: Most can pay",
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
        "<@UANA> handed over the incident commander role to <@UBOB>.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=ANA, after=None),
        "<@UANA> stepped down as incident commander. The role is open.",
    ),
    (
        RoleChanged(actor=ANA, at=NOW, role=RoleKey("liaison"), before=None, after=ANA),
        "<@UANA> is now liaison.",
    ),
    (
        PostmortemPageRequested(actor=ANA, at=NOW),
        "<@UANA> requested the post-mortem page.",
    ),
    (
        Classified(actor=ANA, at=NOW, trigger="traffic", failure_class="capacity"),
        "<@UANA> classified it: trigger traffic, failure class capacity.",
    ),
    (
        Classified(
            actor=ANA,
            at=NOW,
            trigger="traffic",
            failure_class="capacity",
            contributing_factors=("workload", "R&D"),
        ),
        (
            "<@UANA> classified it: trigger traffic, failure class capacity. "
            "Contributing factors: workload, R&amp;D."
        ),
    ),
    (
        UpdatePosted(actor=ANA, at=NOW, impact="Carts\nare empty", changed="Nothing yet"),
        "<@UANA> posted an update: Nothing yet · Impact: Carts are empty",
    ),
]


@pytest.mark.parametrize(("event", "sentence"), [*STEPS, *OTHERS])
def test_event_line_is_a_sentence(event: AnyEvent, sentence: str) -> None:
    assert said(event) == sentence


def test_every_lifecycle_step_is_covered() -> None:
    assert {event.step_kind for event, _sentence in STEPS} == set(StepKind)


times = st.datetimes(timezones=st.just(UTC))
texts = strategies.filled(3000)
events: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(Declared, actor=strategies.people, at=times, title=strategies.titles),
    st.builds(Described, actor=strategies.people, at=times, summary=texts),
    st.builds(StatusChanged, actor=strategies.people, at=times, note=texts),
    st.builds(SeverityChanged, actor=strategies.people, at=times, reason=texts),
    st.builds(
        RoleChanged,
        actor=strategies.people,
        at=times,
        role=st.just(COMMANDER),
        before=st.none() | strategies.people,
        after=st.none() | strategies.people,
    ),
    strategies.updates,
)


@given(events)
def test_line_mentions_only_actor_and_affected_person(event: AnyEvent) -> None:
    involved = {event.actor}
    if isinstance(event, RoleChanged):
        involved |= {one for one in (event.before, event.after) if one}
    mentioned = live_parts(line(event, declared(), Rules()))
    assert f"@{event.actor}" in mentioned
    assert mentioned <= {f"@{user}" for user in involved}


@given(events)
def test_line_is_a_single_line_within_slacks_limit(event: AnyEvent) -> None:
    text = line(event, declared(), Rules())
    assert len(text.splitlines()) == 1
    assert len(text) <= SLACK_SHOWS


def test_role_name_is_shown_as_configured() -> None:
    rules = Rules(roles=(Role(COMMANDER, "R&D <lead>", "You lead."),))
    event = RoleChanged(actor=ANA, at=NOW, role=COMMANDER, before=None, after=ANA)
    assert live_parts(said(event, rules)) == {"@UANA"}

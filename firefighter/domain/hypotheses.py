"""Hypotheses: what may be the cause, who tests it, and what was found."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from firefighter.domain.errors import (
    FieldProblem,
    HypothesisNotOpen,
    InvalidField,
    NoChange,
    Unchanged,
    UnknownHypothesis,
)
from firefighter.domain.ids import UserId
from firefighter.domain.lifecycle import Color
from firefighter.domain.state_machine import build_machine
from firefighter.translatable import gettext_noop

HypothesisNumber = NewType("HypothesisNumber", int)
"""Counted from 1 within its incident."""

TEXT_LIMIT = 1000
"""Maximum characters of a hypothesis, a finding and a decision."""


class HypothesisState(StrEnum):
    PROPOSED = "proposed"
    TESTING = "testing"
    CONFIRMED = "confirmed"
    REFUTED = "refuted"
    MOVED = "moved"
    """Moved to the incident that this one was merged into."""

    @property
    def is_open(self) -> bool:
        return self in {HypothesisState.PROPOSED, HypothesisState.TESTING}

    @property
    def is_settled(self) -> bool:
        return self in {HypothesisState.CONFIRMED, HypothesisState.REFUTED}


@dataclass(frozen=True)
class HypothesisStateRow:
    label: str
    """A text of the catalogues."""
    color: Color


STATES: Mapping[HypothesisState, HypothesisStateRow] = {
    HypothesisState.PROPOSED: HypothesisStateRow(gettext_noop("Proposed"), Color.YELLOW),
    HypothesisState.TESTING: HypothesisStateRow(gettext_noop("Testing"), Color.BLUE),
    HypothesisState.CONFIRMED: HypothesisStateRow(gettext_noop("Confirmed"), Color.GREEN),
    HypothesisState.REFUTED: HypothesisStateRow(gettext_noop("Refuted"), Color.RED),
    HypothesisState.MOVED: HypothesisStateRow(gettext_noop("Moved"), Color.YELLOW),
}


class HypothesisStepKind(StrEnum):
    TEST = "test"
    CONFIRM = "confirm"
    REFUTE = "refute"


STEP_LABELS: Mapping[HypothesisStepKind, str] = {
    HypothesisStepKind.TEST: gettext_noop("Test"),
    HypothesisStepKind.CONFIRM: gettext_noop("Confirm…"),
    HypothesisStepKind.REFUTE: gettext_noop("Refute…"),
}
"""Labels of the steps; texts of the catalogues."""


@dataclass(frozen=True, kw_only=True)
class Hypothesis:
    number: HypothesisNumber
    text: str
    proposed_by: UserId
    proposed_at: datetime
    state: HypothesisState = HypothesisState.PROPOSED
    note: str = ""
    """What was seen if it is confirmed or refuted; otherwise how it is tested, or why again."""
    changed_by: UserId | None = None
    """Who changed its state last; None while it is proposed."""
    changed_at: datetime | None = None

    @property
    def label(self) -> str:
        """The displayed name within its incident: `H2`."""
        return f"H{self.number}"


Hypotheses = Mapping[HypothesisNumber, Hypothesis]


@dataclass(frozen=True)
class HypothesisStep:
    """A requested change of state with its input."""

    kind: HypothesisStepKind
    note: str = ""


Guard = Callable[[HypothesisStep], None]


def _requires_nothing(_step: HypothesisStep) -> None:
    return


def _requires_finding(step: HypothesisStep) -> None:
    if not step.note:
        raise InvalidField("note", FieldProblem.NO_FINDING)


@dataclass(frozen=True)
class HypothesisTransition:
    step_kind: HypothesisStepKind
    sources: tuple[HypothesisState, ...]
    target: HypothesisState
    guard: Guard = _requires_nothing


_OPEN = tuple(state for state in HypothesisState if state.is_open)
_SETTLED = tuple(state for state in HypothesisState if state.is_settled)

TRANSITIONS = (
    HypothesisTransition(
        HypothesisStepKind.TEST, (HypothesisState.PROPOSED, *_SETTLED), HypothesisState.TESTING
    ),
    HypothesisTransition(
        HypothesisStepKind.CONFIRM, _OPEN, HypothesisState.CONFIRMED, _requires_finding
    ),
    HypothesisTransition(
        HypothesisStepKind.REFUTE, _OPEN, HypothesisState.REFUTED, _requires_finding
    ),
)
"""A settled hypothesis can be tested again, since a finding can turn out wrong."""


def hypothesis_step_kinds(state: HypothesisState) -> tuple[HypothesisStepKind, ...]:
    """The steps that lead out of a state, in the table's order."""
    return tuple(row.step_kind for row in TRANSITIONS if state in row.sources)


def target_of(step_kind: HypothesisStepKind) -> HypothesisState:
    return next(row.target for row in TRANSITIONS if row.step_kind is step_kind)


def requires_finding(step_kind: HypothesisStepKind) -> bool:
    return any(row.step_kind is step_kind and row.guard is _requires_finding for row in TRANSITIONS)


def refuse_hypothesis_step(hypothesis: Hypothesis, step_kind: HypothesisStepKind) -> None:
    """Raises NoChange or HypothesisNotOpen unless the table has such a step."""
    if hypothesis.state is target_of(step_kind):
        raise NoChange(Unchanged.HYPOTHESIS, hypothesis.label)
    if step_kind not in hypothesis_step_kinds(hypothesis.state):
        raise HypothesisNotOpen(hypothesis.number, hypothesis.state)


def advanced(
    hypothesis: Hypothesis, step: HypothesisStep, *, actor: UserId, now: datetime
) -> Hypothesis:
    """The hypothesis after a step.

    Raises NoChange if it is in that state already, HypothesisNotOpen if the table has no such step,
    and InvalidField if the finding is missing.
    """
    refuse_hypothesis_step(hypothesis, step.kind)
    model = _Model(hypothesis.state)
    _MACHINE.events[step.kind].trigger(model, step=step)
    return replace(hypothesis, state=model.state, note=step.note, changed_by=actor, changed_at=now)


def next_hypothesis_number(known: Hypotheses) -> HypothesisNumber:
    return HypothesisNumber(max(known, default=0) + 1)


def get_hypothesis(known: Hypotheses, number: HypothesisNumber) -> Hypothesis:
    """Raises UnknownHypothesis."""
    try:
        return known[number]
    except KeyError as error:
        raise UnknownHypothesis(number) from error


_BY_INTEREST = (
    HypothesisState.CONFIRMED,
    HypothesisState.TESTING,
    HypothesisState.PROPOSED,
    HypothesisState.REFUTED,
    HypothesisState.MOVED,
)


def by_interest(known: Hypotheses) -> tuple[Hypothesis, ...]:
    """Confirmed ones first, then those being tested, proposed and refuted, each by number."""
    return tuple(
        sorted(known.values(), key=lambda each: (_BY_INTEREST.index(each.state), each.number))
    )


@dataclass
class _Model:
    """What the state machine changes."""

    state: HypothesisState


def _check(row: HypothesisTransition, _model: _Model, step: HypothesisStep) -> None:
    row.guard(step)


_MACHINE = build_machine(HypothesisState, "state", TRANSITIONS, _check)

"""The phases of a Game Day, the steps between them, and what each step requires.

Cards, buttons and refusals are derived from these tables.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from transitions import MachineError

from firefighter.domain.errors import (
    FieldProblem,
    GameDayIncomplete,
    GameDayItem,
    GameDayNotInPhase,
    InvalidField,
)
from firefighter.domain.lifecycle import Color
from firefighter.domain.state_machine import build_machine
from firefighter.translatable import gettext_noop


class GameDayPhase(StrEnum):
    IDEAS = "ideas"
    SHAPING = "shaping"
    OBSERVABILITY = "observability"
    CHOSEN = "chosen"
    """The experiments that will be played are being chosen."""
    ARMED = "armed"
    """Chosen; teams, date and consents are being settled."""
    RUNNING = "running"
    PAUSED = "paused"
    EVALUATING = "evaluating"
    DEBRIEFED = "debriefed"
    CLOSED = "closed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"

    @property
    def is_preparation(self) -> bool:
        return self in PREPARATION

    @property
    def is_played(self) -> bool:
        """Whether its drills are under way."""
        return self in {GameDayPhase.RUNNING, GameDayPhase.PAUSED}

    @property
    def is_revealed(self) -> bool:
        """Whether everybody may see everything."""
        return self in {GameDayPhase.EVALUATING, GameDayPhase.DEBRIEFED, GameDayPhase.CLOSED}

    @property
    def has_ended(self) -> bool:
        return self in {GameDayPhase.CLOSED, GameDayPhase.CANCELLED}


PREPARATION = (
    GameDayPhase.IDEAS,
    GameDayPhase.SHAPING,
    GameDayPhase.OBSERVABILITY,
    GameDayPhase.CHOSEN,
    GameDayPhase.ARMED,
)


@dataclass(frozen=True)
class GameDayPhaseRow:
    label: str
    """A text of the catalogues, as are all texts here."""
    task: str
    """What people do in this phase, in a sentence."""
    color: Color


PHASES: Mapping[GameDayPhase, GameDayPhaseRow] = {
    GameDayPhase.IDEAS: GameDayPhaseRow(
        gettext_noop("Ideas"),
        gettext_noop("First workshop: collect ideas. What could go wrong, and where?"),
        Color.YELLOW,
    ),
    GameDayPhase.SHAPING: GameDayPhaseRow(
        gettext_noop("Shaping"),
        gettext_noop("Second workshop: give each idea a target, an objective and a hypothesis."),
        Color.YELLOW,
    ),
    GameDayPhase.OBSERVABILITY: GameDayPhaseRow(
        gettext_noop("Observability"),
        gettext_noop("Third workshop: for each hypothesis, find where its result can be seen."),
        Color.YELLOW,
    ),
    GameDayPhase.CHOSEN: GameDayPhaseRow(
        gettext_noop("Choice"),
        gettext_noop("Vote with three points each, then choose what is played."),
        Color.YELLOW,
    ),
    GameDayPhase.ARMED: GameDayPhaseRow(
        gettext_noop("Set up"),
        gettext_noop("Settle date, teams, roles and consents. Try the stop button."),
        Color.BLUE,
    ),
    GameDayPhase.RUNNING: GameDayPhaseRow(
        gettext_noop("Running"), gettext_noop("The teams are at work."), Color.RED
    ),
    GameDayPhase.PAUSED: GameDayPhaseRow(
        gettext_noop("Paused"),
        gettext_noop("The game clock stands still. Nothing happens in the drills."),
        Color.YELLOW,
    ),
    GameDayPhase.EVALUATING: GameDayPhaseRow(
        gettext_noop("Evaluating"),
        gettext_noop("Say what went well and what did not, and judge each hypothesis."),
        Color.BLUE,
    ),
    GameDayPhase.DEBRIEFED: GameDayPhaseRow(
        gettext_noop("Debriefed"),
        gettext_noop("Turn what was learnt into follow-ups with an owner and a day."),
        Color.BLUE,
    ),
    GameDayPhase.CLOSED: GameDayPhaseRow(
        gettext_noop("Closed"), gettext_noop("Nothing left to do."), Color.GREEN
    ),
    GameDayPhase.STOPPED: GameDayPhaseRow(
        gettext_noop("Stopped"),
        gettext_noop("Every drill is over. What was learnt so far can still be evaluated."),
        Color.RED,
    ),
    GameDayPhase.CANCELLED: GameDayPhaseRow(
        gettext_noop("Cancelled"), gettext_noop("It does not take place."), Color.GREEN
    ),
}


class GameDayStepKind(StrEnum):
    SHAPE = "shape"
    OBSERVE = "observe"
    CHOOSE = "choose"
    ARM = "arm"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    EVALUATE = "evaluate"
    DEBRIEF = "debrief"
    CLOSE = "close"
    CANCEL = "cancel"


@dataclass(frozen=True)
class GameDayStepRow:
    label: str
    """Of its button; a text of the catalogues, as are all texts here."""
    line: str
    """What is posted; its fields are `who` and `note`."""
    emoji: str
    """By its name in the chat, without colons."""


STEPS: Mapping[GameDayStepKind, GameDayStepRow] = {
    GameDayStepKind.SHAPE: GameDayStepRow(
        gettext_noop("Go on to shaping"),
        gettext_noop("{who} closed the list of ideas. Now each gets a target and a hypothesis."),
        "pencil2",
    ),
    GameDayStepKind.OBSERVE: GameDayStepRow(
        gettext_noop("Go on to observability"),
        gettext_noop("{who} finished the shaping. Now each hypothesis needs a signal."),
        "telescope",
    ),
    GameDayStepKind.CHOOSE: GameDayStepRow(
        gettext_noop("Go on to the choice"),
        gettext_noop("{who} opened the vote: three points each."),
        "ballot_box_with_ballot",
    ),
    GameDayStepKind.ARM: GameDayStepRow(
        gettext_noop("Close the choice"),
        gettext_noop("{who} closed the choice. Now teams, date and consents."),
        "busts_in_silhouette",
    ),
    GameDayStepKind.START: GameDayStepRow(
        gettext_noop("Start the Game Day…"),
        gettext_noop("{who} started the Game Day."),
        "checkered_flag",
    ),
    GameDayStepKind.PAUSE: GameDayStepRow(
        gettext_noop("Pause"), gettext_noop("{who} paused the Game Day. {note}"), "pause_button"
    ),
    GameDayStepKind.RESUME: GameDayStepRow(
        gettext_noop("Resume"), gettext_noop("The Game Day goes on."), "arrow_forward"
    ),
    GameDayStepKind.STOP: GameDayStepRow(
        gettext_noop("Stop the exercise…"),
        gettext_noop("The Game Day was stopped. {note}"),
        "octagonal_sign",
    ),
    GameDayStepKind.EVALUATE: GameDayStepRow(
        gettext_noop("End and evaluate…"),
        gettext_noop("The Game Day is over. Everything may be seen now."),
        "checkered_flag",
    ),
    GameDayStepKind.DEBRIEF: GameDayStepRow(
        gettext_noop("Close the evaluation"),
        gettext_noop("{who} closed the evaluation."),
        "memo",
    ),
    GameDayStepKind.CLOSE: GameDayStepRow(
        gettext_noop("Close the Game Day"),
        gettext_noop("{who} closed the Game Day."),
        "white_check_mark",
    ),
    GameDayStepKind.CANCEL: GameDayStepRow(
        gettext_noop("Cancel the Game Day…"),
        gettext_noop("{who} cancelled the Game Day: {note}"),
        "wastebasket",
    ),
}


@dataclass(frozen=True)
class GameDayStep:
    """A requested step with its input."""

    kind: GameDayStepKind
    note: str = ""


class HasPhases(Protocol):
    """The part of a Game Day that guards read."""

    phase: GameDayPhase

    def unfinished(self, step_kind: GameDayStepKind) -> tuple[GameDayItem, ...]: ...


Guard = Callable[[HasPhases, GameDayStep], None]


def _requires_nothing(_game_day: HasPhases, _step: GameDayStep) -> None:
    return


def _requires_items(game_day: HasPhases, step: GameDayStep) -> None:
    if missing := game_day.unfinished(step.kind):
        raise GameDayIncomplete(step.kind, missing)


def _requires_reason(_game_day: HasPhases, step: GameDayStep) -> None:
    if not step.note.strip():
        raise InvalidField("note", FieldProblem.NO_NOTE)


@dataclass(frozen=True)
class GameDayTransition:
    step_kind: GameDayStepKind
    sources: tuple[GameDayPhase, ...]
    target: GameDayPhase
    guard: Guard = _requires_nothing


_PLAYED = (GameDayPhase.RUNNING, GameDayPhase.PAUSED)

TRANSITIONS = (
    GameDayTransition(
        GameDayStepKind.SHAPE, (GameDayPhase.IDEAS,), GameDayPhase.SHAPING, _requires_items
    ),
    GameDayTransition(
        GameDayStepKind.OBSERVE,
        (GameDayPhase.SHAPING,),
        GameDayPhase.OBSERVABILITY,
        _requires_items,
    ),
    GameDayTransition(
        GameDayStepKind.CHOOSE,
        (GameDayPhase.OBSERVABILITY,),
        GameDayPhase.CHOSEN,
        _requires_items,
    ),
    GameDayTransition(
        GameDayStepKind.ARM, (GameDayPhase.CHOSEN,), GameDayPhase.ARMED, _requires_items
    ),
    GameDayTransition(
        GameDayStepKind.START, (GameDayPhase.ARMED,), GameDayPhase.RUNNING, _requires_items
    ),
    GameDayTransition(GameDayStepKind.PAUSE, (GameDayPhase.RUNNING,), GameDayPhase.PAUSED),
    GameDayTransition(GameDayStepKind.RESUME, (GameDayPhase.PAUSED,), GameDayPhase.RUNNING),
    GameDayTransition(
        GameDayStepKind.EVALUATE, (*_PLAYED, GameDayPhase.STOPPED), GameDayPhase.EVALUATING
    ),
    GameDayTransition(
        GameDayStepKind.DEBRIEF,
        (GameDayPhase.EVALUATING,),
        GameDayPhase.DEBRIEFED,
        _requires_items,
    ),
    GameDayTransition(
        GameDayStepKind.CLOSE, (GameDayPhase.DEBRIEFED,), GameDayPhase.CLOSED, _requires_items
    ),
    GameDayTransition(GameDayStepKind.STOP, _PLAYED, GameDayPhase.STOPPED),
    GameDayTransition(
        GameDayStepKind.CANCEL, PREPARATION, GameDayPhase.CANCELLED, _requires_reason
    ),
)


def step_kinds_from(phase: GameDayPhase) -> tuple[GameDayStepKind, ...]:
    """The steps that lead out of a phase, in the table's order: the way forward first."""
    return tuple(row.step_kind for row in TRANSITIONS if phase in row.sources)


def way_forward(phase: GameDayPhase) -> GameDayStepKind | None:
    """The one step that leads to the next phase; None at the end."""
    leads_on = [
        row.step_kind
        for row in TRANSITIONS
        if phase in row.sources and row.guard is _requires_items
    ]
    if leads_on:
        return leads_on[0]
    return GameDayStepKind.EVALUATE if GameDayStepKind.EVALUATE in step_kinds_from(phase) else None


def advance(game_day: HasPhases, step: GameDayStep) -> None:
    """Changes the phase by one step.

    Raises GameDayNotInPhase if the table has no such step; GameDayIncomplete or InvalidField if its
    guard misses something. The phase then stays the same.
    """
    before = game_day.phase
    try:
        _MACHINE.events[step.kind].trigger(game_day, step=step)
    except MachineError as error:
        raise GameDayNotInPhase(step.kind, before) from error


def _check(row: GameDayTransition, game_day: HasPhases, step: GameDayStep) -> None:
    row.guard(game_day, step)


_MACHINE = build_machine(GameDayPhase, "phase", TRANSITIONS, _check)

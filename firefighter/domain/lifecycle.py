"""The status table, the step table, and the transitions between statuses.

To add a status: add it to `Status`, a row to STATUSES, and the rows that lead in and out to
TRANSITIONS; a new step needs a row in STEPS too. Buttons, refusals, the panel, the page, reminders,
figures and the printed diagram are derived from these tables.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from transitions import MachineError

from firefighter.domain.errors import Incomplete, Missing, NotAllowedInStatus
from firefighter.domain.ids import IncidentId
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.domain.state_machine import build_machine
from firefighter.translatable import gettext_noop


class Phase(StrEnum):
    """What is expected of people. Each status belongs to exactly one phase."""

    ACTIVE = "active"
    """Customers are affected, or may be: a commander and updates are due."""
    MITIGATED = "mitigated"
    """Impact has stopped; the incident waits for its post-mortem or to be closed."""
    POSTMORTEM = "postmortem"
    """The post-mortem is being written."""
    CLOSED = "closed"


class Color(StrEnum):
    """Of the status wherever it is shown as a badge."""

    RED = "red"
    YELLOW = "yellow"
    BLUE = "blue"
    GREEN = "green"


class Status(StrEnum):
    OPEN = "open"
    INVESTIGATING = "investigating"
    MITIGATED = "mitigated"
    MONITORING = "monitoring"
    POSTMORTEM = "postmortem"
    CLOSED = "closed"

    @property
    def row(self) -> "StatusRow":
        return STATUSES[self]

    @property
    def phase(self) -> Phase:
        return STATUSES[self].phase

    @property
    def is_active(self) -> bool:
        return self.phase is Phase.ACTIVE

    @property
    def awaits_postmortem(self) -> bool:
        """Whether a post-mortem, where one is required, is still to be finished."""
        return self.phase in {Phase.MITIGATED, Phase.POSTMORTEM}

    @property
    def has_ended(self) -> bool:
        return self.phase is Phase.CLOSED


@dataclass(frozen=True)
class StatusRow:
    """Everything that the program knows about a status."""

    phase: Phase
    label: str
    """A text of the catalogues, as are all texts here."""
    next_step: str
    """What to do now, in a sentence."""
    color: Color
    optional: bool = False
    """Whether a company has to switch it on before it is offered."""


STATUSES: Mapping[Status, StatusRow] = {
    Status.OPEN: StatusRow(
        Phase.ACTIVE,
        gettext_noop("Open"),
        gettext_noop("Nobody is investigating yet. Press *Start investigating*."),
        Color.RED,
    ),
    Status.INVESTIGATING: StatusRow(
        Phase.ACTIVE,
        gettext_noop("Investigating"),
        gettext_noop("Press *Mitigated…* once customers are no longer affected."),
        Color.RED,
    ),
    Status.MITIGATED: StatusRow(
        Phase.MITIGATED,
        gettext_noop("Mitigated"),
        gettext_noop("Impact has stopped."),
        Color.YELLOW,
    ),
    Status.MONITORING: StatusRow(
        Phase.MITIGATED,
        gettext_noop("Monitoring"),
        gettext_noop("Impact has stopped. Check that it does not come back."),
        Color.YELLOW,
        optional=True,
    ),
    Status.POSTMORTEM: StatusRow(
        Phase.POSTMORTEM,
        gettext_noop("Post-mortem"),
        gettext_noop("Complete the post-mortem, then close."),
        Color.BLUE,
    ),
    Status.CLOSED: StatusRow(
        Phase.CLOSED, gettext_noop("Closed"), gettext_noop("Nothing left to do."), Color.GREEN
    ),
}


def statuses_in(*phases: Phase) -> tuple[Status, ...]:
    return tuple(status for status, row in STATUSES.items() if row.phase in phases)


OPTIONAL_STATUSES = frozenset(status for status, row in STATUSES.items() if row.optional)


class StepKind(StrEnum):
    INVESTIGATE = "investigate"
    MITIGATE = "mitigate"
    MONITOR = "monitor"
    START_POSTMORTEM = "start_postmortem"
    CLOSE = "close"
    DECLINE = "decline"
    REOPEN = "reopen"


@dataclass(frozen=True)
class StepRow:
    label: str
    """Of its button; a text of the catalogues, as are all texts here."""
    action: str
    """For "nobody can …"."""
    line: str
    """Of the timeline; its fields are `who` and `note`."""
    emoji: str
    """By its name in the chat, without colons."""


STEPS: Mapping[StepKind, StepRow] = {
    StepKind.INVESTIGATE: StepRow(
        gettext_noop("Start investigating"),
        gettext_noop("start investigating it"),
        gettext_noop("{who} is investigating."),
        "mag",
    ),
    StepKind.MITIGATE: StepRow(
        gettext_noop("Mitigated…"),
        gettext_noop("mark it mitigated"),
        gettext_noop("{who} marked it mitigated: {note}"),
        "fire_extinguisher",
    ),
    StepKind.MONITOR: StepRow(
        gettext_noop("Start monitoring"),
        gettext_noop("start monitoring it"),
        gettext_noop("{who} started monitoring."),
        "eyes",
    ),
    StepKind.START_POSTMORTEM: StepRow(
        gettext_noop("Start post-mortem"),
        gettext_noop("start a post-mortem"),
        gettext_noop("{who} started the post-mortem."),
        "pencil",
    ),
    StepKind.CLOSE: StepRow(
        gettext_noop("Close"),
        gettext_noop("close it"),
        gettext_noop("{who} closed it."),
        "white_check_mark",
    ),
    StepKind.DECLINE: StepRow(
        gettext_noop("Decline…"),
        gettext_noop("decline it"),
        gettext_noop("{who} declined it: {note}"),
        "wastebasket",
    ),
    StepKind.REOPEN: StepRow(
        gettext_noop("Reopen…"),
        gettext_noop("reopen it"),
        gettext_noop("{who} reopened it: {note}"),
        "repeat",
    ),
}


class DeclineReason(StrEnum):
    DUPLICATE = "duplicate"
    FALSE_ALARM = "false_alarm"
    EXTERNAL = "external"
    OTHER = "other"


@dataclass(frozen=True)
class Step:
    """A requested step with its input."""

    kind: StepKind
    note: str = ""
    decline_reason: DeclineReason | None = None
    duplicate_of: IncidentId | None = None
    merges: bool = False
    """Whether the original is open and takes over responders and follow-ups."""
    may_override: bool = False
    """Whether the actor may close despite the checklist, given a note."""
    impact_started: datetime | None = None
    """When impact started, as told on mitigation."""
    mitigated_at: datetime | None = None
    """When impact stopped, as told on mitigation; None for now."""
    postmortem_page: PostmortemPageText | None = None
    """The text of the post-mortem page; None if it is written elsewhere."""
    postmortem_page_unread: bool = False
    """Whether the page exists but was never read."""


@dataclass(frozen=True)
class Decline:
    """Why an incident was declined; such incidents are excluded from metrics."""

    reason: DeclineReason
    duplicate_of: IncidentId | None = None

    @classmethod
    def by(cls, step: Step) -> "Decline | None":
        """What a step that declines puts on record; None for any other step."""
        if step.kind is not StepKind.DECLINE or step.decline_reason is None:
            return None
        is_duplicate = step.decline_reason is DeclineReason.DUPLICATE
        return cls(step.decline_reason, step.duplicate_of if is_duplicate else None)


class HasLifecycle(Protocol):
    """The part of an incident that guards read."""

    status: Status

    def requires_postmortem(self) -> bool: ...

    def unfinished_items(
        self, postmortem_page: PostmortemPageText | None
    ) -> tuple[Missing, ...]: ...


Guard = Callable[[HasLifecycle, Step], tuple[Missing, ...]]


def _requires_nothing(_incident: HasLifecycle, _step: Step) -> tuple[Missing, ...]:
    return ()


def _requires_note_on_fix(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if step.note else (Missing.HOW_MITIGATED,)


def _requires_reason(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if step.note else (Missing.REASON,)


def _requires_decline_reason(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    if step.decline_reason is None:
        return (Missing.REASON,)
    if step.decline_reason is DeclineReason.DUPLICATE and step.duplicate_of is None:
        return (Missing.DUPLICATE_OF,)
    return () if step.decline_reason is not DeclineReason.OTHER or step.note else (Missing.REASON,)


def _requires_no_postmortem(incident: HasLifecycle, _step: Step) -> tuple[Missing, ...]:
    return (Missing.POSTMORTEM,) if incident.requires_postmortem() else ()


def _requires_checklist(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if overrides(step) else unmet_items(incident, step)


def unmet_items(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    """Incomplete items of the checklist, even if they may be overridden."""
    unread = (Missing.PAGE,) if step.postmortem_page_unread else ()
    return (*incident.unfinished_items(step.postmortem_page), *unread)


def overrides(step: Step) -> bool:
    """Whether this step closes despite the checklist."""
    return step.may_override and bool(step.note)


@dataclass(frozen=True)
class Transition:
    step_kind: StepKind
    sources: tuple[Status, ...]
    target: Status
    guard_text: str = ""
    """Describes the guard in the diagram."""
    guard: Guard = _requires_nothing


_ACTIVE = statuses_in(Phase.ACTIVE)
_MITIGATED = statuses_in(Phase.MITIGATED)

TRANSITIONS = (
    Transition(StepKind.INVESTIGATE, (Status.OPEN,), Status.INVESTIGATING),
    Transition(
        StepKind.MITIGATE, _ACTIVE, Status.MITIGATED, "how it was mitigated", _requires_note_on_fix
    ),
    Transition(StepKind.MONITOR, (Status.MITIGATED,), Status.MONITORING),
    Transition(StepKind.START_POSTMORTEM, _MITIGATED, Status.POSTMORTEM),
    Transition(
        StepKind.CLOSE,
        _MITIGATED,
        Status.CLOSED,
        "no post-mortem required",
        _requires_no_postmortem,
    ),
    Transition(
        StepKind.CLOSE,
        (Status.POSTMORTEM,),
        Status.CLOSED,
        "checklist complete or overridden",
        _requires_checklist,
    ),
    Transition(StepKind.DECLINE, _ACTIVE, Status.CLOSED, "a reason", _requires_decline_reason),
    Transition(
        StepKind.REOPEN,
        statuses_in(Phase.MITIGATED, Phase.POSTMORTEM, Phase.CLOSED),
        Status.INVESTIGATING,
        "a reason",
        _requires_reason,
    ),
)


def step_kinds_from(status: Status) -> tuple[StepKind, ...]:
    """The steps that lead out of a status, in the table's order."""
    return tuple(row.step_kind for row in TRANSITIONS if status in row.sources)


def offered_steps(
    incident: HasLifecycle, enabled_statuses: Collection[Status]
) -> tuple[StepKind, ...]:
    """The steps to show as buttons, the way forward first.

    Leaves out optional statuses that are not enabled, and whichever of closing and starting the
    post-mortem the severity's policy rules out.
    """
    return tuple(
        row.step_kind
        for row in TRANSITIONS
        if incident.status in row.sources
        and is_enabled(row.target, enabled_statuses)
        and (row.target.phase is not Phase.POSTMORTEM or incident.requires_postmortem())
        and Missing.POSTMORTEM not in row.guard(incident, Step(row.step_kind))
    )


def is_enabled(status: Status, enabled_statuses: Collection[Status]) -> bool:
    return not status.row.optional or status in enabled_statuses


def refuse_disabled(
    incident: HasLifecycle, step_kind: StepKind, enabled_statuses: Collection[Status]
) -> None:
    """Raises NotAllowedInStatus for a step to an optional status that is not enabled."""
    for row in TRANSITIONS:
        if row.step_kind is step_kind and not is_enabled(row.target, enabled_statuses):
            raise NotAllowedInStatus(step_kind, incident.status)


def missing(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    """What the step requires and lacks. Raises NotAllowedInStatus if there is no such step."""
    for row in TRANSITIONS:
        if row.step_kind is step.kind and incident.status in row.sources:
            return row.guard(incident, step)
    raise NotAllowedInStatus(step.kind, incident.status)


def advance(incident: HasLifecycle, step: Step) -> None:
    """Changes the status by one step.

    Raises NotAllowedInStatus if the table has no such step, and Incomplete if its guard misses
    something. The status then stays the same.
    """
    before = incident.status
    try:
        _MACHINE.events[step.kind].trigger(incident, step=step)
    except MachineError as error:
        raise NotAllowedInStatus(step.kind, before) from error


def diagram() -> str:
    """The table as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.OPEN}: declare"]
    for row in TRANSITIONS:
        guard_text = f" ({row.guard_text})" if row.guard_text else ""
        lines += [
            f"    {source} --> {row.target}: {row.step_kind}{guard_text}" for source in row.sources
        ]
    return "\n".join([*lines, f"    {Status.CLOSED} --> [*]", ""])


def _check(row: Transition, incident: HasLifecycle, step: Step) -> None:
    if lacks := row.guard(incident, step):
        raise Incomplete(step.kind, lacks)


_MACHINE = build_machine(Status, "status", TRANSITIONS, _check)

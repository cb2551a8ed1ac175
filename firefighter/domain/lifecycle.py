"""The statuses and the one table of steps between them.

To add a status or a step, add a row to TRANSITIONS: the buttons that people see, the refusals and
the printed diagram are derived from it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from transitions import EventData, Machine, MachineError

from firefighter.domain.errors import Incomplete, Missing, NotAllowed
from firefighter.domain.ids import IncidentId
from firefighter.domain.page_text import PageText


class Status(StrEnum):
    OPEN = "open"
    INVESTIGATING = "investigating"
    MITIGATED = "mitigated"
    POSTMORTEM = "postmortem"
    CLOSED = "closed"


HURTING = (Status.OPEN, Status.INVESTIGATING)
"""While it hurts somebody, or may."""


class Trigger(StrEnum):
    INVESTIGATE = "investigate"
    MITIGATE = "mitigate"
    START_POSTMORTEM = "start_postmortem"
    CLOSE = "close"
    CANCEL = "cancel"
    REOPEN = "reopen"


class CancelReason(StrEnum):
    DUPLICATE = "duplicate"
    FALSE_ALARM = "false_alarm"
    EXTERNAL = "external"
    OTHER = "other"


@dataclass(frozen=True)
class Step:
    """What somebody asks of the lifecycle, with what they said about it."""

    trigger: Trigger
    note: str = ""
    cancel_reason: CancelReason | None = None
    duplicate_of: IncidentId | None = None
    merges: bool = False
    """Whether that other one goes on, and takes over its people and what is left to do."""
    may_override: bool = False
    """Whether who asks may close against the checklist, given a note."""
    page: PageText | None = None
    """The post-mortem as its page says now; None where people write it elsewhere."""
    page_unread: bool = False
    """Whether there is such a page, and nobody could ever read it."""


class HasLifecycle(Protocol):
    """What the guards need to know of an incident."""

    status: Status

    def demands_postmortem(self) -> bool: ...

    def unfinished_items(self, page: PageText | None) -> tuple[Missing, ...]: ...


Guard = Callable[[HasLifecycle, Step], tuple[Missing, ...]]


def _nothing(_incident: HasLifecycle, _step: Step) -> tuple[Missing, ...]:
    return ()


def _says_how(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if step.note else (Missing.HOW_MITIGATED,)


def _says_why(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if step.note else (Missing.REASON,)


def _names_a_reason(_incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    if step.cancel_reason is None:
        return (Missing.REASON,)
    if step.cancel_reason is CancelReason.DUPLICATE and step.duplicate_of is None:
        return (Missing.DUPLICATE_OF,)
    return () if step.cancel_reason is not CancelReason.OTHER or step.note else (Missing.REASON,)


def _needs_no_postmortem(incident: HasLifecycle, _step: Step) -> tuple[Missing, ...]:
    return (Missing.POSTMORTEM,) if incident.demands_postmortem() else ()


def _is_complete_or_overridden(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    return () if overrides(step) else lacking(incident, step)


def lacking(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    """What the checklist misses, whoever may override it."""
    unread = (Missing.PAGE,) if step.page_unread else ()
    return (*incident.unfinished_items(step.page), *unread)


def overrides(step: Step) -> bool:
    """Whether this step closes whatever the checklist says."""
    return step.may_override and bool(step.note)


@dataclass(frozen=True)
class Transition:
    trigger: Trigger
    sources: tuple[Status, ...]
    target: Status
    asks: str = ""
    """The guard in words, for the diagram."""
    guard: Guard = _nothing


TRANSITIONS = (
    Transition(Trigger.INVESTIGATE, (Status.OPEN,), Status.INVESTIGATING),
    Transition(
        Trigger.MITIGATE,
        (Status.OPEN, Status.INVESTIGATING),
        Status.MITIGATED,
        "how it was mitigated",
        _says_how,
    ),
    Transition(Trigger.START_POSTMORTEM, (Status.MITIGATED,), Status.POSTMORTEM),
    Transition(
        Trigger.CLOSE,
        (Status.MITIGATED,),
        Status.CLOSED,
        "no post-mortem demanded",
        _needs_no_postmortem,
    ),
    Transition(
        Trigger.CLOSE,
        (Status.POSTMORTEM,),
        Status.CLOSED,
        "checklist done or overridden",
        _is_complete_or_overridden,
    ),
    Transition(
        Trigger.CANCEL,
        (Status.OPEN, Status.INVESTIGATING),
        Status.CLOSED,
        "a reason",
        _names_a_reason,
    ),
    Transition(
        Trigger.REOPEN,
        (Status.MITIGATED, Status.POSTMORTEM, Status.CLOSED),
        Status.INVESTIGATING,
        "a reason",
        _says_why,
    ),
)


def triggers_from(status: Status) -> tuple[Trigger, ...]:
    """The steps that lead out of a status, in the table's order."""
    return tuple(row.trigger for row in TRANSITIONS if status in row.sources)


def missing(incident: HasLifecycle, step: Step) -> tuple[Missing, ...]:
    """What the step asks for and does not have. Raises NotAllowed when there is no such step."""
    for row in TRANSITIONS:
        if row.trigger is step.trigger and incident.status in row.sources:
            return row.guard(incident, step)
    raise NotAllowed(step.trigger, incident.status)


def advance(incident: HasLifecycle, step: Step) -> None:
    """Moves the incident's status one step.

    Raises NotAllowed when no row leads out of the present status, Incomplete when its guard misses
    something; the status is then what it was.
    """
    before = incident.status
    try:
        _MACHINE.events[step.trigger].trigger(incident, step=step)
    except MachineError as error:
        raise NotAllowed(step.trigger, before) from error


def diagram() -> str:
    """The table as a mermaid state diagram."""
    lines = ["stateDiagram-v2", f"    [*] --> {Status.OPEN}: declare"]
    for row in TRANSITIONS:
        asks = f" ({row.asks})" if row.asks else ""
        lines += [f"    {source} --> {row.target}: {row.trigger}{asks}" for source in row.sources]
    return "\n".join([*lines, f"    {Status.CLOSED} --> [*]", ""])


def _condition(guard: Guard) -> Callable[[EventData], bool]:
    def check(event: EventData) -> bool:
        step: Step = event.kwargs["step"]
        if lacks := guard(cast("HasLifecycle", event.model), step):
            raise Incomplete(step.trigger, lacks)
        return True

    return check


def _build() -> Machine:
    """One machine for all incidents: a model added to it would leak and lose its loaded status."""
    machine = Machine(
        model=None,
        states=Status,
        initial=None,
        auto_transitions=False,
        send_event=True,
        model_attribute="status",
    )
    for row in TRANSITIONS:
        machine.add_transition(
            row.trigger, list(row.sources), row.target, conditions=_condition(row.guard)
        )
    return machine


_MACHINE = _build()

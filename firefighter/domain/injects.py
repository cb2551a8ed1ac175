"""Which injects of a drill are due. All times are game time, which stops during a pause."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from operator import itemgetter

from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import HintTaken
from firefighter.domain.events import (
    HypothesisChanged,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.scenario import (
    AtTime,
    ByHand,
    DrillEvent,
    Inject,
    OnEvent,
    OnSilence,
)
from firefighter.domain.timeline import Entry, Participant


@dataclass(frozen=True)
class DrillAction:
    """Something that the team did and that can trigger an inject."""

    event: DrillEvent
    value: str
    """As in `OnEvent.value`."""
    at: timedelta


@dataclass(frozen=True)
class InjectContext:
    """What the triggers of a drill's injects look at."""

    actions: Sequence[DrillAction] = ()
    holders: Mapping[RoleKey, UserId] = field(default_factory=dict)
    last_activity: timedelta = timedelta()
    """When somebody of the team last wrote or changed something; the start if none did."""
    settled: Collection[str] = ()
    """Ids of the injects that were sent or skipped."""
    postponed: Mapping[str, timedelta] = field(default_factory=dict)
    """The earliest time of injects that were moved."""
    is_active: bool = True
    """Whether the incident still affects its customers; afterwards silence is no reason to ask."""


def inject_context(
    drill: Drill, incident: Incident, timeline: Iterable[Entry], participants: Iterable[Participant]
) -> InjectContext:
    active = [each.last_at for each in participants if each.user in drill.plan.team]
    return InjectContext(
        actions=tuple(_actions(drill, timeline)),
        holders=incident.holders,
        last_activity=drill.game_time(max(active, default=drill.started_at)),
        settled=drill.injects.keys(),
        postponed=drill.postponed,
        is_active=incident.status.is_active,
    )


def _actions(drill: Drill, timeline: Iterable[Entry]) -> Iterator[DrillAction]:
    updates = 0
    for entry in timeline:
        at = drill.game_time(entry.event.at)
        match entry.event:
            case StatusChanged(after=status):
                yield DrillAction(DrillEvent.STATUS, status, at)
            case RoleChanged(role=role, after=str()):
                yield DrillAction(DrillEvent.ROLE, role, at)
            case SeverityChanged(after=severity):
                yield DrillAction(DrillEvent.SEVERITY, severity, at)
            case UpdatePosted():
                updates += 1
                yield DrillAction(DrillEvent.UPDATE, str(updates), at)
            case HypothesisChanged(after=hypothesis):
                yield DrillAction(DrillEvent.HYPOTHESIS, hypothesis.state, at)
            case HintTaken(hint=hint):
                yield DrillAction(DrillEvent.HINT, hint, at)
            case _:
                pass


def due_injects(
    injects: Iterable[Inject], context: InjectContext, now: timedelta
) -> tuple[Inject, ...]:
    """Returns what is to be sent now, in the order in which it came due."""
    due = [
        (time, inject)
        for inject in _waiting(injects, context)
        if (time := due_time(inject, context)) is not None and time <= now
    ]
    return tuple(inject for _time, inject in sorted(due, key=itemgetter(0)))


def next_due(injects: Iterable[Inject], context: InjectContext, now: timedelta) -> timedelta | None:
    """Returns when the next inject is due if nothing else happens; None if none is."""
    times = (due_time(inject, context) for inject in _waiting(injects, context))
    return min((time for time in times if time is not None and time > now), default=None)


def due_time(inject: Inject, context: InjectContext) -> timedelta | None:
    """Returns when an inject is due; None while its trigger or a holder of its role is missing."""
    if inject.role is not None and inject.role not in context.holders:
        return None
    time = _trigger_time(inject, context)
    if time is None:
        return None
    return max(time, context.postponed.get(inject.id, time))


def _trigger_time(inject: Inject, context: InjectContext) -> timedelta | None:
    match inject.trigger:
        case AtTime(after=after):
            return after
        case OnEvent(event=event, value=value, delay=delay):
            times = (
                each.at for each in context.actions if (each.event, each.value) == (event, value)
            )
            first = min(times, default=None)
            return None if first is None else first + delay
        case OnSilence(lasting=lasting):
            return context.last_activity + lasting if context.is_active else None
        case ByHand():
            return context.postponed.get(inject.id)


def _waiting(injects: Iterable[Inject], context: InjectContext) -> Iterable[Inject]:
    return (inject for inject in injects if inject.id not in context.settled)

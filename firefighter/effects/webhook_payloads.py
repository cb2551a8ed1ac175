"""What webhooks are told about the events of incidents and Game Days.

The shape is part of what we promise to receivers: docs/webhooks.md describes it. Members are called
as in the REST API. New members may be
added; removing or changing one needs another `PAYLOAD_VERSION`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from firefighter.domain.actors import program_of
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Edited,
    FollowUpChanged,
    MilestonesCorrected,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.game_day_visibility import as_seen_by
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.milestones import Milestone
from firefighter.domain.webhooks import WebhookEvent, WebhookEventType

PAYLOAD_VERSION = 1

_Data = Mapping[str, object]


def webhook_events(incident: Incident, event: AnyEvent) -> Iterator[WebhookEvent]:
    """The events that receivers are told of. `incident` is in the state after `event`.

    Nothing in them names another incident, which the receiver may not know of.
    """
    for event_type, details in _details(event):
        data = {"incident": _incident(incident), "actor": _actor(event.actor), **details}
        yield WebhookEvent(event_type, event.at, data)


def game_day_webhook_events(game_day: GameDay, event: GameDayEvent) -> Iterator[WebhookEvent]:
    """Each step from one phase to the next. `game_day` is in the state after `event`.

    Says what everybody may know, and not why: a note may tell what is still sealed.
    """
    if event.action is GameDayAction.PHASE_CHANGED:
        seen = as_seen_by(game_day, None)
        data = {
            "game_day": _game_day(seen),
            "actor": _actor(event.actor),
            "step": GameDayStepKind(event.subject),
        }
        yield WebhookEvent(WebhookEventType.EXERCISE_PHASE_CHANGED, event.at, data)


def _game_day(game_day: GameDay) -> _Data:
    details, clock = game_day.details, game_day.clock
    return {
        "reference": game_day.reference,
        "number": game_day.id,
        "title": details.title,
        "phase": game_day.phase,
        "mode": details.mode,
        "environment": details.environment,
        "theme": details.theme,
        "services": list(details.services),
        "starts_at": _time(details.starts_at),
        "length_min": details.length_min,
        "ends_at": _time(clock.ends_at if clock else None),
    }


def _details(event: AnyEvent) -> Iterator[tuple[WebhookEventType, _Data]]:
    match event:
        case Declared():
            yield WebhookEventType.DECLARED, {}
        case SeverityChanged():
            yield WebhookEventType.SEVERITY_CHANGED, _change(event) | {"reason": event.reason}
        case StatusChanged():
            declined = {"decline_reason": event.decline_reason}
            status = _change(event) | {"step": event.step_kind, "note": event.note}
            yield WebhookEventType.STATUS_CHANGED, status | declined
            if event.after.has_ended:
                yield WebhookEventType.CLOSED, declined
        case RoleChanged():
            holders = {"before": _actor(event.before), "after": _actor(event.after)}
            yield WebhookEventType.ROLE_CHANGED, {"role": event.role, **holders}
        case FollowUpChanged(before=None):
            yield WebhookEventType.FOLLOW_UP_CREATED, {"follow_up": _follow_up(event.after)}
        case FollowUpChanged():
            yield WebhookEventType.FOLLOW_UP_CHANGED, {"follow_up": _follow_up(event.after)}
        case _:
            yield from _exercise_details(event)
            if changed := _changed(event):
                update = _update(event) if isinstance(event, UpdatePosted) else None
                yield WebhookEventType.UPDATED, {"changed": changed, "update": update}


def _exercise_details(event: AnyEvent) -> Iterator[tuple[WebhookEventType, _Data]]:
    match event:
        case DrillStarted(ends_at=ends_at):
            yield WebhookEventType.EXERCISE_STARTED, {"ends_at": _time(ends_at)}
        case DrillPaused():
            yield WebhookEventType.EXERCISE_PAUSED, {}
        case DrillResumed(ends_at=ends_at):
            yield WebhookEventType.EXERCISE_RESUMED, {"ends_at": _time(ends_at)}
        case DrillStopped():
            yield WebhookEventType.EXERCISE_ENDED, {"ending": DrillEnding.STOPPED}
        case DrillEnded(ending=ending):
            yield WebhookEventType.EXERCISE_ENDED, {"ending": ending}
        case _:
            pass


def _changed(event: AnyEvent) -> list[str]:
    """The members that an edit changed."""
    match event:
        case UpdatePosted():
            return ["update"]
        case Described():
            return ["summary"]
        case Classified():
            return ["trigger", "failure_class", "contributing_factors"]
        case MilestonesCorrected():
            return ["milestones"]
        case Edited(before=before, after=after):
            return [each for each in vars(after) if getattr(before, each) != getattr(after, each)]
        case _:
            return []


def _change(event: SeverityChanged | StatusChanged) -> dict[str, object]:
    return {"before": event.before, "after": event.after}


def _actor(actor: UserId | None) -> _Data | None:
    """A person, or a program. None for what the bot did."""
    if not actor:
        return None
    program = program_of(actor)
    return {"id": actor, "kind": program.kind if program else "person"}


def _incident(incident: Incident) -> _Data:
    return {
        "reference": incident.reference,
        "number": incident.id,
        "kind": incident.kind,
        "exercise": incident.is_drill,
        "private": incident.private,
        "title": incident.title,
        "summary": incident.summary,
        "severity": incident.severity,
        "status": incident.status,
        "services": list(incident.services),
        "declared_by": _actor(incident.declared_by),
        "roles": [
            {"role": role, "holder": _actor(holder)} for role, holder in incident.holders.items()
        ],
        "milestones": {each: _time(incident.milestones.get(each)) for each in Milestone},
        "mitigation": incident.mitigation,
        "trigger": incident.trigger,
        "failure_class": incident.failure_class,
        "contributing_factors": list(incident.contributing_factors),
    }


def _update(update: UpdatePosted) -> _Data:
    return {
        "impact": update.impact,
        "changed": update.changed,
        "next_step": update.next_step,
        "next_by": _actor(update.next_by),
        "next_update": _time(update.next_update),
    }


def _follow_up(follow_up: FollowUp) -> _Data:
    return {
        "number": follow_up.number,
        "text": follow_up.text,
        "state": follow_up.state,
        "kind": follow_up.kind,
        "priority": follow_up.priority,
        "owner": _actor(follow_up.owner),
        "due": _day(follow_up.due),
        "ticket": follow_up.ticket,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _time(at: datetime | None) -> str | None:
    """RFC 3339, in UTC."""
    return at.isoformat().replace("+00:00", "Z") if at else None

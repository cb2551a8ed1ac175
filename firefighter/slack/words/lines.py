"""One event in one line: who did what."""

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Reported,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
)
from firefighter.domain.ids import reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Trigger
from firefighter.domain.rules import Rules
from firefighter.slack.words import labels
from firefighter.slack.words.labels import role_in_sentence
from firefighter.slack.words.mrkdwn import clipped, person, typed

_NOTE_LIMIT = 1000
"""Characters of a reason that are shown in its line; the timeline has all of it."""


def line(event: AnyEvent, incident: Incident, rules: Rules) -> str:
    who = person(event.actor)
    match event:
        case Declared():
            return f":rotating_light: {who} declared {incident.reference} as {event.severity}."
        case Described():
            return f":memo: {who} described what is seen: {_note(event.summary)}"
        case SeverityChanged():
            return f"{labels.SEVERITY_SIGN[event.after]} {who} {_severity(event)}"
        case RoleChanged():
            return f":bust_in_silhouette: {_role(event, rules)}"
        case Classified():
            classes = f"set off by {typed(event.trigger)}, failed by {typed(event.failure_class)}"
            return f":label: {who} classified it: {classes}."
        case StatusChanged():
            return _status(event)
        case Reported():
            return f":scroll: {typed(event.stage)}: {_note(event.message)}"


def _severity(event: SeverityChanged) -> str:
    verb = "raised" if event.after < event.before else "lowered"
    room = " A channel for it is being made." if event.opens_room else ""
    return f"{verb} the severity from {event.before} to *{event.after}*.{room}"


def _role(event: RoleChanged, rules: Rules) -> str:
    name = role_in_sentence(event.role, rules)
    who = person(event.actor)
    if event.after is None:
        return f"{who} stepped down as {name}. Nobody holds the role now."
    if event.after != event.actor:
        return f"{who} handed the {name} role over to {person(event.after)}."
    took_over = f", taking over from {person(event.before)}" if event.before else ""
    return f"{who} is now {name}{took_over}."


def _status(event: StatusChanged) -> str:
    who, note = person(event.actor), _note(event.note)
    match event.trigger:
        case Trigger.INVESTIGATE:
            return f":mag: {who} is investigating."
        case Trigger.MITIGATE:
            return f":fire_extinguisher: {who} marked it mitigated: {note}"
        case Trigger.START_POSTMORTEM:
            return f":pencil: {who} started the post-mortem."
        case Trigger.CANCEL:
            return f":wastebasket: {who} cancelled it: {_cancelled(event)}"
        case Trigger.REOPEN:
            return f":repeat: {who} reopened it: {note}"
        case Trigger.CLOSE if event.overridden:
            return f":white_check_mark: {who} closed it, overriding the checklist: {note}"
        case Trigger.CLOSE:
            return f":white_check_mark: {who} closed it."


def _cancelled(event: StatusChanged) -> str:
    if event.cancel_reason is CancelReason.DUPLICATE and event.duplicate_of is not None:
        reason = f"duplicate of {reference(event.duplicate_of)}"
    elif event.cancel_reason:
        reason = labels.CANCEL_REASON[event.cancel_reason].lower()
    else:
        reason = ""
    return ". ".join(filter(None, (reason, _note(event.note))))


def _note(text: str) -> str:
    return clipped(typed(" ".join(text.split())), _NOTE_LIMIT)

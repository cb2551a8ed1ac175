"""One event in one line: who did what."""

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    MilestonesCorrected,
    Paged,
    PageWanted,
    PagingEnded,
    Reported,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.ids import UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Trigger
from firefighter.domain.rules import Rules
from firefighter.slack.words.coordination import coordination_line
from firefighter.slack.words.labels import SEVERITY_SIGN, cancel_reason_label, role_in_sentence
from firefighter.slack.words.learning_lines import learning_line
from firefighter.slack.words.merging import MERGED_SIGN
from firefighter.slack.words.mrkdwn import in_a_line, person, typed
from firefighter.slack.words.paging import paging_line
from firefighter.slack.words.record_lines import Written, record_line
from firefighter.slack.words.room_lines import room_line
from firefighter.texts import say


def line(event: AnyEvent, incident: Incident, rules: Rules) -> str:
    match event:
        case Declared():
            return f":rotating_light: {_declared(event, incident)}"
        case Described():
            return f":memo: {_described(event)}"
        case SeverityChanged():
            return f"{SEVERITY_SIGN[event.after]} {_severity(event)}"
        case RoleChanged():
            return f":bust_in_silhouette: {_role(event, rules)}"
        case Classified() | PageWanted():
            return learning_line(event)
        case StatusChanged():
            return _status(event)
        case Reported():
            return f":scroll: {_reported(event)}"
        case (
            UpdatePosted()
            | UpdatePutOff()
            | UpdateWaived()
            | MilestonesCorrected()
            | RoomAdopted()
            | VisibilityChanged()
        ):
            return coordination_line(event)
        case Paged() | PagingEnded():
            return paging_line(event)
        case other:
            return _of_room_or_record(other, incident)


def _of_room_or_record(event: RoomChanged | RoomRenamed | RoomKept | Written, of: Incident) -> str:
    match event:
        case RoomChanged() | RoomRenamed() | RoomKept():
            return room_line(event, of)
        case written:
            return record_line(written)


def _declared(event: Declared, incident: Incident) -> str:
    return say(
        "{who} declared {incident} as {severity}.",
        who=person(event.actor),
        incident=incident.reference,
        severity=event.severity,
    )


def _described(event: Described) -> str:
    who, summary = person(event.actor), in_a_line(event.summary)
    return say("{who} described what is seen: {summary}", who=who, summary=summary)


def _reported(event: Reported) -> str:
    return say("{stage}: {message}", stage=typed(event.stage), message=in_a_line(event.message))


def _severity(event: SeverityChanged) -> str:
    changed = (
        say("{who} raised the severity from {before} to *{after}*.", **_change(event))
        if event.after < event.before
        else say("{who} lowered the severity from {before} to *{after}*.", **_change(event))
    )
    room = say("A channel for it is being made.") if event.opens_room else ""
    why = say("Why: {reason}", reason=in_a_line(event.reason)) if event.reason else ""
    return " ".join(filter(None, (changed, room, why)))


def _change(event: SeverityChanged) -> dict[str, str]:
    return {"who": person(event.actor), "before": event.before, "after": event.after}


def _role(event: RoleChanged, rules: Rules) -> str:
    who, role = person(event.actor), role_in_sentence(event.role, rules)
    if event.after is None:
        return say("{who} stepped down as {role}. Nobody holds the role now.", who=who, role=role)
    if event.after != event.actor:
        return " ".join(filter(None, (_given(event, who, role), _within_a_line(event))))
    if event.before:
        before = person(event.before)
        return say(
            "{who} is now {role}, taking over from {before}.", who=who, role=role, before=before
        )
    return say("{who} is now {role}.", who=who, role=role)


def _given(event: RoleChanged, who: str, role: str) -> str:
    to = person(UserId(event.after or ""))
    if event.before == event.actor:
        return say("{who} handed the {role} role over to {to}.", who=who, role=role, to=to)
    if event.before:
        before = person(event.before)
        return say(
            "{who} made {to} {role}, in place of {before}.",
            who=who,
            to=to,
            role=role,
            before=before,
        )
    return say("{who} made {to} {role}.", who=who, to=to, role=role)


def _within_a_line(event: RoleChanged) -> str:
    return say("Note: {note}", note=in_a_line(event.note)) if event.note else ""


def _status(event: StatusChanged) -> str:
    who, note = person(event.actor), in_a_line(event.note)
    match event.trigger:
        case Trigger.INVESTIGATE:
            return f":mag: {say('{who} is investigating.', who=who)}"
        case Trigger.MITIGATE:
            text = say("{who} marked it mitigated: {note}", who=who, note=note)
            return f":fire_extinguisher: {text}"
        case Trigger.START_POSTMORTEM:
            return f":pencil: {say('{who} started the post-mortem.', who=who)}"
        case Trigger.CANCEL if event.merged and event.duplicate_of is not None:
            into = reference(event.duplicate_of)
            merged = say("{who} merged it into {incident}.", who=who, incident=into)
            return " ".join(filter(None, (f"{MERGED_SIGN} {merged}", note)))
        case Trigger.CANCEL:
            text = say("{who} cancelled it: {reason}", who=who, reason=_cancelled(event))
            return f":wastebasket: {text}"
        case Trigger.REOPEN:
            return f":repeat: {say('{who} reopened it: {note}', who=who, note=note)}"
        case Trigger.CLOSE if event.overridden:
            text = say("{who} closed it, overriding the checklist: {note}", who=who, note=note)
            return f":white_check_mark: {text}"
        case Trigger.CLOSE:
            return f":white_check_mark: {say('{who} closed it.', who=who)}"


def _cancelled(event: StatusChanged) -> str:
    if event.cancel_reason is CancelReason.DUPLICATE and event.duplicate_of is not None:
        reason = say("duplicate of {incident}", incident=reference(event.duplicate_of))
    elif event.cancel_reason:
        reason = cancel_reason_label(event.cancel_reason).lower()
    else:
        reason = ""
    return ". ".join(filter(None, (reason, in_a_line(event.note))))

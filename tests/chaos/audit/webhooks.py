"""Finds events that a receiver of webhooks was not told, or told wrongly."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from firefighter.domain.drill_events import (
    DrillEnded,
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
from firefighter.domain.game_day_events import GameDayAction
from tests.adapters.webhooks.receiver import Received
from tests.chaos.audit.visibility import began_private, hidden
from tests.chaos.evidence import Case, Evidence
from tests.chaos.webhook_listeners import arrived

_TYPES: Mapping[type, str] = {
    Declared: "incident.declared",
    SeverityChanged: "incident.severity_changed",
    StatusChanged: "incident.status_changed",
    RoleChanged: "incident.role_changed",
    UpdatePosted: "incident.updated",
    Described: "incident.updated",
    Classified: "incident.updated",
    MilestonesCorrected: "incident.updated",
    Edited: "incident.updated",
    DrillStarted: "exercise.started",
    DrillPaused: "exercise.paused",
    DrillResumed: "exercise.resumed",
    DrillStopped: "exercise.ended",
    DrillEnded: "exercise.ended",
}
"""By the table of docs/webhooks.md."""


def wrongly_told(evidence: Evidence) -> list[str]:
    """Each event of an incident arrives, in their order, and no other."""
    everything = _by_incident(evidence.told_everything)
    public = _by_incident(evidence.told_publicly)
    found = []
    for case in evidence.cases:
        number, due = case.snapshot.incident.id, _due(case)
        if everything[number] != due:
            found.append(_difference(case.name, everything[number], due))
        if _is_public(case) and public[number] != due:
            found.append(f"in public: {_difference(case.name, public[number], due)}")
    return [*found, *_wrongly_told_of_game_days(evidence)]


def _wrongly_told_of_game_days(evidence: Evidence) -> Iterator[str]:
    """Each step between phases arrives, in order, and only where exercises are asked for."""
    told = defaultdict[int, list[str]](list)
    for each in _of_game_days(evidence.told_everything):
        told[each.body["data"]["game_day"]["number"]].append(each.body["data"]["step"])
    for case in evidence.game_days:
        due = [each.subject for each in case.events if each.action is GameDayAction.PHASE_CHANGED]
        if told[case.game_day.id] != due:
            yield _difference(case.game_day.reference, told[case.game_day.id], due)


def _of_game_days(received: Sequence[Received]) -> list[Received]:
    return [each for each in arrived(received) if "game_day" in each.body["data"]]


def told_by_webhook_without_access(evidence: Evidence) -> list[str]:
    """Also finds what is not signed."""
    return [*_unsigned(evidence), *_not_for_the_public(evidence)]


def _is_public(case: Case) -> bool:
    """Always."""
    incident = case.snapshot.incident
    return not (incident.is_drill or began_private(case) or hidden(case))


def _unsigned(evidence: Evidence) -> Iterator[str]:
    for each in (*evidence.told_everything, *evidence.told_publicly):
        if not each.signed:
            yield f"{each.id} is not signed"


def _not_for_the_public(evidence: Evidence) -> Iterator[str]:
    for each in evidence.told_publicly:
        if "game_day" in each.body["data"]:
            yield f"{each.body['type']} of {each.body['data']['game_day']['reference']}"
            continue
        incident = each.body["data"]["incident"]
        if incident["private"] or incident["exercise"]:
            yield f"{each.body['type']} of {incident['reference']}"


def _by_incident(received: Sequence[Received]) -> Mapping[int, list[str]]:
    found = defaultdict[int, list[str]](list)
    for each in arrived(received):
        if "incident" not in each.body["data"]:
            continue
        found[each.body["data"]["incident"]["number"]].append(each.body["type"])
    return found


def _due(case: Case) -> list[str]:
    return [each for entry in case.timeline for each in _types(entry.event)]


def _types(event: AnyEvent) -> Iterator[str]:
    if isinstance(event, FollowUpChanged):
        yield "follow_up.changed" if event.before else "follow_up.created"
    elif event_type := _TYPES.get(type(event)):
        yield event_type
    if isinstance(event, StatusChanged) and event.after.has_ended:
        yield "incident.closed"


def _difference(name: str, told: list[str], due: list[str]) -> str:
    for place, (one, other) in enumerate(zip(told, due, strict=False)):
        if one != other:
            return f"{name}: told {one} as number {place + 1}, not {other}"
    if len(told) < len(due):
        return f"{name}: never told {', '.join(due[len(told) :])}"
    return f"{name}: told {', '.join(told[len(due) :])} once more"

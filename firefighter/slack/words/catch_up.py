"""An incident in a few lines, for who comes to it late."""

from collections.abc import Iterable, Sequence

from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Merged,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks.announcement import headline
from firefighter.slack.words.labels import role_in_sentence, status_label
from firefighter.slack.words.lines import line
from firefighter.slack.words.mrkdwn import clipped, moment, person, quoted, typed
from firefighter.texts import count, say

_ENTRIES_SHOWN = 6
_SUMMARY_SHOWN = 600
_LINE_SHOWN = 200
_TURN_SHOWN = 120
_ROLE_SHOWN = 80
"""Characters. Together short enough for Slack to show a catch-up in one piece."""


def catch_up(snapshot: Snapshot, timeline: Sequence[Entry], rules: Rules) -> str:
    """What is going on: how it stands, what is seen, who leads, and what has happened so far."""
    incident = snapshot.incident
    parts = [
        f"{headline(incident)}\n{_standing(incident)}",
        _seen(incident),
        _news(incident),
        "\n".join(_people(incident, rules)),
        "\n".join(_story(incident, timeline, rules)),
    ]
    return "\n\n".join(filter(None, parts))


def _standing(incident: Incident) -> str:
    since = moment(next(iter(incident.milestones.values())))
    status = status_label(incident.status)
    return say("{status}. Declared {moment}.", status=status, moment=since)


def _seen(incident: Incident) -> str:
    """Who is hurt, as the latest update says; until there is one, what was described."""
    seen = incident.impact or incident.summary
    if not seen:
        return say("Nobody has written down yet what people see.")
    return clipped(quoted(seen), _SUMMARY_SHOWN)


def _news(incident: Incident) -> str:
    update = incident.latest_update
    if update is None:
        return ""
    told = say(
        "Last update, {moment}: {changed}",
        moment=moment(update.at),
        changed=_short(update.changed),
    )
    return f"{told}\n{_next(update)}".strip()


def _next(update: UpdatePosted) -> str:
    if not update.next_step:
        return ""
    if update.next_by is None:
        return say("Next: {step}", step=_short(update.next_step))
    return say("Next: {step}, by {who}", step=_short(update.next_step), who=person(update.next_by))


def _short(text: str) -> str:
    return clipped(typed(" ".join(text.split())), _LINE_SHOWN)


def _people(incident: Incident, rules: Rules) -> Iterable[str]:
    if incident.commander is None and incident.status is not Status.CLOSED:
        yield say("Nobody leads yet.")
    for role, holder in incident.holders.items():
        name = clipped(role_in_sentence(role, rules), _ROLE_SHOWN)
        yield say("{who} is {role}.", who=person(holder), role=name)


def _story(incident: Incident, timeline: Sequence[Entry], rules: Rules) -> Iterable[str]:
    """The turning points, the latest of them, oldest first."""
    told = [entry.event for entry in timeline if _is_turning_point(entry.event)]
    left_out = len(told) - _ENTRIES_SHOWN
    if left_out > 0:
        yield count("{number} earlier entry", "{number} earlier entries", left_out)
    for event in told[-_ENTRIES_SHOWN:]:
        yield f"{moment(event.at)}  {clipped(line(event, incident, rules), _TURN_SHOWN)}"


def _is_turning_point(event: AnyEvent) -> bool:
    """What stands above anyway is none, nor is what concerns only a few."""
    match event:
        case RoleChanged():
            return event.role == COMMANDER
        case Declared() | StatusChanged() | SeverityChanged() | Merged():
            return True
    return False

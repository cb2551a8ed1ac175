"""An incident in a few lines, for who comes to it late."""

from collections.abc import Iterable, Sequence

from firefighter.domain.events import AnyEvent, RoleChanged
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import Entry
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks.announcement import headline
from firefighter.slack.words.labels import role_in_sentence, status_label
from firefighter.slack.words.lines import line
from firefighter.slack.words.mrkdwn import clipped, moment, person, quoted
from firefighter.texts import count, say

_ENTRIES_SHOWN = 6
_SUMMARY_SHOWN = 600
_LINE_SHOWN = 300


def catch_up(snapshot: Snapshot, timeline: Sequence[Entry], rules: Rules) -> str:
    """What is going on: how it stands, what is seen, who leads, and what has happened so far."""
    incident = snapshot.incident
    parts = [
        f"{headline(incident)}\n{_standing(incident)}",
        _seen(incident),
        "\n".join(_people(incident, rules)),
        "\n".join(_story(incident, timeline, rules)),
    ]
    return "\n\n".join(filter(None, parts))


def _standing(incident: Incident) -> str:
    since = moment(next(iter(incident.milestones.values())))
    status = status_label(incident.status)
    return say("{status}. Declared {moment}.", status=status, moment=since)


def _seen(incident: Incident) -> str:
    if not incident.summary:
        return say("Nobody has written down yet what people see.")
    return quoted(clipped(incident.summary, _SUMMARY_SHOWN))


def _people(incident: Incident, rules: Rules) -> Iterable[str]:
    if incident.commander is None and incident.status is not Status.CLOSED:
        yield say("Nobody leads yet.")
    for role, holder in incident.holders.items():
        yield say("{who} is {role}.", who=person(holder), role=role_in_sentence(role, rules))


def _story(incident: Incident, timeline: Sequence[Entry], rules: Rules) -> Iterable[str]:
    """The turning points, the latest of them, oldest first."""
    told = [entry.event for entry in timeline if _is_turning_point(entry.event)]
    left_out = len(told) - _ENTRIES_SHOWN
    if left_out > 0:
        yield count("{number} earlier entry", "{number} earlier entries", left_out)
    for event in told[-_ENTRIES_SHOWN:]:
        yield f"{moment(event.at)}  {clipped(line(event, incident, rules), _LINE_SHOWN)}"


def _is_turning_point(event: AnyEvent) -> bool:
    """Who took a side role, or wrote a description that stands above anyway, is none."""
    if isinstance(event, RoleChanged):
        return event.role == COMMANDER
    return event.kind not in _ASIDES


_ASIDES = {"described"}

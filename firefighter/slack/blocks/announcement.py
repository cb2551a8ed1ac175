"""The one message in the incidents channel, which is edited for the incident's whole life."""

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.ports.places import Place, Snapshot
from firefighter.slack.blocks.vocabulary import Block, context, fields, section
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import channel, moment, person, quoted, typed

_SUMMARY_SHOWN = 600
"""Characters; the rest is in the room."""


def announcement(snapshot: Snapshot) -> list[Block]:
    incident = snapshot.incident
    blocks = [section(headline(incident)), fields(_facts(snapshot))]
    if incident.summary:
        blocks.append(section(quoted(_shortened(incident.summary))))
    return [*blocks, context(_footer(incident))]


def headline(incident: Incident) -> str:
    closed = incident.status is Status.CLOSED
    sign = labels.CLOSED_SIGN if closed else labels.SEVERITY_SIGN[incident.severity]
    return f"{sign} *{incident.reference} · {incident.severity} · {typed(incident.title)}*"


def _facts(snapshot: Snapshot) -> list[str]:
    incident = snapshot.incident
    commander = person(incident.commander) if incident.commander else "_nobody yet_"
    facts = [f"*Status*\n{_status(incident)}", f"*Commander*\n{commander}"]
    if incident.services:
        facts.append(f"*Services*\n{typed(', '.join(incident.services))}")
    if incident.has_room:
        room = snapshot.places.get(Place.ROOM)
        facts.append(f"*Room*\n{channel(room.channel) if room else '_being made…_'}")
    return facts


def _status(incident: Incident) -> str:
    label = labels.STATUS[incident.status]
    return f"{label} (cancelled)" if incident.cancellation else label


def _footer(incident: Incident) -> str:
    declared = incident.milestones[Milestone.DECLARED]
    return f"Declared by {person(incident.declared_by)} · {moment(declared)}"


def _shortened(summary: str) -> str:
    return summary if len(summary) <= _SUMMARY_SHOWN else summary[: _SUMMARY_SHOWN - 1] + "…"

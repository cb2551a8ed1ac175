"""The one message in the incidents channel, which is edited for the incident's whole life."""

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.ports.places import Place, Snapshot
from firefighter.slack.blocks.vocabulary import Block, context, fields, section
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import channel, moment, person, quoted, typed

_SUMMARY_SHOWN = 600
"""Characters; the form that edits it has all of it."""


def announcement(snapshot: Snapshot) -> list[Block]:
    incident = snapshot.incident
    return [
        section(headline(incident)),
        fields(_facts(snapshot)),
        *summary(incident),
        context(_footer(incident)),
    ]


def headline(incident: Incident) -> str:
    closed = incident.status is Status.CLOSED
    sign = labels.CLOSED_SIGN if closed else labels.SEVERITY_SIGN[incident.severity]
    return f"{sign} *{incident.reference} · {incident.severity} · {typed(incident.title)}*"


def summary(incident: Incident) -> list[Block]:
    """What is seen, quoted; nothing while nobody has written it down."""
    text = incident.summary
    shown = text if len(text) <= _SUMMARY_SHOWN else text[: _SUMMARY_SHOWN - 1] + "…"
    return [section(quoted(shown))] if shown else []


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

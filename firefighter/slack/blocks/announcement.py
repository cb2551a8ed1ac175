"""The one message in the incidents channel, which is edited for the incident's whole life."""

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.ports.places import Snapshot
from firefighter.slack.blocks.news import impact, next_update
from firefighter.slack.blocks.vocabulary import Block, context, fields, section
from firefighter.slack.words import labels
from firefighter.slack.words.address import Address, nowhere
from firefighter.slack.words.merging import way
from firefighter.slack.words.mrkdwn import moment, person, quoted, typed
from firefighter.slack.words.page_notices import page_link
from firefighter.slack.words.room_lines import room_link
from firefighter.texts import say

_SUMMARY_SHOWN = 600
"""Characters; the form that edits it has all of it."""


def announcement(snapshot: Snapshot, address: Address = nowhere) -> list[Block]:
    incident = snapshot.incident
    return [
        section(headline(incident)),
        fields([*_facts(snapshot), *_original(snapshot, address)]),
        *impact(incident),
        *summary(incident),
        context(" · ".join((_footer(incident), *next_update(incident)))),
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
    commander = person(incident.commander) if incident.commander else f"_{say('nobody yet')}_"
    facts = [_fact(say("Status"), _status(incident)), _fact(say("Commander"), commander)]
    if incident.services:
        facts.append(_fact(say("Services"), typed(", ".join(incident.services))))
    if incident.has_room:
        facts.append(_fact(say("Room"), room_link(snapshot)))
    if page := page_link(snapshot):
        facts.append(_fact(say("Post-mortem"), page))
    return facts


def _original(snapshot: Snapshot, address: Address) -> list[str]:
    original = snapshot.original
    if original is None:
        return []
    where = dict.fromkeys((original.reference, way(original, address)))
    return [_fact(say("Merged into"), " · ".join(where))]


def _fact(name: str, value: str) -> str:
    return f"*{name}*\n{value}"


def _status(incident: Incident) -> str:
    label = labels.status_label(incident.status)
    return say("{status} (cancelled)", status=label) if incident.cancellation else label


def _footer(incident: Incident) -> str:
    declared = incident.milestones[Milestone.DECLARED]
    by = say("Declared by {who}", who=person(incident.declared_by))
    return f"{by} · {moment(declared)}"

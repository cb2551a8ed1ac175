"""Raising and lowering the severity: why, and what comes of it at once."""

from collections.abc import Iterator

from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import REASON_LIMIT, Severity
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, context, modal, text_field
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import typed
from firefighter.texts import count, say


def severity_form(incident: Incident, severity: Severity, rules: Rules) -> Block:
    return modal(
        presses.SEVERITY,
        say("{incident} to {severity}", incident=incident.reference, severity=severity),
        [
            text_field("reason", say("Why?"), max_length=REASON_LIMIT, multiline=True),
            context("\n".join(_consequences(incident, severity, rules))),
        ],
        submit=_verb(incident, severity),
        metadata=str(Carried(incident.id, incident.severity, severity)),
    )


def _verb(incident: Incident, severity: Severity) -> str:
    return say("Raise") if severity < incident.severity else say("Lower")


def _consequences(incident: Incident, severity: Severity, rules: Rules) -> Iterator[str]:
    policy = rules.policy(severity)
    meaning = typed(labels.severity_meaning(severity, rules))
    yield say("{severity}: {meaning}", severity=severity, meaning=meaning)
    if policy.room and not incident.has_room:
        yield say("It gets a channel of its own, and its people are invited.")
    elif policy.invite and severity < incident.severity:
        yield say("Those on call for it are invited.")
    if severity > incident.severity and incident.has_room:
        yield say("Everybody stays in the channel.")
    if policy.update_every_min:
        yield count(
            "An update is due every minute.",
            "An update is due every {number} minutes.",
            policy.update_every_min,
        )

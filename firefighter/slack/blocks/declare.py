"""The form in which an incident is declared, and what it carries besides its fields."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from firefighter.domain.events import Source
from firefighter.domain.ids import IncidentId
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT
from firefighter.ports.places import AdoptedRoom
from firefighter.ports.search import Listed
from firefighter.slack.blocks.listing import row
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    choice,
    choices,
    context,
    modal,
    section,
    text_field,
    tick,
)
from firefighter.slack.errors import UnknownButton
from firefighter.slack.words import labels
from firefighter.slack.words.rooms import what_happens_here, who_will_know
from firefighter.texts import say

DECLARE = "declare"
TITLE = "title"
SERVICES = "services"


@dataclass(frozen=True)
class Draft:
    """What the form remembers."""

    source: Source | None = None
    """The message from which the incident is declared."""
    alike: tuple[IncidentId, ...] = ()
    """What it shows as looking alike."""
    room: AdoptedRoom | None = None
    """The channel that is to be its room."""

    def __str__(self) -> str:
        return json.dumps(asdict(self))


def read_draft(metadata: str) -> Draft:
    """Raises UnknownButton for what another version of us wrote; nothing at all is an empty one."""
    try:
        given = json.loads(metadata or "{}")
        source, room = given.get("source"), given.get("room")
        alike = tuple(IncidentId(int(each)) for each in given.get("alike", ()))
        return Draft(
            Source(**source) if source else None, alike, AdoptedRoom(**room) if room else None
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise UnknownButton from error


def declare_form(
    rules: Rules,
    title: str = "",
    summary: str = "",
    severity: Severity = Severity.SEV3,
    *,
    alike: Sequence[Listed] = (),
    source: Source | None = None,
    room: AdoptedRoom | None = None,
) -> Block:
    """`alike` are open incidents that might be the same; they show while the title is typed."""
    blocks = [
        text_field(
            TITLE,
            say("What is wrong?"),
            max_length=TITLE_LIMIT,
            initial=title,
            hint=say("A few words, such as: Checkout returns 500"),
            live=True,
        ),
        *_already_declared(alike),
        *_more_fields(rules, summary, severity),
        *_who_may_know(room),
        *([context(say("The thread of the message is told, if I am there."))] if source else []),
    ]
    draft = Draft(source, tuple(each.id for each in alike), room)
    return modal(
        DECLARE, say("Declare an incident"), blocks, submit=say("Declare"), metadata=str(draft)
    )


def _already_declared(alike: Sequence[Listed]) -> list[Block]:
    if not alike:
        return []
    return [section(f":eyes: *{say('Already declared?')}*"), *map(row, alike)]


def _more_fields(rules: Rules, summary: str, severity: Severity) -> list[Block]:
    severities = [Option(severity, _meaning(severity, rules)) for severity in rules.severities]
    services = [Option(service, service) for service in rules.services]
    return [
        choice("severity", say("How bad is it?"), severities, initial=severity),
        *([choices(SERVICES, say("Affected services"), services, live=True)] if services else []),
        text_field(
            "summary",
            say("What do people see?"),
            max_length=SUMMARY_LIMIT,
            initial=summary,
            multiline=True,
            optional=True,
        ),
    ]


def _who_may_know(room: AdoptedRoom | None) -> list[Block]:
    """Asked, or answered by the channel that is to be its room."""
    if room:
        return [section(who_will_know(private=room.private)), section(what_happens_here())]
    private = Option("private", say("Private: only those invited"))
    return [tick("private", say("Who may know?"), private)]


def _meaning(severity: Severity, rules: Rules) -> str:
    meaning = labels.severity_meaning(severity, rules)
    return say("{severity}: {meaning}", severity=severity, meaning=meaning)

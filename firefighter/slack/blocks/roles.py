"""Giving a role to somebody else: the forms, and what the new holder is told."""

from collections.abc import Iterator

from firefighter.domain.events import RoleChanged
from firefighter.domain.ids import RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.roles import COMMANDER, NOTE_LIMIT
from firefighter.domain.rules import Rules
from firefighter.ports.places import Place, Snapshot
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.announcement import headline
from firefighter.slack.blocks.news import next_update_text
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    choice,
    modal,
    person_field,
    section,
    text_field,
)
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import channel, person, quoted, typed
from firefighter.texts import say

_BETWEEN = ":"


def assign_form(incident: Incident, rules: Rules, role: RoleKey = COMMANDER) -> Block:
    options = [
        Option(_seen(incident, each.key), labels.role_label(each.key, rules))
        for each in rules.roles
    ]
    return modal(
        presses.ASSIGN,
        say("Assign: {incident}", incident=incident.reference),
        [
            choice("role", say("Which role?"), options, initial=_seen(incident, role)),
            person_field("to", say("Who has it from now on?")),
            note_field(),
        ],
        submit=say("Assign"),
        metadata=str(Carried(incident.id)),
    )


def read_choice(value: str) -> tuple[RoleKey, UserId | None]:
    """Which role was chosen, and who held it when the form was drawn."""
    role, _, holder = value.partition(_BETWEEN)
    return RoleKey(role), UserId(holder) if holder else None


def note_field() -> Block:
    return text_field(
        "note",
        say("What should they know?"),
        max_length=NOTE_LIMIT,
        multiline=True,
        optional=True,
        hint=say("What is under way, what waits, whom to ask"),
    )


def briefing(event: RoleChanged, snapshot: Snapshot, rules: Rules) -> list[Block]:
    """For the new holder alone: what the role does now."""
    incident = snapshot.incident
    lines = [
        briefing_text(event, incident, rules),
        typed(labels.role_duty(event.role, rules)),
        *_now(event.role, incident),
        *_where(snapshot),
    ]
    return [section("\n".join(lines)), *_note(event)]


def briefing_text(event: RoleChanged, incident: Incident, rules: Rules) -> str:
    return say(
        "{incident}\nYou are *{role}* now.",
        incident=headline(incident),
        role=labels.role_in_sentence(event.role, rules),
    )


def _now(role: RoleKey, incident: Incident) -> Iterator[str]:
    if role != COMMANDER:
        return
    yield labels.next_step(incident.status)
    if incident.update_due:
        yield next_update_text(incident.update_due)


def _where(snapshot: Snapshot) -> Iterator[str]:
    at = snapshot.room or snapshot.places.get(Place.ANNOUNCEMENT)
    if at:
        yield say("It is worked in {channel}.", channel=channel(at.channel))


def _note(event: RoleChanged) -> Iterator[Block]:
    if event.note:
        yield section(say("{who} adds:", who=person(event.actor)) + "\n" + quoted(event.note))


def _seen(incident: Incident, role: RoleKey) -> str:
    return f"{role}{_BETWEEN}{incident.holders.get(role, '')}"

"""Declare an incident: by a form, or at once in one line."""

import re

from firefighter.domain.severity import Severity
from firefighter.effects.show_declared import ShowDeclared
from firefighter.ports.places import Place
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.declare import DECLARE, SERVICES, TITLE, read_draft
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.declaring import begin
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Submitted, Typed
from firefighter.slack.words.declaring import being_made
from firefighter.texts import mark, say
from firefighter.usecases.convert import refuse_known
from firefighter.usecases.declare import Declaration, declare

feature = Feature()

_AT_ONCE = re.compile(r"(sev\s?-?\d+)\b[\s:,.-]*(.*)", re.IGNORECASE | re.DOTALL)


@feature.command(
    "open",
    usage=mark("[sev1 what is wrong]"),
    does=mark("Declare an incident, with a form or at once."),
)
def open_incident(visit: Typed) -> Answer | None:
    at_once = _AT_ONCE.fullmatch(visit.words)
    if at_once is None:
        begin(visit, visit.words)
        return None
    severity = _severity(at_once[1])
    if severity is None:
        return Answer(_no_severity(at_once[1].upper()))
    if not at_once[2]:
        begin(visit, severity=severity)
        return None
    incident = declare(visit.house, visit.delivery, visit.user, Declaration(at_once[2], severity))
    return Answer(being_made(incident))


@feature.submission(DECLARE, about_incident=False)
def declare_from_form(visit: Submitted) -> Block:
    """The form says that the place is being made; once it is there, it leads to it."""
    draft = read_draft(visit.metadata)
    declaration = Declaration(
        title=visit.text(TITLE),
        severity=Severity(visit.text("severity")),
        summary=visit.text("summary"),
        services=visit.several(SERVICES),
        private="private" in visit.several("private"),
        source=draft.source,
        room=draft.room,
    )
    if draft.room:
        refuse_known(visit.house, draft.room.channel)
    has_room = (
        draft.room or declaration.private or visit.house.rules.policy(declaration.severity).room
    )
    made = Place.ROOM_PANEL if has_room else Place.THREAD_PANEL
    answer = ShowDeclared(visit.view_id, made).request()
    incident = declare(visit.house, visit.delivery, visit.user, declaration, answer)
    return forms.message(incident.reference, being_made(incident, draft.room))


def _severity(typed: str) -> Severity | None:
    name = re.sub(r"[\s-]", "", typed).upper()
    return Severity(name) if name in set(Severity) else None


def _no_severity(name: str) -> str:
    known = ", ".join(Severity)
    return say("{severity} is no severity here. There are {known}.", severity=name, known=known)

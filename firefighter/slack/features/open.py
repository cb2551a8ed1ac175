"""Declare an incident: by a form, or at once in one line."""

import re

from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.domain.title import split_title
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Answer, Submitted, Typed
from firefighter.texts import mark, say
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
        visit.open_form(forms.declare_form(visit.house.rules, *_begun(visit.words)))
        return None
    severity = _severity(at_once[1])
    if severity is None:
        return Answer(_no_severity(at_once[1].upper()))
    if not at_once[2]:
        visit.open_form(forms.declare_form(visit.house.rules, severity=severity))
        return None
    incident = declare(visit.house, visit.delivery, visit.user, Declaration(at_once[2], severity))
    return Answer(_declared(incident))


@feature.submission(forms.DECLARE, about_incident=False)
def declare_from_form(visit: Submitted) -> Block:
    incident = declare(
        visit.house,
        visit.delivery,
        visit.user,
        Declaration(
            title=visit.text("title"),
            severity=Severity(visit.text("severity")),
            summary=visit.text("summary"),
            services=visit.several("services"),
            private="private" in visit.several("private"),
        ),
    )
    return forms.message(incident.reference, _declared(incident))


def _begun(words: str) -> tuple[str, str]:
    """A title and a summary to go on from; neither when nothing was typed."""
    return split_title(words) if words else ("", "")


def _severity(typed: str) -> Severity | None:
    name = re.sub(r"[\s-]", "", typed).upper()
    return Severity(name) if name in set(Severity) else None


def _declared(incident: Incident) -> str:
    where = (
        say("A channel for it is being made and you will be invited.")
        if incident.has_room
        else say("It is worked in the thread of its announcement.")
    )
    declared = say(
        "{incident} is declared as {severity}.",
        incident=incident.reference,
        severity=incident.severity,
    )
    return f"{declared} {where}"


def _no_severity(name: str) -> str:
    known = ", ".join(Severity)
    return say("{severity} is no severity here. There are {known}.", severity=name, known=known)

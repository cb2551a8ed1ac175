"""Marks whose page it is, so that no other page of the same title is taken for it.

Two bots may use one space, and declare incidents of the same number and title on one day. The mark
is an anchor macro in the body, which shows nothing: a content property would need a request of its
own, and a page whose creation got through without it could not be found again.
"""

import hashlib
import html

from firefighter.adapters.confluence.storage_format import (
    MACRO,
    InvalidStorageFormat,
    parse,
)
from firefighter.domain.events import Declared
from firefighter.domain.learning_report import LearningReport
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.pages import PageContent

_PREFIX = "firefighter-page-"
_DIGITS = 16


def owner_anchor(content: PageContent) -> str:
    """The anchor macro in storage format."""
    name = html.escape(_anchor(content))
    return (
        '<p><ac:structured-macro ac:name="anchor">'
        f'<ac:parameter ac:name="">{name}</ac:parameter></ac:structured-macro></p>'
    )


def is_page_of(body: str, content: PageContent) -> bool:
    try:
        page = parse(body)
    except InvalidStorageFormat:
        return False
    anchors = (each.parameter("") for each in page.walk() if each.tag == MACRO)
    return _anchor(content) in anchors


def _anchor(content: PageContent) -> str:
    owner = _of_incident(content) if isinstance(content, Postmortem) else _of_game_day(content)
    return _PREFIX + hashlib.sha256(owner.encode()).hexdigest()[:_DIGITS]


def _of_incident(postmortem: Postmortem) -> str:
    """Who declared the incident, and when to the microsecond: no other bot has the same."""
    declared = next(
        (entry.event for entry in postmortem.timeline if isinstance(entry.event, Declared)), None
    )
    incident = postmortem.incident
    by, at = (declared.actor, declared.at) if declared else (incident.declared_by, None)
    return f"{incident.id} {by} {at.isoformat() if at else ''}"


def _of_game_day(report: LearningReport) -> str:
    """Likewise: who created the Game Day, and when."""
    game_day = report.game_day
    return f"{game_day.reference} {game_day.created_by} {game_day.created_at.isoformat()}"

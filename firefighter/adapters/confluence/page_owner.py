"""Marks a page as the one of an incident, so that no other page of the same title is taken for it.

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
from firefighter.domain.postmortem import Postmortem

_PREFIX = "firefighter-page-"
_DIGITS = 16


def owner_anchor(postmortem: Postmortem) -> str:
    """The anchor macro in storage format."""
    name = html.escape(_anchor(postmortem))
    return (
        '<p><ac:structured-macro ac:name="anchor">'
        f'<ac:parameter ac:name="">{name}</ac:parameter></ac:structured-macro></p>'
    )


def is_page_of(body: str, postmortem: Postmortem) -> bool:
    try:
        page = parse(body)
    except InvalidStorageFormat:
        return False
    anchors = (each.parameter("") for each in page.walk() if each.tag == MACRO)
    return _anchor(postmortem) in anchors


def _anchor(postmortem: Postmortem) -> str:
    """Who declared the incident, and when to the microsecond: no other bot has the same."""
    declared = next(
        (entry.event for entry in postmortem.timeline if isinstance(entry.event, Declared)), None
    )
    incident = postmortem.incident
    by, at = (declared.actor, declared.at) if declared else (incident.declared_by, None)
    text = f"{incident.id} {by} {at.isoformat() if at else ''}"
    return _PREFIX + hashlib.sha256(text.encode()).hexdigest()[:_DIGITS]

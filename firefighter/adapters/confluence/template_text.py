"""What a company's own templates say around their questions, which is no answer to them."""

import logging
from datetime import UTC, datetime

from firefighter.adapters.confluence.page_parser import written_lines
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.storage_format import InvalidStorageFormat
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.ports.outgoing import CallRefused

log = logging.getLogger(__name__)

_EMPTY = Postmortem(
    Incident(
        id=IncidentId(0),
        kind=Kind.REAL,
        title="",
        severity=Severity.SEV1,
        policy=DEFAULT_POLICIES[Severity.SEV1],
        private=False,
        declared_by=UserId(""),
        milestones={Milestone.DECLARED: datetime(1970, 1, 1, tzinfo=UTC)},
    )
)


def template_lines(renderer: PageRenderer) -> frozenset[str]:
    """The lines that a page has before anybody writes on it; none for the built-in templates."""
    if renderer.templates is None:
        return frozenset()
    try:
        return written_lines(renderer.body(_EMPTY))
    except (CallRefused, InvalidStorageFormat) as error:
        log.warning("%s cannot be compared with pages: %s", renderer.templates, error)
        return frozenset()

"""Reading pages while a person waits: quickly, or as they were when they were read last."""

from datetime import datetime, timedelta
from typing import Protocol

from firefighter.domain.ids import IncidentId
from firefighter.domain.page_text import PageText
from firefighter.effects.gates import Gates
from firefighter.ports.house import Clock
from firefighter.ports.pages import PageGone, PageRef, Pages, PagesError, Reading

PATIENCE_S = 1
"""For one request, in seconds: Slack gives up on us after 3 s, and the database wants some too."""

_LEFT_ALONE = timedelta(seconds=15)
"""How long one that did not answer is not asked again, so that only one person waits for it."""
_GATE = "reading"


class Remembered(Protocol):
    """What pages said. Raises StoreUnavailable."""

    def keep_reading(self, incident_id: IncidentId, text: PageText, at: datetime) -> None: ...

    def last_reading(self, incident_id: IncidentId) -> Reading: ...


class LiveReadings:
    """The Readings port, for pages that are in Confluence."""

    def __init__(self, pages: Pages, remembered: Remembered, clock: Clock) -> None:
        self._pages = pages
        self._remembered = remembered
        self._clock = clock
        self._gates = Gates()

    def __call__(self, incident_id: IncidentId, page: PageRef | None) -> Reading | None:
        if page is None:
            return Reading(None)  # it is still being made
        if not page.id.isdigit():
            return None  # kept by the bot itself
        now = self._clock.now()
        if page.gone or self._gates.seconds_left(_GATE, now):
            return self._remembered.last_reading(incident_id)
        try:
            text = self._pages.read(page)
        except PageGone:
            return self._remembered.last_reading(incident_id)
        except PagesError:
            self._gates.close({_GATE: now + _LEFT_ALONE})
            return self._remembered.last_reading(incident_id)
        self._remembered.keep_reading(incident_id, text, now)
        return Reading(text)

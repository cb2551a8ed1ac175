"""Reads pages while a person waits: from Confluence if it answers in time, else from the cache."""

from datetime import datetime, timedelta
from typing import Protocol

from firefighter.domain.ids import IncidentId
from firefighter.domain.postmortem_checks import PostmortemPageText
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.pages import (
    PageGone,
    PageReading,
    PageRef,
    Pages,
)

READ_TIMEOUT_S = 1
"""Timeout of one request, in seconds. Slack waits 3 s in all, and the database needs some of it."""

_PAUSE_AFTER_FAILURE = timedelta(seconds=15)
"""How long Confluence is not asked after a failure, so that only one person waits for it."""
_RATE_LIMIT_KEY = "reading"


class ReadingCache(Protocol):
    """The last known text of pages. Raises StoreUnavailable."""

    def keep_reading(
        self, incident_id: IncidentId, text: PostmortemPageText, at: datetime
    ) -> None: ...

    def last_reading(self, incident_id: IncidentId) -> PageReading: ...


class CachedPageReader:
    """The PageReader port for pages in Confluence."""

    def __init__(self, pages: Pages, cache: ReadingCache, clock: Clock) -> None:
        self._pages = pages
        self._cache = cache
        self._clock = clock
        self._rate_limits = RateLimits()

    def __call__(self, incident_id: IncidentId, page: PageRef | None) -> PageReading | None:
        if page is None:
            return PageReading(None)  # not created yet
        if not page.id.isdigit():
            return None  # self-hosted
        now = self._clock.now()
        if page.gone or self._rate_limits.seconds_left(_RATE_LIMIT_KEY, now):
            return self._cache.last_reading(incident_id)
        try:
            text = self._pages.read(page)
        except PageGone:
            return self._cache.last_reading(incident_id)
        except OutgoingError:
            self._rate_limits.extend({_RATE_LIMIT_KEY: now + _PAUSE_AFTER_FAILURE})
            return self._cache.last_reading(incident_id)
        self._cache.keep_reading(incident_id, text, now)
        return PageReading(text)

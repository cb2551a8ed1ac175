"""Showing changes that were reported after an incident was declared."""

from collections.abc import Iterator

from firefighter.domain.incident import Incident
from firefighter.effects.cards import RefreshCard, panels_of
from firefighter.effects.pages import RefreshPage
from firefighter.ports.store import EffectRequest


def show_changes(incident: Incident) -> Iterator[EffectRequest]:
    """Refreshes the panels and the post-mortem page."""
    for place in panels_of(incident):
        yield RefreshCard(place).request()
    if incident.has_postmortem_page:
        yield RefreshPage().request()

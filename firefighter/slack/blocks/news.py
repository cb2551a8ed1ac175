"""What the latest update said, as the cards show it."""

from datetime import datetime

from firefighter.domain.incident import Incident
from firefighter.slack.blocks.vocabulary import Block, section
from firefighter.slack.words.mrkdwn import clipped, moment, typed
from firefighter.texts import say

_IMPACT_SHOWN = 600
"""Characters; the thread has the whole update."""


def impact(incident: Incident) -> list[Block]:
    """Who is hurt and how; nothing while nobody has said."""
    shown = clipped(typed(incident.impact), _IMPACT_SHOWN)
    return [section(f"*{say('Impact')}*\n{shown}")] if shown else []


def next_update(incident: Incident) -> list[str]:
    """By when people hear more; nothing while nothing is promised."""
    return [next_update_text(incident.update_due)] if incident.update_due else []


def next_update_text(at: datetime) -> str:
    return say("Next update by {when}.", when=moment(at))

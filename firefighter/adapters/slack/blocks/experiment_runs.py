"""The message about a run of a chaos experiment."""

from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import Block, actions, button, section
from firefighter.adapters.slack.blocks.follow_ups import ADD
from firefighter.domain.experiment_events import RunSummary
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext


def reported_run(text: str, run: RunSummary, incident: Incident) -> tuple[str, list[Block]]:
    """Offers a follow-up where a hypothesis was refuted."""
    if not run.is_refuted:
        return text, [section(text)]
    add = button(ADD, gettext("Add a follow-up…"), str(ButtonState(incident.id)))
    return text, [section(text), actions([add])]

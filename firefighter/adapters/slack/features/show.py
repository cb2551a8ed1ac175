"""Shows one person where an incident stands: a link to its panel, and the panel's buttons."""

from dataclasses import replace

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.panel import (
    participants_line,
    short_panel,
    status_times_line,
)
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import Answer, BlockAction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.status_times import status_times
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext

feature = Feature(needs=AccessRight.READ)


@feature.incident_command(
    "show",
    description=gettext_noop("Show status and actions."),
    words=Arguments.NONE,
    aliases=("status",),
)
def show(interaction: SlashCommand, incident_id: IncidentId) -> Answer:
    return _answer(interaction.context, interaction.user, incident_id)


@feature.press(action_ids.SHOW)
def show_from_list(interaction: BlockAction) -> None:
    answer = _answer(interaction.context, interaction.user, interaction.incident_id)
    interaction.open_form(forms.answer("show", answer.text, answer.blocks))


@feature.redraw(action_ids.action(forms.ANSWER, "show"))
def redraw(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    answer = _answer(context, user, incident_id)
    return forms.answer("show", answer.text, answer.blocks)


def _answer(context: AppContext, user: UserId, incident_id: IncidentId) -> Answer:
    """Includes related incidents that this person can see, not only the public ones."""
    known = context.records.related(user, incident_id)
    now = context.clock.now()
    snapshot = replace(context.records.snapshot(incident_id), related=known, at=now)
    people = participants_line(context.records.participants(incident_id))
    timeline = context.records.timeline(incident_id)
    times = status_times_line(status_times(timeline, context.clock.now()))
    return Answer(
        snapshot.incident.reference,
        [*short_panel(snapshot, context.rules, context.address), *times, *people],
    )

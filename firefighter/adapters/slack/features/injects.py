"""Injects for whoever runs a drill, and hints for its team."""

from collections.abc import Callable
from datetime import datetime, timedelta

from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.injects import (
    HINTS,
    LATER_MIN,
    LIST,
    ONE,
    TAKE,
    hints_list,
    injects_list,
)
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import BlockAction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId, UserId
from firefighter.effects.webhooks import CallWebhook
from firefighter.i18n import gettext_noop
from firefighter.jobs.injects import SendInjects
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import JobRequest
from firefighter.use_cases.injects import (
    offered_hints,
    planned_injects,
    postpone_inject,
    send_inject,
    skip_inject,
    take_hint,
)

feature = Feature()


@feature.incident_command(
    "injects",
    description=gettext_noop("Show what is still to come in a drill that you run."),
    words=Arguments.NONE,
)
def list_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(draw_list(interaction.context, interaction.user, incident_id))


@feature.incident_command(
    "hint",
    description=gettext_noop("Ask for a hint in a drill."),
    words=Arguments.NONE,
)
def offer_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(draw_hints(interaction.context, interaction.user, incident_id))


@feature.press(HINTS)
def offer(interaction: BlockAction) -> None:
    interaction.open_form(
        draw_hints(interaction.context, interaction.user, interaction.incident_id)
    )


@feature.press(TAKE)
def take(interaction: BlockAction) -> None:
    take_hint(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.button_state.seen,
    )


@feature.press(ONE)
def change_one(interaction: BlockAction) -> None:
    about = (
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.button_state.seen,
    )
    match interaction.button_state.choice:
        case "send":
            send_inject(*about, call=CallWebhook.of)
        case "skip":
            skip_inject(*about)
        case "later":
            later = timedelta(minutes=LATER_MIN)
            postpone_inject(*about, by=later, look=_look(interaction.incident_id))
        case _:
            raise UnknownButton


def _look(incident_id: IncidentId) -> Callable[[datetime], JobRequest]:
    return lambda at: SendInjects(incident_id, at).at(at)


@feature.redraw(LIST)
def draw_list(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    return injects_list(*planned_injects(context, user, incident_id))


@feature.redraw(HINTS)
def draw_hints(context: AppContext, _user: UserId, incident_id: IncidentId) -> Block:
    return hints_list(*offered_hints(context, incident_id))

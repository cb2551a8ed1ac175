"""Adds, lists, edits and completes follow-ups."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import follow_ups as drawn
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.follow_up_fields import read_draft
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    MessageShortcut,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.mrkdwn import unescaped
from firefighter.domain.follow_ups import (
    FollowUp,
    FollowUpNumber,
    FollowUpState,
    get_follow_up,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.effects.sources import FindSource
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.follow_ups import (
    add_follow_up,
    change_follow_up,
    settle_follow_up,
)

feature = Feature()

_SHORTCUT = "add_follow_up"


@feature.incident_command(
    "followup",
    usage=gettext_noop("[what needs to be done]"),
    description=gettext_noop("Add a follow-up."),
    words=Arguments.FREE,
)
def add_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(drawn.follow_up_form(incident_id, text=interaction.words))


@feature.incident_command(
    "followups",
    description=gettext_noop("List follow-ups and their owners."),
    words=Arguments.NONE,
)
def list_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    interaction.open_form(draw_list(interaction.context, interaction.user, incident_id))


@feature.incident_message_shortcut(
    _SHORTCUT,
    gettext_noop("Add a follow-up"),
    description=gettext_noop("Add a follow-up from this message."),
)
def add_from_message(interaction: MessageShortcut, incident_id: IncidentId) -> None:
    source = f"{interaction.channel}/{interaction.ts}"
    text = " ".join(unescaped(interaction.text).split())
    interaction.open_form(drawn.follow_up_form(incident_id, text=text, source=source))


@feature.press(drawn.ADD)
def ask(interaction: BlockAction) -> None:
    interaction.open_form(
        drawn.follow_up_form(
            interaction.incident_id, previous_callback_id=interaction.callback_id_below
        )
    )


@feature.press(drawn.LIST)
def show_list(interaction: BlockAction) -> None:
    interaction.open_form(draw_list(interaction.context, interaction.user, interaction.incident_id))


@feature.press(drawn.ONE)
def change_one(interaction: BlockAction) -> None:
    number, choice = _number(interaction.button_state.seen), interaction.button_state.choice
    if choice == "edit":
        incident = interaction.context.records.snapshot(interaction.incident_id).incident
        known = get_follow_up(incident.follow_ups, number)
        form = drawn.follow_up_form(
            interaction.incident_id, known, previous_callback_id=interaction.callback_id_below
        )
        interaction.open_form(form)
        return
    state = action_ids.one_of(choice, FollowUpState)
    settle_follow_up(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        number=number,
        state=state,
    )


@feature.submission(drawn.FORM)
def save(interaction: ViewSubmission) -> None:
    button_state, task = interaction.button_state, read_draft(interaction)
    if button_state.seen:
        change_follow_up(
            interaction.context,
            interaction.delivery,
            interaction.user,
            interaction.incident_id,
            number=_number(button_state.seen),
            draft=task,
        )
        return
    channel, _slash, ts = button_state.choice.partition("/")

    def link(added: FollowUp) -> EffectRequest:
        return FindSource(ChannelId(channel), ts, interaction.user, added.number).request()

    add_follow_up(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        task,
        then=link if channel else None,
    )


@feature.draw_again(drawn.FORM)
def draw_again(interaction: ViewSubmission) -> Block:
    """A form for a new follow-up stays as it is."""
    button_state = interaction.button_state
    if not button_state.seen:
        return interaction.form
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    return drawn.follow_up_form(
        interaction.incident_id,
        get_follow_up(incident.follow_ups, _number(button_state.seen)),
        previous_callback_id=button_state.previous_callback_id,
    )


@feature.redraw(drawn.LIST)
def draw_list(context: AppContext, _user: UserId, incident_id: IncidentId) -> Block:
    incident = context.records.snapshot(incident_id).incident
    return drawn.follow_ups_list(incident, context.rules.day_of(context.clock.now()))


def _number(button_state: str) -> FollowUpNumber:
    """Raises UnknownButton."""
    if not button_state.isdecimal():
        raise UnknownButton
    return FollowUpNumber(int(button_state))

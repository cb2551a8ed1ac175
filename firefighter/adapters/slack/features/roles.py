"""Takes, assigns and hands over roles, and steps down."""

from firefighter.adapters.slack.blocks import action_ids, forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.responders import assign_form, seen_holder
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.i18n import gettext_noop
from firefighter.use_cases.roles import assign_role, hand_over, step_down, take_role

feature = Feature(needs=AccessRight.LEAD)


@feature.press(action_ids.ROLE)
def press_role(interaction: BlockAction) -> None:
    role, button_state = action_ids.role_of(interaction.action_id), interaction.button_state
    match button_state.choice:
        case "hand_over":
            interaction.open_form(
                forms.hand_over_form(interaction.incident_id, role, interaction.context.rules)
            )
        case "step_down":
            step_down(
                interaction.context,
                interaction.delivery,
                interaction.user,
                interaction.incident_id,
                role,
            )
        case _:
            seen = UserId(button_state.seen) if button_state.seen else None
            take_role(
                interaction.context,
                interaction.delivery,
                interaction.user,
                interaction.incident_id,
                role,
                seen=seen,
            )


@feature.submission(forms.HAND_OVER)
def hand_over_to(interaction: ViewSubmission) -> None:
    hand_over(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        RoleKey(interaction.button_state.seen),
        to=_chosen(interaction),
        note=interaction.text("note"),
    )


@feature.press(action_ids.ASSIGN)
def ask_assignee(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id)


@feature.incident_command(
    "assign", description=gettext_noop("Assign a role."), words=Arguments.NONE, aliases=("roles",)
)
def ask_assignee_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id)


@feature.submission(action_ids.ASSIGN)
def assign(interaction: ViewSubmission) -> None:
    role = RoleKey(interaction.text("role"))
    assign_role(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        role,
        seen=seen_holder(interaction.button_state, role),
        to=_chosen(interaction),
        note=interaction.text("note"),
    )


@feature.draw_again(action_ids.ASSIGN)
def draw_again(interaction: ViewSubmission) -> Block:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    role = RoleKey(interaction.text("role"))
    return assign_form(incident, interaction.context.rules, role)


def _ask(interaction: Interaction, incident_id: IncidentId) -> None:
    incident = interaction.context.records.snapshot(incident_id).incident
    incident.refuse_roles()
    interaction.open_form(assign_form(incident, interaction.context.rules))


def _chosen(interaction: ViewSubmission) -> UserId:
    to = interaction.text("to")
    if not to:
        raise InvalidField("to", FieldProblem.NOBODY_CHOSEN)
    return UserId(to)

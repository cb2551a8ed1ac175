"""Asks for the review of a post-mortem, and approves it."""

from datetime import date

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import review as drawn
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.inbound.interactions import BlockAction, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem import review_due
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.review import approve_postmortem, ask_for_review, refuse_asking

feature = Feature()


def _has_page(incident: Incident) -> bool:
    return incident.has_postmortem_page and not incident.declined


@feature.more(
    "review",
    gettext_noop("Reviewers…"),
    description=gettext_noop("Ask for a review of the post-mortem."),
    rarity=1,
    offered=_has_page,
)
@feature.press(action_ids.ASK_REVIEW)
def ask(interaction: BlockAction) -> None:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    refuse_asking(interaction.context, incident, interaction.user)
    interaction.open_form(_form(interaction.context, incident, interaction.callback_id_below))


@feature.submission(drawn.FORM)
def send(interaction: ViewSubmission) -> None:
    due = interaction.text("due")
    ask_for_review(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        reviewers=[UserId(user) for user in interaction.text_list("reviewers")],
        due=date.fromisoformat(due) if due else None,
    )


@feature.draw_again(drawn.FORM)
def draw_again(interaction: ViewSubmission) -> Block:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    below = interaction.button_state.previous_callback_id
    return _form(interaction.context, incident, below)


@feature.press(action_ids.APPROVE)
def approve(interaction: BlockAction) -> None:
    approve_postmortem(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id
    )


def _form(context: AppContext, incident: Incident, below: str) -> Block:
    due = review_due(incident)
    day = context.rules.day_of(due) if due else None
    is_past = day is not None and day < context.rules.day_of(context.clock.now())
    return drawn.review_form(incident, None if is_past else day, below)

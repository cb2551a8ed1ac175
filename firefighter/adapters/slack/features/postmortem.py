"""Shows the post-mortem page and checklist."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.postmortem import missing_page
from firefighter.adapters.slack.blocks.postmortem import postmortem_checklist as checklist_blocks
from firefighter.adapters.slack.blocks.review import review_summary
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    SlashCommand,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain import postmortem_checks
from firefighter.domain.errors import Missing
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem_checks import Check
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.pages import ResumePageUpdates
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.postmortem_page import (
    read_postmortem_page,
    request_postmortem_page,
    resume_page_updates,
)
from firefighter.use_cases.status import confirm_checklist_item

feature = Feature()


@feature.incident_command(
    "postmortem",
    description=gettext_noop("Show the post-mortem page and what is missing."),
    words=Arguments.NONE,
)
def show(interaction: SlashCommand, incident_id: IncidentId) -> Answer:
    """Requests the page if there is none, even if the severity requires none."""
    snapshot = interaction.context.records.snapshot(incident_id)
    incident, postmortem_page = snapshot.incident, snapshot.postmortem_page
    if not incident.has_postmortem_page:
        request_postmortem_page(
            interaction.context,
            interaction.delivery,
            interaction.user,
            incident_id,
            CreatePage().request(),
        )
    if postmortem_page is None:
        return Answer(gettext("Creating the page. I'll post its link in the incident channel."))
    if postmortem_page.gone:
        return Answer(gettext("The page is gone."), missing_page(incident))
    reading = read_postmortem_page(interaction.context, incident_id)
    text = reading.text if reading else None
    checks = (
        postmortem_checks.checks(incident, text)
        if text
        else postmortem_checks.basic_checks(incident)
    )
    names = _names(interaction.context, incident)
    weak = postmortem_checks.writing_warnings(text, names) if text else ()
    warnings = (*weak, *postmortem_checks.unclear_follow_ups(incident.follow_ups.values()))
    if incident.policy.approval_required:
        checks = (*checks, Check(Missing.APPROVAL, incident.is_approved()))
    blocks = checklist_blocks(incident, postmortem_page, reading, checks, warnings)
    return Answer(incident.reference, [*blocks, *review_summary(incident, interaction.user)])


@feature.press(action_ids.MAKE_PAGE)
def create_again(interaction: BlockAction) -> None:
    again = CreatePage().request()
    request_postmortem_page(
        interaction.context, interaction.delivery, interaction.user, interaction.incident_id, again
    )


@feature.press(action_ids.RESUME_PAGE)
def resume_updates(interaction: BlockAction) -> None:
    resume_page_updates(
        interaction.context,
        interaction.delivery,
        interaction.incident_id,
        ResumePageUpdates().request(),
    )


@feature.press(action_ids.CONFIRM_ITEM)
def confirm_item(interaction: BlockAction) -> None:
    confirm_checklist_item(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        action_ids.one_of(action_ids.read_button_state(interaction.value).choice, Missing),
    )


@feature.press(action_ids.OPEN_PAGE)
def follow_link(_interaction: BlockAction) -> None:
    """Slack opens the link itself; the press only has to be acknowledged."""


def _names(context: AppContext, incident: Incident) -> set[str]:
    """Returns the names of participants, whom the text should not blame."""
    timeline = context.records.timeline(incident.id)
    users: set[UserId] = {entry.event.actor for entry in timeline}
    return {person.real_name for person in context.records.people(users).values()}

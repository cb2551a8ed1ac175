"""Pages a user group or the on-call of a service."""

from collections.abc import Sequence

from firefighter.adapters.slack.blocks.block_kit import OPTIONS_LIMIT, Block, Option
from firefighter.adapters.slack.blocks.drills import PAGE_FOR_REAL, page_for_real_form
from firefighter.adapters.slack.blocks.responders import (
    PAGE_ONCALL,
    REAL_PAGE,
    WHOM,
    paging_form,
    read_whom,
    whom_options,
)
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    OptionsRequest,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId
from firefighter.domain.paging import PageTarget
from firefighter.i18n import gettext_noop
from firefighter.use_cases.paging import page_oncall, refuse_real_page

feature = Feature(scopes=("usergroups:read",))


@feature.press(PAGE_ONCALL)
def ask(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id)


@feature.incident_command(
    "page",
    usage=gettext_noop("[reason]"),
    description=gettext_noop("Page an on-call service or a user group."),
    words=Arguments.FREE,
)
def ask_by_command(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id, interaction.words)


@feature.suggestion(WHOM)
def find(interaction: OptionsRequest) -> Sequence[Option]:
    found = whom_options(
        interaction.words, interaction.context.rules.on_call, interaction.context.groups()
    )
    return found[:OPTIONS_LIMIT]


@feature.submission(PAGE_ONCALL)
def page(interaction: ViewSubmission) -> Block | None:
    """Returns the second question if a drill is to page somebody for real."""
    if REAL_PAGE in interaction.text_list(REAL_PAGE):
        return _ask_again(interaction)
    page_oncall(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        page_target=read_whom(interaction.text(WHOM)),
        reason=interaction.text("reason"),
    )
    return None


@feature.submission(PAGE_FOR_REAL)
def page_for_real(interaction: ViewSubmission) -> None:
    page_oncall(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        page_target=PageTarget(service=interaction.button_state.choice),
        reason=interaction.text("reason"),
        real=True,
    )


def _ask_again(interaction: ViewSubmission) -> Block:
    """Raises DrillRefused, or InvalidField for no target."""
    page_target = read_whom(interaction.text(WHOM))
    snapshot = interaction.context.records.snapshot(interaction.incident_id)
    refuse_real_page(interaction.context, snapshot.drill, page_target)
    return page_for_real_form(snapshot.incident, page_target, interaction.text("reason"))


def _ask(interaction: Interaction, incident_id: IncidentId, reason: str = "") -> None:
    snapshot = interaction.context.records.snapshot(incident_id)
    incident = snapshot.incident
    incident.refuse_paging()
    form = paging_form(incident, interaction.context.rules, reason, snapshot.drill)
    interaction.open_form(form)

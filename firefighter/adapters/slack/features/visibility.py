"""Makes an incident private or public after it was declared, with confirmation."""

from firefighter.adapters.slack.blocks.channels import (
    PRIVATE,
    VISIBILITY,
    private_form,
    public_form,
)
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.redaction import was_hidden
from firefighter.i18n import gettext_noop
from firefighter.use_cases.visibility import make_private, make_public, refuse_visibility

feature = Feature()

_PRIVATE_DESCRIPTION = gettext_noop("Make it private: only participants can see it.")
_PUBLIC_DESCRIPTION = gettext_noop("Make it public: everyone can see it.")


def _is_private(incident: Incident) -> bool:
    return incident.private


def _is_public(incident: Incident) -> bool:
    return not incident.private


@feature.incident_command("private", description=_PRIVATE_DESCRIPTION, words=Arguments.NONE)
def ask_private(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id, private=True)


@feature.incident_command("public", description=_PUBLIC_DESCRIPTION, words=Arguments.NONE)
def ask_public(interaction: SlashCommand, incident_id: IncidentId) -> None:
    _ask(interaction, incident_id, private=False)


@feature.more(
    "private",
    gettext_noop("Make private…"),
    description=_PRIVATE_DESCRIPTION,
    rarity=30,
    offered=_is_public,
)
def ask_private_by_button(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id, private=True)


@feature.more(
    "public",
    gettext_noop("Make public…"),
    description=_PUBLIC_DESCRIPTION,
    rarity=30,
    offered=_is_private,
)
def ask_public_by_button(interaction: BlockAction) -> None:
    _ask(interaction, interaction.incident_id, private=False)


@feature.submission(VISIBILITY)
def change(interaction: ViewSubmission) -> None:
    make = make_private if interaction.button_state.seen == PRIVATE else make_public
    make(interaction.context, interaction.delivery, interaction.user, interaction.incident_id)


def _ask(interaction: Interaction, incident_id: IncidentId, *, private: bool) -> None:
    refuse_visibility(interaction.context, incident_id, private=private)
    incident = interaction.context.records.snapshot(incident_id).incident
    if not private:
        interaction.open_form(public_form(incident))
        return
    record = interaction.context.records.timeline(incident_id)
    stays = incident.works_in_channel and was_hidden(record)
    interaction.open_form(private_form(incident, stays=stays))

"""Declares an incident, in a form or in one line."""

from firefighter.adapters.slack.blocks import forms
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.declare import (
    DECLARE,
    SERVICES,
    TITLE,
    Draft,
    read_draft,
)
from firefighter.adapters.slack.inbound.interactions import Answer, SlashCommand, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import open_declare_form
from firefighter.adapters.slack.wording.declare import declared_text
from firefighter.domain.accounts import AccessRight
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity, split_severity
from firefighter.effects.alerts import RefreshAlertCard
from firefighter.effects.direct_messages import ShowPossibleDuplicates
from firefighter.effects.sources import ShowDeclared
from firefighter.i18n import gettext_noop
from firefighter.ports.snapshot import Place
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.alert_cards import declare_proposed
from firefighter.use_cases.channels import refuse_channel_in_use
from firefighter.use_cases.declare import Declaration, declare

feature = Feature(needs=AccessRight.DECLARE)


@feature.command(
    "open",
    usage=gettext_noop("[sev1 title]"),
    description=gettext_noop("Declare an incident, in a form or in one line."),
    aliases=("declare", "create", "new"),
)
def open_incident(interaction: SlashCommand) -> Answer | None:
    severity, title = split_severity(interaction.words)
    if severity is None:
        open_declare_form(interaction, interaction.words)
        return None
    if not title:
        open_declare_form(interaction, severity=severity)
        return None
    problem = interaction.context.records.announcement_problem()  # nothing may fail once declared
    incident = declare(
        interaction.context,
        interaction.delivery,
        interaction.user,
        Declaration(title, severity),
        _show_duplicates(interaction),
    )
    return Answer(declared_text(incident, problem=problem))


@feature.submission(DECLARE, about_incident=False)
def declare_from_form(interaction: ViewSubmission) -> Block:
    """Replaces the form with a message, which gets a link once the channel or thread exists."""
    draft = read_draft(interaction.metadata)
    declaration = Declaration(
        title=interaction.text(TITLE),
        severity=Severity(interaction.text("severity")),
        summary=interaction.text("summary"),
        services=interaction.text_list(SERVICES),
        private="private" in interaction.text_list("private"),
        source=draft.source,
        incident_channel=draft.incident_channel,
    )
    if draft.incident_channel:
        refuse_channel_in_use(interaction.context, draft.incident_channel.channel)
    has_channel = (
        draft.incident_channel
        or declaration.private
        or interaction.context.rules.policy(declaration.severity).incident_channel
    )
    made = Place.CHANNEL_PANEL if has_channel else Place.THREAD_PANEL
    answer = ShowDeclared(interaction.view_id, made).request()
    problem = interaction.context.records.announcement_problem()
    incident = _declare(interaction, declaration, draft, answer)
    text = declared_text(incident, draft.incident_channel, problem)
    return forms.message(incident.reference, text)


def _declare(
    interaction: ViewSubmission, declaration: Declaration, draft: Draft, answer: EffectRequest
) -> Incident:
    by = (interaction.context, interaction.delivery, interaction.user)
    if draft.proposal is None:
        return declare(*by, declaration, answer)
    card = RefreshAlertCard(draft.proposal.group_id).request()
    return declare_proposed(*by, draft.proposal, declaration, card=card, answer=answer)


def _show_duplicates(interaction: SlashCommand) -> EffectRequest | None:
    """After the answer, which nothing may delay."""
    url = interaction.response_url
    return ShowPossibleDuplicates(url).request() if url else None

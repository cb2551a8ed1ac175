"""Changes the severity: raising applies at once, lowering asks for a reason first."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.severity import (
    raised,
    severity_choices,
    severity_form,
    severity_reason_form,
)
from firefighter.adapters.slack.inbound.incident_lookup import Arguments, about_incident
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    Interaction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import Action, NotAllowedInStatus
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity, read_severity, split_severity
from firefighter.domain.spelling import split_word
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.severity import change_severity, explain_severity

feature = Feature()


@feature.press(action_ids.CHOOSE_SEVERITY)
def choose(interaction: BlockAction) -> None:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    if incident.status.has_ended:
        raise NotAllowedInStatus(Action.CHANGE_SEVERITY, incident.status)
    interaction.open_form(severity_choices(incident, interaction.context.rules))


@feature.redraw(action_ids.CHOOSE_SEVERITY)
def draw(context: AppContext, _user: UserId, incident_id: IncidentId) -> Block:
    return severity_choices(context.records.snapshot(incident_id).incident, context.rules)


@feature.press(action_ids.SEVERITY)
def press_severity(interaction: BlockAction) -> None:
    """Raises at once and then asks for the reason; asks for the reason before lowering."""
    severity = action_ids.choice_of(interaction.action_id, Severity)
    seen = action_ids.one_of(interaction.button_state.seen, Severity)
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    incident.refuse_severity(severity, seen=seen)
    if severity > incident.severity:
        interaction.open_form(severity_form(incident, severity, interaction.context.rules))
        return
    incident = _raise(interaction, incident, severity)
    if interaction.callback_id == action_ids.CHOOSE_SEVERITY:
        interaction.redraw(interaction.view_id, severity_reason_form(incident, severity))


def _raise(interaction: Interaction, incident: Incident, severity: Severity) -> Incident:
    return change_severity(
        interaction.context,
        interaction.delivery,
        interaction.user,
        incident.id,
        seen=incident.severity,
        severity=severity,
        reason="",
    )


@feature.press(action_ids.SEVERITY_REASON)
def ask_reason(interaction: BlockAction) -> None:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    severity = action_ids.one_of(interaction.button_state.seen, Severity)
    interaction.open_form(severity_reason_form(incident, severity))


@feature.submission(action_ids.SEVERITY_REASON)
def add_reason(interaction: ViewSubmission) -> None:
    """Does nothing if the reason was left empty."""
    severity = action_ids.one_of(interaction.button_state.seen, Severity)
    explain_severity(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        severity=severity,
        reason=interaction.text("reason"),
    )


@feature.incident_command(
    "severity",
    usage=gettext_noop("[sev1 reason]"),
    description=gettext_noop("Change the severity."),
    words=Arguments.AFTER_FULL_NUMBER,
    aliases=("sev",),
)
def change_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    """Raises at once; asks for the reason before lowering, unless it was typed."""
    incident = interaction.context.records.snapshot(incident_id).incident
    if not interaction.words:
        return Answer(
            gettext(
                "{incident} is {severity}. Add the new severity: `/incident severity SEV1`.",
                incident=incident.reference,
                severity=incident.severity,
            )
        )
    severity, reason = _read(interaction.words)
    incident.refuse_severity(severity, seen=incident.severity)
    if not reason and severity < incident.severity:
        _raise(interaction, incident, severity)
        snapshot = interaction.context.records.snapshot(incident_id)
        return Answer(*raised(snapshot, severity, interaction.context.address))
    if not reason:
        interaction.open_form(severity_form(incident, severity, interaction.context.rules))
        return None
    change_severity(
        interaction.context,
        interaction.delivery,
        interaction.user,
        incident_id,
        seen=incident.severity,
        severity=severity,
        reason=reason,
    )
    text = gettext("{incident} is {severity}.", incident=incident.reference, severity=severity)
    return Answer(about_incident(interaction, incident_id, text))


def _read(words: str) -> tuple[Severity, str]:
    severity, reason = split_severity(words)
    if severity:
        return severity, reason
    first, reason = split_word(words)
    return read_severity(first), reason


@feature.draw_again(action_ids.SEVERITY)
def draw_again(interaction: ViewSubmission) -> Block:
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    severity = action_ids.one_of(interaction.button_state.choice, Severity)
    return severity_form(incident, severity, interaction.context.rules)


@feature.submission(action_ids.SEVERITY)
def change(interaction: ViewSubmission) -> None:
    button_state = interaction.button_state
    change_severity(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        seen=action_ids.one_of(button_state.seen, Severity),
        severity=action_ids.one_of(button_state.choice, Severity),
        reason=interaction.text("reason"),
    )

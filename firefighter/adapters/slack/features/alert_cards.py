"""Decides about alerts that may be an incident."""

from firefighter.adapters.slack.blocks.alerts import ATTACH, DECLARE, DISMISS, MUTE, attach_form
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.interactions import BlockAction, ViewSubmission
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.views import open_declare_form
from firefighter.domain.alert_groups import AlertGroup, AlertGroupId, ProposalState
from firefighter.domain.errors import AlertsDecided, FieldProblem, InvalidField
from firefighter.domain.ids import parse_reference
from firefighter.domain.severity import Severity
from firefighter.effects.alerts import RefreshAlertCard
from firefighter.ports.store import EffectRequest
from firefighter.use_cases.alert_cards import (
    INCIDENT_FIELD,
    ProposalRef,
    attach_proposed,
    dismiss_proposed,
    mute_proposed,
)
from firefighter.use_cases.alerts import summary_of

feature = Feature()


@feature.press(DECLARE, about_incident=False)
def ask_to_declare(interaction: BlockAction) -> None:
    group = _open_group(interaction)
    open_declare_form(
        interaction,
        group.title,
        Severity(group.severity) if group.severity else Severity.SEV3,
        summary=summary_of(group),
        services=group.services,
        proposal=_proposal(interaction),
    )


@feature.press(ATTACH, about_incident=False)
def ask_where(interaction: BlockAction) -> None:
    interaction.open_form(attach_form(_open_group(interaction)))


@feature.submission(ATTACH, about_incident=False)
def attach(interaction: ViewSubmission) -> None:
    incident_id = parse_reference(interaction.text(INCIDENT_FIELD))
    if incident_id is None:
        raise InvalidField(INCIDENT_FIELD, FieldProblem.NOTHING_CHOSEN)
    attach_proposed(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _proposal(interaction),
        incident_id,
        card=_refresh(interaction),
    )


@feature.press(DISMISS, about_incident=False)
def dismiss(interaction: BlockAction) -> None:
    dismiss_proposed(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _proposal(interaction),
        card=_refresh(interaction),
    )


@feature.press(MUTE, about_incident=False)
def mute(interaction: BlockAction) -> None:
    mute_proposed(
        interaction.context,
        interaction.delivery,
        interaction.user,
        _proposal(interaction),
        card=_refresh(interaction),
    )


def _proposal(interaction: BlockAction | ViewSubmission) -> ProposalRef:
    state = interaction.button_state
    if not state.seen.isdecimal():
        raise UnknownButton
    return ProposalRef(AlertGroupId(state.incident_id), int(state.seen))


def _open_group(interaction: BlockAction) -> AlertGroup:
    """Raises AlertsDecided before a form is opened."""
    proposal = _proposal(interaction)
    found = interaction.context.records.proposed_alerts(proposal.group_id)
    if found is None or found.group.proposals != proposal.number:
        raise AlertsDecided(ProposalState.RESOLVED, None)
    if found.group.proposal is not ProposalState.OPEN:
        raise AlertsDecided(found.group.proposal or ProposalState.RESOLVED, found.group.decided_by)
    return found.group


def _refresh(interaction: BlockAction | ViewSubmission) -> EffectRequest:
    return RefreshAlertCard(_proposal(interaction).group_id).request()

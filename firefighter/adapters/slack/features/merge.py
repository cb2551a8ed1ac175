"""Merges a duplicate into the original."""

import re
from collections.abc import Sequence

from firefighter.adapters.slack.blocks.action_ids import read_button_state
from firefighter.adapters.slack.blocks.block_kit import Option
from firefighter.adapters.slack.blocks.forms import MERGE, merge_form
from firefighter.adapters.slack.blocks.incident_lists import incident_options
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    BlockAction,
    OptionsRequest,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import FieldProblem, InvalidField, UnknownIncident
from firefighter.domain.ids import IncidentId, parse_reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import StepKind, step_kinds_from
from firefighter.domain.merging import DUPLICATE_OF_FIELD, refuse_unless_active
from firefighter.i18n import gettext_noop
from firefighter.use_cases.links import find_originals
from firefighter.use_cases.status import merge

feature = Feature()

_DESCRIPTION = gettext_noop("Mark as duplicate and move responders and follow-ups.")


def _is_active(incident: Incident) -> bool:
    return StepKind.DECLINE in step_kinds_from(incident.status)


@feature.incident_command(
    "merge",
    usage=gettext_noop("[INC-42]"),
    description=_DESCRIPTION,
    words=Arguments.FREE,
)
def ask(interaction: SlashCommand, incident_id: IncidentId) -> None:
    incident = interaction.context.records.snapshot(incident_id).incident
    refuse_unless_active(incident)
    interaction.open_form(merge_form(incident, _named(interaction, incident_id)))


@feature.more(
    "merge", gettext_noop("Merge…"), description=_DESCRIPTION, rarity=10, offered=_is_active
)
def ask_by_button(interaction: BlockAction) -> None:
    interaction.open_form(
        merge_form(interaction.context.records.snapshot(interaction.incident_id).incident)
    )


@feature.submission(MERGE)
def merge_into(interaction: ViewSubmission) -> None:
    merge_target = parse_reference(interaction.text(DUPLICATE_OF_FIELD))
    if merge_target is None:
        raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.NO_REFERENCE)
    note = interaction.text("note")
    merge(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        merge_target,
        note=note,
    )


@feature.suggestion(DUPLICATE_OF_FIELD)
def find(interaction: OptionsRequest) -> Sequence[Option]:
    """The form's metadata says which incident it is about."""
    about = read_button_state(interaction.metadata).incident_id
    return incident_options(
        find_originals(interaction.context, interaction.user, about, interaction.words)
    )


def _named(interaction: SlashCommand, incident_id: IncidentId) -> Option | None:
    """Returns the last number typed other than the incident's own.

    Raises UnknownIncident; InvalidField for a drill and a real incident.
    """
    numbers = [parse_reference(word) for word in re.findall(r"[\w-]+", interaction.words)]
    others = [each for each in numbers if each is not None and each != incident_id]
    if not others:
        return None
    named_id = others[-1]
    found = find_originals(interaction.context, interaction.user, incident_id, str(named_id))
    named = [each for each in found if each.id == named_id]
    if not named:
        kind_of = interaction.context.records.visible_kind
        if kind_of(interaction.user, named_id) not in {
            None,
            kind_of(interaction.user, incident_id),
        }:
            raise InvalidField(DUPLICATE_OF_FIELD, FieldProblem.DRILL_AND_REAL)
        raise UnknownIncident(named_id)
    return incident_options(named)[0]

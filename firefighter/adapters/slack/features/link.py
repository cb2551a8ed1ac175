"""Links related incidents and removes links."""

import re

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.blocks.related import LINK, UNLINK, link_form
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.domain.errors import FieldProblem, InvalidField, UnknownIncident
from firefighter.domain.events import Relation
from firefighter.domain.ids import IncidentId, UserId, parse_reference, reference
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.links import OTHER_INCIDENT_FIELD, link, unlink

feature = Feature()

_DESCRIPTION = gettext_noop("Link a related incident.")


@feature.incident_command(
    "link", usage=gettext_noop("[INC-42]"), description=_DESCRIPTION, words=Arguments.FREE
)
def link_named(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    """Links at once if the other incident is named; otherwise opens the form."""
    other = _named(interaction, incident_id)
    if other is None:
        interaction.open_form(draw(interaction.context, interaction.user, incident_id))
        return None
    one = link(
        interaction.context, interaction.delivery, interaction.user, incident_id, other_id=other
    )
    told = gettext(
        "{incident} and {other} are now linked.", incident=one.reference, other=reference(other)
    )
    return Answer(told)


@feature.incident_command(
    "unlink",
    usage=gettext_noop("[INC-42]"),
    description=gettext_noop("Remove a link."),
    words=Arguments.FREE,
)
def unlink_named(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    other = _named(interaction, incident_id)
    if other is None:
        interaction.open_form(draw(interaction.context, interaction.user, incident_id))
        return None
    one = unlink(
        interaction.context, interaction.delivery, interaction.user, incident_id, other_id=other
    )
    told = gettext(
        "{incident} and {other} are no longer linked.",
        incident=one.reference,
        other=reference(other),
    )
    return Answer(told)


@feature.more("link", gettext_noop("Link…"), description=_DESCRIPTION, rarity=5)
def ask(interaction: BlockAction) -> None:
    interaction.open_form(draw(interaction.context, interaction.user, interaction.incident_id))


@feature.submission(LINK)
def save(interaction: ViewSubmission) -> None:
    other = parse_reference(interaction.text(OTHER_INCIDENT_FIELD))
    if other is None:
        raise InvalidField(OTHER_INCIDENT_FIELD, FieldProblem.NOTHING_CHOSEN)
    relation = action_ids.one_of(interaction.text("relation"), Relation)
    link(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        other_id=other,
        relation=relation,
    )


@feature.press(UNLINK)
def remove_link(interaction: BlockAction) -> None:
    other = parse_reference(interaction.button_state.seen)
    if other is None:
        raise UnknownButton
    unlink(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        other_id=other,
    )


@feature.redraw(LINK)
def draw(context: AppContext, user: UserId, incident_id: IncidentId) -> Block:
    incident = context.records.snapshot(incident_id).incident
    return link_form(incident, context.records.related(user, incident_id))


def _named(interaction: SlashCommand, incident_id: IncidentId) -> IncidentId | None:
    """Returns the last number typed other than the incident's own. Raises UnknownIncident."""
    numbers = [parse_reference(word) for word in re.findall(r"[\w-]+", interaction.words)]
    others = [each for each in numbers if each is not None and each != incident_id]
    if not others:
        return incident_id if numbers[-1:] == [incident_id] else None
    if not interaction.context.records.may_see(interaction.user, others[-1]):
        raise UnknownIncident(others[-1])
    return others[-1]

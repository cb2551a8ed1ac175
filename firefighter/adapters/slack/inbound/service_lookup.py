"""Finds the service that a person names."""

from firefighter.adapters.slack.inbound.interactions import Interaction
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.spelling import nearest_name, same_name, without_quotes
from firefighter.ports.search import IncidentQuery


def read_service(interaction: Interaction, typed: str) -> str:
    """Returns the configured spelling, or that of past incidents.

    Raises InvalidField, with the most similar name, for a service of neither.
    """
    known, name = interaction.context.rules.services, without_quotes(typed)
    if configured := same_name(name, known):
        return configured
    past = IncidentQuery(service=name)
    if interaction.context.records.search(interaction.user, past, limit=1).total:
        return name
    raise InvalidField("service", FieldProblem.UNKNOWN_SERVICE, name, nearest_name(name, known))

"""Starting a drill in a scenario, and what it is about."""

from firefighter.domain.drill import Drill
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase
from tests.adapters.slack.scenarios.scenario import Scenario


def start_drill(
    scenario: Scenario,
    /,
    by: Person | None = None,
    *,
    team: list[Person] | None = None,
    **values: object,
) -> IncidentCase:
    """Starts a drill by its form; returns when all that belongs to it is there."""
    person = by or scenario.ana
    scenario.type(person, "drill Prices differ")
    users = [each.id for each in (team or [scenario.ben])]
    reply = person.submit({"team": users, "severity": "SEV3", **values})
    assert not reply.errors, reply.errors
    scenario.settle()
    return scenario.case(scenario.count())


def drill_of(case: IncidentCase) -> Drill:
    drill = case.sandbox.bot.context.records.snapshot(case.id).drill
    assert drill is not None
    return drill

"""Links between incidents; private ones are shown to insiders only."""

import pytest

from firefighter.domain.events import Linked, Relation, Unlinked
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario


def shows(scenario: Scenario, person: Person, case: IncidentCase) -> str:
    """What `/incident show` tells this person."""
    reply = scenario.type(person, f"show {case.reference}")
    assert reply.ephemeral is not None
    return shown(reply.ephemeral)


def by_form(
    scenario: Scenario,
    one: IncidentCase,
    other: IncidentCase,
    relation: Relation = Relation.RELATED,
) -> None:
    scenario.type(scenario.ana, f"link {one.reference}")
    reply = one.send(scenario.ana, **{"incident.other": str(other.id), "relation": relation.value})
    assert not reply.errors


def pair(scenario: Scenario) -> tuple[IncidentCase, IncidentCase]:
    return scenario.declare("sev1 Checkout returns 500"), scenario.declare("sev3 Cache is cold")


def secret_of(scenario: Scenario) -> IncidentCase:
    return scenario.declare_by_form(title="Payroll leaked", private="private")


def test_linking_by_number_in_the_channel_is_posted_in_both(scenario_on_either: Scenario) -> None:
    scenario = scenario_on_either
    one, other = pair(scenario)
    said = scenario.type(scenario.ana, f"link {other.reference}", channel=one.incident_channel.name)
    assert said.ephemeral is not None
    assert said.ephemeral.text == f"{one.reference} and {other.reference} are now linked."
    scenario.settle()
    for here, there in ((one, other), (other, one)):
        event = here.timeline[-1]
        assert isinstance(event, Linked)
        assert (event.other, event.relation) == (there.id, Relation.RELATED)
        assert here.lines[-1] == f":link: <@{scenario.ana.id}> linked it to {there.reference}."
    assert f"Related: {other.reference}: Cache is cold" in shown(one.channel_panel)
    assert (
        f"Related: {one.reference}: Checkout returns 500 · <#{one.incident_channel.id}>"
        in shows(scenario, scenario.ben, other)
    )


@pytest.mark.parametrize(
    ("relation", "here", "there"),
    [
        (Relation.CAUSE, "Caused by", "Caused"),
        (Relation.RESULT, "Caused", "Caused by"),
        (Relation.RELATED, "Related:", "Related:"),
    ],
)
def test_link_by_form_with_its_relation(
    scenario: Scenario, relation: Relation, here: str, there: str
) -> None:
    one, other = pair(scenario)
    by_form(scenario, one, other, relation)
    assert f"{here} {other.reference}: Cache is cold" in shows(scenario, scenario.ben, one)
    assert f"{there} {one.reference}: Checkout returns 500" in shows(scenario, scenario.ben, other)


def test_closed_incidents_can_be_linked_by_button(scenario: Scenario) -> None:
    one, other = pair(scenario)
    one.press(scenario.ana, "step.decline")
    one.send(scenario.ana, reason="false_alarm")
    one.press(scenario.ana, "more")
    assert scenario.ana.view is not None
    assert scenario.ana.press(scenario.ana.view, action_id="more.link").acknowledged
    one.send(scenario.ana, **{"incident.other": str(other.id)})
    assert isinstance(one.timeline[-1], Linked)


def test_linking_twice_links_once(scenario: Scenario) -> None:
    one, other = pair(scenario)
    by_form(scenario, one, other, Relation.CAUSE)
    before = (one.timeline, other.timeline)
    for here, there in ((one, other), (other, one)):
        assert scenario.answer(scenario.ben, f"link {here.reference} {there.reference}") == (
            f"It's already linked to {there.reference}."
        )
    scenario.type(scenario.ana, f"link {one.reference}")
    reply = one.send(scenario.ana, **{"incident.other": str(other.id), "relation": "cause"})
    assert reply.errors == {"incident.other": f"It's already linked to {other.reference}."}
    assert (one.timeline, other.timeline) == before


def test_repeated_delivery_links_once(scenario: Scenario) -> None:
    one, other = pair(scenario)
    reply = scenario.type(scenario.ana, f"link {one.reference} {other.reference}")
    scenario.settle()
    before = (one.timeline, other.timeline)
    again = scenario.slack.redeliver(reply)
    assert again.acknowledged
    scenario.settle()
    assert (one.timeline, other.timeline) == before


def test_link_is_removed_by_number_or_in_the_form(scenario: Scenario) -> None:
    one, other = pair(scenario)
    for by_number in (True, False):
        by_form(scenario, one, other)
        if by_number:
            scenario.answer(scenario.ben, f"unlink {one.reference} {other.reference}")
        else:
            scenario.type(scenario.ben, f"unlink {one.reference}")
            assert scenario.ben.view is not None
            assert scenario.ben.press(scenario.ben.view, action_id="unlink").acknowledged
        scenario.settle()
        for here, there in ((one, other), (other, one)):
            assert isinstance(here.timeline[-1], Unlinked)
            said = f"<@{scenario.ben.id}> removed the link to {there.reference}."
            assert here.lines[-1].endswith(said)
            assert there.reference not in shows(scenario, scenario.ana, here).partition("\n")[2]
    assert scenario.ben.view is not None
    assert other.reference not in str(scenario.ben.view.blocks)


def test_linking_with_itself_or_nothing_is_refused(scenario: Scenario) -> None:
    one, other = pair(scenario)
    assert scenario.answer(scenario.ana, f"link {one.reference} {one.reference}") == (
        "Choose a different incident."
    )
    assert scenario.answer(scenario.ana, f"link {one.reference} INC-99999").startswith(
        "INC-99999 doesn't exist"
    )
    assert scenario.answer(scenario.ana, f"unlink {one.reference} {other.reference}") == (
        f"It isn't linked to {other.reference}."
    )
    assert not any(isinstance(event, Linked | Unlinked) for event in one.timeline)


def test_linked_private_incident_is_shown_to_insiders_only(scenario: Scenario) -> None:
    public, secret = scenario.declare("sev3 Fountain is dry"), secret_of(scenario)
    said, before = [each.text for each in scenario.everything_said()], public.timeline
    by_form(scenario, public, secret, Relation.CAUSE)
    assert f"Caused by {secret.reference}: Payroll leaked" in shows(scenario, scenario.ana, public)
    told = secret.timeline[-1]
    assert isinstance(told, Linked)
    assert (told.other, told.relation) == (public.id, Relation.RESULT)
    assert public.timeline == before
    assert "Payroll" not in shows(scenario, scenario.ben, public)
    new = [each for each in scenario.everything_said() if each.text not in said]
    assert {each.channel for each in new} <= {secret.incident_channel.id}
    public.press(scenario.ben, "step.investigate")
    for message in scenario.everything_said():
        if scenario.ben.can_see(message.channel):
            assert secret.reference not in f"{message.text} {message.blocks}"
    scenario.type(scenario.ben, f"link {public.reference}")
    assert scenario.ben.view is not None
    assert secret.reference not in str(scenario.ben.view.blocks)


def test_linked_private_incidents_are_shown_to_people_with_access_to_both(
    scenario: Scenario,
) -> None:
    one, other = secret_of(scenario), secret_of(scenario)
    scenario.ana.invite(one.incident_channel, scenario.ben)
    scenario.settle()
    before = (one.timeline, one.lines, shown(one.channel_panel))
    by_form(scenario, one, other)
    assert (one.timeline, one.lines, shown(one.channel_panel)) == before
    assert f"Related: {other.reference}" in shows(scenario, scenario.ana, one)
    assert other.reference not in shows(scenario, scenario.ben, one)


def test_outsider_cannot_link_a_private_incident(scenario: Scenario) -> None:
    public, secret = scenario.declare("sev3 Fountain is dry"), secret_of(scenario)
    by_form(scenario, public, secret)
    for verb in ("link", "unlink"):
        said = scenario.answer(scenario.ben, f"{verb} {public.reference} {secret.reference}")
        nothing = scenario.answer(scenario.ben, f"{verb} {public.reference} INC-99999")
        assert said == nothing.replace("INC-99999", secret.reference)
    assert secret.reference in shows(scenario, scenario.ana, public)

"""A French workspace: shared messages, and answers to people without a known language."""

from collections.abc import Iterator

import pytest

from firefighter.i18n import Language
from tests.adapters.slack.scenarios.incident_case import shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario

FRENCH = POLICY.model_copy(update={"language": Language.FRENCH})


@pytest.fixture(scope="module")
def french() -> Iterator[Scenario]:
    """Its people have set Slack to a language that the bot does not have."""
    with open_scenario(FRENCH) as scenario:
        for person in (scenario.ana, scenario.ben, scenario.dora):
            scenario.slack.change_person(person, locale="ja-JP")
        yield scenario


def test_the_announcement_and_the_lines_are_in_french(french: Scenario) -> None:
    case = french.declare("sev3 Le paiement ne répond plus")
    case.press(french.ben, "step.investigate")
    assert "*Statut*\nEn cours d\u2019analyse" in shown(case.announcement)
    assert case.lines[-1] == f":mag: <@{french.ben.id}> analyse l\u2019incident."


def test_a_refusal_is_in_french(french: Scenario) -> None:
    case = french.declare("sev3 La recherche est lente")
    said = french.answer(french.ben, f"severity {case.reference} sev3")
    assert said == "L\u2019incident est déjà en SEV3."


def test_a_form_and_its_answer_are_in_french(french: Scenario) -> None:
    french.type(french.ana, "open")
    assert french.ana.view is not None
    assert french.ana.view.title == "Déclarer un incident"


def test_the_help_is_in_french(french: Scenario) -> None:
    assert "Afficher cette aide." in french.answer(french.ana, "help")

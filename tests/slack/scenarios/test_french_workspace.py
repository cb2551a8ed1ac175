"""A workspace that speaks French: all that everybody sees, and answers to whom it knows not."""

from collections.abc import Iterator

import pytest

from firefighter.texts import Language
from tests.slack.scenarios.case import shown
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import POLICY, Scene, open_scene

FRENCH = POLICY.model_copy(update={"language": Language.FRENCH})


@pytest.fixture(scope="module")
def french() -> Iterator[Scene]:
    """Its people have set Slack to a language that is not spoken here."""
    with open_scene(FRENCH) as scene:
        for person in (scene.ana, scene.ben, scene.dora):
            scene.slack.change_person(person, locale="ja-JP")
        yield scene


def test_the_announcement_and_the_lines_are_in_french(french: Scene) -> None:
    case = french.declare("sev3 Le paiement ne répond plus")
    case.press(french.ben, "step.investigate")
    assert "*Statut*\nEn cours d\u2019analyse" in shown(case.announcement)
    assert case.lines[-1] == f":mag: <@{french.ben.id}> analyse l\u2019incident."


def test_a_refusal_is_in_french(french: Scene) -> None:
    case = french.declare("sev3 La recherche est lente")
    case.press(french.ben, "severity.SEV3")
    assert sentences(french, french.ben)[-1] == "L\u2019incident est déjà en SEV3."


def test_a_form_and_its_answer_are_in_french(french: Scene) -> None:
    french.type(french.ana, "open")
    assert french.ana.view is not None
    assert french.ana.view.title == "Déclarer un incident"


def test_the_help_is_in_french(french: Scene) -> None:
    assert "Cette liste." in french.answer(french.ana, "help")

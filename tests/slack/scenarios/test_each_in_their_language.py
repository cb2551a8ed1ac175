"""A French person in an English workspace: what she alone sees is French, the rest is English."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace

from firefighter.domain.ids import UserId
from firefighter.playground.slack import Person
from firefighter.slack.manifest import needed_scopes
from firefighter.slack.registry import find_features
from tests.slack.scenarios.pressing import sentences
from tests.slack.scenarios.scene import Scene

HELP_IN_FRENCH, HELP_IN_ENGLISH = "Cette liste.", "This list."


def with_chloe(scene: Scene) -> tuple[Scene, Person]:
    number = len(scene.slack.calls)
    chloe = scene.slack.add_person(
        f"chloe{number}", real_name="Chloé", locale="fr-FR", tz="Europe/Paris"
    )
    chloe.join("general")
    chloe.join("incidents")
    return replace(scene, declared_before=scene.declared_before + scene.count()), chloe


def with_a_stranger(scene: Scene) -> tuple[Scene, Person]:
    """Nothing is heard of her: the bot asks who somebody is as soon as they join a channel."""
    heard, scene.slack.subscriptions = scene.slack.subscriptions, frozenset()
    scene, chloe = with_chloe(scene)
    scene.slack.settle()
    scene.slack.subscriptions = heard
    return scene, chloe


def until(scene: Scene, true: Callable[[], bool]) -> None:
    """What is asked about somebody is asked in the background, after they were answered."""
    pause, deadline = threading.Event(), time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        scene.quiet()
        pause.wait(0.01)


def known(scene: Scene, person: Person) -> bool:
    return UserId(person.id) in scene.bot.house.records.people([UserId(person.id)])


def acquainted(scene: Scene) -> tuple[Scene, Person]:
    scene, chloe = with_chloe(scene)
    scene.answer(chloe, "help")
    until(scene, lambda: known(scene, chloe))
    return scene, chloe


def test_somebody_unknown_is_answered_in_the_workspace_s_language_then_in_her_own(
    scene: Scene,
) -> None:
    scene, chloe = with_a_stranger(scene)
    assert HELP_IN_ENGLISH in scene.answer(chloe, "help")
    until(scene, lambda: known(scene, chloe))
    assert HELP_IN_FRENCH in scene.answer(chloe, "help")
    assert HELP_IN_ENGLISH in scene.answer(scene.ben, "help")


def test_her_forms_and_refusals_are_in_her_language(scene: Scene) -> None:
    scene, chloe = acquainted(scene)
    scene.type(chloe, "open")
    assert chloe.view is not None
    assert chloe.view.title == "Déclarer un incident"
    case = scene.declare("sev3 Search is slow")
    case.press(chloe, "severity.SEV3")
    assert sentences(scene, chloe)[-1] == "L\u2019incident est déjà en SEV3."


def test_what_she_does_is_told_to_everybody_in_the_workspace_s_language(scene: Scene) -> None:
    scene, chloe = acquainted(scene)
    case = scene.declare("sev3 La recherche est lente", by=chloe)
    case.press(chloe, "step.investigate")
    assert case.lines == [f":mag: <@{chloe.id}> is investigating."]
    assert "Statut" not in str(case.announcement.blocks)


def test_who_changes_her_language_is_answered_in_the_new_one(scene: Scene) -> None:
    scene, chloe = acquainted(scene)
    scene.slack.change_person(chloe, locale="en-GB", tz="Europe/London", real_name="Chloe")
    until(scene, lambda: HELP_IN_ENGLISH in scene.answer(chloe, "help"))
    (person,) = scene.bot.house.records.people([UserId(chloe.id)]).values()
    assert (person.real_name, person.time_zone) == ("Chloe", "Europe/London")


def test_nobody_is_asked_about_who_never_came(scene: Scene) -> None:
    noor = scene.slack.add_person(f"noor{len(scene.slack.calls)}", real_name="Noor")
    scene.slack.change_person(noor, locale="fr-FR")
    scene.answer(scene.dora, "help")
    until(scene, lambda: known(scene, scene.dora))
    assert not known(scene, noor)


def test_whom_slack_does_not_show_us_is_answered_all_the_same(fresh_scene: Scene) -> None:
    fresh_scene.slack.grant(set(needed_scopes(find_features())) - {"users:read"})
    scene, chloe = with_chloe(fresh_scene)
    for _ in range(2):
        assert HELP_IN_ENGLISH in scene.answer(chloe, "help")
        scene.quiet()
    assert not known(scene, chloe)

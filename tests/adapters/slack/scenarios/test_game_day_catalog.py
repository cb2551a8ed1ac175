"""Experiments that a Game Day takes from the catalog, and gives to it."""

from dataclasses import replace

import pytest

from firefighter.domain.errors import (
    FirefighterError,
    GameDayNotInPhase,
    GameDayRefused,
    NoChange,
)
from firefighter.domain.experiment_catalog import ExperimentDesign, ExperimentState
from firefighter.domain.experiments import ExperimentNumber
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.domain.scenario import Environment, Mode
from firefighter.playground.slack import Person
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.experiments import add_experiment, keep_in_catalog
from tests.adapters.slack.scenarios.game_day_case import (
    SEALED,
    GameDayCase,
    create,
    evaluate,
    open_case,
    prepare,
    start,
)
from tests.adapters.slack.scenarios.scenario import Scenario

FIRST = ExperimentNumber(1)


def design(title: str) -> ExperimentDesign:
    return ExperimentDesign(
        title=title,
        service="checkout",
        team="Payments",
        environment=Environment.STAGING,
        duration_min=25,
        objective="Learn whether orders wait.",
        hypothesis="If the database is slow, then orders wait, because they are queued.",
        steady_state="99 % within 1 s",
        signal="Dashboard Orders",
        blast_radius="One replica",
        abort_conditions="An order fails",
        rollback="Remove the delay",
    )


def test_an_idea_comes_from_the_catalog_with_all_its_texts(scenario: Scenario) -> None:
    context, title = scenario.bot.context, f"Slow database of {scenario.ana.handle}"
    known = add_experiment(
        context, DeliveryId(title), UserId(scenario.ana.id), design(title), scenario.ana.handle
    )
    case = open_case(scenario)
    case.press(case.master, "propose_from_catalog")
    offered = case.master.suggest("propose_from_catalog", scenario.ana.handle).body["options"]
    assert [each["value"] for each in offered] == [known.key]
    assert offered[0]["text"]["text"] == f"{title} · checkout"
    case.send(case.master, propose_from_catalog=known.key)
    experiment = case.game_day.experiments[FIRST]
    assert experiment.is_shaped
    assert experiment.plan.catalog_key == known.key
    assert experiment.signal is not None
    assert (experiment.signal.text, experiment.signal.is_settled) == ("Dashboard Orders", False)
    case.press(case.master, "game_day_step.shape")
    case.on_experiment(case.master, "shape")
    case.send(case.master, rollback="Restart it")
    plan = case.game_day.experiments[FIRST].plan
    assert (plan.rollback, plan.catalog_key) == ("Restart it", known.key)
    assert context.experiments.experiment(known.key) == known, "its texts stay as they are"


def test_what_was_played_is_kept_in_the_catalog_after_the_reveal(scenario: Scenario) -> None:
    case = create(scenario, services=["checkout"], owner=scenario.dora.id)
    title = f"{SEALED} of {scenario.ana.handle}"
    prepare(case, title=title)
    start(case)
    assert keeping(case, case.master) == GameDayNotInPhase
    evaluate(case)
    assert case.phase is GameDayPhase.EVALUATING
    assert keeping(case, case.heroes[0]) == GameDayRefused
    assert in_catalog(scenario) == []
    case.on_experiment(case.master, "keep")
    (key,) = in_catalog(scenario)
    assert f"`/incident experiment {key}` shows it." in case.told(case.master)
    assert case.master.view is not None
    assert "EXERCISE" in str(case.master.view.blocks)
    kept = scenario.bot.context.experiments.experiment(key)
    assert (kept.state, kept.created_by) == (ExperimentState.DRAFT, scenario.ana.id)
    assert (kept.design.title, kept.design.hypothesis) == (title, SEALED)
    assert kept.design.signal == f"Dashboard {SEALED}"
    assert case.game_day.experiments[FIRST].plan.catalog_key == key
    assert keeping(case, case.master) == NoChange
    assert in_catalog(scenario) == [key]


def test_a_hero_learns_no_key_before_the_reveal(scenario: Scenario) -> None:
    title = f"Slow cache of {scenario.ana.handle}"
    known = add_experiment(
        scenario.bot.context,
        DeliveryId(title),
        UserId(scenario.ana.id),
        design(title),
        f"{scenario.ana.handle}-cache",
    )
    case = open_case(scenario)
    case.press(case.master, "propose_from_catalog")
    case.send(case.master, propose_from_catalog=known.key)
    case.press_in_view(case.master, "add_team")
    case.send(case.master, team_name="Red")
    hero = case.heroes[0]
    case.press(hero, "join_game_day")
    case.send(hero, seat="1")
    for mode in Mode:
        case.press_in_view(case.master, "set_up_game_day")
        case.send(case.master, mode=mode)
        seen = scenario.bot.context.game_days.game_day(UserId(hero.id), case.id).game_day
        assert [each.plan.catalog_key for each in seen.experiments.values()] == [None]
        assert known.key not in case.shown_to(hero)


def test_a_key_that_is_taken_gets_a_number(scenario: Scenario) -> None:
    context, title = scenario.bot.context, f"{scenario.ana.handle} taken"
    master = UserId(scenario.ana.id)
    first = add_experiment(context, DeliveryId(title), master, replace(design(title)))
    case = create(scenario, services=["checkout"], owner=scenario.dora.id)
    prepare(case, title=title)
    start(case)
    evaluate(case)
    case.on_experiment(case.master, "keep")
    assert in_catalog(scenario) == [first.key, f"{first.key}-2"]


def keeping(case: GameDayCase, person: Person) -> type[FirefighterError]:
    """What is raised for somebody who is not offered to keep the experiment."""
    context = case.scenario.bot.context
    delivery = DeliveryId(f"keep:{case.id}:{person.id}:{case.phase}")
    with pytest.raises(FirefighterError) as refused:
        keep_in_catalog(context, delivery, UserId(person.id), case.id, FIRST)
    return refused.type


def in_catalog(scenario: Scenario) -> list[ExperimentKey]:
    """Keys of experiments with this test's own word in the title."""
    wanted = ExperimentQuery(words=scenario.ana.handle)
    return [each.key for each in scenario.bot.context.experiments.experiments(wanted, 20)]

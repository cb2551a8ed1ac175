"""The catalog of experiments by signed requests."""

import json
import re
from pathlib import Path

import pytest

from firefighter.adapters.packs.library import PackLibrary
from firefighter.domain.errors import PermissionDenied
from firefighter.domain.experiment_catalog import (
    CatalogExperiment,
    DesignField,
    ExperimentDesign,
    ExperimentState,
    ExperimentStepKind,
)
from firefighter.domain.experiment_runs import ExperimentRunNumber
from firefighter.domain.ids import ExperimentKey, UserId
from firefighter.playground.slack import Person, Reply
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.store import DeliveryId
from firefighter.settings.policy import PermissionsTable
from firefighter.use_cases.experiment_runs import link_run
from firefighter.use_cases.experiments import add_experiment, take_experiment_step
from tests.adapters.packs.packs import read
from tests.adapters.packs.test_experiments import EXPERIMENT, write
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text
from tests.adapters.slack.scenarios.second_bot import replaced_bot
from tests.databases import Databases

WRITTEN = {
    "team": "Payments",
    "objective": "Learn whether orders wait.",
    "hypothesis": "If the database is slow, then orders wait, because they are queued.",
    "steady_state": "99 % within 1 s",
    "signal": "Dashboard *Orders* <!channel>",
    "blast_radius": "One replica",
    "abort_conditions": "An order fails",
    "rollback": "Remove the delay",
}


def send(scenario: Scenario, person: Person, **values: object) -> Reply:
    reply = person.submit(values)
    assert reply.acknowledged, reply
    scenario.settle()
    return reply


def key_in(scenario: Scenario, name: str = "slow") -> str:
    """Of this test alone: the catalog of the workspace is shared."""
    return f"{scenario.ana.handle}-{name}"


def create(scenario: Scenario, name: str = "slow", **values: object) -> CatalogExperiment:
    scenario.type(scenario.ana, "experiment new Checkout with a slow database")
    key = key_in(scenario, name)
    given = {"key": key, "service": "checkout", "weight": "8", **WRITTEN, **values}
    reply = send(scenario, scenario.ana, **given)
    assert not reply.errors, reply.errors
    return known(scenario, key)


def known(scenario: Scenario, key: str = "") -> CatalogExperiment:
    found = ExperimentKey(key or key_in(scenario))
    return scenario.bot.context.experiments.experiment(found)


def press(scenario: Scenario, person: Person, action_id: str, value: str = "") -> None:
    assert person.view is not None
    if value:
        reply = person.press(person.view, action_id=action_id, value=value)
    else:
        reply = person.press(person.view, action_id=action_id)
    assert reply.acknowledged, reply
    scenario.settle()


def shown(person: Person) -> str:
    assert person.view is not None
    return modal_text(person.view) + json.dumps(person.view.blocks, ensure_ascii=False)


def test_an_experiment_is_written_made_ready_and_retired(scenario: Scenario) -> None:
    draft = create(scenario, rollback="")
    assert (draft.state, draft.design.weight) == (ExperimentState.DRAFT, 8)
    assert draft.created_by == scenario.ana.id
    text = shown(scenario.ana)
    assert "Needed before it is ready: rollback." in text
    assert "Not written yet: 1. Eligibility, 2. How the service works, 5. Observ" in text
    press(scenario, scenario.ana, "experiment_step.mark_ready")
    assert "Needed before it is ready: rollback." in "\n".join(scenario.told(scenario.ana))
    scenario.ana.close_view()
    press(scenario, scenario.ana, "edit_experiment")
    send(scenario, scenario.ana, rollback="Remove the delay")
    assert "Remove the delay" in shown(scenario.ana), "the view below shows the change"
    press(scenario, scenario.ana, "experiment_step.mark_ready")
    assert known(scenario).state is ExperimentState.READY
    assert "Ready" in shown(scenario.ana)
    scenario.type(scenario.ben, f"experiment retire {key_in(scenario)}")
    assert known(scenario).state is ExperimentState.RETIRED
    assert known(scenario).changed_by == scenario.ben.id
    assert "edit_experiment" not in shown(scenario.ben)


def test_what_people_typed_notifies_nobody(scenario: Scenario) -> None:
    create(scenario)
    scenario.type(scenario.ben, f"experiment {key_in(scenario)}")
    assert "<!channel>" not in shown(scenario.ben)
    assert "&lt;!channel&gt;" in shown(scenario.ben)


def test_a_list_is_searched(fresh_scenario: Scenario) -> None:
    scenario = fresh_scenario
    scenario.type(scenario.ana, "experiment")
    assert "New experiment…" in shown(scenario.ana)
    create(scenario, "first")
    create(scenario, "second", service="search", title="Search is down")
    first, second = key_in(scenario, "first"), key_in(scenario, "second")
    for words, found, missing in (
        ("list", [first, second], []),
        (scenario.ana.handle, [first, second], []),
        (first, [first, "Learn whether"], [second]),
        (f"{scenario.ana.handle} search", [second, "Learn whether"], [first]),
        (f"{first}x", [f"Did you mean “{first}”?"], [second]),
        ("retired", ["No experiment is retired."], [first, second]),
    ):
        scenario.type(scenario.ben, f"experiment {words}")
        text = shown(scenario.ben)
        assert [each for each in found if each not in text] == [], words
        assert [each for each in missing if each in text] == [], words
    scenario.type(scenario.ben, "experiment list")
    press(scenario, scenario.ben, "open_experiment", f"0|{second}||")
    assert "Search is down" in shown(scenario.ben)


def test_a_wrong_field_is_named_and_nothing_is_lost(scenario: Scenario) -> None:
    create(scenario)
    count = scenario.bot.context.experiments.count(ExperimentQuery())
    for key, said in (
        (key_in(scenario), f"Another experiment is called {key_in(scenario)}."),
        ("DB slow!", "Use up to 60 lower-case letters"),
    ):
        scenario.type(scenario.ben, "experiment new Other")
        reply = send(scenario, scenario.ben, key=key, **WRITTEN)
        assert reply.errors is not None
        assert said in reply.errors["key"]
    assert scenario.bot.context.experiments.count(ExperimentQuery()) == count


def test_two_people_edit_at_once(scenario: Scenario) -> None:
    create(scenario)
    for person in (scenario.ana, scenario.ben):
        scenario.type(person, f"experiment edit {key_in(scenario)}")
    send(scenario, scenario.ana, weight="3")
    send(scenario, scenario.ben, rollback="Restart everything")
    told = shown(scenario.ben)
    assert "Someone else changed this first." in told
    assert "Restart everything" in told, "what was typed can be copied"
    assert known(scenario).design.weight == 3
    assert known(scenario).design.rollback == "Remove the delay"


def test_a_pack_is_changed_in_the_pack_and_copied_here(scenario: Scenario, tmp_path: Path) -> None:
    library = scenario.bot.context.scenarios
    assert isinstance(library, PackLibrary)
    library.install(read(write(tmp_path, kettle=EXPERIMENT)))
    assert "pack kettles" in scenario.answer(scenario.ana, "experiment edit kettle-off")
    scenario.type(scenario.ana, "experiment kettle-off")
    assert "From the pack kettles, version 1." in shown(scenario.ana)
    assert "edit_experiment" not in shown(scenario.ana)
    press(scenario, scenario.ana, "copy_experiment")
    reply = send(scenario, scenario.ana, key="our-kettle", service="search")
    assert not reply.errors, reply.errors
    copy, original = known(scenario, "our-kettle"), known(scenario, "kettle-off")
    assert (copy.pack, copy.state) == ("", ExperimentState.DRAFT)
    assert copy.design.service == "search"
    for name in set(DesignField) - {DesignField.SERVICE}:
        assert getattr(copy.design, name) == getattr(original.design, name)


def test_an_unknown_experiment_is_answered(scenario: Scenario) -> None:
    create(scenario)
    key = key_in(scenario)
    for word in ("show", "edit", "retire"):
        answer = scenario.answer(scenario.ben, f"experiment {word} {key[:-1]}")
        assert answer == f"There is no experiment {key[:-1]}. Did you mean “{key}”?"


@pytest.mark.parametrize("word", ["show", "edit", "ready", "draft", "retire", "reinstate"])
def test_a_word_without_a_key_asks_for_it(scenario: Scenario, word: str) -> None:
    answer = scenario.answer(scenario.ben, f"experiment {word}")
    assert answer.startswith("Which experiment? Write its key, as in ")
    assert f"`/incident experiment {word} checkout-db-slow`" in answer


def test_a_text_that_is_longer_than_its_field_is_copied_whole(
    scenario: Scenario, tmp_path: Path
) -> None:
    long = "🔥" * 1000
    library = scenario.bot.context.scenarios
    assert isinstance(library, PackLibrary)
    source = EXPERIMENT.replace("Learn who notices.", long).replace("kettle-off", "kettle-on")
    library.install(read(write(tmp_path, kettle=source)))
    scenario.type(scenario.ana, "experiment kettle-on")
    press(scenario, scenario.ana, "copy_experiment")
    reply = send(scenario, scenario.ana, key=key_in(scenario))
    assert not reply.errors, reply.errors
    assert known(scenario).design.objective == long


def add_many(scenario: Scenario, number: int) -> None:
    for each in range(number):
        design = ExperimentDesign(title=f"Slow replica {each:02}", service="search")
        add_experiment(
            scenario.bot.context,
            DeliveryId(f"add {each}"),
            UserId(scenario.ana.id),
            design,
            f"slow-replica-{each:02}",
        )


def test_all_pages_of_the_list_are_reached(fresh_scenario: Scenario) -> None:
    ana = fresh_scenario.ana
    add_many(fresh_scenario, 45)
    fresh_scenario.type(ana, "experiment replica")
    seen = [re.findall(r"slow-replica-\d\d", shown(ana))]
    assert "1 to 20 of 45" in shown(ana)
    for first in (21, 41):
        press(fresh_scenario, ana, "experiment_page.on")
        assert f"{first} to {min(first + 19, 45)} of 45" in shown(ana)
        seen.append(re.findall(r"slow-replica-\d\d", shown(ana)))
    assert "experiment_page.on" not in shown(ana)
    assert len({key for page in seen for key in page}) == 45
    press(fresh_scenario, ana, "experiment_page.back")
    assert "21 to 40 of 45" in shown(ana)
    press(fresh_scenario, ana, "open_experiment", "0|slow-replica-20||")
    assert "Slow replica 20" in shown(ana)


def test_pages_of_retired_experiments_stay_retired(fresh_scenario: Scenario) -> None:
    ana = fresh_scenario.ana
    add_many(fresh_scenario, 23)
    context = fresh_scenario.bot.context
    for each in context.experiments.experiments(ExperimentQuery(), 22):
        delivery = DeliveryId(f"retire {each.key}")
        take_experiment_step(context, delivery, UserId(ana.id), each.key, ExperimentStepKind.RETIRE)
    fresh_scenario.type(ana, "experiment retired")
    press(fresh_scenario, ana, "experiment_page.on")
    assert "21 to 22 of 22" in shown(ana)
    assert shown(ana).count(" · Retired · ") >= 2


def test_only_those_named_in_the_settings_write_the_catalog(
    fresh_scenario: Scenario, sqlite_databases: Databases
) -> None:
    ana, ben = fresh_scenario.ana, fresh_scenario.ben
    permissions = PermissionsTable(write_experiments=(ben.id,))
    policy = POLICY.model_copy(update={"permissions": permissions})
    with (
        sqlite_databases.fresh() as url,
        replaced_bot(fresh_scenario, url, policy) as scenario,
    ):
        refusal = "can change the catalog of experiments. Nothing was changed."
        assert refusal in scenario.answer(ana, "experiment new Checkout")
        scenario.type(ben, "experiment new Checkout with a slow database")
        key = key_in(scenario)
        assert not send(scenario, ben, key=key, service="checkout", **WRITTEN).errors
        assert "edit_experiment" in shown(ben)
        scenario.type(ana, f"experiment {key}")
        for offered in ("edit_experiment", "copy_experiment", "experiment_step"):
            assert offered not in shown(ana)
        ana.close_view()
        for word in ("edit", "ready", "retire"):
            assert refusal in scenario.answer(ana, f"experiment {word} {key}")
        assert known(scenario, key).state is ExperimentState.DRAFT
        scenario.type(ana, "experiment list")
        assert "new_experiment" not in shown(ana)
        with pytest.raises(PermissionDenied):
            link_run(
                scenario.bot.context,
                DeliveryId("link"),
                UserId(ana.id),
                ExperimentRunNumber(1),
                ExperimentKey(key),
            )


def test_a_new_installation_shows_samples_to_copy(fresh_scenario: Scenario) -> None:
    scenario, ana = fresh_scenario, fresh_scenario.ana
    scenario.type(ana, "experiment")
    text = shown(ana)
    assert "There is no experiment yet." in text
    assert "*Samples to copy*" in text
    samples = scenario.bot.context.scenarios.sample_experiments()
    assert [each.key for each in samples if each.key not in text] == []
    press(scenario, ana, "open_experiment", "0|one-instance-lost||")
    assert "*One of several instances is lost*" in shown(ana)
    assert "A sample of the bot." in shown(ana)
    assert "Needed before" not in shown(ana)
    press(scenario, ana, "copy_experiment")
    assert not send(scenario, ana, key="search-instance", service="search").errors
    copied = known(scenario, "search-instance")
    assert copied.design.blast_radius == "One instance of one service in staging"
    assert (copied.pack, copied.created_by) == ("", ana.id)
    assert scenario.bot.context.experiments.count(ExperimentQuery()) == 1


def test_samples_are_searched_and_changed_by_nobody(fresh_scenario: Scenario) -> None:
    scenario, ben = fresh_scenario, fresh_scenario.ben
    scenario.type(ben, "experiment certificate expires")
    assert "*A certificate expires on Sunday*" in shown(ben)
    ben.close_view()
    for word in ("edit", "retire", "ready"):
        said = scenario.answer(ben, f"experiment {word} certificate-expires")
        assert "is a sample." in said
    assert scenario.bot.context.experiments.count(ExperimentQuery()) == 0


def test_samples_are_read_in_the_language_of_the_reader(fresh_scenario: Scenario) -> None:
    person = fresh_scenario.slack.add_person("camille", locale="fr-FR")
    fresh_scenario.type(person, "experiment")  # the bot learns the language of who is new
    fresh_scenario.settle()
    fresh_scenario.type(person, "experiment certificate-expires")
    assert "*Un certificat expire dimanche*" in shown(person)
    press(fresh_scenario, person, "copy_experiment")
    assert not send(fresh_scenario, person, key="certificat").errors
    assert known(fresh_scenario, "certificat").design.title == "Un certificat expire dimanche"

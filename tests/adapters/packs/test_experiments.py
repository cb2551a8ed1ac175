"""Experiments of packs: read strictly, and installed into the catalog."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.packs.checks import Vocabulary
from firefighter.adapters.packs.experiment_schema import ExperimentTable
from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.packs.reader import parse_pack
from firefighter.adapters.packs.sources import EXPERIMENTS_LIMIT, PackSource
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiments import StoredExperimentRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.domain.errors import InvalidField, PackConflict
from firefighter.domain.experiment_catalog import (
    WRITTEN_IN,
    DesignField,
    ExperimentDesign,
    ExperimentOfPack,
    ExperimentState,
    ExperimentStepKind,
    new_experiment,
    sample_of,
)
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.scenario import Environment
from firefighter.i18n import DEFAULT, Language
from firefighter.ports.app_context import AppContext
from firefighter.ports.experiments import ExperimentQuery
from firefighter.ports.store import DeliveryId
from firefighter.reporting.experiment_file import experiment_file
from firefighter.use_cases.experiments import (
    add_experiment,
    edit_experiment,
    take_experiment_step,
)
from tests.adapters.packs.packs import PACK, SCENARIO, faults, read, write_pack
from tests.adapters.store.concurrency import run_at_once
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.domain.incidents import ANA, NOW
from tests.use_cases.contexts import build_context

EXPERIMENT = """\
id = "kettle-off"
version = 1
state = "ready"
title = "The kettle loses power"
service = "kitchen"
team = "Tea"
environment = "production"
weight = 7
duration_min = 20
eligibility = "It failed twice this year."
system = "https://wiki.example.com/kettle"
objective = "Learn who notices."
hypothesis = "If the kettle is off, then the second one is used, because it stands beside it."
steady_state = "A cup every minute"
signal = "The counter of cups"
observability = "An alert on no cups for 5 minutes"
procedure = "Press the switch."
blast_radius = "One of two kettles"
abort_conditions = "Somebody has no tea for ten minutes"
rollback = "Press the switch again."
action_plan = "A follow-up for each surprise"
"""
KEY = ExperimentKey("kettle-off")


def write(folder: Path, **experiments: str) -> Path:
    """A pack of experiments only."""
    write_pack(folder)
    (folder / "experiments").mkdir(exist_ok=True)
    for name, content in experiments.items():
        (folder / "experiments" / f"{name}.toml").write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def library(database: Database, clock: SettableClock) -> PackLibrary:
    return PackLibrary(StoredScenarioFiles(database, clock))


@pytest.fixture
def context(database: Database, clock: SettableClock) -> AppContext:
    return build_context(database, clock)


@pytest.fixture
def deliveries() -> Iterator[DeliveryId]:
    return (DeliveryId(f"delivery {number}") for number in range(100))


def test_every_key_of_the_format_is_read(tmp_path: Path) -> None:
    keys = {line.partition(" = ")[0] for line in EXPERIMENT.splitlines()}
    assert keys == set(ExperimentTable.model_fields)
    pack = read(write(tmp_path, kettle=EXPERIMENT))
    (experiment,) = pack.experiments
    assert (experiment.key, experiment.version, experiment.pack) == ("kettle-off", 1, "kettles")
    assert experiment.state is ExperimentState.READY
    design = experiment.design
    assert (design.weight, design.duration_min) == (7, 20)
    assert design.environment is Environment.PRODUCTION
    assert design.rollback == "Press the switch again."
    assert not list(design.missing())


IN_TWO = EXPERIMENT.replace(
    'title = "The kettle loses power"',
    'title = { en = "The kettle loses power", fr = "La bouilloire perd le courant" }',
).replace(
    'rollback = "Press the switch again."',
    'rollback = { fr = "Appuyer encore.", en = "Press the switch again." }',
)


def test_texts_may_be_in_several_languages(
    library: PackLibrary, context: AppContext, tmp_path: Path
) -> None:
    library.install(read(write(tmp_path, kettle=IN_TWO)))
    design = context.experiments.experiment(KEY).design
    assert (design.title, design.rollback) == ("The kettle loses power", "Press the switch again.")
    french = design.in_language(Language.FRENCH)
    assert (french.title, french.rollback) == ("La bouilloire perd le courant", "Appuyer encore.")
    assert french.objective == "Learn who notices.", "what is not translated stays"
    (found,) = context.experiments.experiments(ExperimentQuery(words="bouilloire"), 9)
    assert found.key == KEY
    plan = context.experiments.experiment(KEY).in_game_day(Language.FRENCH)
    assert plan.title == "La bouilloire perd le courant"


def test_an_experiment_in_several_languages_is_written_as_a_file_and_read_again(
    library: PackLibrary, context: AppContext, tmp_path: Path
) -> None:
    library.install(read(write(tmp_path / "one", kettle=IN_TWO)))
    known = context.experiments.experiment(KEY)
    again = read(write(tmp_path / "two", kettle=experiment_file(known))).experiments[0]
    assert again.design == known.design
    assert library.install(read(tmp_path / "two")).experiments == []


def test_a_text_in_french_alone_is_read_in_every_language(tmp_path: Path) -> None:
    only = EXPERIMENT.replace(
        'title = "The kettle loses power"', 'title = { fr = "La bouilloire perd le courant" }'
    )
    design = read(write(tmp_path, kettle=only)).experiments[0].design
    for language in Language:
        assert design.in_language(language).title == "La bouilloire perd le courant"


def test_a_fault_in_one_language_names_its_line(tmp_path: Path) -> None:
    long = EXPERIMENT.replace(
        'title = "The kettle loses power"', f'title.en = "Kettle"\ntitle.fr = "{"x" * 300}"'
    )
    german = EXPERIMENT.replace('"Press the switch."', '{ en = "Press", de = "Drücken" }')
    (fault,) = faults(write(tmp_path / "one", kettle=german))
    assert "procedure.de 'de' is no language of the bot; use en or fr." in fault
    (fault,) = faults(write(tmp_path / "two", kettle=long))
    assert "line 4: title has 300 characters; at most 150 are allowed." in fault


def test_the_bot_has_samples_in_the_seven_steps_and_every_language(library: PackLibrary) -> None:
    samples = library.sample_experiments()
    assert len(samples) >= 4
    for sample in samples:
        assert sample_of(sample, NOW).is_sample
        assert set(sample.design.missing()) <= {DesignField.TEAM}
        for step, names in WRITTEN_IN.items():
            assert all(getattr(sample.design, name) for name in names), (sample.key, step)
        for language in set(Language) - {DEFAULT}:
            translated = sample.design.translations[language]
            texts = {name for names in WRITTEN_IN.values() for name in names}
            assert translated.keys() == {DesignField.TITLE, *texts}


def test_a_pack_may_have_scenarios_and_experiments(tmp_path: Path) -> None:
    folder = write(tmp_path, kettle=EXPERIMENT)
    pack = read(write_pack(folder, tea=SCENARIO))
    assert [file.id for file in pack.files] == ["cold-tea"]
    assert [each.key for each in pack.experiments] == ["kettle-off"]


WRONG = {
    "id": ('"kettle_off"', "lower-case words with hyphens"),
    "version": ("0", "at least 1"),
    "state": ('"done"', "'draft', 'ready' or 'retired'"),
    "title": ('"One\\nTwo"', "has several lines"),
    "service": (f'"{"x" * 121}"', "has 121 characters; at most 120 are allowed"),
    "team": ('"<!channel>"', "mention that notifies"),
    "environment": ('"moon"', "'tabletop', 'staging' or 'production'"),
    "weight": ("11", "at most 10"),
    "duration_min": ("4", "at least 5"),
    "eligibility": ('""', "is empty"),
    "system": ('"<https://example.com|x>"', "a link in angle brackets"),
    "objective": ("3", "must be text"),
    "hypothesis": ("[]", "must be text, or texts by language"),
    "steady_state": ("true", "must be text"),
    "signal": ('["a"]', "must be text"),
    "observability": ('"\\u202e"', "invisible control character"),
    "procedure": (f'"{"x" * 1001}"', "has 1001 characters; at most 1000 are allowed"),
    "blast_radius": ('"@here"', "mention that notifies"),
    "abort_conditions": ('" "', "is empty"),
    "rollback": ('"&lt;b&gt;"', "contains HTML"),
    "action_plan": ("1979-05-27", "must be text"),
}


@pytest.mark.parametrize("key", ExperimentTable.model_fields)
def test_each_wrong_value_is_said_with_file_line_and_key(tmp_path: Path, key: str) -> None:
    value, reason = WRONG[key]
    lines = EXPERIMENT.splitlines()
    number = next(at for at, line in enumerate(lines) if line.startswith(f"{key} = "))
    lines[number] = f"{key} = {value}"
    (fault,) = faults(write(tmp_path, kettle="\n".join(lines)))
    assert fault.startswith(f"experiments/kettle.toml, line {number + 1}: {key} ")
    assert reason in fault


def test_an_experiment_that_is_ready_has_what_makes_it_safe(tmp_path: Path) -> None:
    kept = [line for line in EXPERIMENT.splitlines() if not line.startswith(("rollback", "team"))]
    assert faults(write(tmp_path, kettle="\n".join(kept))) == [
        'experiments/kettle.toml, line 1: rollback is missing; add it, or write state = "draft".',
        'experiments/kettle.toml, line 1: team is missing; add it, or write state = "draft".',
    ]
    draft = "\n".join(kept).replace('"ready"', '"draft"')
    assert faults(write(tmp_path, kettle=draft)) == []


def test_more_faults_of_packs_with_experiments(tmp_path: Path) -> None:
    folder = write(tmp_path, one=EXPERIMENT, two=EXPERIMENT + "fuel = 1\n")
    assert faults(folder) == [
        "experiments/two.toml, line 22: fuel is not a key of the format; remove it or check it."
    ]
    assert faults(write(tmp_path, two=EXPERIMENT)) == [
        "experiments/two.toml, line 1: id 'kettle-off' is also the id in experiments/one.toml."
    ]
    unseen = EXPERIMENT.replace("The kettle loses power", "\u2800")
    assert faults(write(tmp_path, one=unseen, two=unseen.replace("-off", "-on"))) == [
        "experiments/one.toml, line 4: title has nothing that can be seen.",
        "experiments/two.toml, line 4: title has nothing that can be seen.",
    ]


def test_a_pack_without_any_file_or_with_too_many_is_refused(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path / "none"))
    assert "has no scenario beside it and no experiment in experiments: add a" in fault
    many = {
        f"x{number}": EXPERIMENT.replace("-off", f"-{number}")
        for number in range(EXPERIMENTS_LIMIT + 1)
    }
    (fault,) = faults(write(tmp_path / "many", **many))
    assert f"has {EXPERIMENTS_LIMIT + 1} experiments in experiments; at most" in fault
    linked = write_pack(tmp_path / "linked", tea=SCENARIO)
    (linked / "experiments").symlink_to(tmp_path / "many" / "experiments")
    assert faults(linked) == ["experiments, line 1: is not a folder."]


def test_installed_experiments_are_in_the_catalog(
    library: PackLibrary, context: AppContext, tmp_path: Path
) -> None:
    pack = read(write(tmp_path, kettle=EXPERIMENT))
    new = library.install(pack)
    (experiment,) = new.experiments
    assert context.experiments.experiment(KEY) == experiment
    assert (experiment.pack, experiment.state) == ("kettles", ExperimentState.READY)
    assert not library.install(pack)


def test_a_new_version_replaces_the_texts(
    library: PackLibrary, context: AppContext, tmp_path: Path
) -> None:
    library.install(read(write(tmp_path, kettle=EXPERIMENT)))
    newer = EXPERIMENT.replace("version = 1", "version = 3").replace("weight = 7", "weight = 9")
    library.install(read(write(tmp_path, kettle=newer)))
    assert context.experiments.experiment(KEY).design.weight == 9
    for version, said in (("3", "with other content. Make yours version 4."), ("2", "version 3.")):
        other = EXPERIMENT.replace("version = 1", f"version = {version}")
        with pytest.raises(PackConflict, match=said):
            library.install(read(write(tmp_path, kettle=other)))
    assert context.experiments.experiment(KEY).version == 3


def test_what_belongs_to_somebody_else_is_refused_and_nothing_is_installed(
    library: PackLibrary, context: AppContext, tmp_path: Path, deliveries: Iterator[DeliveryId]
) -> None:
    pack = read(write(tmp_path, kettle=EXPERIMENT, other=EXPERIMENT.replace("-off", "-on")))
    other = replace(pack.experiments[0].design, title="Another")
    add_experiment(context, next(deliveries), ANA, other, "kettle-on")
    with pytest.raises(PackConflict, match="kettle-on was written in Slack with other texts"):
        library.install(pack)
    assert context.experiments.count(ExperimentQuery()) == 1
    library.install(read(write(tmp_path / "first", kettle=EXPERIMENT)))
    second = write(tmp_path / "second", kettle=EXPERIMENT)
    (second / "pack.toml").write_text('id = "pots"\ntitle = "Pots"\n')
    (second / "tea.toml").write_text(SCENARIO)
    with pytest.raises(PackConflict, match="kettle-off belongs to the pack kettles"):
        library.install(read(second))
    assert "cold-tea" not in {each.id for each in library.summaries(Language.ENGLISH)}


def test_what_a_person_retired_stays_retired(
    library: PackLibrary, context: AppContext, tmp_path: Path, deliveries: Iterator[DeliveryId]
) -> None:
    library.install(read(write(tmp_path, kettle=EXPERIMENT)))
    take_experiment_step(context, next(deliveries), ANA, KEY, ExperimentStepKind.RETIRE)
    newer = EXPERIMENT.replace("version = 1", "version = 2").replace("weight = 7", "weight = 9")
    library.install(read(write(tmp_path, kettle=newer)))
    retired = context.experiments.experiment(KEY)
    assert (retired.state, retired.design.weight) == (ExperimentState.RETIRED, 9)
    newest = newer.replace("version = 2", "version = 3").replace('"ready"', '"retired"')
    take_experiment_step(context, next(deliveries), ANA, KEY, ExperimentStepKind.REINSTATE)
    library.install(read(write(tmp_path, kettle=newest)))
    assert context.experiments.experiment(KEY).state is ExperimentState.RETIRED
    again = newest.replace("version = 3", "version = 4").replace('"retired"', '"ready"')
    library.install(read(write(tmp_path, kettle=again)))
    assert context.experiments.experiment(KEY).state is ExperimentState.READY


def test_texts_of_a_pack_are_not_changed_in_slack(
    library: PackLibrary, context: AppContext, tmp_path: Path, deliveries: Iterator[DeliveryId]
) -> None:
    pack = read(write(tmp_path, kettle=EXPERIMENT))
    library.install(pack)
    with pytest.raises(ExperimentOfPack):
        edit_experiment(context, next(deliveries), ANA, KEY, pack.experiments[0].design, seen=1)


def test_two_processes_install_at_once(
    library: PackLibrary,
    database_url: str,
    clock: SettableClock,
    open_database: OpenDatabase,
    tmp_path: Path,
) -> None:
    other = open_database(database_url)
    other_library = PackLibrary(StoredScenarioFiles(other, clock))
    many = {f"x{number}": EXPERIMENT.replace("-off", f"-{number}") for number in range(20)}
    pack = read(write(tmp_path, **many))
    run_at_once(lambda: library.install(pack), lambda: other_library.install(pack))
    assert StoredExperimentRecords(other).count(ExperimentQuery()) == 20


@given(
    st.builds(
        ExperimentDesign,
        title=st.text("ab \"\\'é🔥", min_size=1, max_size=20),
        weight=st.integers(0, 10),
        duration_min=st.none() | st.integers(5, 180),
        environment=st.sampled_from(Environment),
        rollback=st.text("ab\n\"\\'#\t é🔥=[", max_size=40),
    )
)
def test_an_experiment_is_written_as_a_file_and_read_again(design: ExperimentDesign) -> None:
    try:
        written = new_experiment(KEY, design, ANA, NOW)
    except InvalidField:
        return
    source = {"pack.toml": PACK, "experiments/x.toml": experiment_file(written)}
    (read_again,) = parse_pack(PackSource(source), Vocabulary()).experiments
    assert read_again.design == written.design
    assert (read_again.key, read_again.version, read_again.state) == (
        written.key,
        written.version,
        written.state,
    )

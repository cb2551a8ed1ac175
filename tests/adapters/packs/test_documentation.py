"""The examples of docs/scenarios.md and docs/experiment-catalog.md, and their tables of keys."""

import re
from pathlib import Path

import pytest

from firefighter.adapters.packs.experiment_schema import ExperimentTable
from firefighter.adapters.packs.schema import (
    EventTable,
    ExpectedTable,
    HintTable,
    InjectTable,
    PersonaTable,
    ScenarioTable,
    SealedTable,
)
from firefighter.domain.scenario import (
    Environment,
    InjectKind,
    Level,
    Mode,
    ScoringItem,
)
from tests.adapters.packs.packs import faults, read
from tests.architecture.linters import ROOT

PAGE = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
_FILE = re.compile(
    r"^`ours/(?P<name>[\w.-]+)`:\n\n```toml\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL
)


def test_the_example_is_a_valid_pack(tmp_path: Path) -> None:
    for file in _FILE.finditer(PAGE):
        (tmp_path / file["name"]).write_text(file["content"], encoding="utf-8")
    assert faults(tmp_path) == []
    assert [file.id for file in read(tmp_path).files] == ["full-disk"]


@pytest.mark.parametrize(
    "model",
    [
        ScenarioTable,
        ExpectedTable,
        SealedTable,
        PersonaTable,
        HintTable,
        InjectTable,
        EventTable,
    ],
)
def test_every_key_is_explained(model: type[ScenarioTable]) -> None:
    tables = PAGE.partition("## Keys")[2]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert [key for key in keys if not re.search(rf"[`\[ .]{key}[`\] .=]", tables)] == []


@pytest.mark.parametrize("enum", [Level, Environment, Mode, InjectKind, ScoringItem])
def test_every_choice_is_named(enum: type[Level]) -> None:
    tables = PAGE.partition("## Keys")[2]
    assert [each for each in enum if f"`{each}`" not in tables] == []


CATALOG = (ROOT / "docs" / "experiment-catalog.md").read_text(encoding="utf-8")
_CATALOG_FILE = re.compile(
    r"^`ours/(?P<name>[\w./-]+)`:\n\n```toml\n(?P<content>.*?)^```$", re.MULTILINE | re.DOTALL
)


def test_the_example_of_an_experiment_is_a_valid_pack(tmp_path: Path) -> None:
    (tmp_path / "experiments").mkdir()
    for file in _CATALOG_FILE.finditer(CATALOG):
        (tmp_path / file["name"]).write_text(file["content"], encoding="utf-8")
    assert faults(tmp_path) == []
    (experiment,) = read(tmp_path).experiments
    assert experiment.key == "checkout-db-slow"
    assert set(ExperimentTable.model_fields) <= set(re.findall(r"^(\w+) = ", CATALOG, re.MULTILINE))


def test_every_key_of_an_experiment_is_explained() -> None:
    assert [key for key in ExperimentTable.model_fields if f"`{key}`" not in CATALOG] == []

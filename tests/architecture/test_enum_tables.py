"""A table keyed by an enum has a row for every member, unless it is listed here as partial."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from enum import Enum

import pytest

import firefighter

PARTIAL = {
    "firefighter.adapters.alerts.sources._READ": "a generic source is read by its pointers",
    "firefighter.adapters.alerts.sources._VERIFY": "read with a default",
    "firefighter.settings.alerts._WHERE_TO_FIND": "only kinds that sign",
    "firefighter.adapters.confluence.wording._NOT_SHOWN": "read with a default",
    "firefighter.adapters.slack.blocks.forms._STEP_TEXTS": "only steps that ask for one sentence",
    "firefighter.adapters.slack.blocks.panel._STYLES": "read with a default",
    "firefighter.adapters.store.held_exercises._STEPS": "only what shows who did a step",
    "firefighter.adapters.slack.wording.related._LINK_LINES": "only relations that people choose",
    "firefighter.adapters.slack.wording.related._RELATION_CHOICES": "likewise",
    "firefighter.demo.browser.environment._FAULTS": "read with a default",
    "firefighter.effects.game_day_plan._NEEDED_BY": "only private channels",
    "firefighter.jobs.game_days._STOPPED_BECAUSE": "only endings that stop the Game Day",
    "firefighter.effects.game_days._MEMBERS": "only channels, not messages",
    "firefighter.effects.game_days._SUFFIXES": "likewise",
    "firefighter.domain.events._INVERSE": "read with a default",
    "firefighter.domain.experiment_catalog._LIMITS": "read with a default",
    "firefighter.domain.postmortem_checks._WARNING_PATTERNS": "only warnings found by a pattern",
    "firefighter.domain.roles._BY_DEFAULT": "read with a default",
}
"""Tables that need no row for some members, and why."""


def enum_tables() -> Iterator[tuple[str, Mapping[Enum, object]]]:
    """Every mapping at the top of a module whose keys are members of one enum."""
    for module in pkgutil.walk_packages(firefighter.__path__, "firefighter."):
        if module.name.endswith("__main__"):
            continue
        loaded = importlib.import_module(module.name)
        for name, value in vars(loaded).items():
            if isinstance(value, Mapping) and value and _is_keyed_by_enum(value):
                yield f"{module.name}.{name}", value


def _is_keyed_by_enum(table: Mapping[object, object]) -> bool:
    return len({type(key) for key in table}) == 1 and isinstance(next(iter(table)), Enum)


TABLES = dict(enum_tables())


@pytest.mark.parametrize("name", [name for name in TABLES if name not in PARTIAL])
def test_table_has_a_row_for_every_member(name: str) -> None:
    members = type(next(iter(TABLES[name])))
    assert set(TABLES[name]) == set(members)


@pytest.mark.parametrize("name", sorted(PARTIAL))
def test_partial_table_exists_and_is_partial(name: str) -> None:
    assert set(TABLES[name]) < set(type(next(iter(TABLES[name]))))

"""Scenarios of a module share a bot and a workspace; each has people of its own."""

from collections.abc import Iterator

import pytest

from firefighter.demo.sandbox import Sandbox
from tests.adapters.slack.scenarios.scenario import (
    Scenario,
    open_scenario,
    open_shared_sandbox,
    with_people,
)
from tests.databases import Databases


@pytest.fixture(scope="module")
def shared_sandbox(sqlite_databases: Databases) -> Iterator[Sandbox]:
    with sqlite_databases.fresh() as url, open_shared_sandbox(database_url=url) as sandbox:
        yield sandbox


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def shared_sandbox_on_either(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.fresh() as url, open_shared_sandbox(database_url=url) as sandbox:
        yield sandbox


@pytest.fixture
def scenario(shared_sandbox: Sandbox) -> Scenario:
    return with_people(shared_sandbox)


@pytest.fixture
def scenario_on_either(shared_sandbox_on_either: Sandbox) -> Scenario:
    """Runs twice: on SQLite and on PostgreSQL."""
    return with_people(shared_sandbox_on_either)


@pytest.fixture
def fresh_scenario(sqlite_url: str) -> Iterator[Scenario]:
    """A bot and a workspace of its own, for failures and taken names that would affect others."""
    with open_scenario(database_url=sqlite_url) as scenario:
        yield scenario

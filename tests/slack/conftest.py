"""The stage of a module is shared by its scenarios; the people of each are new to it."""

from collections.abc import Iterator

import pytest

from firefighter.demo.stage import Stage
from tests.databases import Databases
from tests.slack.scenarios.scene import Scene, open_scene, open_scenery, with_people


@pytest.fixture(scope="module")
def scenery(sqlite_databases: Databases) -> Iterator[Stage]:
    with sqlite_databases.fresh() as url, open_scenery(database_url=url) as stage:
        yield stage


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def scenery_on_either(request: pytest.FixtureRequest) -> Iterator[Stage]:
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.fresh() as url, open_scenery(database_url=url) as stage:
        yield stage


@pytest.fixture
def scene(scenery: Stage) -> Scene:
    return with_people(scenery)


@pytest.fixture
def scene_on_either(scenery_on_either: Stage) -> Scene:
    """Played twice: on SQLite and on PostgreSQL."""
    return with_people(scenery_on_either)


@pytest.fixture
def fresh_scene(sqlite_url: str) -> Iterator[Scene]:
    """For what would be in the way of others: things that fail, names that are taken."""
    with open_scene(database_url=sqlite_url) as scene:
        yield scene

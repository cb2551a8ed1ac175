from collections.abc import Iterator

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.playground.slack import LocalSlack, Person

Given = dict[str, str]


@pytest.fixture
def slack() -> Iterator[LocalSlack]:
    """A workspace with the bot installed and a channel #incidents."""
    with LocalSlack() as slack:
        slack.install(manifest(find_features(), None))
        slack.add_channel("incidents")
        yield slack


@pytest.fixture
def ana(slack: LocalSlack) -> Person:
    ana = slack.add_person("ana")
    slack.add_channel("general", members=[ana])
    return ana


@pytest.fixture
def given(slack: LocalSlack, sqlite_url: str) -> Given:
    """The environment of a completely set up bot."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": sqlite_url,
    }


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url

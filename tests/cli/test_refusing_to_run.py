"""What is missing is said in one sentence on stderr, before anything starts."""

from pathlib import Path

import pytest

from tests.cli.conftest import Given
from tests.cli.process import firefighter
from tests.databases import Databases

MISSING = [
    ("run", "SLACK_BOT_TOKEN"),
    ("run", "SLACK_SIGNING_SECRET"),
    ("web", "SLACK_SIGNING_SECRET"),
    ("worker", "SLACK_BOT_TOKEN"),
]


@pytest.mark.parametrize(("command", "name"), MISSING)
def test_a_missing_setting_is_named(tmp_path: Path, given: Given, command: str, name: str) -> None:
    del given[name]
    ended = firefighter(command, folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"firefighter: {name} is not set: ")
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_nothing_is_made_when_something_is_missing(tmp_path: Path) -> None:
    ended = firefighter("run", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith("firefighter: SLACK_")
    assert list(tmp_path.iterdir()) == []


def test_no_database_is_made_when_the_token_is_missing(tmp_path: Path) -> None:
    ended = firefighter("worker", folder=tmp_path)
    assert ended.returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1"),
        ("DATABASE_URL", "mysql://host/name"),
        ("FIREFIGHTER_CONFIG", "missing.toml"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, given: Given, name: str, value: str) -> None:
    ended = firefighter("run", folder=tmp_path, given=given | {name: value})
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"firefighter: {name} ")
    assert len(ended.stderr.splitlines()) == 1


def test_a_database_that_does_not_answer_is_said_to_be_so(tmp_path: Path, given: Given) -> None:
    given["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    ended = firefighter("run", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert "firefighter: DATABASE_URL: the database cannot be reached: " in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.postgresql
def test_an_empty_postgresql_has_to_be_migrated_first(
    tmp_path: Path, given: Given, postgresql_databases: Databases
) -> None:
    with postgresql_databases.fresh(migrated=False) as url:
        given["DATABASE_URL"] = url
        ended = firefighter("run", folder=tmp_path, given=given)
        assert ended.returncode == 2
        assert "run `firefighter migrate`" in ended.stderr


@pytest.mark.parametrize("token", ["xapp-wrong"])
def test_an_app_token_that_is_refused_is_said_to_be_so(
    tmp_path: Path, given: Given, token: str
) -> None:
    given["SLACK_APP_TOKEN"] = token
    ended = firefighter("run", "--port", "0", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "SLACK_APP_TOKEN opens no Socket Mode connection: " in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_a_bot_token_that_slack_refuses_is_said_to_be_so_before_any_work_is_given_up(
    tmp_path: Path, given: Given, command: str
) -> None:
    given["SLACK_BOT_TOKEN"] = "xoxb-revoked"
    ended = firefighter(command, "--port", "0", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == (
        "firefighter: SLACK_BOT_TOKEN is refused (invalid_auth): install the app again and copy "
        "its token."
    )
    assert "Traceback" not in ended.stderr
    assert "xoxb-revoked" not in ended.stderr


def test_socket_mode_without_slack_is_one_sentence(tmp_path: Path, given: Given) -> None:
    given |= {"SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    ended = firefighter("run", "--port", "0", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_an_unknown_command_is_answered_with_the_known_ones(tmp_path: Path) -> None:
    ended = firefighter("extinguish", folder=tmp_path)
    assert ended.returncode == 2
    for command in ("run", "web", "worker", "migrate", "demo", "manifest", "doctor", "lifecycle"):
        assert command in ended.stderr


def test_confluence_without_a_space_is_said_before_a_database_is_made(
    tmp_path: Path, given: Given
) -> None:
    given |= {"CONFLUENCE_URL": "http://127.0.0.1:9", "CONFLUENCE_API_TOKEN": "a token"}
    ended = firefighter("run", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.startswith("firefighter: CONFLUENCE_SPACE is not set: ")
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize("command", ["run", "worker", "demo"])
def test_a_port_that_is_none_is_said_to_be_so(tmp_path: Path, command: str) -> None:
    ended = firefighter(command, "--port", "99999", folder=tmp_path)
    assert ended.returncode == 2
    assert "99999 is no port: there are 0 to 65535" in ended.stderr


@pytest.mark.parametrize("option", [("--history",), ("--port", "0"), ("--host", "0.0.0.0")])  # noqa: S104 - nobody listens
def test_what_is_for_the_browser_is_not_ignored_in_the_terminal(
    tmp_path: Path, option: tuple[str, ...]
) -> None:
    ended = firefighter("demo", "--once", *option, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    (said,) = ended.stderr.splitlines()
    assert said.startswith("firefighter: --once plays one incident in the terminal")
    assert option[0] in said


def test_a_manifest_for_an_address_that_slack_refuses_is_not_printed(tmp_path: Path) -> None:
    ended = firefighter("manifest", "--url", "bot.example.com", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "does not begin with https://" in ended.stderr

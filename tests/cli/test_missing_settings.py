"""Missing or wrong settings are reported in one sentence on stderr, before anything starts."""

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
def test_missing_setting_is_named(tmp_path: Path, given: Given, command: str, name: str) -> None:
    del given[name]
    ended = firefighter(command, folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1].startswith(f"firefighter: {name} is not set: ")
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


def test_no_file_is_created_when_a_setting_is_missing(tmp_path: Path) -> None:
    ended = firefighter("run", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stderr.startswith("firefighter: SLACK_")
    assert list(tmp_path.iterdir()) == []


def test_no_database_is_created_when_the_token_is_missing(tmp_path: Path) -> None:
    ended = firefighter("worker", folder=tmp_path)
    assert ended.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_all_missing_settings_are_named_at_once(tmp_path: Path) -> None:
    given = {"CONFLUENCE_URL": "http://127.0.0.1:9"}
    ended = firefighter("run", folder=tmp_path, given=given)
    assert ended.returncode == 2
    names = [line.removeprefix("firefighter: ").split()[0] for line in ended.stderr.splitlines()]
    assert names == ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "CONFLUENCE_SPACE"]


@pytest.mark.parametrize("command", [("stats",), ("export",), ("import", "undo", "csv"), ("web",)])
def test_wrong_folder_is_reported_and_no_database_created(
    tmp_path: Path, given: Given, command: tuple[str, ...]
) -> None:
    del given["DATABASE_URL"]
    ended = firefighter(*command, folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert f"There is no database at {tmp_path / 'firefighter.db'}" in ended.stderr
    assert "DATABASE_URL is not set" in ended.stderr
    assert ended.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_dotenv_file_names_the_database(tmp_path: Path, given: Given) -> None:
    (tmp_path / ".env").write_text(f"DATABASE_URL={given['DATABASE_URL']}\n")
    assert firefighter("stats", folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SLACK_BOT_TOKEN", "xoxp-1"),
        ("DATABASE_URL", "mysql://host/name"),
        ("FIREFIGHTER_CONFIG", "missing.toml"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, given: Given, name: str, value: str) -> None:
    ended = firefighter("run", folder=tmp_path, given=given | {name: value})
    assert ended.returncode == 2
    assert ended.stderr.startswith(f"firefighter: {name} ")
    assert len(ended.stderr.splitlines()) == 1


def test_unreachable_database_is_reported(tmp_path: Path, given: Given) -> None:
    given["DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/nothing"
    ended = firefighter("run", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert "firefighter: DATABASE_URL: the database cannot be reached: " in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.postgresql
def test_empty_postgresql_must_be_migrated_first(
    tmp_path: Path, given: Given, postgresql_databases: Databases
) -> None:
    with postgresql_databases.fresh(migrated=False) as url:
        given["DATABASE_URL"] = url
        ended = firefighter("run", folder=tmp_path, given=given)
        assert ended.returncode == 2
        assert "run `firefighter migrate`" in ended.stderr


@pytest.mark.parametrize("token", ["xapp-wrong"])
def test_refused_app_token_is_reported(tmp_path: Path, given: Given, token: str) -> None:
    given["SLACK_APP_TOKEN"] = token
    ended = firefighter("run", "--port", "0", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "Slack refused the Socket Mode connection for SLACK_APP_TOKEN: " in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize("command", ["run", "web", "worker"])
def test_refused_bot_token_is_reported_before_any_effect_fails(
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


def test_socket_mode_without_slack_is_reported_without_traceback(
    tmp_path: Path, given: Given
) -> None:
    given |= {"SLACK_APP_TOKEN": "xapp-1", "SLACK_API_URL": "http://127.0.0.1:1/api/"}
    ended = firefighter("run", "--port", "0", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr


def test_unknown_command_lists_the_known_ones(tmp_path: Path) -> None:
    ended = firefighter("extinguish", folder=tmp_path)
    assert ended.returncode == 2
    for command in ("run", "web", "worker", "migrate", "demo", "manifest", "doctor", "lifecycle"):
        assert command in ended.stderr


def test_confluence_without_a_space_is_reported_before_a_database_is_created(
    tmp_path: Path, given: Given
) -> None:
    given |= {"CONFLUENCE_URL": "http://127.0.0.1:9", "CONFLUENCE_API_TOKEN": "a-token"}
    ended = firefighter("run", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.startswith("firefighter: CONFLUENCE_SPACE is not set. ")
    assert list(tmp_path.glob("*.db")) == []


@pytest.mark.parametrize("command", ["run", "worker", "demo"])
def test_invalid_port_is_reported(tmp_path: Path, command: str) -> None:
    ended = firefighter(command, "--port", "99999", folder=tmp_path)
    assert ended.returncode == 2
    assert "invalid port 99999: use 0 to 65535" in ended.stderr


@pytest.mark.parametrize("option", [("--history",), ("--port", "0"), ("--host", "0.0.0.0")])  # noqa: S104 - nobody listens
def test_browser_options_are_refused_with_once(tmp_path: Path, option: tuple[str, ...]) -> None:
    ended = firefighter("demo", "--once", *option, folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    (line,) = ended.stderr.splitlines()
    assert line == f"firefighter: --once cannot be combined with {option[0]}."


def test_manifest_requires_an_https_url(tmp_path: Path) -> None:
    ended = firefighter("manifest", "--url", "bot.example.com", folder=tmp_path)
    assert ended.returncode == 2
    assert ended.stdout == ""
    assert "must start with https://" in ended.stderr

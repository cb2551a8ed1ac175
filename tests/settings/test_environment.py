"""Secrets and URLs: an invalid one is named in one sentence."""

import traceback
from pathlib import Path

import pytest

from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import RequiredSecret, read_environment, read_settings

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-secret-bot",
    "SLACK_SIGNING_SECRET": "secret-signing",
    "SLACK_APP_TOKEN": "xapp-secret-app",
    "SLACK_API_URL": "http://127.0.0.1:1/api",
    "DATABASE_URL": "postgresql://user:secret-database@host/name",
}

WRONG = [
    ("SLACK_BOT_TOKEN", "xoxp-a-persons-token", "SLACK_BOT_TOKEN does not start with xoxb-."),
    ("SLACK_BOT_TOKEN", "xoxb-1 xoxb-2", "SLACK_BOT_TOKEN contains white space or control"),
    ("SLACK_SIGNING_SECRET", "secret\nsigning", "SLACK_SIGNING_SECRET contains white space or"),
    ("DATABASE_URL", "sqlite:///:memory:", "DATABASE_URL is a database in memory, which is lost"),
    ("DATABASE_URL", "sqlite://", "DATABASE_URL is a database in memory, which is lost"),
    ("DATABASE_URL", "postgresql://host:port/name", "DATABASE_URL is not a database URL such as"),
    ("SLACK_APP_TOKEN", "xoxb-mixed-up", "SLACK_APP_TOKEN does not start with xapp-."),
    ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL is not an http or https URL."),
    ("SLACK_API_URL", "ftp://slack.com/api", "SLACK_API_URL is not an http or https URL."),
    ("SLACK_API_URL", "http://[", "SLACK_API_URL is not an http or https URL."),
    ("SLACK_API_URL", "https://host:port/", "SLACK_API_URL is not an http or https URL."),
    ("SLACK_API_URL", "https://", "SLACK_API_URL is not an http or https URL."),
    ("CONFLUENCE_URL", "https://[", "CONFLUENCE_URL is not an http or https URL."),
    ("FIREFIGHTER_CLOCK_AHEAD_S", "inf", "FIREFIGHTER_CLOCK_AHEAD_S"),
    ("FIREFIGHTER_CLOCK_AHEAD_S", "nan", "FIREFIGHTER_CLOCK_AHEAD_S"),
    ("FIREFIGHTER_CLOCK_AHEAD_S", "1e30", "FIREFIGHTER_CLOCK_AHEAD_S"),
    ("DATABASE_URL", "nonsense", "DATABASE_URL is not a database URL such as"),
    ("DATABASE_URL", "mysql://host/name", "DATABASE_URL names mysql, but only sqlite and"),
    ("DATABASE_URL", "://", "DATABASE_URL is not a database URL such as"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_invalid_setting_is_named_in_one_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_environment(GOOD | {name: value})
    said = str(caught.value)
    assert said.startswith(sentence)
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_process_environment_gives_the_same_error(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str
) -> None:
    for each, good in GOOD.items():
        monkeypatch.setenv(each, good)
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="^" + name):
        read_environment()
    assert sentence.startswith(name)


@pytest.mark.parametrize("name", ["slack_bot_token", "slack_signing_secret", "slack_app_token"])
@pytest.mark.parametrize("value", [None, ""])
def test_missing_secret_is_named_with_its_location(name: RequiredSecret, value: str | None) -> None:
    given = {key: value for key, value in GOOD.items() if key.lower() != name}
    if value is not None:
        given[name.upper()] = value
    with pytest.raises(SettingsError) as caught:
        read_environment(given).secret(name)
    assert str(caught.value).startswith(f"{name.upper()} is not set: ")


def test_given_settings_are_read() -> None:
    environment = read_environment(GOOD)
    assert environment.secret("slack_bot_token") == "xoxb-secret-bot"
    assert environment.slack_api_url == "http://127.0.0.1:1/api/"
    assert environment.database_url == GOOD["DATABASE_URL"]


def test_defaults_are_slack_and_a_local_file() -> None:
    environment = read_environment({})
    assert environment.slack_api_url == "https://slack.com/api/"
    assert environment.database_url == "sqlite:///firefighter.db"
    assert environment.slack_app_token is None


def test_other_variables_are_ignored(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("DATABASE_URL", "")
    assert read_environment().database_url == "sqlite:///firefighter.db"


@pytest.mark.parametrize("shown", [repr, str])
def test_secrets_are_not_displayed(shown: object) -> None:
    assert callable(shown)
    text = shown(read_environment(GOOD))
    for secret in ("xoxb-secret-bot", "secret-signing", "xapp-secret-app"):
        assert secret not in text


def test_database_password_is_not_displayed() -> None:
    assert "secret-database" not in repr(read_environment(GOOD))


def test_invalid_secret_is_not_displayed() -> None:
    with pytest.raises(SettingsError) as caught:
        read_environment(GOOD | {"SLACK_BOT_TOKEN": "xoxp-very-secret"})
    assert "very-secret" not in str(caught.value)


def test_settings_are_immutable() -> None:
    environment = read_environment(GOOD)
    with pytest.raises(ValueError, match="frozen"):
        environment.database_url = "sqlite://"


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize("around", ["{}\n", "{}\r\n", " {}", "\t{} "])
def test_white_space_around_a_value_is_removed(name: str, around: str) -> None:
    field = name.lower()
    found = getattr(read_environment(GOOD | {name: around.format(GOOD[name])}), field)
    assert found == getattr(read_environment(GOOD), field)


def test_all_invalid_settings_are_named_at_once() -> None:
    wrong = {"SLACK_BOT_TOKEN": "xoxp-1", "SLACK_API_URL": "slack.com", "DATABASE_URL": "nonsense"}
    with pytest.raises(SettingsError) as caught:
        read_environment(GOOD | wrong)
    assert [line.split()[0] for line in str(caught.value).splitlines()] == [*wrong]


def test_no_secret_is_in_an_error_or_its_traceback() -> None:
    """Not even in the errors from which it was raised, which a traceback prints."""
    for name, value in {
        "SLACK_BOT_TOKEN": "hidden-1",
        "DATABASE_URL": "hidden://u:hidden@h",
    }.items():
        with pytest.raises(SettingsError) as caught:
            read_environment(GOOD | {name: value})
        printed = "".join(traceback.format_exception(caught.value))
        assert "hidden-1" not in printed
        assert "u:hidden" not in printed


def test_postgres_is_another_name_of_postgresql() -> None:
    given = GOOD | {"DATABASE_URL": "postgres://user:word@host/name"}
    assert read_environment(given).database_url == "postgresql://user:word@host/name"


def test_dotenv_file_of_the_current_folder_is_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(
        'SLACK_BOT_TOKEN=xoxb-1\nexport CONFLUENCE_SPACE="OPS"\nDATABASE_URL=sqlite:///file.db\n'
    )
    monkeypatch.setenv("DATABASE_URL", "sqlite:///variable.db")
    environment = read_settings().environment
    assert environment.secret("slack_bot_token") == "xoxb-1"
    assert environment.confluence_space == "OPS"
    assert environment.database_url == "sqlite:///variable.db"

"""Secrets and URLs: a wrong one is one sentence that names it."""

import pytest

from firefighter.settings.environment import Needed, read_environment
from firefighter.settings.errors import SettingsError

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-secret-bot",
    "SLACK_SIGNING_SECRET": "secret-signing",
    "SLACK_APP_TOKEN": "xapp-secret-app",
    "SLACK_API_URL": "http://127.0.0.1:1/api",
    "DATABASE_URL": "postgresql://user:secret-database@host/name",
}

WRONG = [
    ("SLACK_BOT_TOKEN", "xoxp-a-persons-token", "SLACK_BOT_TOKEN does not start with xoxb-."),
    ("SLACK_BOT_TOKEN", " xoxb-1", "SLACK_BOT_TOKEN does not start with xoxb-."),
    ("SLACK_APP_TOKEN", "xoxb-mixed-up", "SLACK_APP_TOKEN does not start with xapp-."),
    ("SLACK_API_URL", "slack.com/api", "SLACK_API_URL is no http or https URL."),
    ("SLACK_API_URL", "ftp://slack.com/api", "SLACK_API_URL is no http or https URL."),
    ("DATABASE_URL", "nonsense", "DATABASE_URL is no database URL such as"),
    ("DATABASE_URL", "mysql://host/name", "DATABASE_URL names mysql, but only sqlite and"),
    ("DATABASE_URL", "://", "DATABASE_URL is no database URL such as"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_a_wrong_setting_is_named_in_one_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_environment(GOOD | {name: value})
    said = str(caught.value)
    assert said.startswith(sentence)
    assert said.endswith(".")
    assert "\n" not in said


@pytest.mark.parametrize(("name", "value", "sentence"), WRONG)
def test_the_same_is_said_of_the_processs_own_environment(
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
def test_a_missing_secret_is_named_with_where_to_find_it(name: Needed, value: str | None) -> None:
    given = {key: value for key, value in GOOD.items() if key.lower() != name}
    if value is not None:
        given[name.upper()] = value
    with pytest.raises(SettingsError) as caught:
        read_environment(given).secret(name)
    assert str(caught.value).startswith(f"{name.upper()} is not set: ")


def test_what_is_given_is_read() -> None:
    environment = read_environment(GOOD)
    assert environment.secret("slack_bot_token") == "xoxb-secret-bot"
    assert environment.slack_api_url == "http://127.0.0.1:1/api/"
    assert environment.database_url == GOOD["DATABASE_URL"]


def test_nothing_given_means_slack_itself_and_a_file_beside() -> None:
    environment = read_environment({})
    assert environment.slack_api_url == "https://slack.com/api/"
    assert environment.database_url == "sqlite:///firefighter.db"
    assert environment.slack_app_token is None


def test_other_variables_of_the_process_are_none_of_our_business(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_CLIENT_ID", "1.2")
    monkeypatch.setenv("DATABASE_URL", "")
    assert read_environment().database_url == "sqlite:///firefighter.db"


@pytest.mark.parametrize("shown", [repr, str])
def test_no_secret_is_ever_shown(shown: object) -> None:
    assert callable(shown)
    text = shown(read_environment(GOOD))
    for secret in ("xoxb-secret-bot", "secret-signing", "xapp-secret-app"):
        assert secret not in text


def test_the_databases_password_is_not_shown() -> None:
    assert "secret-database" not in repr(read_environment(GOOD))


def test_a_wrong_secret_is_not_repeated() -> None:
    with pytest.raises(SettingsError) as caught:
        read_environment(GOOD | {"SLACK_BOT_TOKEN": "xoxp-very-secret"})
    assert "very-secret" not in str(caught.value)


def test_settings_do_not_change() -> None:
    environment = read_environment(GOOD)
    with pytest.raises(ValueError, match="frozen"):
        environment.database_url = "sqlite://"

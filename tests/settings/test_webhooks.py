"""Webhooks of drills in firefighter.toml, and their secrets in the environment."""

import base64
from pathlib import Path

import pytest

from firefighter.domain.webhooks import Subscription
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.settings.webhooks import read_secret
from tests.adapters.webhooks.receiver import SECRET, SECRET_TEXT

TABLE = """\
[drills.webhooks.stop-payments]
url = "https://chaos.example.com/stop"
secret_env = "CHAOS_SECRET"
"""


SUBSCRIPTION = """\
[[webhooks]]
name = "status-page"
url = "https://status.example.com/hooks"
secret_env = "STATUS_PAGE_SECRET"
"""


def read(folder: Path, text: str, **environment: str) -> Settings:
    path = folder / "firefighter.toml"
    path.write_text(text)
    return read_settings({"FIREFIGHTER_CONFIG": str(path), **environment})


def test_a_webhook_is_read_and_its_secret_not_displayed(tmp_path: Path) -> None:
    settings = read(tmp_path, TABLE, CHAOS_SECRET=SECRET_TEXT)
    tables = settings.policy.drills.webhooks
    assert settings.webhook_secrets.of(tables) == {"stop-payments": SECRET}
    assert tables["stop-payments"].url == "https://chaos.example.com/stop"
    assert not tables["stop-payments"].private
    assert SECRET_TEXT not in repr(settings)


@pytest.mark.parametrize("secret", ["", "whsec_", SECRET_TEXT[6:]])
def test_a_secret_that_is_none_is_refused(tmp_path: Path, secret: str) -> None:
    settings = read(tmp_path, TABLE, CHAOS_SECRET=secret)
    with pytest.raises(SettingsError, match=r"^CHAOS_SECRET is not ") as refused:
        settings.webhook_secrets.of(settings.policy.drills.webhooks)
    assert SECRET_TEXT[6:] not in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("https://chaos.example.com/stop", "http://chaos.example.com/stop", "only a private"),
        ("https://chaos.example.com/stop", "ftp://chaos.example.com/stop", "http or https URL"),
        ("https://chaos.example.com/stop", "https:///stop", "http or https URL"),
        ("https://chaos.example.com/stop", "https://a.example.com:x/", "http or https URL"),
        ("https://chaos.example.com/stop", "https://me@a.example.com/", "user name"),
        ("stop-payments", '"Stop payments"', "drills.webhooks"),
        ('"CHAOS_SECRET"', '"chaos"', "secret_env"),
        ("secret_env", "secret", "unknown setting drills.webhooks.stop-payments.secret"),
    ],
)
def test_a_wrong_table_is_named(tmp_path: Path, old: str, new: str, why: str) -> None:
    with pytest.raises(SettingsError, match="drills") as refused:
        read(tmp_path, TABLE.replace(old, new))
    assert why in str(refused.value)


def test_a_private_one_may_be_unencrypted(tmp_path: Path) -> None:
    text = TABLE.replace("https://chaos.example.com", "http://chaos.internal:8080")
    settings = read(tmp_path, f"{text}private = true\n", CHAOS_SECRET=SECRET_TEXT)
    assert settings.policy.drills.webhooks["stop-payments"].private


def test_a_secret_is_read() -> None:
    assert read_secret(SECRET_TEXT) == SECRET


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "does not begin with whsec_"),
        ("whsec_MfKQ9r8GKYqrTw!jUPD8ILPZIo2LaLaSw", "is not base64"),
        ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS", "is not base64"),
        (f"whsec_{base64.b64encode(b'x' * 23).decode()}", "has 23 bytes"),
        (f"whsec_{base64.b64encode(b'x' * 65).decode()}", "has 65 bytes"),
    ],
)
def test_other_secrets_are_refused_without_being_shown(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as refused:
        read_secret(text)
    assert text[6:20] not in str(refused.value)


def test_a_webhook_that_is_told_of_events_is_read(tmp_path: Path) -> None:
    table = f"{SUBSCRIPTION}events = ['incident.*']\nprivate_incidents = true\ndrills = true\n"
    permissions = "[webhook_permissions]\nprivate_incidents = ['siem']\n"
    settings = read(tmp_path, table + permissions, STATUS_PAGE_SECRET=SECRET_TEXT)
    (subscription,) = settings.policy.rules().webhooks
    assert subscription == Subscription(
        "status-page", ("incident.*",), private_incidents=True, drills=True
    )
    assert settings.policy.rules().webhook_permissions.private_incidents == {"siem"}


def test_by_default_it_is_told_of_all_but_private_incidents_and_drills(tmp_path: Path) -> None:
    (subscription,) = read(tmp_path, SUBSCRIPTION).policy.rules().webhooks
    assert subscription == Subscription("status-page", ("*",))


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (SUBSCRIPTION * 2, "webhooks: status-page is listed twice."),
        (SUBSCRIPTION.replace("https", "http"), "which needs private_network."),
        (SUBSCRIPTION + "events = ['incident']\n", "incident is no event."),
        (SUBSCRIPTION + "events = []\n", "webhooks.0.events: "),
        (SUBSCRIPTION + "private = true\n", "unknown setting webhooks.0.private."),
    ],
)
def test_a_subscription_with_a_mistake_is_refused(
    tmp_path: Path, table: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, table)
    assert sentence in str(refused.value)

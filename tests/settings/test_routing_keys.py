"""Integration keys of services that can be paged."""

from pathlib import Path

import pytest

from firefighter.domain.paging import OnCallService
from firefighter.settings.errors import SettingsError
from firefighter.settings.policy import OnCallTable, PagingTable, Policy, RoutingKeys, read_policy
from firefighter.settings.settings import read_settings

KEY = "0123456789abcdef" * 2
DATABASE = OnCallTable(name="Database on-call", routing_key_env="PAGERDUTY_DATABASE_KEY")
TABLE = 'name = "A"\nrouting_key_env = "A"'
PAGING = PagingTable(services=(DATABASE,))


def test_service_key_is_read_from_its_variable() -> None:
    keys = RoutingKeys({"PAGERDUTY_DATABASE_KEY": KEY, "OTHER": "x"})
    assert keys.of(PAGING) == {"Database on-call": KEY}


def test_no_key_is_needed_without_services() -> None:
    assert RoutingKeys({}).of(PagingTable()) == {}


@pytest.mark.parametrize("key", ["", KEY[1:], KEY + "0", "é" * 32, "-" * 32, KEY[:-1] + " "])
def test_invalid_key_is_refused_and_not_displayed(key: str) -> None:
    with pytest.raises(SettingsError, match=r"^PAGERDUTY_DATABASE_KEY is ") as caught:
        RoutingKeys({"PAGERDUTY_DATABASE_KEY": key}).of(PAGING)
    assert not key or key not in str(caught.value)


def test_key_is_not_displayed_in_settings(tmp_path: Path) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_text(
        f'[[paging.services]]\nname = "{DATABASE.name}"\n'
        f'routing_key_env = "{DATABASE.routing_key_env}"\n'
    )
    given = {"FIREFIGHTER_CONFIG": str(path), "PAGERDUTY_DATABASE_KEY": KEY}
    settings = read_settings(given)
    assert settings.routing_keys.of(settings.policy.paging) == {"Database on-call": KEY}
    assert KEY not in repr(settings)


def test_rules_contain_services_that_can_be_paged() -> None:
    assert Policy(paging=PAGING).rules().on_call == (
        OnCallService("Database on-call", "PagerDuty"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('name = "A"\nrouting_key_env = "lower"', "paging.services.0.routing_key_env"),
        ('name = "A"\nrouting_key = "secret"', "routing_key"),
        ('name = ""\nrouting_key_env = "A"', "paging.services.0.name"),
        (f"{TABLE}\n\n[[paging.services]]\n{TABLE}", "A is listed twice"),
    ],
)
def test_invalid_table_is_named(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "firefighter.toml"
    path.write_text(f"[[paging.services]]\n{text}\n")
    with pytest.raises(SettingsError, match="paging") as caught:
        read_policy(path)
    assert says in str(caught.value)

"""`doctor`: each possible fault is reported with what to fix."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.adapters.store.alerts import AlertsInTransaction
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import PlaceRow
from firefighter.diagnosis import Finding, run_checks
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.playground.confluence import Flavour, LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack
from firefighter.ports.alerts import StoredAlerts
from firefighter.ports.snapshot import Place
from firefighter.settings.settings import read_settings
from tests.adapters.store.store_client import NEVER, StoreClient, effect
from tests.cli.conftest import Given
from tests.cli.process import firefighter
from tests.clock import SettableClock
from tests.databases import Databases

EVERYTHING = (
    "database",
    "outbox",
    "Slack",
    "scopes",
    "incidents channel",
    "shared channels",
    "incoming requests",
    "post-mortem templates",
    "post-mortem pages",
    "paging",
    "webhooks",
)

Break = Callable[[LocalSlack, Given], None]


def findings(given: Given) -> dict[str, Finding]:
    return {finding.what: finding for finding in run_checks(read_settings(given))}


def test_passing_checks_print_one_line_and_return_0(tmp_path: Path, given: Given) -> None:
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (summary,) = ended.stdout.splitlines()
    assert summary.startswith(
        "All checks passed: database, outbox, Slack, scopes, incidents channel, "
    )
    assert ended.stderr == ""


def test_verbose_prints_every_check(tmp_path: Path, given: Given) -> None:
    ended = firefighter("doctor", "--verbose", folder=tmp_path, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    *findings, _summary = ended.stdout.splitlines()
    assert len(findings) == len(EVERYTHING)
    assert all(line.startswith("ok  ") for line in findings)
    assert "ok    Slack: Bot user: firefighter in Playground." in findings
    assert given["SLACK_BOT_TOKEN"] not in ended.stdout
    assert given["SLACK_SIGNING_SECRET"] not in ended.stdout


def test_checks_that_depend_on_a_failed_one_are_skipped(tmp_path: Path, given: Given) -> None:
    given["SLACK_BOT_TOKEN"] = "xoxb-revoked"
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 1
    failure, summary = ended.stdout.splitlines()
    assert failure.startswith("FAIL  Slack: SLACK_BOT_TOKEN is refused (invalid_auth)")
    assert summary.endswith("Skipped until fixed: scopes, incidents channel, shared channels.")
    assert ended.stderr == ""


@pytest.mark.parametrize("name", ["SLACK_API_URL", "CONFLUENCE_URL"])
def test_log_output_of_libraries_is_not_shown(
    tmp_path: Path, given: Given, wiki: LocalConfluence, name: str
) -> None:
    use_confluence(given, wiki)
    given[name] = "http://127.0.0.1:1/"
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert len([line for line in ended.stdout.splitlines() if line.startswith("FAIL")]) == 1
    assert "urlopen" not in ended.stdout
    assert ended.stderr == ""


def test_missing_settings_are_named(tmp_path: Path) -> None:
    ended = firefighter("doctor", folder=tmp_path)
    assert ended.returncode == 1
    *failures, _summary = ended.stdout.splitlines()
    assert [line.split(":")[0] for line in failures] == ["FAIL  Slack", "FAIL  incoming requests"]
    assert "SLACK_BOT_TOKEN is not set" in failures[0]
    assert ended.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_checks_change_nothing(slack: LocalSlack, given: Given) -> None:
    before = [slack.messages(each) for each in slack.channels()]
    assert all(finding.passed for finding in findings(given).values())
    assert [slack.messages(each) for each in slack.channels()] == before


@pytest.mark.parametrize(("age_s", "passed"), [(10, True), (120, False)])
def test_old_pending_effects_fail_the_check(given: Given, age_s: float, passed: bool) -> None:
    clock = SettableClock(datetime.now(UTC) - timedelta(seconds=age_s))  # noqa: TID251 - doctor's
    database = Database(given["DATABASE_URL"])
    StoreClient(database, clock).enqueue(None, effect("answer"))
    database.close()
    found = findings(given)["outbox"]
    assert found.passed is passed
    assert found.message.startswith("1 effect pending, oldest for ")


def test_alerts_that_nobody_handles_fail_the_check(given: Given) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - doctor's
    database = Database(given["DATABASE_URL"])
    source = AlertSource(SourceKey("alertmanager"), "Alertmanager")
    waiting = StoredAlerts(source, "key", drill=False, alerts=())
    with database.writing() as session:
        AlertsInTransaction(session).store(waiting, now - timedelta(minutes=10))
    database.close()
    found = findings(given)["outbox"]
    assert not found.passed
    assert found.message.startswith("1 delivery of alerts not handled, oldest for 60")


@pytest.mark.parametrize(("ended_s", "named"), [(-30, True), (50, True), (120, False)])
def test_recent_rate_limits_are_named(given: Given, ended_s: float, named: bool) -> None:
    now = datetime.now(UTC)  # noqa: TID251 - doctor's
    database = Database(given["DATABASE_URL"])
    outbox = StoreClient(database, SettableClock(now)).outbox
    outbox.record_rate_limit("chat.postMessage C1", now - timedelta(seconds=ended_s))
    database.close()
    found = findings(given)["outbox"]
    assert found.passed
    limited = " Rate limited in the last minute: chat.postMessage C1." if named else ""
    assert found.message == f"Nothing pending.{limited}"


def test_failed_effects_fail_the_check(given: Given) -> None:
    database = Database(given["DATABASE_URL"])
    client = StoreClient(database, SettableClock(datetime.now(UTC)))  # noqa: TID251 - doctor's
    client.enqueue(None, effect("answer"))
    client.outbox.mark_failed(client.claim_one(), NEVER)
    database.close()
    found = findings(given)["outbox"]
    assert not found.passed
    assert found.message.startswith("1 effect failed. ")
    assert "restart the worker to retry them" in found.message


def wrong_token(_slack: LocalSlack, given: Given) -> None:
    given["SLACK_BOT_TOKEN"] = "xoxb-revoked"


def no_token(_slack: LocalSlack, given: Given) -> None:
    del given["SLACK_BOT_TOKEN"]


def no_secret(_slack: LocalSlack, given: Given) -> None:
    del given["SLACK_SIGNING_SECRET"]


def test_a_missing_optional_scope_is_named_and_no_failure(slack: LocalSlack, given: Given) -> None:
    slack.grant(needed_scopes(find_features()))
    found = findings(given)["scopes"]
    assert found.passed
    assert "chat:write.customize" in found.message


def scope_missing(slack: LocalSlack, _given: Given) -> None:
    slack.grant(set(needed_scopes(find_features())) - {"pins:write", "chat:write"})


def not_in_channel(slack: LocalSlack, _given: Given) -> None:
    ana = slack.add_person("ana")
    ana.join("incidents")
    ana.remove("incidents")


def wrong_app_token(_slack: LocalSlack, given: Given) -> None:
    given["SLACK_APP_TOKEN"] = "xapp-revoked"


def slack_away(_slack: LocalSlack, given: Given) -> None:
    given["SLACK_API_URL"] = "http://127.0.0.1:1/api/"


def database_away(_slack: LocalSlack, given: Given) -> None:
    given["DATABASE_URL"] = "postgresql://nobody:hidden@127.0.0.1:1/nothing"


FAULTS: list[tuple[Break, str, tuple[str, ...]]] = [
    (wrong_token, "Slack", ("SLACK_BOT_TOKEN", "install the app again")),
    (no_token, "Slack", ("SLACK_BOT_TOKEN is not set",)),
    (no_secret, "incoming requests", ("SLACK_SIGNING_SECRET is not set",)),
    (scope_missing, "scopes", ("chat:write, pins:write", "firefighter manifest")),
    (not_in_channel, "incidents channel", ("#incidents", "/invite")),
    (wrong_app_token, "incoming requests", ("refused SLACK_APP_TOKEN", "connections:write")),
    (slack_away, "Slack", ("http://127.0.0.1:1/api/ does not answer",)),
    (database_away, "database", ("check DATABASE_URL",)),
]


@pytest.mark.parametrize(("break_it", "what", "message"), FAULTS)
def test_each_fault_is_reported_with_what_to_fix(
    slack: LocalSlack, given: Given, break_it: Break, what: str, message: tuple[str, ...]
) -> None:
    break_it(slack, given)
    found = findings(given)
    assert not found[what].passed
    for part in message:
        assert part in found[what].message
    assert not any("hidden" in finding.message for finding in found.values())
    assert "hidden" not in str(found)


def test_good_app_token_passes(slack: LocalSlack, given: Given) -> None:
    given["SLACK_APP_TOKEN"] = slack.app_token
    del given["SLACK_SIGNING_SECRET"]
    assert findings(given)["incoming requests"] == Finding(
        "incoming requests", True, "Socket Mode connects."
    )


def test_shared_incident_channels_are_named_though_all_checks_pass(
    slack: LocalSlack, given: Given, tmp_path: Path
) -> None:
    """Another shared channel is none of the bot's business."""
    database = Database(given["DATABASE_URL"])
    shared, other = slack.add_channel("inc-1-slow"), slack.add_channel("partners")
    incident = StoreClient(database, SettableClock()).incident()
    with database.writing() as session:
        session.add(PlaceRow(incident_id=incident, place=Place.CHANNEL, channel=shared.id, ts=""))
    database.close()
    assert findings(given)["shared channels"].message.startswith("No incident channel")
    for channel in (shared, other):
        slack.share_channel(channel, "T0PARTNER")
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 0
    told, summary = ended.stdout.splitlines()
    assert told == (
        f"ok    shared channels: Other organizations can read the channel of INC-1 ({shared.id})."
    )
    assert summary.startswith("All checks passed")


def test_channel_can_be_named_by_id(slack: LocalSlack, given: Given, tmp_path: Path) -> None:
    config = tmp_path / "firefighter.toml"
    config.write_text(f'incidents_channel = "{slack.channel("incidents").id}"')
    given["FIREFIGHTER_CONFIG"] = str(config)
    assert findings(given)["incidents channel"].passed


def test_channel_named_by_id_must_be_joined(
    slack: LocalSlack, given: Given, tmp_path: Path
) -> None:
    config = tmp_path / "firefighter.toml"
    config.write_text(f'incidents_channel = "{slack.channel("incidents").id}"')
    given["FIREFIGHTER_CONFIG"] = str(config)
    not_in_channel(slack, given)
    assert not findings(given)["incidents channel"].passed


def test_sqlite_needs_no_migration(given: Given, sqlite_databases: Databases) -> None:
    """`run` migrates it."""
    with sqlite_databases.fresh(migrated=False) as url:
        given["DATABASE_URL"] = url
        found = findings(given)
    assert (found["database"].passed, found["outbox"].passed) == (True, True)
    assert "`firefighter run`" in found["database"].message


def test_missing_folder_of_the_database_is_named(given: Given, tmp_path: Path) -> None:
    given["DATABASE_URL"] = f"sqlite:///{tmp_path}/nested/x.db"
    found = findings(given)["database"]
    assert not found.passed
    assert f"There is no folder {tmp_path}/nested" in found.message


@pytest.mark.postgresql
def test_unmigrated_postgresql_fails_the_check(
    given: Given, postgresql_databases: Databases
) -> None:
    with postgresql_databases.fresh(migrated=False) as url:
        given["DATABASE_URL"] = url
        found = findings(given)["database"]
    assert not found.passed
    assert "run `firefighter migrate`" in found.message


def paging(given: Given, tmp_path: Path, key: str | None) -> Finding:
    config = tmp_path / "firefighter.toml"
    config.write_text(
        '[[paging.services]]\nname = "Database on-call"\nrouting_key_env = "DATABASE_KEY"\n'
    )
    given["FIREFIGHTER_CONFIG"] = str(config)
    if key is not None:
        given["DATABASE_KEY"] = key
    return findings(given)["paging"]


def test_paging_without_services_passes(given: Given) -> None:
    found = findings(given)["paging"]
    assert found.passed
    assert "[[paging.services]]" in found.message


def test_well_formed_key_passes_and_nobody_is_paged(given: Given, tmp_path: Path) -> None:
    with LocalPagerDuty() as pagerduty:
        given["PAGERDUTY_EVENTS_URL"] = pagerduty.url
        found = paging(given, tmp_path, pagerduty.add_service("Database on-call"))
        assert pagerduty.calls == []
    assert found.passed
    assert found.message.startswith("Keys set for Database on-call")


@pytest.mark.parametrize(
    ("key", "message"),
    [
        (None, "DATABASE_KEY is not set. It is the integration key of Database on-call"),
        ("", "DATABASE_KEY is not set"),
        ("hidden" * 3, "Those have 32 letters and digits"),
        ("hidden-" * 4 + "1234", "Those have 32 letters and digits"),
    ],
)
def test_malformed_key_is_reported_without_its_value(
    given: Given, tmp_path: Path, key: str | None, message: str
) -> None:
    found = paging(given, tmp_path, key)
    assert not found.passed
    assert message in found.message
    assert "hidden" not in found.message


@pytest.fixture
def wiki() -> Iterator[LocalConfluence]:
    with LocalConfluence() as running:
        running.add_space("OPS", "Operations")
        yield running


def use_confluence(given: Given, wiki: LocalConfluence) -> None:
    given.setdefault("CONFLUENCE_URL", wiki.url)
    if wiki.username:
        given.setdefault("CONFLUENCE_USERNAME", wiki.username)
    given.setdefault("CONFLUENCE_API_TOKEN", wiki.token)
    given.setdefault("CONFLUENCE_SPACE", "OPS")


def in_confluence(given: Given, wiki: LocalConfluence) -> Finding:
    use_confluence(given, wiki)
    return findings(given)["post-mortem pages"]


@pytest.mark.parametrize(
    ("permission", "message"),
    [
        ("attach", "The account lacks permission to add attachments in the space Operations"),
        ("create", "The account lacks permission to add pages in the space Operations"),
    ],
)
def test_missing_confluence_permissions_are_found_without_changes(
    given: Given, wiki: LocalConfluence, permission: str, message: str
) -> None:
    wiki.deny(permission)
    found = in_confluence(given, wiki)
    assert not found.passed
    assert message in found.message
    assert {call.name for call in wiki.calls} == {"spaces.list", "spaces.operations"}


def test_permissions_on_data_center_are_reported_as_unchecked(given: Given) -> None:
    with LocalConfluence(Flavour.DATA_CENTER) as wiki:
        wiki.add_space("OPS", "Operations")
        wiki.deny("attach")
        found = in_confluence(given, wiki)
    assert found.passed
    assert "Data Center does not report them" in found.message


def test_self_hosted_pages_are_reported_with_their_url(given: Given) -> None:
    found = findings(given)["post-mortem pages"]
    assert found.passed
    assert "http://localhost:3000/postmortems/" in found.message


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFLUENCE_SPACE", "OPS"),
        ("CONFLUENCE_PARENT_ID", "4711"),
        ("CONFLUENCE_API_TOKEN", "a-token"),
    ],
)
def test_confluence_setting_without_url_is_reported(given: Given, name: str, value: str) -> None:
    given[name] = value
    found = findings(given)["post-mortem pages"]
    assert not found.passed
    assert f"{name} is set, but CONFLUENCE_URL, your wiki's URL, is not" in found.message


def test_location_in_confluence_is_reported(given: Given, wiki: LocalConfluence) -> None:
    found = in_confluence(given, wiki)
    assert found.passed
    assert found.message.startswith("Created in the space Operations of http://127.0.0.1")
    assert "The account has all permissions it needs." in found.message


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("CONFLUENCE_API_TOKEN", "wrong", "Unauthorized"),
        ("CONFLUENCE_SPACE", "NONE", "no space NONE"),
        ("CONFLUENCE_SPACE", "", "CONFLUENCE_SPACE is not set"),
        ("CONFLUENCE_PARENT_ID", "4711", "read the page"),
        ("CONFLUENCE_URL", "http://127.0.0.1:1", "isn't responding"),
    ],
)
def test_wrong_confluence_setting_is_named(
    given: Given, wiki: LocalConfluence, name: str, value: str, message: str
) -> None:
    given[name] = value
    found = in_confluence(given, wiki)
    assert not found.passed
    assert message in found.message


def test_malformed_template_is_reported(given: Given, tmp_path: Path) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "impact.xml").write_text("<p>open")
    policy = tmp_path / "firefighter.toml"
    policy.write_text(f'[postmortem]\ntemplates = "{tmp_path}"\n')
    given["FIREFIGHTER_CONFIG"] = str(policy)
    found = findings(given)["post-mortem templates"]
    assert not found.passed
    assert "not well-formed" in found.message

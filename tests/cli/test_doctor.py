"""`doctor`: each thing that is wrong, and what to do about it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from firefighter.diagnosis import Finding, examine
from firefighter.playground.confluence import Flavour, LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack
from firefighter.settings.settings import read_settings
from firefighter.slack.manifest import needed_scopes
from firefighter.slack.registry import find_features
from firefighter.store.database import Database
from tests.cli.conftest import Given
from tests.cli.process import firefighter
from tests.clock import SettableClock
from tests.databases import Databases
from tests.store.desk import NEVER, Desk, effect

EVERYTHING = (
    "database",
    "outbox",
    "Slack",
    "scopes",
    "incidents channel",
    "way in",
    "post-mortem templates",
    "post-mortem pages",
    "paging",
)

Break = Callable[[LocalSlack, Given], None]


def findings(given: Given) -> dict[str, Finding]:
    return {finding.what: finding for finding in examine(read_settings(given))}


def test_when_everything_is_in_place_it_says_so_and_ends_with_0(
    tmp_path: Path, given: Given
) -> None:
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    (said,) = ended.stdout.splitlines()
    assert said.startswith("All is well: database, outbox, Slack, scopes, incidents channel, ")
    assert ended.stderr == ""


def test_how_everything_is_that_is_well_is_said_to_who_asks_for_it(
    tmp_path: Path, given: Given
) -> None:
    ended = firefighter("doctor", "--verbose", folder=tmp_path, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    *findings, _summary = ended.stdout.splitlines()
    assert len(findings) == len(EVERYTHING)
    assert all(line.startswith("ok  ") for line in findings)
    assert "ok    Slack: The bot is firefighter in Playground." in findings
    assert given["SLACK_BOT_TOKEN"] not in ended.stdout
    assert given["SLACK_SIGNING_SECRET"] not in ended.stdout


def test_a_trouble_is_one_line_and_what_stands_on_it_is_not_one_more(
    tmp_path: Path, given: Given
) -> None:
    given["SLACK_BOT_TOKEN"] = "xoxb-revoked"
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 1
    trouble, summary = ended.stdout.splitlines()
    assert trouble.startswith("MEND  Slack: SLACK_BOT_TOKEN is refused (invalid_auth)")
    assert summary.endswith("Looked at once that is mended: scopes, incidents channel.")
    assert ended.stderr == ""


@pytest.mark.parametrize("name", ["SLACK_API_URL", "CONFLUENCE_URL"])
def test_what_the_libraries_have_to_say_of_a_trouble_is_kept_off_the_terminal(
    tmp_path: Path, given: Given, wiki: LocalConfluence, name: str
) -> None:
    use_confluence(given, wiki)
    given[name] = "http://127.0.0.1:1/"
    ended = firefighter("doctor", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert len([line for line in ended.stdout.splitlines() if line.startswith("MEND")]) == 1
    assert "urlopen" not in ended.stdout
    assert ended.stderr == ""


def test_with_nothing_set_it_says_what_to_set(tmp_path: Path) -> None:
    ended = firefighter("doctor", folder=tmp_path)
    assert ended.returncode == 1
    *troubles, _summary = ended.stdout.splitlines()
    assert [line.split(":")[0] for line in troubles] == [
        "MEND  database",
        "MEND  Slack",
        "MEND  way in",
    ]
    assert "SLACK_BOT_TOKEN is not set" in troubles[1]
    assert ended.stderr == ""


def test_nothing_is_changed_by_looking(slack: LocalSlack, given: Given) -> None:
    before = [slack.messages(each) for each in slack.channels()]
    assert all(finding.well for finding in findings(given).values())
    assert [slack.messages(each) for each in slack.channels()] == before


@pytest.mark.parametrize(("age_s", "well"), [(10, True), (120, False)])
def test_steps_that_wait_for_long_are_not_well(given: Given, age_s: float, well: bool) -> None:
    clock = SettableClock(datetime.now(UTC) - timedelta(seconds=age_s))  # noqa: TID251 - doctor's
    database = Database(given["DATABASE_URL"])
    Desk(database, clock).enqueue(None, effect("answer"))
    database.close()
    found = findings(given)["outbox"]
    assert found.well is well
    assert found.says.startswith("1 step waits, the oldest for ")


def test_what_was_given_up_is_said_with_what_to_do(given: Given) -> None:
    database = Database(given["DATABASE_URL"])
    desk = Desk(database, SettableClock(datetime.now(UTC)))  # noqa: TID251 - doctor's
    desk.enqueue(None, effect("answer"))
    desk.outbox.park(desk.claim_one(), NEVER)
    database.close()
    found = findings(given)["outbox"]
    assert not found.well
    assert found.says.startswith("1 step was given up. ")
    assert "restart the worker once that is mended" in found.says


def wrong_token(_slack: LocalSlack, given: Given) -> None:
    given["SLACK_BOT_TOKEN"] = "xoxb-revoked"


def no_token(_slack: LocalSlack, given: Given) -> None:
    del given["SLACK_BOT_TOKEN"]


def no_secret(_slack: LocalSlack, given: Given) -> None:
    del given["SLACK_SIGNING_SECRET"]


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


BROKEN: list[tuple[Break, str, tuple[str, ...]]] = [
    (wrong_token, "Slack", ("SLACK_BOT_TOKEN", "install the app again")),
    (no_token, "Slack", ("SLACK_BOT_TOKEN is not set",)),
    (no_secret, "way in", ("SLACK_SIGNING_SECRET is not set",)),
    (scope_missing, "scopes", ("chat:write, pins:write", "firefighter manifest")),
    (not_in_channel, "incidents channel", ("#incidents", "/invite")),
    (wrong_app_token, "way in", ("SLACK_APP_TOKEN is refused", "connections:write")),
    (slack_away, "Slack", ("http://127.0.0.1:1/api/ does not answer",)),
    (database_away, "database", ("check DATABASE_URL",)),
]


@pytest.mark.parametrize(("break_it", "what", "says"), BROKEN)
def test_what_is_wrong_is_found_with_what_to_do(
    slack: LocalSlack, given: Given, break_it: Break, what: str, says: tuple[str, ...]
) -> None:
    break_it(slack, given)
    found = findings(given)
    assert not found[what].well
    for part in says:
        assert part in found[what].says
    assert "hidden" not in str(found)


def test_an_app_token_that_is_good_is_said_to_be_so(slack: LocalSlack, given: Given) -> None:
    given["SLACK_APP_TOKEN"] = slack.app_token
    del given["SLACK_SIGNING_SECRET"]
    assert findings(given)["way in"] == Finding("way in", True, "Socket Mode connects.")


def test_a_channel_that_is_named_by_its_id_is_found(
    slack: LocalSlack, given: Given, tmp_path: Path
) -> None:
    config = tmp_path / "firefighter.toml"
    config.write_text(f'incidents_channel = "{slack.channel("incidents").id}"')
    given["FIREFIGHTER_CONFIG"] = str(config)
    assert findings(given)["incidents channel"].well


def test_a_channel_that_is_named_by_its_id_has_to_be_joined_too(
    slack: LocalSlack, given: Given, tmp_path: Path
) -> None:
    config = tmp_path / "firefighter.toml"
    config.write_text(f'incidents_channel = "{slack.channel("incidents").id}"')
    given["FIREFIGHTER_CONFIG"] = str(config)
    not_in_channel(slack, given)
    assert not findings(given)["incidents channel"].well


def test_a_database_that_is_not_migrated_is_found(
    given: Given, sqlite_databases: Databases
) -> None:
    with sqlite_databases.fresh(migrated=False) as url:
        given["DATABASE_URL"] = url
        found = findings(given)["database"]
    assert not found.well
    assert "run `firefighter migrate`" in found.says


def paging(given: Given, tmp_path: Path, key: str | None) -> Finding:
    config = tmp_path / "firefighter.toml"
    config.write_text(
        '[[paging.services]]\nname = "Database on-call"\nrouting_key_env = "DATABASE_KEY"\n'
    )
    given["FIREFIGHTER_CONFIG"] = str(config)
    if key is not None:
        given["DATABASE_KEY"] = key
    return findings(given)["paging"]


def test_without_services_it_says_who_can_be_paged_all_the_same(given: Given) -> None:
    found = findings(given)["paging"]
    assert found.well
    assert "[[paging.services]]" in found.says


def test_a_key_that_can_be_one_is_well_and_nobody_is_paged(given: Given, tmp_path: Path) -> None:
    with LocalPagerDuty() as pagerduty:
        given["PAGERDUTY_EVENTS_URL"] = pagerduty.url
        found = paging(given, tmp_path, pagerduty.add_service("Database on-call"))
        assert pagerduty.calls == []
    assert found.well
    assert found.says.startswith("Database on-call: keys are set.")


@pytest.mark.parametrize(
    ("key", "says"),
    [
        (None, "DATABASE_KEY is not set: the integration key of Database on-call"),
        ("", "DATABASE_KEY is not set"),
        ("hidden" * 3, "those have 32 letters and digits"),
        ("hidden-" * 4 + "1234", "those have 32 letters and digits"),
    ],
)
def test_a_key_that_cannot_be_one_is_named_and_not_shown(
    given: Given, tmp_path: Path, key: str | None, says: str
) -> None:
    found = paging(given, tmp_path, key)
    assert not found.well
    assert says in found.says
    assert "hidden" not in found.says


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
    ("wish", "says"),
    [
        ("attach", "The account may not add attachments in the space Operations"),
        ("create", "The account may not add pages in the space Operations"),
    ],
)
def test_what_the_account_may_not_do_in_confluence_is_found_without_trying(
    given: Given, wiki: LocalConfluence, wish: str, says: str
) -> None:
    wiki.deny(wish)
    found = in_confluence(given, wiki)
    assert not found.well
    assert says in found.says
    assert {call.name for call in wiki.calls} == {"spaces.list", "spaces.operations"}


def test_of_data_center_nobody_can_know_and_nothing_is_claimed(given: Given) -> None:
    with LocalConfluence(Flavour.DATA_CENTER) as wiki:
        wiki.add_space("OPS", "Operations")
        wiki.deny("attach")
        found = in_confluence(given, wiki)
    assert found.well
    assert "Data Center does not tell" in found.says


def test_without_confluence_it_says_where_pages_are_kept(given: Given) -> None:
    found = findings(given)["post-mortem pages"]
    assert found.well
    assert "http://localhost:3000/postmortems/" in found.says


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("CONFLUENCE_SPACE", "OPS"),
        ("CONFLUENCE_PARENT_ID", "4711"),
        ("CONFLUENCE_API_TOKEN", "a token"),
    ],
)
def test_a_confluence_without_its_address_is_not_overlooked(
    given: Given, name: str, value: str
) -> None:
    given[name] = value
    found = findings(given)["post-mortem pages"]
    assert not found.well
    assert f"{name} is set, but CONFLUENCE_URL is not" in found.says


def test_it_says_where_in_confluence_pages_go(given: Given, wiki: LocalConfluence) -> None:
    found = in_confluence(given, wiki)
    assert found.well
    assert found.says.startswith("They go to the space Operations of http://127.0.0.1")
    assert "The account may add what it has to." in found.says


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("CONFLUENCE_API_TOKEN", "wrong", "Unauthorized"),
        ("CONFLUENCE_SPACE", "NONE", "no space NONE"),
        ("CONFLUENCE_SPACE", "", "CONFLUENCE_SPACE is not set"),
        ("CONFLUENCE_PARENT_ID", "4711", "read the page"),
        ("CONFLUENCE_URL", "http://127.0.0.1:1", "gave no answer"),
    ],
)
def test_what_is_wrong_with_confluence_is_named(
    given: Given, wiki: LocalConfluence, name: str, value: str, says: str
) -> None:
    given[name] = value
    found = in_confluence(given, wiki)
    assert not found.well
    assert says in found.says


def test_a_template_that_is_not_well_formed_is_named(given: Given, tmp_path: Path) -> None:
    (tmp_path / "asked").mkdir()
    (tmp_path / "asked" / "impact.xml").write_text("<p>open")
    policy = tmp_path / "firefighter.toml"
    policy.write_text(f'[postmortem]\ntemplates = "{tmp_path}"\n')
    given["FIREFIGHTER_CONFIG"] = str(policy)
    found = findings(given)["post-mortem templates"]
    assert not found.well
    assert "not well-formed" in found.says

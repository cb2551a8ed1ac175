"""What kind of account somebody has, from what Slack says, and when Slack is asked."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from firefighter.adapters.slack.inbound.accounts import AccountFinder, Sender, answering_sender
from firefighter.adapters.slack.inbound.parsing import is_from_elsewhere
from firefighter.adapters.slack.outbound.profiles import Home, account_type
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.people import write_people
from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.accounts import AccountType
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from firefighter.ports.people import Profile
from tests.clock import SettableClock

EVE = UserId("U0EVE")
HOME, GRID = Home("T0HOME"), Home("T0HOME", "E0HOME")
MEMBER, GUEST, EXTERNAL = (
    AccountType.MEMBER,
    AccountType.MULTI_CHANNEL_GUEST,
    AccountType.EXTERNAL,
)


@pytest.mark.parametrize(
    ("user", "home", "expected"),
    [
        ({"team_id": "T0HOME"}, HOME, MEMBER),
        ({"team_id": "T0HOME", "is_restricted": True}, HOME, GUEST),
        (
            {"team_id": "T0HOME", "is_restricted": True, "is_ultra_restricted": True},
            HOME,
            AccountType.SINGLE_CHANNEL_GUEST,
        ),
        ({"team_id": "T0HOME", "deleted": True}, HOME, AccountType.DEACTIVATED),
        ({"team_id": "T0HOME", "is_bot": True}, HOME, AccountType.APP),
        ({"team_id": "T0HOME", "id": "USLACKBOT", "is_bot": False}, HOME, AccountType.APP),
        ({"team_id": "T0OTHER", "is_stranger": False}, HOME, EXTERNAL),
        ({"team_id": "T0OTHER", "is_stranger": True}, HOME, EXTERNAL),
        ({"team_id": "E0OTHER"}, GRID, EXTERNAL),
        ({"profile": {"team": "T0OTHER"}}, HOME, EXTERNAL),
        ({"team_id": "T0OTHER", "enterprise_user": {"enterprise_id": "E0HOME"}}, GRID, MEMBER),
        (
            {"team_id": "E0HOME", "enterprise_user": {"teams": ["T0OTHER", "T0HOME"]}},
            HOME,
            MEMBER,
        ),
        ({"team_id": "T0OTHER", "enterprise_user": {"enterprise_id": "E0OTHER"}}, GRID, EXTERNAL),
        ({}, Home(""), EXTERNAL),
    ],
)
def test_account_is_of_the_type_that_slack_describes(
    user: dict[str, Any], home: Home, expected: AccountType
) -> None:
    assert account_type(user, home) is expected


def event(inner: dict[str, Any], *, shared: bool = True) -> dict[str, Any]:
    authorization = {"team_id": "T0HOME", "enterprise_id": None, "user_id": "U0BOT"}
    return {
        "event": inner,
        "authorizations": [authorization],
        "is_ext_shared_channel": shared,
    }


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"user": {"id": EVE, "team_id": "T0HOME"}, "team": {"id": "T0HOME"}}, False),
        ({"user": {"id": EVE, "team_id": "T0OTHER"}, "team": {"id": "T0HOME"}}, True),
        # A submitted form names the sender's own team: https://github.com/slackapi/bolt-js/issues/1614
        (
            {
                "user": {"id": EVE, "team_id": "T0OTHER"},
                "team": {"id": "T0OTHER"},
                "view": {"app_installed_team_id": "T0HOME"},
            },
            True,
        ),
        ({"user": {"id": EVE, "team_id": "E0GRID"}, "team": None}, False),
        (
            {
                "user": {"id": EVE, "team_id": "E0GRID"},
                "team": {"id": "T0HOME", "enterprise_id": "E0GRID"},
            },
            False,
        ),
        ({"user_id": EVE, "team_id": "T0OTHER", "command": "/incident"}, False),
        (event({"type": "message", "user": EVE, "team": "T0OTHER"}), True),
        (event({"type": "message", "user": EVE, "team": "T0HOME"}), False),
        (event({"type": "message", "user": EVE, "team": "T0OTHER"}, shared=False), False),
        (event({"type": "app_mention", "team": "T0HOME", "user_team": "E0OTHER"}), True),
        (event({"type": "reaction_added", "user": EVE}), False),
    ],
)
def test_request_tells_whether_its_sender_is_from_elsewhere(
    body: dict[str, Any], expected: bool
) -> None:
    assert is_from_elsewhere(body) is expected


def profile(account: AccountType | None) -> Profile:
    return Profile(user=EVE, name="eve", real_name="Eve", time_zone="", locale="", account=account)


@dataclass
class Asked:
    """Answers for Slack, and counts."""

    account: AccountType = GUEST
    failure: OutgoingError | None = None
    times: int = 0
    _unused: list[str] = field(default_factory=list)

    def __call__(self, _user: UserId) -> Profile:
        self.times += 1
        if self.failure:
            raise self.failure
        return profile(self.account)


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def find(database: Database, clock: SettableClock, asked: Asked) -> AccountFinder:
    return AccountFinder(StoredRecords(database, Rules()), clock, asked)


def store(database: Database, clock: SettableClock, account: AccountType | None) -> None:
    with database.writing() as session:
        write_people(session, [profile(account)], clock.now())


def test_who_is_a_member_on_record_costs_no_call(
    find: AccountFinder, database: Database, clock: SettableClock, asked: Asked
) -> None:
    store(database, clock, MEMBER)
    clock.advance(timedelta(days=30).total_seconds())
    assert find(EVE) is MEMBER
    assert asked.times == 0


def test_who_is_not_on_record_is_asked_about_once(find: AccountFinder, asked: Asked) -> None:
    assert [find(EVE), find(EVE)] == [GUEST, GUEST]
    assert asked.times == 1


def test_profile_of_an_earlier_version_says_nothing_of_the_account(
    find: AccountFinder, database: Database, clock: SettableClock, asked: Asked
) -> None:
    store(database, clock, None)
    assert find(EVE) is GUEST
    assert asked.times == 1


def test_nobody_is_refused_by_what_was_true_yesterday(
    find: AccountFinder, database: Database, clock: SettableClock, asked: Asked
) -> None:
    store(database, clock, GUEST)
    assert find(EVE) is GUEST
    assert asked.times == 0
    clock.advance(timedelta(days=1).total_seconds())
    asked.account = MEMBER
    assert find(EVE) is MEMBER
    asked.failure = Unavailable("Slack", "users.info", "timed out")
    clock.advance(timedelta(minutes=2).total_seconds())
    assert find(EVE) is GUEST


@pytest.mark.parametrize("code", ["user_not_visible", "user_not_found"])
def test_who_is_not_shown_is_a_stranger(find: AccountFinder, asked: Asked, code: str) -> None:
    asked.failure = CallRefused("Slack", "users.info", code)
    with answering_sender(Sender(EVE, None)):
        assert find(EVE) is EXTERNAL


def test_of_a_made_up_id_nothing_is_known(find: AccountFinder, asked: Asked) -> None:
    asked.failure = CallRefused("Slack", "users.info", "user_not_found")
    assert find(EVE) is None


@pytest.mark.parametrize(
    "failure",
    [Unavailable("Slack", "users.info", "timed out"), RateLimited("Slack", "users.info", 30)],
)
def test_people_do_not_wait_one_after_the_other_while_slack_is_away(
    find: AccountFinder, clock: SettableClock, asked: Asked, failure: OutgoingError
) -> None:
    asked.failure = failure
    assert [find(EVE), find(UserId("U0ZOE")), find(EVE)] == [None, None, None]
    assert asked.times == 1
    asked.failure = None
    clock.advance(10)
    assert find(EVE) is GUEST


def test_row_that_was_read_for_the_language_is_not_read_again(
    find: AccountFinder, database: Database, clock: SettableClock, asked: Asked
) -> None:
    store(database, clock, MEMBER)
    person = find.records.people([EVE])[EVE]
    database.close()
    with answering_sender(Sender(EVE, person)):
        assert find(EVE) is MEMBER
    with answering_sender(Sender(EVE, None, is_store_available=False)):
        assert find(EVE) is None
    assert asked.times == 0

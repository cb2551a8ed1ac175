"""Starting, waiting, stopping, and being used from many threads at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient

from firefighter.playground.slack import (
    Channel,
    LocalSlack,
    NotInTimeError,
    NotPossibleError,
    Person,
    SlackError,
)
from tests.playground.block_kit import refusal


def test_closing_leaves_no_thread_and_no_port() -> None:
    before = set(threading.enumerate())
    with LocalSlack() as slack:
        url = f"{slack.api_url}api.test"
        assert httpx.get(url).json()["ok"]
    assert set(threading.enumerate()) == before
    with pytest.raises(httpx.ConnectError):
        httpx.get(url)


def test_a_wait_ends_as_soon_as_another_thread_makes_it_true(
    slack: LocalSlack, client: WebClient
) -> None:
    thread = threading.Thread(target=client.conversations_create, kwargs={"name": "room"})
    thread.start()
    slack.wait_until(slack.channels, what="the room exists")
    thread.join()
    assert slack.channel("room").name == "room"


def test_wait_that_times_out_names_its_condition(slack: LocalSlack) -> None:
    with pytest.raises(NotInTimeError, match="until the room exists") as caught:
        slack.wait_until(slack.channels, timeout_s=0.05, what="the room exists")
    assert isinstance(caught.value, AssertionError)
    assert isinstance(caught.value, TimeoutError)


def test_many_people_act_at_once(
    slack: LocalSlack, bot: App, ana: Person, incidents: Channel
) -> None:
    @bot.command("/incident")
    def answer(ack: Ack, command: dict[str, str]) -> None:
        ack(command["text"])

    with ThreadPoolExecutor(8) as pool:
        texts = [str(number) for number in range(40)]
        replies = list(pool.map(lambda text: ana.command(incidents, "/incident", text), texts))
        posted = list(pool.map(lambda text: ana.post(incidents, text), texts))
    assert [each.ephemeral.text for each in replies if each.ephemeral] == texts
    assert len({each.ts for each in posted}) == 40
    assert len(slack.messages(incidents)) == 40


def test_a_condition_of_a_fault_may_look_at_slack(slack: LocalSlack, client: WebClient) -> None:
    fault = SlackError("restricted_action")
    slack.faults.answer("conversations.create", fault, when=lambda _: bool(slack.channels()))
    assert client.conversations_create(name="one")["ok"]
    assert refusal(client.conversations_create, name="two") == "restricted_action"


def test_what_was_read_earlier_does_not_change(
    slack: LocalSlack, client: WebClient, incidents: Channel
) -> None:
    ts = client.chat_postMessage(channel=incidents.id, text="old")["ts"]
    before = slack.message(incidents, ts)
    client.chat_update(channel=incidents.id, ts=ts, text="new")
    assert (before.text, slack.message(incidents, ts).text) == ("old", "new")


def test_what_is_not_there_cannot_be_named(slack: LocalSlack, incidents: Channel) -> None:
    for look in (
        lambda: slack.channel("elsewhere"),
        lambda: slack.person("nobody"),
        lambda: slack.message(incidents, "1.0"),
    ):
        with pytest.raises(NotPossibleError):
            look()


def test_people_do_only_what_they_can(
    slack: LocalSlack, ana: Person, bob: Person, incidents: Channel
) -> None:
    message = ana.post(incidents, "mine")
    ana.react(message, "eyes")
    secret = slack.add_channel("secret", private=True, members=[ana])
    for act in (
        lambda: bob.post(incidents, "x"),
        lambda: bob.edit(message, "x"),
        lambda: bob.delete(message),
        lambda: bob.join(secret),
        lambda: ana.react(message, "eyes"),
        lambda: ana.post(incidents, "x", thread_ts="1.0"),
        lambda: bob.leave(incidents),
        lambda: bob.archive(secret),
        bob.submit,
    ):
        with pytest.raises(NotPossibleError):
            act()


def test_moved_clock_applies_to_everybody(
    slack: LocalSlack, client: WebClient, ana: Person, incidents: Channel
) -> None:
    before = ana.post(incidents, "now")
    slack.ahead_s = 86_400
    after = client.chat_postMessage(channel=incidents.id, text="tomorrow")["ts"]
    assert 86_400 <= float(after) - float(before.ts) < 86_500
    assert slack.now() >= float(after)


def test_everybody_is_listed_and_any_change_is_another_version(
    slack: LocalSlack, ana: Person
) -> None:
    version = slack.version
    group = slack.add_usergroup("oncall", members=[ana])
    bob = slack.add_person("bob")
    assert slack.version != version
    assert {ana.id, bob.id, slack.bot_user_id} <= {each.id for each in slack.users()}
    assert slack.usergroups() == [group]

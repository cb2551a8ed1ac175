"""What the bot hears of: https://docs.slack.dev/apis/events-api/."""

import threading
from collections.abc import Callable

import pytest
from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from firefighter.playground.slack import Channel, Draft, LocalSlack, Person, Reply
from firefighter.playground.slack.scopes import ALL_BOT_SCOPES
from tests.playground.block_kit import Json


@pytest.fixture
def heard(slack: LocalSlack, bot: App) -> Callable[[], list[Json]]:
    """The events that reached the bot, once none is under way."""
    events: list[Json] = []

    @bot.middleware
    def record(body: Json) -> BoltResponse:
        events.append(body["event"])
        return BoltResponse(status=200)

    def settled() -> list[Json]:
        slack.settle()
        return sorted(events, key=lambda event: float(event["event_ts"]))

    return settled


Heard = Callable[[], list[Json]]


@pytest.fixture
def failing(slack: LocalSlack, bot: App) -> list[int]:
    """How the bot answers its next events; 200 after that."""
    statuses: list[int] = []

    @bot.middleware
    def answer() -> BoltResponse:
        return BoltResponse(status=statuses.pop(0) if statuses else 200)

    slack.retry_delays_s = (0.0, 0.01, 0.02)
    return statuses


def deliveries(slack: LocalSlack) -> list[Reply]:
    slack.settle()
    return [each for each in slack.deliveries if each.kind == "events_api"]


def test_events_of_messages_are_delivered(heard: Heard, ana: Person, incidents: Channel) -> None:
    message = ana.post(incidents, "help <here> @here")
    ana.react(message, "eyes")
    ana.pin(message)
    ana.edit(message, "never mind")
    ana.unpin(message)
    ana.unreact(message, "eyes")
    ana.delete(message)
    assert [(each["type"], each.get("subtype")) for each in heard()] == [
        ("message", None),
        ("reaction_added", None),
        ("pin_added", None),
        ("message", "pinned_item"),
        ("message", "message_changed"),
        ("pin_removed", None),
        ("reaction_removed", None),
        ("message", "message_deleted"),
    ]
    first, _reaction, pin, _line, edited, *_rest, deleted = heard()
    assert first["text"] == "help &lt;here&gt; <!here>"
    assert first["channel_type"] == "channel"
    assert pin["item"]["message"]["ts"] == message.ts
    assert edited["message"]["text"] == "never mind"
    assert edited["previous_message"]["text"] == first["text"]
    assert deleted["deleted_ts"] == message.ts


def test_events_of_channels_and_members_are_delivered(
    heard: Heard, ana: Person, bob: Person, incidents: Channel
) -> None:
    bob.join(incidents)
    bob.leave(incidents)
    ana.rename(incidents, "fires")
    ana.archive(incidents)
    ana.unarchive(incidents)
    ana.delete_channel(incidents)
    found = [each["type"] for each in heard() if each["type"] != "message"]
    assert found == [
        "member_joined_channel",
        "member_left_channel",
        "channel_rename",
        "channel_archive",
        "channel_unarchive",
        "channel_deleted",
    ]


def test_events_of_a_private_channel_are_delivered_to_a_member_bot(
    slack: LocalSlack, heard: Heard, ana: Person
) -> None:
    archived, deleted = (
        slack.add_channel(name, private=True, members=[ana]) for name in ("one", "two")
    )
    ana.archive(archived)
    ana.unarchive(archived)  # the bot is out by then
    ana.delete_channel(deleted)
    found = [each for each in heard() if each["type"] != "message"]
    assert [each["type"] for each in found] == ["group_archive", "group_deleted"]
    assert [each.get("user") or each["actor_id"] for each in found] == [ana.id, ana.id]


def test_events_of_the_bots_own_actions_are_delivered_as_slack_does(
    slack: LocalSlack, heard: Heard, client: WebClient, incidents: Channel
) -> None:
    client.chat_postMessage(channel=incidents.id, text="mine")
    (delivery,) = deliveries(slack)
    assert delivery.payload["event"]["bot_id"]
    assert heard() == []  # Bolt drops them


def test_no_event_is_delivered_from_channels_without_the_bot(
    slack: LocalSlack, heard: Heard, ana: Person
) -> None:
    slack.add_channel("other", members=[ana], bot=False)
    slack.add_channel("secret", private=True, members=[ana], bot=False)
    for channel in ("other", "secret"):
        ana.react(ana.post(channel, "x"), "eyes")
    assert heard() == []


def test_no_event_is_delivered_without_its_subscription(
    slack: LocalSlack, heard: Heard, ana: Person, incidents: Channel
) -> None:
    slack.subscriptions = frozenset({"reaction_added"})
    ana.react(ana.post(incidents, "x"), "eyes")
    assert [each["type"] for each in heard()] == ["reaction_added"]


def test_a_mention_is_an_event_of_its_own(heard: Heard, ana: Person, incidents: Channel) -> None:
    ana.post(incidents, "@firefighter help")
    ana.message_bot("and here")
    assert sorted(each["type"] for each in heard()) == ["app_mention", "message", "message"]
    assert heard()[-1]["channel_type"] == "im"


@pytest.mark.usefixtures("heard")
def test_invitation_is_no_mention(slack: LocalSlack, ana: Person) -> None:
    slack.add_channel("room", members=[ana], bot=False)
    ana.invite("room")
    types = [each.payload["event"]["type"] for each in deliveries(slack)]
    assert sorted(types) == ["member_joined_channel", "message"]


@pytest.mark.usefixtures("bot")
def test_an_acknowledged_event_comes_once(
    slack: LocalSlack, failing: list[int], ana: Person, incidents: Channel
) -> None:
    failing[:] = [202]
    ana.post(incidents, "x")
    (only,) = deliveries(slack)
    assert only.payload["authorizations"][0]["user_id"] == slack.bot_user_id


@pytest.mark.usefixtures("bot")
def test_a_failed_event_comes_three_times_more_with_the_same_id(
    slack: LocalSlack, failing: list[int], ana: Person, incidents: Channel
) -> None:
    failing[:] = [500] * 5
    ana.post(incidents, "x")
    found = deliveries(slack)
    assert len({each.payload["event_id"] for each in found}) == 1
    assert [each.request.headers.get("X-Slack-Retry-Num") for each in found] == [
        None,
        "1",
        "2",
        "3",
    ]
    assert found[1].request.headers["X-Slack-Retry-Reason"] == "http_error"


@pytest.mark.usefixtures("bot")
def test_redelivery_stops_once_the_bot_has_it(
    slack: LocalSlack, failing: list[int], ana: Person, incidents: Channel
) -> None:
    failing[:] = [500]
    ana.post(incidents, "x")
    assert [each.status for each in deliveries(slack)] == [500, 200]


def test_a_bot_may_ask_not_to_be_tried_again(
    slack: LocalSlack, bot: App, ana: Person, incidents: Channel
) -> None:
    @bot.middleware
    def refuse() -> BoltResponse:
        return BoltResponse(status=500, headers={"X-Slack-No-Retry": "1"})

    slack.retry_delays_s = (0.0,)
    ana.post(incidents, "x")
    assert len(deliveries(slack)) == 1


def test_a_slow_bot_gets_the_event_again_while_it_still_works_on_it(
    slack: LocalSlack, bot: App, ana: Person, incidents: Channel
) -> None:
    slack.ack_deadline_s = 0.2
    slack.retry_delays_s = (0.0,)
    came_again = threading.Event()

    @bot.middleware
    def answer(req: object) -> BoltResponse:
        if "x-slack-retry-num" in getattr(req, "headers", {}):
            came_again.set()
        assert came_again.wait(5)
        return BoltResponse(status=200)

    ana.post(incidents, "x")
    first, second = deliveries(slack)
    assert (first.failure, second.status) == ("http_timeout", 200)
    assert second.request.headers["X-Slack-Retry-Reason"] == "http_timeout"


@pytest.mark.usefixtures("bot", "failing")
def test_any_event_can_be_delivered_once_more(
    slack: LocalSlack, ana: Person, incidents: Channel
) -> None:
    ana.post(incidents, "x")
    (reply,) = deliveries(slack)
    again = slack.redeliver(reply)
    assert again.payload == reply.payload
    assert again.attempt == 1


def test_closing_does_not_wait_for_a_retry_that_is_due_later(ana: Person) -> None:
    assert ana is not None
    with LocalSlack() as slack:
        slack.request_url = "http://127.0.0.1:9/"
        cleo = slack.add_person("cleo")
        slack.add_channel("incidents", members=[cleo])
        cleo.post("incidents", "x")
        slack.wait_until(lambda: len(slack.deliveries) == 2, what="the first retry failed")


def test_deleted_file_is_delivered_by_id_and_only_with_its_scope(
    slack: LocalSlack, heard: Heard, ana: Person, incidents: Channel
) -> None:
    message = ana.post(incidents, "Look", files=[Draft("a.png", b"1"), Draft("b.png", b"2")])
    (file, _other) = message.files
    ana.delete_file(message, "a.png")
    event = heard()[-1]
    shown = {"type": "file_deleted", "file_id": file.id, "channel_ids": [incidents.id]}
    assert event == shown | {"event_ts": event["event_ts"]}
    slack.grant(ALL_BOT_SCOPES - {"files:read"})
    ana.delete_file(message, "b.png")
    assert heard()[-1] == event

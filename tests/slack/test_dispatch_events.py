"""Several features hear one event: each once, whatever becomes of the others."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from firefighter import charts
from firefighter.domain.ids import UserId
from firefighter.effects.gates import Gates
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.courtesy import Courtesy
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.dispatch import Dispatch
from firefighter.slack.gateway import SlackChat
from firefighter.slack.incoming import Incoming
from firefighter.slack.registry import Feature, assemble
from firefighter.slack.tongues import Tongues
from firefighter.slack.visits import Happened
from firefighter.store.database import Database
from firefighter.usecases.tell import tell
from tests.clock import SettableClock
from tests.usecases.houses import build_house, effects_on_record


class Broken(Exception):
    pass


@dataclass
class Listener:
    """A feature that notes what it hears, after it committed; broken as often as it is told."""

    breaks: int = 0
    heard: list[Happened] = field(default_factory=list)

    @property
    def feature(self) -> Feature:
        feature = Feature()
        feature.event("reaction_added")(self.hear)
        return feature

    def hear(self, visit: Happened) -> None:
        if self.breaks:
            self.breaks -= 1
            raise Broken
        text = TellPerson(UserId("U0ANA"), ChannelId("C1"), "heard")
        tell(visit.house, visit.delivery, text.request())
        self.heard.append(visit)


def dispatching(house: House, clock: SettableClock, **listeners: Listener) -> Dispatch:
    calls = Calls(make_client("xoxb-nobody", "http://127.0.0.1:1/"), Gates(), clock)
    registry = assemble({name: each.feature for name, each in listeners.items()})
    chat = SlackChat(calls, house.rules, "x", charts.png)
    return Dispatch(registry, Incoming(house, calls, chat), house, Tongues(house, Courtesy()), chat)


def reaction(user: str = "U0ANA") -> dict[str, Any]:
    return {
        "event_id": "Ev1",
        "event_time": 1_700_000_000,
        "authorizations": [{"user_id": "U0BOT"}],
        "event": {
            "type": "reaction_added",
            "user": user,
            "reaction": "pushpin",
            "item": {"type": "message", "channel": "C0ROOM", "ts": "1700000000.000100"},
            "item_user": "U0BEN",
            "event_ts": "1700000001.000000",
        },
    }


@pytest.fixture
def house(database: Database, clock: SettableClock) -> House:
    return build_house(database, clock)


def test_each_hears_it_once_however_often_it_comes(
    house: House, database: Database, clock: SettableClock
) -> None:
    first, second = Listener(), Listener()
    dispatch = dispatching(house, clock, first=first, second=second)
    for _ in range(3):
        dispatch.event(reaction())
    assert (len(first.heard), len(second.heard)) == (1, 1)
    assert effects_on_record(database) == ["tell_person", "tell_person"]


def test_who_missed_it_hears_it_again_and_nobody_else(
    house: House, database: Database, clock: SettableClock
) -> None:
    first, broken, last = Listener(), Listener(breaks=1), Listener()
    dispatch = dispatching(house, clock, first=first, broken=broken, last=last)
    with pytest.raises(Broken):
        dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 0, 1]
    dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 1, 1]
    assert len(effects_on_record(database)) == 3


def test_what_the_bot_did_itself_is_not_heard(house: House, clock: SettableClock) -> None:
    listener = Listener()
    dispatching(house, clock, only=listener).event(reaction(user="U0BOT"))
    assert listener.heard == []


def test_an_event_is_parsed_with_its_message_and_what_it_says_of_it(
    house: House, clock: SettableClock
) -> None:
    listener = Listener()
    dispatching(house, clock, only=listener).event(reaction())
    (heard,) = listener.heard
    assert (heard.kind, heard.detail, heard.user, heard.author) == (
        "reaction_added",
        "pushpin",
        "U0ANA",
        "U0BEN",
    )
    assert (heard.channel, heard.ts, heard.at.timestamp()) == (
        "C0ROOM",
        "1700000000.000100",
        1_700_000_001,
    )

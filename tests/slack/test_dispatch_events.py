"""Several features hear one event: each once, whatever becomes of the others."""

from dataclasses import dataclass, field

import pytest

from firefighter.domain.ids import UserId
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.house import House
from firefighter.ports.places import ChannelId
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.store.database import Database
from firefighter.usecases.tell import tell
from tests.clock import SettableClock
from tests.slack.dispatching import dispatching, reaction
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


@pytest.fixture
def house(database: Database, clock: SettableClock) -> House:
    return build_house(database, clock)


def test_each_hears_it_once_however_often_it_comes(
    house: House, database: Database, clock: SettableClock
) -> None:
    first, second = Listener(), Listener()
    dispatch = dispatching(house, clock, first=first.feature, second=second.feature)
    for _ in range(3):
        dispatch.event(reaction())
    assert (len(first.heard), len(second.heard)) == (1, 1)
    assert effects_on_record(database) == ["tell_person", "tell_person"]


def test_who_missed_it_hears_it_again_and_nobody_else(
    house: House, database: Database, clock: SettableClock
) -> None:
    first, broken, last = Listener(), Listener(breaks=1), Listener()
    dispatch = dispatching(
        house, clock, first=first.feature, broken=broken.feature, last=last.feature
    )
    with pytest.raises(Broken):
        dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 0, 1]
    dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 1, 1]
    assert len(effects_on_record(database)) == 3


def test_what_the_bot_did_itself_is_not_heard(house: House, clock: SettableClock) -> None:
    listener = Listener()
    dispatching(house, clock, only=listener.feature).event(reaction(user="U0BOT"))
    assert listener.heard == []


def test_an_event_is_parsed_with_its_message_and_what_it_says_of_it(
    house: House, clock: SettableClock
) -> None:
    listener = Listener()
    dispatching(house, clock, only=listener.feature).event(reaction())
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

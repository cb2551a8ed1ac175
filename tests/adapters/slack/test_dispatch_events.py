"""Several features handle one event, each once, whether or not others fail."""

from dataclasses import dataclass, field

import pytest

from firefighter.adapters.slack.inbound.interactions import SlackEvent
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.store.database import Database
from firefighter.domain.ids import UserId
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.ports.app_context import AppContext
from firefighter.ports.snapshot import ChannelId
from firefighter.use_cases.enqueue import enqueue_reply
from tests.adapters.slack.direct_dispatch import make_dispatch, reaction
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context, effects_on_record


class Broken(Exception):
    pass


@dataclass
class Listener:
    """A feature that records events after the commit, and fails a given number of times."""

    breaks: int = 0
    heard: list[SlackEvent] = field(default_factory=list)

    @property
    def feature(self) -> Feature:
        feature = Feature()
        feature.event("reaction_added")(self.hear)
        return feature

    def hear(self, interaction: SlackEvent) -> None:
        if self.breaks:
            self.breaks -= 1
            raise Broken
        text = ReplyPrivately(UserId("U0ANA"), ChannelId("C1"), "heard")
        enqueue_reply(interaction.context, interaction.delivery, text.request())
        self.heard.append(interaction)


@pytest.fixture
def context(database: Database, clock: SettableClock) -> AppContext:
    return build_context(database, clock)


def test_each_feature_handles_a_repeated_event_once(
    context: AppContext, database: Database, clock: SettableClock
) -> None:
    first, second = Listener(), Listener()
    dispatch = make_dispatch(context, clock, first=first.feature, second=second.feature)
    for _ in range(3):
        dispatch.event(reaction())
    assert (len(first.heard), len(second.heard)) == (1, 1)
    assert effects_on_record(database) == ["reply_privately", "reply_privately"]


def test_redelivery_reaches_only_features_that_failed(
    context: AppContext, database: Database, clock: SettableClock
) -> None:
    first, broken, last = Listener(), Listener(breaks=1), Listener()
    dispatch = make_dispatch(
        context, clock, first=first.feature, broken=broken.feature, last=last.feature
    )
    with pytest.raises(Broken):
        dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 0, 1]
    dispatch.event(reaction())
    assert [len(each.heard) for each in (first, broken, last)] == [1, 1, 1]
    assert len(effects_on_record(database)) == 3


def test_events_of_the_bot_itself_are_ignored(context: AppContext, clock: SettableClock) -> None:
    listener = Listener()
    make_dispatch(context, clock, only=listener.feature).event(reaction(user="U0BOT"))
    assert listener.heard == []


def test_event_is_parsed_with_its_message_and_details(
    context: AppContext, clock: SettableClock
) -> None:
    listener = Listener()
    make_dispatch(context, clock, only=listener.feature).event(reaction())
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

"""Channels that are created under a free name, and found again by it after a crash."""

from collections.abc import Iterator
from contextlib import suppress

from firefighter.effects.effect import EffectContext
from firefighter.ports.chat import Channel, NameTaken
from firefighter.ports.snapshot import ChannelId

_NAMES_TRIED = 9


def created_before(context: EffectContext, beginning: str) -> Iterator[Channel]:
    """The channels that an earlier try may have created, whose names start with that."""
    if context.tried_before:
        for found in context.chat.find_channels(beginning):
            if found.ours and found.created_at >= context.since:
                yield found


def create_named(context: EffectContext, name: str, *, private: bool) -> Iterator[ChannelId]:
    """Creates a channel of the first free name each time it is asked for another one."""
    for each in name_variants(name):
        with suppress(NameTaken):
            yield context.chat.create_channel(each, private=private)


def name_variants(name: str) -> Iterator[str]:
    """The name itself, then with a number appended."""
    yield name
    for suffix in range(2, _NAMES_TRIED + 1):
        yield f"{name}-{suffix}"

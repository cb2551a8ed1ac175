from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import channels
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.events import ChannelState
from firefighter.domain.rules import Rules
from firefighter.ports.chat import ArchiveNotice
from firefighter.ports.snapshot import AdoptedChannel, Snapshot
from tests.domain.incidents import NOW


def convert_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for place in snapshot.places.values():
        incident = replace(snapshot.incident, channel_state=ChannelState.ARCHIVED)
        incident_channel = AdoptedChannel(place.channel, private=incident.private)
        yield channels.convert_form(incident, incident_channel)


def loading_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield channels.loading_form()


def archive_notice(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for due in (NOW, None):
        yield channels.archive_notice(ArchiveNotice(snapshot, due))[1]


def private_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for state in ChannelState:
        yield channels.private_form(
            replace(snapshot.incident, has_channel=True, channel_state=state)
        )
    yield channels.private_form(replace(snapshot.incident, has_channel=False))
    yield channels.private_form(snapshot.incident, stays=True)


def public_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield channels.public_form(snapshot.incident)

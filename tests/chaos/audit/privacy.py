"""Finds public traces of private incidents."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from firefighter.domain.events import Merged
from firefighter.domain.ids import IncidentId, reference
from firefighter.playground.slack import Channel
from firefighter.ports.snapshot import PUBLIC_PLACES
from tests.chaos.audit.outcomes import tokens
from tests.chaos.evidence import Case, Evidence

_REFERENCE = re.compile(r"INC-(\d+)")


def told_to_outsiders(evidence: Evidence) -> list[str]:
    """Finds what the bot left in public of incidents that are private in the end.

    Messages by people stay, and so do Slack's own lines, which may show the old name.
    """
    secrets = _Secrets(evidence)
    found = [
        f"#{channel.name}: {what}"
        for channel in evidence.channels.values()
        if not channel.is_private
        for what in (*secrets.shown_by(channel), *secrets.said_in(channel))
    ]
    return [*found, *(what for case in secrets.private for what in _left_public(evidence, case))]


def _left_public(evidence: Evidence, case: Case) -> Iterator[str]:
    for place in PUBLIC_PLACES & case.snapshot.places.keys():
        yield f"{case.name} has a place that everybody can read: its {place}"
    incident_channel = evidence.channel_of(case)
    if incident_channel is not None and not incident_channel.is_private:
        yield f"{case.name} has a channel that everyone can read: #{incident_channel.name}"


@dataclass
class _Secrets:
    evidence: Evidence

    @cached_property
    def private(self) -> list[Case]:
        return [case for case in self.evidence.cases if case.snapshot.incident.private]

    def shown_by(self, channel: Channel) -> Iterator[str]:
        """By its name, topic and purpose."""
        for number in sorted(self._numbers):
            name = reference(number)
            if re.match(rf"{name}(?!\d)", channel.name, re.IGNORECASE):
                yield f"its name is that of {name}"
        yield from self._told(f"{channel.topic.value} {channel.purpose.value}", "its topic")

    def said_in(self, channel: Channel) -> Iterator[str]:
        for message in self.evidence.messages[channel.id]:
            if message.is_posted_by_bot:
                text = f"{message.text} {json.dumps(message.blocks, ensure_ascii=False)}"
                yield from self._told(text, repr(message.text))

    def _told(self, text: str, where: str) -> Iterator[str]:
        words = sorted(self._words & tokens(text))
        found = {IncidentId(int(number)) for number in _REFERENCE.findall(text)}
        numbers = sorted(found & self._numbers)
        yield from (f"{each} is told by {where}" for each in (*words, *map(reference, numbers)))

    @cached_property
    def _numbers(self) -> frozenset[IncidentId]:
        return frozenset(case.snapshot.incident.id for case in self.private)

    @cached_property
    def _words(self) -> set[str]:
        """Texts that were typed for private incidents only."""
        shown = [case for case in self.evidence.cases if not case.snapshot.incident.private]
        return _typed(self.private) - _typed(shown)


def _typed(cases: list[Case]) -> set[str]:
    """What a merge took over from another incident is not its own."""
    return {
        token
        for case in cases
        for entry in case.timeline
        if not isinstance(entry.event, Merged)
        for token in tokens(str(entry.event))
    }

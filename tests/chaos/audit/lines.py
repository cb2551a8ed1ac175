"""Compares the lines that the timeline requires with those in Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.related import ONWARD_SIGN
from firefighter.domain.events import (
    AnyEvent,
    ChannelAdopted,
    Declared,
    Linked,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.redaction import named_incident
from firefighter.domain.timeline import Entry
from firefighter.effects.plan import is_silent
from firefighter.effects.posting import PostLine, is_announced
from firefighter.playground.slack import Message
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.snapshot import Place
from tests.chaos.audit.visibility import began_private, is_private_since, moves_channel
from tests.chaos.evidence import Case, Evidence


@dataclass(frozen=True)
class ExpectedLine:
    text: str
    due: bool = True
    """Whether the line must be there. If not, it may or may not be there."""


@dataclass(frozen=True)
class Lines:
    where: str
    told: list[ExpectedLine]
    found: list[str]

    @property
    def expected(self) -> list[str]:
        return [each.text for each in self.told]

    @property
    def missing(self) -> list[str]:
        return _without([each.text for each in self.told if each.due], self.found)

    @property
    def surplus(self) -> list[str]:
        return _without(self.found, self.expected)

    @property
    def in_order(self) -> bool:
        told = iter(self.expected)
        return all(text in told for text in _without(self.found, self.surplus))


def lines_of(evidence: Evidence, case: Case) -> tuple[Lines, Lines]:
    """In the announcement's thread and in the incident channel."""
    telling = _Telling(evidence, case)
    for entry in case.timeline:
        telling.hear(entry)
    announced = case.snapshot.places.get(Place.ANNOUNCEMENT)
    in_thread = evidence.by_bot(announced.channel, announced.ts) if announced else []
    channel = evidence.channel_of(case)
    in_channel = evidence.by_bot(channel.id) if channel else []
    return (
        Lines("the thread", telling.thread, telling.known(_texts(evidence, in_thread))),
        Lines("the channel", telling.incident_channel, telling.known(_texts(evidence, in_channel))),
    )


def _texts(evidence: Evidence, said: Sequence[Message]) -> list[str]:
    """Posts by effects of another kind are not lines. A post by no effect is one too many."""
    lines = [each.text for each in said if evidence.kind_of(each) in {PostLine.kind, ""}]
    return [each.partition(f" {ONWARD_SIGN} ")[0] for each in lines]


class _Telling:
    """Returns where each entry of a timeline is posted."""

    def __init__(self, evidence: Evidence, case: Case) -> None:
        self.thread: list[ExpectedLine] = []
        self.incident_channel: list[ExpectedLine] = []
        self._evidence = evidence
        self._case = case
        self._private = began_private(case)
        self._has_channel = self._private or case.snapshot.incident.is_drill
        self._shortened: dict[str, str] = {}

    def known(self, found: list[str]) -> list[str]:
        """Returns each line as it reads if everyone may know every incident it names."""
        return [self._shortened.get(text, text) for text in found]

    def hear(self, entry: Entry) -> None:
        match entry.event:
            case Declared() as event:
                policy = self._evidence.rules.policy(event.severity)
                self._has_channel = (
                    self._has_channel or policy.incident_channel or bool(event.incident_channel)
                )
                if event.incident_channel:
                    self.incident_channel.append(self._told(entry))
            case VisibilityChanged(private=private):
                self._move(entry, private=private)
            case event if not is_silent(event):
                self._tell(entry)
            case _:
                pass

    def _move(self, entry: Entry, *, private: bool) -> None:
        """Public messages are deleted, and people continue in private.

        What was still pending may be posted in the next place, or nowhere.
        """
        self._private = private
        self._has_channel = self._has_channel or private
        if private:
            self.thread = [replace(each, due=False) for each in self.thread]
        if moves_channel(self._evidence, self._case, entry):
            self.incident_channel = [replace(each, due=False) for each in self.incident_channel]
        self.incident_channel.append(self._told(entry))

    def _tell(self, entry: Entry) -> None:
        event, told = entry.event, self._told(entry)
        if isinstance(event, Linked | Unlinked) and self._is_private_now(event.other):
            return
        (self.incident_channel if self._has_channel else self.thread).append(told)
        if is_announced(event) and self._has_channel and not self._private:
            self.thread.append(told)
        if isinstance(event, ChannelAdopted):
            self.incident_channel.append(told)
            self._has_channel = True
        opens_channel = isinstance(event, SeverityChanged) and event.opens_channel
        self._has_channel = self._has_channel or opens_channel

    def _told(self, entry: Entry) -> ExpectedLine:
        """A line that names a private incident is deleted and is not posted again.

        A line that says more is shortened. That a duplicate ended is always posted.
        """
        text, other = self._line(entry.event), named_incident(entry.event)
        if other is None or not is_private_since(self._evidence.case(other), entry.event.at):
            return ExpectedLine(text)
        if isinstance(entry.event, StatusChanged):
            shorter = replace(entry.event, duplicate_of=None, merged=False)
            self._shortened[self._line(shorter)] = text
            return ExpectedLine(text)
        return ExpectedLine(text, due=False)

    def _is_private_now(self, other: IncidentId) -> bool:
        return self._evidence.case(other).snapshot.incident.private

    def _line(self, event: AnyEvent) -> str:
        incident = self._case.snapshot.incident
        return with_exercise_mark(incident.kind, line(event, incident, self._evidence.rules))


def _without(texts: list[str], others: list[str]) -> list[str]:
    """Returns what is left of `texts` after removing one equal text for each of `others`, last
    first.
    """
    left = list(others)
    kept: list[str] = []
    for text in texts:
        if text in left:
            left.remove(text)
        else:
            kept.append(text)
    return kept


def out_of_order(evidence: Evidence) -> list[str]:
    """Finds incidents whose lines are in another order than their timeline."""
    return [
        f"{case.name}: {lines.where} says {lines.found}, the timeline {lines.expected}"
        for case in evidence.cases
        for lines in lines_of(evidence, case)
        if not lines.in_order
    ]

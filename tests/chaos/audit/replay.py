"""Replays an incident from its timeline, independently of the aggregate, so that the two can
disagree.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from firefighter.domain.events import (
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    Declared,
    Described,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    HypothesisChanged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    Paged,
    PagingEnded,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.hypotheses import Hypothesis
from firefighter.domain.ids import EntryId, RoleKey, UserId
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry


@dataclass
class ReplayedIncident:
    title: str = ""
    private: bool | None = None
    """None while nobody changed the visibility."""
    severity: Severity | None = None
    status: Status = Status.OPEN
    summary: str | None = None
    """None while nobody edited the summary after the declaration."""
    impact: str = ""
    mitigation: str = ""
    declined: bool = False
    holders: dict[RoleKey, UserId | None] = field(default_factory=dict)
    incident_channel: ChannelState = ChannelState.OPEN
    channel_name: str = ""
    channel_kept_by: UserId | None = None
    follow_ups: dict[int, FollowUp] = field(default_factory=dict)
    hypotheses: dict[int, Hypothesis] = field(default_factory=dict)
    entries: set[EntryId] = field(default_factory=set)
    messages: set[tuple[str, str]] = field(default_factory=set)
    """Chat messages on the timeline, or removed from it by hand."""
    paged: set[str] = field(default_factory=set)
    """The keys of pages."""
    breaks: list[str] = field(default_factory=list)
    """Entries that begin in another state than the one before ended in."""

    def hear(self, entry: Entry) -> None:
        self.entries.add(entry.id)
        match entry.event:
            case Declared() as event:
                self.title = event.title
                self.severity = event.severity
            case Edited() as event:
                self._expect("title", self.title, event.before.title)
                self.title = event.after.title
            case Described() as event:
                self.summary = event.summary
            case UpdatePosted() as event:
                self.impact = event.impact
            case SeverityChanged() as event:
                self._expect("severity", self.severity, event.before)
                self.severity = event.after
            case RoleChanged() as event:
                self._expect(event.role, self.holders.get(event.role), event.before)
                self.holders[event.role] = event.after
            case StatusChanged() as event:
                self._expect("status", self.status, event.before)
                self._step(event)
            case FollowUpChanged() as event:
                number = event.after.number
                self._expect("a follow-up", self.follow_ups.get(number), event.before)
                self.follow_ups[number] = event.after
            case ChannelChanged() | ChannelRenamed() | ChannelKept() as event:
                self._record_channel_event(event)
            case event:
                self._hear_of_the_rest(event)

    def _record_channel_event(self, event: ChannelChanged | ChannelRenamed | ChannelKept) -> None:
        match event:
            case ChannelChanged():
                self._expect("the channel", self.incident_channel, event.before)
                self.incident_channel = event.after
            case ChannelRenamed():
                self.channel_name = event.name
            case ChannelKept():
                self.channel_kept_by = event.actor

    def _hear_of_hypothesis(self, event: HypothesisChanged) -> None:
        known = self.hypotheses.get(event.after.number)
        self._expect("a hypothesis", known.state if known else None, event.before)
        self.hypotheses[event.after.number] = event.after

    def _hear_of_the_rest(self, event: object) -> None:
        match event:
            case HypothesisChanged():
                self._hear_of_hypothesis(event)
            case MessageNoted(channel=channel, ts=ts):
                self.messages.add((channel, ts))
            case MessageReworded(channel=channel, ts=ts) | MessageDropped(channel=channel, ts=ts):
                self._expect("a message", (channel, ts) in self.messages, before=True)
            case Paged(key=key):
                self._expect("a page", key in self.paged, before=False)
                self.paged.add(key)
            case PagingEnded(key=key):
                self._expect("a page", key in self.paged, before=True)
            case VisibilityChanged(private=private, left=left):
                self.incident_channel = ChannelState.OPEN if left else self.incident_channel
                self.channel_name = "" if left else self.channel_name
                if self.private is not None:
                    self._expect("private", self.private, not private)
                self.private = private
            case EntryCorrected(entry=entry) | EntryRemoved(entry=entry):
                self._expect("an entry", entry in self.entries, before=True)
            case _:
                pass

    def _step(self, event: StatusChanged) -> None:
        self.status = event.after
        if event.step_kind is StepKind.MITIGATE:
            self.mitigation = event.note
        if event.step_kind is StepKind.REOPEN:
            self.mitigation, self.declined = "", False
        if event.step_kind is StepKind.DECLINE:
            self.declined = True

    def _expect(self, what: str, known: object, before: object) -> None:
        if known != before:
            self.breaks.append(f"{what} was {known!r}, but an entry begins with {before!r}")


def replay(timeline: Iterable[Entry]) -> ReplayedIncident:
    told = ReplayedIncident()
    for entry in timeline:
        told.hear(entry)
    return told

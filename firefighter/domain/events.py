"""The events of an incident. Each becomes one entry of its timeline."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    HintTaken,
    InjectSent,
)
from firefighter.domain.errors import Missing
from firefighter.domain.event import Event
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.hypotheses import Hypotheses, Hypothesis, HypothesisState
from firefighter.domain.ids import EntryId, IncidentId, RoleKey, UserId
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.milestones import Correction
from firefighter.domain.pictures import Picture
from firefighter.domain.severity import Severity


class Relation(StrEnum):
    """What another incident is to this one."""

    ORIGINAL = "original"
    """This one is a duplicate of it."""
    DUPLICATE = "duplicate"
    RELATED = "related"
    CAUSE = "cause"
    """The other incident caused this one."""
    RESULT = "result"

    @property
    def inverse(self) -> "Relation":
        """The same relation, seen from the other incident."""
        return _INVERSE.get(self, self)


_INVERSE = {
    Relation.ORIGINAL: Relation.DUPLICATE,
    Relation.DUPLICATE: Relation.ORIGINAL,
    Relation.CAUSE: Relation.RESULT,
    Relation.RESULT: Relation.CAUSE,
}


LINKS = (Relation.RELATED, Relation.CAUSE, Relation.RESULT)
"""Relations that people choose when linking; the others result from merging."""


class ChannelState(StrEnum):
    """The state of an incident's channel."""

    OPEN = "open"
    """People can write in it. Also its state while it is being created."""
    ARCHIVED = "archived"
    """Everybody can read it and nobody can write until it is unarchived."""
    DELETED = "deleted"
    OUT_OF_REACH = "out_of_reach"
    """The bot is no longer a member, and the chat does not say why."""


UPDATE_LIMIT = 1000
"""Maximum characters of each part of an update."""


SNOOZE_MIN = 15
"""How long one press postpones an update."""


@dataclass(frozen=True, kw_only=True)
class Update:
    """A status update for people outside the response."""

    impact: str
    changed: str
    next_step: str = ""
    next_by: UserId | None = None
    """Who takes the next step."""
    next_update: datetime | None = None
    """When the next update is due; None if none is scheduled."""


@dataclass(frozen=True)
class Source:
    """The chat message from which an incident was declared."""

    channel: str
    ts: str
    thread: str = ""
    """Timestamp of the first message of its thread."""


@dataclass(frozen=True, kw_only=True)
class Declared(Event):
    kind: Literal["declared"] = "declared"
    title: str
    severity: Severity
    source: Source | None = None
    incident_channel: str = ""
    """An existing channel that becomes the incident's channel; empty when a new one is created."""


@dataclass(frozen=True, kw_only=True)
class Described(Event):
    """The summary was edited."""

    kind: Literal["described"] = "described"
    summary: str


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Event):
    kind: Literal["status_changed"] = "status_changed"
    step_kind: StepKind
    before: Status
    after: Status
    note: str = ""
    """How it was mitigated, or why it was declined, reopened, or closed despite the checklist."""
    decline_reason: DeclineReason | None = None
    duplicate_of: IncidentId | None = None
    merged: bool = False
    """Whether responders and open follow-ups moved to the original."""
    overridden: bool = False
    opens_postmortem_page: bool = False
    """Whether the incident has a post-mortem page from here on."""


@dataclass(frozen=True, kw_only=True)
class SeverityChanged(Event):
    kind: Literal["severity_changed"] = "severity_changed"
    before: Severity
    after: Severity
    reason: str = ""
    """Empty if the severity was raised: the reason is asked for afterwards."""
    opens_channel: bool = False
    """Whether the new severity requires a channel, which is created now."""
    opens_postmortem_page: bool = False
    """Whether the new severity requires a post-mortem page, which is created now."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    kind: Literal["role_changed"] = "role_changed"
    role: RoleKey
    before: UserId | None
    after: UserId | None
    note: str = ""
    """A message for the new holder."""


@dataclass(frozen=True, kw_only=True)
class Reported(Event):
    """An update from an imported status page; it has no actor here."""

    kind: Literal["reported"] = "reported"
    stage: str
    """In the page's words: Investigating, Identified, Update, Monitoring, Resolved."""
    message: str


@dataclass(frozen=True, kw_only=True)
class Classified(Event):
    """Trigger, failure class and contributing factors were set."""

    kind: Literal["classified"] = "classified"
    trigger: str
    failure_class: str
    contributing_factors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ChecklistItemConfirmed(Event):
    """The owner of the post-mortem said that an item of its checklist is done."""

    kind: Literal["checklist_item_confirmed"] = "checklist_item_confirmed"
    item: Missing


@dataclass(frozen=True, kw_only=True)
class UpdatePosted(Event, Update):
    """A status update was posted."""

    kind: Literal["update_posted"] = "update_posted"


@dataclass(frozen=True, kw_only=True)
class UpdatePutOff(Event):
    """The next update was postponed."""

    kind: Literal["update_put_off"] = "update_put_off"
    until: datetime


@dataclass(frozen=True, kw_only=True)
class UpdateWaived(Event):
    """The scheduled update was skipped."""

    kind: Literal["update_waived"] = "update_waived"


@dataclass(frozen=True, kw_only=True)
class MilestonesCorrected(Event):
    """The times of milestones were corrected."""

    kind: Literal["milestones_corrected"] = "milestones_corrected"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, kw_only=True)
class PostmortemPageRequested(Event):
    """A post-mortem page was requested before, or without, being required."""

    kind: Literal["postmortem_page_requested"] = "postmortem_page_requested"


@dataclass(frozen=True, kw_only=True)
class ReviewRequested(Event):
    """The review of the post-mortem was requested, or its reviewers or date were changed."""

    kind: Literal["review_requested"] = "review_requested"
    reviewers: tuple[UserId, ...]
    due: date | None = None
    asked: tuple[UserId, ...] = ()
    """The reviewers who are asked now; the others were asked before."""
    removed: tuple[UserId, ...] = ()
    """Who is no longer a reviewer."""


@dataclass(frozen=True, kw_only=True)
class PostmortemApproved(Event):
    """A reviewer approved the post-mortem."""

    kind: Literal["postmortem_approved"] = "postmortem_approved"
    pending: int
    """How many reviewers have not approved yet."""


@dataclass(frozen=True, kw_only=True)
class NoteTaken(Event):
    """A note was added to the timeline."""

    kind: Literal["note_taken"] = "note_taken"
    text: str


@dataclass(frozen=True, kw_only=True)
class AlertRecorded(Event):
    """Alerts of one key began to fire, or the last of them was resolved.

    `actor` is their source, or who attached them.
    """

    kind: Literal["alert_recorded"] = "alert_recorded"
    source: str
    """What people call the source."""
    title: str
    link: str = ""
    """The page of the alert at its source; empty if there is none."""
    resolved: bool = False
    number: int = 1
    """How many alerts of the key fired."""
    braked: bool = False
    """Whether it would have declared an incident of its own, were there not too many."""
    severity: Severity | None = None
    """What the rules say now, if that is worse than the incident's and was not told before."""
    unlikely_start: datetime | None = None
    """When they began to fire, if that was too long ago to be when impact started."""


@dataclass(frozen=True, kw_only=True)
class MessageNoted(Event):
    """`actor` added a chat message to the timeline; `at` is when it was written."""

    kind: Literal["message_noted"] = "message_noted"
    channel: str
    ts: str
    author: UserId
    """Empty for a message of an app."""
    text: str
    permalink: str
    by_hand: bool = False
    """Whether it was added from the message menu, so that it stays without a reaction."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, kw_only=True)
class MessageReworded(Event):
    """A message on the timeline was edited in the chat."""

    kind: Literal["message_reworded"] = "message_reworded"
    channel: str
    ts: str
    text: str
    pictures: tuple[Picture, ...] | None = None
    """None if they did not change."""


@dataclass(frozen=True, kw_only=True)
class MessageDropped(Event):
    """A message lost its last reaction, or was deleted in the chat."""

    kind: Literal["message_dropped"] = "message_dropped"
    channel: str
    ts: str


@dataclass(frozen=True, kw_only=True)
class EntryCorrected(Event):
    """The time or the text of an entry was corrected."""

    kind: Literal["entry_corrected"] = "entry_corrected"
    entry: EntryId
    happened_at: datetime
    text: str = ""
    """The corrected text; empty for entries of the bot."""


@dataclass(frozen=True, kw_only=True)
class EntryRemoved(Event):
    """An entry was removed from the timeline. The record keeps it."""

    kind: Literal["entry_removed"] = "entry_removed"
    entry: EntryId


@dataclass(frozen=True, kw_only=True)
class FollowUpChanged(Event):
    """A follow-up was added, changed, completed or dropped."""

    kind: Literal["follow_up_changed"] = "follow_up_changed"
    before: FollowUp | None
    """None if it is new."""
    after: FollowUp
    merged: IncidentId | None = None
    """The other incident, if the follow-up moved because of a merge."""


@dataclass(frozen=True, kw_only=True)
class HypothesisChanged(Event):
    """A hypothesis was proposed, tested, confirmed or refuted."""

    kind: Literal["hypothesis_changed"] = "hypothesis_changed"
    before: HypothesisState | None
    """None if it is new."""
    after: Hypothesis
    merged: IncidentId | None = None
    """The other incident, if the hypothesis moved because of a merge."""

    @classmethod
    def of(
        cls,
        known: Hypotheses,
        after: Hypothesis,
        *,
        actor: UserId,
        at: datetime,
        merged: IncidentId | None = None,
    ) -> "HypothesisChanged":
        """The event that makes `after` of the hypothesis of that number, if it is known."""
        before = known[after.number].state if after.number in known else None
        return cls(actor=actor, at=at, before=before, after=after, merged=merged)


@dataclass(frozen=True, kw_only=True)
class DecisionRecorded(Event):
    """A decision was recorded."""

    kind: Literal["decision_recorded"] = "decision_recorded"
    text: str


@dataclass(frozen=True)
class Details:
    """The title and the services of an incident."""

    title: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Edited(Event):
    """The title or the services were edited."""

    kind: Literal["edited"] = "edited"
    before: Details
    after: Details


@dataclass(frozen=True, kw_only=True)
class Merged(Event):
    """A duplicate was merged into this incident, and its responders moved here."""

    kind: Literal["merged"] = "merged"
    duplicate: IncidentId
    title: str
    """The title of the duplicate."""
    people: tuple[UserId, ...] = ()
    """Responders of the duplicate who were not here yet."""
    into_channel: bool = False
    """Whether they are invited to a channel; in a thread they are mentioned instead."""
    follow_ups: int = 0
    """How many open follow-ups moved here."""
    hypotheses: int = 0
    """How many hypotheses moved here."""


@dataclass(frozen=True, kw_only=True)
class Paged(Event):
    """A user group, or the on-call of a service, was paged."""

    kind: Literal["paged"] = "paged"
    key: str
    """Unique per press. The paging service pages once per key, however often it is told."""
    group: str = ""
    """Chat id of the user group; empty when a service is paged."""
    service: str = ""
    provider: str = ""
    """Which paging service reaches the on-call, such as PagerDuty."""
    reason: str
    simulated: bool = False
    """Whether nobody is notified, because it happens in a drill."""
    handle: str = ""
    """Name of the user group of a simulated page, which must not be mentioned."""


@dataclass(frozen=True, kw_only=True)
class PageAcknowledged(Event):
    """`actor` acknowledged a simulated page."""

    kind: Literal["page_acknowledged"] = "page_acknowledged"
    key: str
    whom: str
    """The service or the handle of the user group that was paged."""
    paged_at: datetime


class PagingEnd(StrEnum):
    """How paging a service ended."""

    TAKEN = "taken"
    """The paging service accepted it and pages the on-call."""
    REFUSED = "refused"
    UNANSWERED = "unanswered"
    """No answer was received: the page may or may not have been sent."""


@dataclass(frozen=True, kw_only=True)
class PagingEnded(Event):
    """The paging service accepted or refused a page of `actor`, or did not answer."""

    kind: Literal["paging_ended"] = "paging_ended"
    key: str
    service: str
    provider: str
    reason: str
    end: PagingEnd
    why: str = ""
    """The paging service's reason for refusing."""


@dataclass(frozen=True, kw_only=True)
class Linked(Event):
    """Another incident was linked to this one."""

    kind: Literal["linked"] = "linked"
    other: IncidentId
    relation: Relation
    """What the other incident is to this one."""


@dataclass(frozen=True, kw_only=True)
class Unlinked(Event):
    kind: Literal["unlinked"] = "unlinked"
    other: IncidentId


@dataclass(frozen=True, kw_only=True)
class ChannelAdopted(Event):
    """An existing channel became the incident's channel."""

    kind: Literal["channel_adopted"] = "channel_adopted"
    channel: str
    people: tuple[UserId, ...] = ()
    """Who is invited, besides the role holders."""


@dataclass(frozen=True, kw_only=True)
class VisibilityChanged(Event):
    """The incident became private or public."""

    kind: Literal["visibility_changed"] = "visibility_changed"
    private: bool
    left: str = ""
    """The public channel that is no longer used; empty if there was none."""
    stays: bool = False
    """Whether the work goes on in the same channel, because only members can read it."""
    people: tuple[UserId, ...] = ()
    """Participants so far, who are invited to where the work goes on."""


@dataclass(frozen=True, kw_only=True)
class ChannelChanged(Event):
    """The channel was archived, deleted or reopened.

    `actor` is empty where the chat does not say who did it.
    """

    kind: Literal["channel_changed"] = "channel_changed"
    before: ChannelState
    after: ChannelState


@dataclass(frozen=True, kw_only=True)
class ChannelRenamed(Event):
    """The channel was renamed. `actor` is empty where the chat does not say who did it."""

    kind: Literal["channel_renamed"] = "channel_renamed"
    name: str


@dataclass(frozen=True, kw_only=True)
class ChannelKept(Event):
    """The channel is exempt from archiving."""

    kind: Literal["channel_kept"] = "channel_kept"


AnyEvent = (
    Declared
    | Described
    | StatusChanged
    | SeverityChanged
    | RoleChanged
    | Reported
    | Classified
    | ChecklistItemConfirmed
    | UpdatePosted
    | UpdatePutOff
    | UpdateWaived
    | MilestonesCorrected
    | PostmortemPageRequested
    | ReviewRequested
    | PostmortemApproved
    | NoteTaken
    | AlertRecorded
    | ExperimentRunReported
    | MessageNoted
    | MessageReworded
    | MessageDropped
    | EntryCorrected
    | EntryRemoved
    | FollowUpChanged
    | HypothesisChanged
    | DecisionRecorded
    | Edited
    | Merged
    | Paged
    | PagingEnded
    | PageAcknowledged
    | Linked
    | Unlinked
    | ChannelAdopted
    | VisibilityChanged
    | ChannelChanged
    | ChannelRenamed
    | ChannelKept
    | DrillStarted
    | DrillPaused
    | DrillResumed
    | DrillStopped
    | DiagnosisJudged
    | DrillEnded
    | DrillRevealed
    | InjectSent
    | HintTaken
)

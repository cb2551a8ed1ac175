"""What can happen to an incident. Each event becomes one entry of its timeline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.milestones import Correction
from firefighter.domain.severity import Severity
from firefighter.domain.updates import Update


@dataclass(frozen=True, kw_only=True)
class Event:
    actor: UserId
    at: datetime
    """When it happened, aware, in UTC."""


@dataclass(frozen=True)
class Source:
    """The message of the chat from which an incident was declared."""

    channel: str
    ts: str
    thread: str = ""
    """The first message of the thread that it stands in."""


@dataclass(frozen=True, kw_only=True)
class Declared(Event):
    kind: Literal["declared"] = "declared"
    title: str
    severity: Severity
    source: Source | None = None


@dataclass(frozen=True, kw_only=True)
class Described(Event):
    """Somebody wrote down what is seen."""

    kind: Literal["described"] = "described"
    summary: str


@dataclass(frozen=True, kw_only=True)
class StatusChanged(Event):
    kind: Literal["status_changed"] = "status_changed"
    trigger: Trigger
    before: Status
    after: Status
    note: str = ""
    """How it was mitigated, why it was cancelled, reopened, or closed against the checklist."""
    cancel_reason: CancelReason | None = None
    duplicate_of: IncidentId | None = None
    overridden: bool = False
    opens_page: bool = False
    """Whether from here on the incident has a post-mortem page."""


@dataclass(frozen=True, kw_only=True)
class SeverityChanged(Event):
    kind: Literal["severity_changed"] = "severity_changed"
    before: Severity
    after: Severity
    reason: str = ""
    """Empty only for what was recorded before reasons were asked for."""
    opens_room: bool = False
    """Whether the new severity's policy gave the incident its room."""
    opens_page: bool = False
    """Whether it made a post-mortem page necessary."""


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Event):
    kind: Literal["role_changed"] = "role_changed"
    role: RoleKey
    before: UserId | None
    after: UserId | None
    note: str = ""
    """What who gives it away wants the new holder to know."""


@dataclass(frozen=True, kw_only=True)
class Reported(Event):
    """What a status page said at the time; comes with imported history, and from nobody here."""

    kind: Literal["reported"] = "reported"
    stage: str
    """In the page's own words: Investigating, Identified, Update, Monitoring, Resolved."""
    message: str


@dataclass(frozen=True, kw_only=True)
class Classified(Event):
    """Somebody said what set it off and what kind of failure it was."""

    kind: Literal["classified"] = "classified"
    trigger: str
    failure_class: str


@dataclass(frozen=True, kw_only=True)
class UpdatePosted(Event, Update):
    """Somebody told everybody how things stand."""

    kind: Literal["update_posted"] = "update_posted"


@dataclass(frozen=True, kw_only=True)
class MilestonesCorrected(Event):
    """Somebody said when things really happened."""

    kind: Literal["milestones_corrected"] = "milestones_corrected"
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, kw_only=True)
class PageWanted(Event):
    """Somebody asked for a post-mortem page, before or without its being demanded."""

    kind: Literal["page_wanted"] = "page_wanted"


AnyEvent = (
    Declared
    | Described
    | StatusChanged
    | SeverityChanged
    | RoleChanged
    | Reported
    | Classified
    | UpdatePosted
    | MilestonesCorrected
    | PageWanted
)

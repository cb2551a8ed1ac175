"""Every way to say no. The class says what happened, its fields let an edge say it well."""

from dataclasses import dataclass, field
from enum import StrEnum

from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.rights import Right


class FirefighterError(Exception):
    """Anything this program raises on purpose."""


class Refused(FirefighterError):
    """The change is not allowed as things stand. Nothing has changed."""


@dataclass(eq=False)
class UnknownIncident(Refused):
    """There is no incident of that number."""

    incident_id: IncidentId


@dataclass(eq=False)
class NotAllowed(Refused):
    """The lifecycle has no such step from the incident's present status."""

    trigger: str
    status: str


@dataclass(eq=False)
class AlreadySo(Refused):
    """What was asked for is the case already."""

    what: str
    value: str


@dataclass(eq=False)
class Overtaken(Refused):
    """Somebody else changed the same thing since this person looked at it."""

    what: str
    value: str


@dataclass(eq=False)
class NotTheHolder(Refused):
    """Only the holder of a role can give it away."""

    role: RoleKey
    holder: UserId | None


@dataclass(eq=False)
class NotEntitled(Refused):
    """Only some may do this; `entitled` are the chat's ids of users and user groups."""

    right: Right
    entitled: tuple[str, ...]


@dataclass(eq=False)
class UnknownRole(Refused):
    """The rules have no such role, or no longer."""

    role: str


class Flaw(StrEnum):
    """What is wrong with a value that somebody gave. The edge has a sentence for each."""

    NO_TITLE = "no_title"
    NO_SUMMARY = "no_summary"
    NO_IMPACT = "no_impact"
    NO_NEWS = "no_news"
    IN_FUTURE = "in_future"
    DETECTED_BEFORE_IT_STARTED = "detected_before_it_started"
    DETECTED_AFTER_DECLARED = "detected_after_declared"
    ACKNOWLEDGED_BEFORE_DETECTED = "acknowledged_before_detected"
    MITIGATED_BEFORE_IT_STARTED = "mitigated_before_it_started"
    MITIGATED_AFTER_CLOSED = "mitigated_after_closed"
    NOT_MITIGATED = "not_mitigated"
    NO_REFERENCE = "no_reference"
    NOBODY_CHOSEN = "nobody_chosen"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_INCIDENT = "unknown_incident"
    DUPLICATE_OF_ITSELF = "duplicate_of_itself"
    ORIGINAL_IS_OVER = "original_is_over"
    ORIGINAL_WAS_CANCELLED = "original_was_cancelled"
    DRILL_AND_REAL = "drill_and_real"
    ONE_IS_PRIVATE = "one_is_private"
    SOME_MAY_NOT_SEE = "some_may_not_see"
    LINKED_WITH_ITSELF = "linked_with_itself"
    NOT_LINKED = "not_linked"
    NOTHING_CHOSEN = "nothing_chosen"
    NO_TRIGGER = "no_trigger"
    NO_FAILURE_CLASS = "no_failure_class"
    NO_PERIOD = "no_period"
    NO_DAY = "no_day"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NO_NOTE = "no_note"
    NO_FOLLOW_UP = "no_follow_up"
    NO_ADDRESS = "no_address"
    STILL_TO_COME = "still_to_come"
    NOBODY_TO_PAGE = "nobody_to_page"
    NO_PAGING_REASON = "no_paging_reason"
    NO_SUCH_GROUP = "no_such_group"
    GROUP_IS_DISABLED = "group_is_disabled"
    GROUP_IS_EMPTY = "group_is_empty"
    NO_SUCH_ON_CALL = "no_such_on_call"


class Unfit(StrEnum):
    """Why a channel cannot become an incident's room."""

    DIRECT = "direct"
    UNSEEN = "unseen"
    """We are not in it, and cannot let ourselves in."""
    ARCHIVED = "archived"
    SHARED = "shared"
    """With another company."""
    ANNOUNCING = "announcing"
    """It is where everybody hears of incidents."""
    TAKEN = "taken"
    """It is the room of an incident already."""
    PUBLIC = "public"
    """Everybody can read it, and the incident is private."""
    PRIVATE = "private"
    """Only its members can read it, and everybody knows of the incident."""


@dataclass(eq=False)
class UnfitChannel(Refused):
    """A channel cannot become the room of an incident."""

    why: Unfit


class PageInTheWay(Refused):
    """Who may know of an incident cannot change while its page is where it was made to be read."""


@dataclass(eq=False)
class UnknownFollowUp(Refused):
    """The incident has no follow-up of that number."""

    number: int


@dataclass(eq=False)
class UnknownEntry(Refused):
    """The timeline has no such entry, or not any more."""

    entry: int


@dataclass(eq=False)
class NotWords(Refused):
    """That entry is what the bot saw happen: its time can be corrected, its words cannot."""

    entry: int


@dataclass(eq=False)
class InvalidField(Refused):
    """A value that was given cannot be taken."""

    name: str
    flaw: Flaw
    about: str = ""
    """The value, or the part of it that is wrong, for a sentence that names it."""

    def __str__(self) -> str:
        """For logs and for who runs the bot."""
        about = f" ({self.about})" if self.about else ""
        return f"{self.name}: {self.flaw.replace('_', ' ')}{about}"


class Missing(StrEnum):
    """One thing that stands between an incident and a step of its lifecycle."""

    HOW_MITIGATED = "how_mitigated"
    REASON = "reason"
    DUPLICATE_OF = "duplicate_of"
    POSTMORTEM = "postmortem"
    COMMANDER = "commander"
    SUMMARY = "summary"
    PAGE = "page"
    IMPACT = "impact"
    TIMELINE = "timeline"
    DETECTION = "detection"
    TRIGGER = "trigger"
    FAILURE_CLASS = "failure_class"
    FACTORS = "factors"
    FOLLOW_UPS = "follow_ups"
    PROMPTS = "prompts"


@dataclass(eq=False)
class Incomplete(Refused):
    """The step exists, but something it asks for is missing."""

    trigger: str
    missing: tuple[Missing, ...] = field(default=())


class AlreadyHandled(FirefighterError):
    """This delivery was handled before; handling it again would change nothing."""


class StoreUnavailable(FirefighterError):
    """The database cannot be reached or written right now. Nothing has changed, or it says so."""


class StoreUncertain(StoreUnavailable):
    """It was lost just as a change was committed: all of it is done, or nothing."""

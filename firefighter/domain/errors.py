"""The error hierarchy. The class says what happened; its fields fill the message at the edge."""

from dataclasses import dataclass, field
from enum import StrEnum

from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.roles import Permission


class FirefighterError(Exception):
    """Base class of everything this program raises on purpose."""

    in_drill: bool = False
    """Whether it refuses something in a drill, so that its text carries the drill's mark."""


class Refused(FirefighterError):
    """The change is not allowed in the present state. Nothing has changed."""


@dataclass(eq=False)
class UnknownIncident(Refused):
    """No incident has this number."""

    incident_id: IncidentId


class Action(StrEnum):
    """What a status can rule out besides the steps of the lifecycle."""

    CHANGE_SEVERITY = "change_severity"
    CHANGE_ROLES = "change_roles"
    POST_UPDATE = "post_update"
    MERGE = "merge"
    ATTACH_ALERTS = "attach_alerts"
    PAGE_ONCALL = "page_oncall"
    ADOPT_CHANNEL = "adopt_channel"
    ARCHIVE_CHANNEL = "archive_channel"
    MAKE_SCENARIO = "make_scenario"


@dataclass(eq=False)
class NotAllowedInStatus(Refused):
    """The present status does not allow a step of the lifecycle (its StepKind) or an action."""

    action: StrEnum
    status: str


class Unchanged(StrEnum):
    """What a change that changes nothing was about."""

    APPROVAL = "approval"
    ARCHIVING = "archiving"
    CHANNEL = "channel"
    CHECKLIST_ITEM = "checklist_item"
    CLASSIFICATION = "classification"
    LEVEL = "level"
    TEAM = "team"
    DETAILS = "details"
    EXPERIMENT = "experiment"
    FOLLOW_UP = "follow_up"
    HYPOTHESIS = "hypothesis"
    LINK = "link"
    MILESTONES = "milestones"
    POSTMORTEM_PAGE = "postmortem_page"
    REVIEW = "review"
    ROLE = "role"
    SEVERITY = "severity"
    SUMMARY = "summary"
    TIMELINE_ENTRY = "timeline_entry"
    VISIBILITY = "visibility"
    PAGE_ACKNOWLEDGED = "page_acknowledged"


@dataclass(eq=False)
class NoChange(Refused):
    """The requested value is the current one."""

    what: Unchanged
    value: str
    role: RoleKey | None = None
    """The role, if `what` is a role; `value` is its holder then."""


class Conflict(StrEnum):
    """What two people changed at the same time."""

    EXPERIMENT = "experiment"
    GAME_DAY = "game_day"
    HYPOTHESIS = "hypothesis"
    INCIDENT = "incident"
    ROLE = "role"
    SEVERITY = "severity"
    TEAM = "team"
    UPDATE_DUE = "update_due"


@dataclass(eq=False)
class EditConflict(Refused):
    """Somebody else changed the same thing since this person looked at it."""

    what: Conflict
    value: str
    """What it is now; empty for a role that nobody holds."""
    role: RoleKey | None = None
    """The role, if `what` is a role."""


@dataclass(eq=False)
class AlertsDecided(Refused):
    """Somebody decided about proposed alerts before, or all of them are resolved."""

    state: StrEnum
    """Its ProposalState."""
    by: UserId | None


@dataclass(eq=False)
class NotRoleHolder(Refused):
    """Only the holder of a role can give it away."""

    role: RoleKey
    holder: UserId | None


@dataclass(eq=False)
class PermissionDenied(Refused):
    """The permission is restricted; `entitled` are chat ids of users and user groups."""

    permission: Permission
    entitled: tuple[str, ...]


@dataclass(eq=False)
class AccountNotAllowed(Refused):
    """A guest, somebody of another organization, an app or a deactivated account lacks a right."""

    account: AccountType
    right: AccessRight
    person: UserId | None = None
    """Who was chosen; None for the person who does something."""


@dataclass(eq=False)
class UnknownRole(Refused):
    """The configuration has no such role."""

    role: str


class FieldProblem(StrEnum):
    """What is wrong with a submitted value. The edge has a sentence for each."""

    NO_TITLE = "no_title"
    TOO_LONG = "too_long"
    NO_SUMMARY = "no_summary"
    NO_IMPACT = "no_impact"
    NO_NEWS = "no_news"
    IN_FUTURE = "in_future"
    LONG_BEFORE_DECLARED = "long_before_declared"
    DETECTED_BEFORE_IT_STARTED = "detected_before_it_started"
    DETECTED_AFTER_DECLARED = "detected_after_declared"
    ACKNOWLEDGED_BEFORE_DETECTED = "acknowledged_before_detected"
    MITIGATED_BEFORE_IT_STARTED = "mitigated_before_it_started"
    MITIGATED_AFTER_CLOSED = "mitigated_after_closed"
    NOT_MITIGATED = "not_mitigated"
    NO_REFERENCE = "no_reference"
    NOBODY_CHOSEN = "nobody_chosen"
    UNKNOWN_SERVICE = "unknown_service"
    UNKNOWN_SEVERITY = "unknown_severity"
    UNKNOWN_INCIDENT = "unknown_incident"
    DUPLICATE_OF_ITSELF = "duplicate_of_itself"
    ORIGINAL_IS_OVER = "original_is_over"
    ORIGINAL_WAS_DECLINED = "original_was_declined"
    DRILL_AND_REAL = "drill_and_real"
    IS_DRILL = "is_drill"
    ONE_IS_PRIVATE = "one_is_private"
    SOME_MAY_NOT_SEE = "some_may_not_see"
    LINKED_WITH_ITSELF = "linked_with_itself"
    NOT_LINKED = "not_linked"
    NOTHING_CHOSEN = "nothing_chosen"
    NO_TRIGGER = "no_trigger"
    NO_FAILURE_CLASS = "no_failure_class"
    NO_FACTOR = "no_factor"
    TOO_MANY_FACTORS = "too_many_factors"
    FACTOR_IS_MAIN_CLASS = "factor_is_main_class"
    NO_PERIOD = "no_period"
    NO_PERIOD_OR_SERVICE = "no_period_or_service"
    NO_DAY = "no_day"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    NO_NOTE = "no_note"
    NO_FOLLOW_UP = "no_follow_up"
    NO_HYPOTHESIS = "no_hypothesis"
    NO_HYPOTHESIS_STATE = "no_hypothesis_state"
    NO_FINDING = "no_finding"
    NO_DECISION = "no_decision"
    NO_ADDRESS = "no_address"
    STILL_TO_COME = "still_to_come"
    NOBODY_TO_PAGE = "nobody_to_page"
    NO_PAGING_REASON = "no_paging_reason"
    NO_SUCH_GROUP = "no_such_group"
    GROUP_IS_DISABLED = "group_is_disabled"
    GROUP_IS_EMPTY = "group_is_empty"
    NO_SUCH_ON_CALL = "no_such_on_call"
    NO_TEAM = "no_team"
    HERO_WITHOUT_TEAM = "hero_without_team"
    NO_TEAM_YET = "no_team_yet"
    """The Game Day has none that a hero could be in."""
    NO_EXERCISE_DAY = "no_exercise_day"
    NO_MEMBERS = "no_members"
    TOO_MANY_SERVICES = "too_many_services"
    TEAM_EXISTS = "team_exists"
    NO_SUCH_LENGTH = "no_such_length"
    SCENARIO_IN_PLAY = "scenario_in_play"
    """A Game Day that is under way plays it."""
    NO_TEXT = "no_text"
    OWNER_REVIEWS = "owner_reviews"
    IS_PAST = "is_past"
    TOO_MANY_REVIEWERS = "too_many_reviewers"
    NO_KEY = "no_key"
    """Not lower-case words with hyphens, or too long."""
    KEY_TAKEN = "key_taken"
    NO_WEIGHT = "no_weight"


class DrillProblem(StrEnum):
    """Why a drill cannot be changed."""

    NO_DRILL = "no_drill"
    """The incident is real."""
    OVER = "over"
    PAUSED = "paused"
    NOT_PAUSED = "not_paused"
    GAME_DAY_PAUSED = "game_day_paused"
    """Its Game Day is paused, and with it all of its drills."""
    NO_REAL_PAGES = "no_real_pages"
    """The configuration, or the drill itself, allows no real pages."""
    NO_GROUPS = "no_groups"
    """User groups have members outside the drill, so they are never paged for real."""
    NO_SCENARIO = "no_scenario"
    NOT_RUN_BY_YOU = "not_run_by_you"
    """Only who runs a drill sees what is still to come."""
    NOT_STEERED_BY_YOU = "not_steered_by_you"
    """In a Game Day, game masters and villains do."""
    INJECT_SETTLED = "inject_settled"
    """The inject was sent or skipped already."""
    UNKNOWN_INJECT = "unknown_inject"
    UNKNOWN_HINT = "unknown_hint"
    HINT_TAKEN = "hint_taken"
    NOT_OVER = "not_over"
    """The team sees cause, solution and score once the drill is over."""
    GAME_DAY_NOT_OVER = "game_day_not_over"
    """The teams of a Game Day see their scores once all of it is over."""
    NOT_IN_TEAM = "not_in_team"
    """Only the team may ask for hints."""
    OTHER_TEAM = "other_team"
    """Heroes of one team of a Game Day do not see or change the drill of another."""
    IN_GAME_DAY = "in_game_day"
    """A drill of a Game Day stays visible to those who run it, and is not merged away."""
    NOT_JUDGED_BY_YOU = "not_judged_by_you"
    """Only who runs a drill judges its diagnosis."""
    NOT_GAME_MASTER = "not_game_master"
    """In a Game Day, game masters do."""
    NO_DIAGNOSIS = "no_diagnosis"
    """The scenario asks for none."""
    NOT_CONFIRMED = "not_confirmed"
    """The team had not confirmed the hypothesis when the drill was over."""
    SCORE_FINAL = "score_final"
    """The Game Day is closed."""


@dataclass(eq=False)
class DrillRefused(Refused):
    """The drill does not allow this now."""

    problem: DrillProblem


@dataclass(eq=False)
class UnknownGameDay(Refused):
    """No Game Day has this number."""

    number: int


class GameDayItem(StrEnum):
    """Something a step of a Game Day requires and lacks."""

    THEME = "theme"
    SERVICE = "service"
    """A theme without a service that it is about."""
    OWNER = "owner"
    """Nobody answers for the service."""
    IDEA = "idea"
    SHAPED = "shaped"
    """Experiments with texts missing."""
    SIGNAL = "signal"
    """Experiments whose signal nobody has seen or waived."""
    VOTE = "vote"
    CHOSEN = "chosen"
    DATE = "date"
    TEAMS = "teams"
    """There is no team, or one has too few or too many heroes."""
    SAFETY_OFFICER = "safety_officer"
    CONSENT = "consent"
    """Of whoever answers for the service."""
    STOP_TRIED = "stop_tried"
    ANSWERS = "answers"
    """Nobody has said how it went."""
    JUDGMENT = "judgment"
    """Experiments that were played and not judged."""
    LEARNING = "learning"


@dataclass(eq=False)
class GameDayIncomplete(Refused):
    """The step is allowed, but something it requires is missing."""

    step_kind: StrEnum
    missing: tuple[GameDayItem, ...] = field(default=())


@dataclass(eq=False)
class GameDayNotInPhase(Refused):
    """The present phase does not allow the step or the change."""

    action: StrEnum
    phase: str


class GameDayProblem(StrEnum):
    """Why somebody cannot do something in a Game Day."""

    NOT_GAME_MASTER = "not_game_master"
    NOT_SAFETY_OFFICER = "not_safety_officer"
    NOT_OWNER = "not_owner"
    """Only who answers for the service consents."""
    MAY_NOT_PAUSE = "may_not_pause"
    """A team would work on while its clock stands still."""
    CONSENT_UNSEEN = "consent_unseen"
    """Nobody consents to what they may not see."""
    NOT_OBSERVER = "not_observer"
    NOT_SEATED = "not_seated"
    """Only who takes part says how it went."""
    WAS_HERO = "was_hero"
    """Who was a hero once may not see what is sealed, and so not hold these roles."""
    KNOWS_SEALED = "knows_sealed"
    """Who held a role that sees what is sealed cannot be a hero."""
    IS_IN_TEAM = "is_in_team"
    TEAM_IS_FULL = "team_is_full"
    TEAM_IS_PLAYING = "team_is_playing"
    """Its drill has started with the heroes that it had then."""
    LAST_GAME_MASTER = "last_game_master"
    LAST_SAFETY_OFFICER = "last_safety_officer"
    """While it is played, somebody watches."""
    TEAM_NAME_TAKEN = "team_name_taken"
    SCENARIO_IN_PLAY = "scenario_in_play"
    """Its drill, or another Game Day, would tell what is sealed in this one."""
    UNKNOWN_TEAM = "unknown_team"
    UNKNOWN_EXPERIMENT = "unknown_experiment"
    TOO_MANY = "too_many"
    """Experiments or teams."""
    TOO_MANY_POINTS = "too_many_points"
    NO_DRILL = "no_drill"
    """No drill of it was ever played."""
    NO_IDEAS = "no_ideas"
    CHANGED_MEANWHILE = "changed_meanwhile"
    SEALED = "sealed"
    """Only some may see it before the reveal."""


@dataclass(eq=False)
class GameDayRefused(Refused):
    """The Game Day does not allow this, or not to this person."""

    problem: GameDayProblem


class UnsuitableReason(StrEnum):
    """Why a channel cannot become the channel of an incident."""

    DIRECT = "direct"
    UNSEEN = "unseen"
    """The bot is not a member and cannot join."""
    ARCHIVED = "archived"
    SHARED = "shared"
    """Shared with another company."""
    ANNOUNCING = "announcing"
    """It is the channel of announcements."""
    TAKEN = "taken"
    """It belongs to another incident."""
    PUBLIC = "public"
    """Everybody can read it, but the incident is private."""
    PRIVATE = "private"
    """Only members can read it, but the incident is public."""


@dataclass(eq=False)
class UnsuitableChannel(Refused):
    """A channel cannot become the channel of an incident."""

    why: UnsuitableReason


class PostmortemPageBlocksVisibility(Refused):
    """Visibility cannot change while the post-mortem page is where its old audience reads it."""


@dataclass(eq=False)
class NoPostmortemPage(Refused):
    """The incident has no post-mortem page that could be reviewed."""

    incident: str


@dataclass(eq=False)
class NotPostmortemOwner(Refused):
    """Only the owner of a post-mortem, or who may close without it, asks for its review."""

    entitled: tuple[str, ...]
    """Chat ids of users and user groups."""


@dataclass(eq=False)
class NotReviewer(Refused):
    """Only those who were asked to review a post-mortem can approve it."""

    incident: str


@dataclass(eq=False)
class NotReviewable(Refused):
    """The incident was declined, so that its post-mortem needs no review."""

    incident: str


@dataclass(eq=False)
class OwnerApproves(Refused):
    """The owner of a post-mortem cannot approve it."""

    incident: str


@dataclass(eq=False)
class ReviewersOutside(Refused):
    """Some of the chosen reviewers cannot see the private incident."""

    people: tuple[UserId, ...]


@dataclass(eq=False)
class UnknownFollowUp(Refused):
    """The incident has no follow-up of that number."""

    number: int


@dataclass(eq=False)
class UnknownHypothesis(Refused):
    """The incident has no hypothesis of that number."""

    number: int


@dataclass(eq=False)
class HypothesisNotOpen(Refused):
    """The hypothesis is settled or was moved, so that its state cannot change like this."""

    number: int
    state: str


@dataclass(eq=False)
class UnknownEntry(Refused):
    """The timeline has no such entry, or it was removed."""

    entry: int


@dataclass(eq=False)
class EntryNotEditable(Refused):
    """The bot recorded this entry itself: its time can be corrected, but not its text."""

    entry: int


@dataclass(eq=False)
class InvalidField(Refused):
    """A submitted value is invalid."""

    name: str
    problem: FieldProblem
    about: str = ""
    """The invalid value or part, for the message."""
    nearest: str = ""
    """The known name that is most similar to it; empty if none is similar."""

    def __str__(self) -> str:
        """Text for logs and operators."""
        about = f" ({self.about})" if self.about else ""
        return f"{self.name}: {self.problem.replace('_', ' ')}{about}"


class Missing(StrEnum):
    """Something a step of the lifecycle requires and the incident lacks."""

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
    APPROVAL = "approval"


@dataclass(eq=False)
class Incomplete(Refused):
    """The step is allowed, but something it requires is missing."""

    action: StrEnum
    missing: tuple[Missing, ...] = field(default=())


@dataclass(eq=False)
class UnknownScenario(Refused):
    """No installed pack has a scenario of this id."""

    scenario: str
    nearest: str = ""
    """The known id that is most similar to it; empty if none is similar."""

    def __str__(self) -> str:
        """Text for operators."""
        near = f" Did you mean {self.nearest}?" if self.nearest else ""
        return f"There is no scenario {self.scenario}.{near}"


@dataclass(eq=False)
class ScenarioGone(Refused):
    """This version of a scenario is no longer available."""

    scenario: str
    version: int
    newest: int | None
    """The newest version that is available; None if there is none."""

    def __str__(self) -> str:
        """Text for operators."""
        newest = f" Version {self.newest} is available." if self.newest else ""
        return f"Version {self.version} of scenario {self.scenario} is not available.{newest}"


class PackConflict(Refused):
    """A pack cannot be installed beside others. The text has one sentence per file."""


class AlreadyHandled(FirefighterError):
    """This delivery was handled before. Handling it again changes nothing."""


class StoreUnavailable(FirefighterError):
    """The database cannot be reached or written. Nothing has changed, unless a subclass says so."""


class StoreBusy(StoreUnavailable):
    """Other writers took too long. Nothing has changed; trying again helps."""


class StoreUncertain(StoreUnavailable):
    """The connection was lost during commit: either everything was committed or nothing."""

"""Scenarios of drills: what is told openly, and the sealed part that heroes see afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import NewType

from firefighter.domain.ids import RoleKey
from firefighter.domain.severity import Severity

ScenarioId = NewType("ScenarioId", str)
"""Such as `two-prices`. Unique among all packs of an installation."""


NAME_LIMIT = 75
"""Characters of the name of a service or a persona."""
SERVICES_LIMIT = 10
_FALLBACK = "en"


@dataclass(frozen=True)
class Text:
    """A text in one language or several, by ISO 639-1 code."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """Falls back to English, then to the first language that there is."""
        texts = self.by_language
        return texts.get(language) or texts.get(_FALLBACK) or next(iter(texts.values()), "")


class Level(StrEnum):
    """How much experience with incidents a scenario asks for."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Environment(StrEnum):
    """What a drill touches."""

    TABLETOP = "tabletop"
    """Nothing: everything is told by messages."""
    STAGING = "staging"
    PRODUCTION = "production"


class Mode(StrEnum):
    """What heroes know beforehand."""

    INFORMED = "informed"
    """Theme, services and kind of incident."""
    DUNGEONS_AND_DRAGONS = "dungeons_and_dragons"
    """Only that there is an exercise."""


class ScoringItem(StrEnum):
    """What a team can earn points for."""

    DECLARE = "declare"
    COMMANDER = "commander"
    ACKNOWLEDGE = "acknowledge"
    SEVERITY = "severity"
    ROLES = "roles"
    UPDATES = "updates"
    UPDATE_CONTENT = "update_content"
    HYPOTHESES = "hypotheses"
    DIAGNOSIS = "diagnosis"
    MITIGATE = "mitigate"
    HANDOVER = "handover"
    REPORT = "report"
    FOLLOW_UPS = "follow_ups"


DEFAULT_SCORING = tuple(item for item in ScoringItem if item is not ScoringItem.HANDOVER)
"""What a scenario asks for unless it says otherwise."""


class InjectKind(StrEnum):
    MESSAGE = "message"
    """A persona writes."""
    ALERT = "alert"
    FACT = "fact"
    """Something to look at, such as a log or a chart in words."""
    COMPLICATION = "complication"
    FALSE_LEAD = "false_lead"
    """Looks like the cause and is not."""
    PAGE = "page"
    """The on-call of a service is paged, as a simulation."""
    WEBHOOK = "webhook"
    """A webhook of the settings is called, which starts or stops something."""


class DrillEvent(StrEnum):
    """What heroes do that can trigger an inject."""

    STATUS = "status"
    ROLE = "role"
    SEVERITY = "severity"
    UPDATE = "update"
    HYPOTHESIS = "hypothesis"
    HINT = "hint"


@dataclass(frozen=True)
class AtTime:
    after: timedelta
    """Game time since the start."""


@dataclass(frozen=True)
class OnEvent:
    """The first time that something happens in the drill."""

    event: DrillEvent
    value: str
    """The new status, role, severity or state of a hypothesis; number of the update; id of the
    hint."""
    delay: timedelta = timedelta()


@dataclass(frozen=True)
class OnSilence:
    lasting: timedelta
    """Game time in which no hero wrote or changed anything."""


@dataclass(frozen=True)
class ByHand:
    """A villain sends it."""


InjectTrigger = AtTime | OnEvent | OnSilence | ByHand


@dataclass(frozen=True)
class Persona:
    """Somebody whom the bot plays."""

    name: str
    job: Text


@dataclass(frozen=True, kw_only=True)
class Inject:
    """Something that reaches the heroes while they work."""

    id: str
    kind: InjectKind
    trigger: InjectTrigger
    text: Text
    title: Text | None = None
    """Of an alert or a fact."""
    persona: str = ""
    """Key of who writes it; empty where nobody does."""
    role: RoleKey | None = None
    """It is only sent while somebody holds this role, and to them."""
    service: str = ""
    """Whose on-call is paged."""
    webhook: str = ""
    """The name, in the settings, of the webhook that is called. Its address is never in a pack."""
    rollback: str = ""
    """The name of the webhook that is called at the end of the drill; empty for none."""


@dataclass(frozen=True, kw_only=True)
class HintOffer:
    """A hint as it is offered: what it is about, and its price."""

    id: str
    about: Text
    price: int
    """Points."""


@dataclass(frozen=True, kw_only=True)
class Hint(HintOffer):
    text: Text


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a good response does. Times are game time since the start; None if it does not count."""

    severity: Severity
    roles: tuple[RoleKey, ...] = ()
    """Roles that should be held at half time."""
    declare: timedelta | None = None
    commander: timedelta | None = None
    acknowledge: timedelta | None = None
    mitigate: timedelta | None = None


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What heroes may not know before the reveal."""

    cause: Text
    solution: Text
    expected: Expected
    personas: Mapping[str, Persona]
    injects: tuple[Inject, ...]
    hints: tuple[Hint, ...]
    briefs: Mapping[RoleKey, Text]
    """By role, what its holder is told alone."""


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """What everybody may know of a scenario who takes part or chooses one."""

    id: ScenarioId
    version: int
    title: Text
    story: Text
    """The situation at the start, as the heroes are told it."""
    level: Level
    technical: bool
    """Whether it takes technical knowledge."""
    failure_class: str
    services: tuple[str, ...]
    environment: Environment
    duration: timedelta
    objective: Text
    """What people learn."""
    mode: Mode
    hints: tuple[HintOffer, ...]
    scoring: tuple[ScoringItem, ...]


@dataclass(frozen=True)
class CompleteScenario:
    """A scenario with its sealed part."""

    scenario: Scenario
    sealed: Sealed

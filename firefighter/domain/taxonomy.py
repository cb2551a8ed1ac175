"""The choices for classifying incidents: triggers, and failure classes in groups."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from firefighter.domain.errors import FieldProblem, InvalidField

UNKNOWN = "unknown"
"""Always a choice, so that nobody has to guess."""

FACTORS_LIMIT = 4
"""Contributing factors of one incident; more would say little about what to change first."""

NO_GROUP = ""
"""The group of classes that the settings list without one."""

FAILURE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "technical": (
        "software defect",
        "configuration",
        "capacity",
        "dependency",
        "data",
        "network",
        "hardware",
        "security",
        "monitoring gap",
    ),
    "human": ("knowledge gap", "communication", "workload"),
    "process": ("process", "testing", "change review", "documentation", "ownership"),
    "outside": ("third party", "cloud provider", "attack", "unusual demand"),
}
"""The built-in failure classes by group. People's classes are conditions, not somebody's fault."""

TRIGGERS = (
    "deployment",
    "configuration change",
    "traffic",
    "expired certificate or scheduled job",
    "third party",
    "infrastructure",
    "security",
    "manual change",
)

RENAMED_TRIGGERS: Mapping[str, str] = {
    "expiry or schedule": "expired certificate or scheduled job",
    "attack": "security",
    "operation by hand": "manual change",
}
"""Built-in triggers of version 0.1.0, which settings and exports may still name."""


def grouped(failure_classes: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """A list without groups by group: built-in classes in their own, the others in none."""
    named = tuple(failure_classes)
    by_group = {
        group: tuple(each for each in named if each in classes)
        for group, classes in FAILURE_GROUPS.items()
    }
    known = {each for classes in by_group.values() for each in classes}
    others = tuple(each for each in named if each not in known)
    return {group: classes for group, classes in {**by_group, NO_GROUP: others}.items() if classes}


@dataclass(frozen=True)
class Classification:
    """What people say about why an incident happened; empty until they do."""

    trigger: str = ""
    failure_class: str = ""
    """The main class."""
    contributing_factors: tuple[str, ...] = ()
    """Further failure classes that had a part in it, at most FACTORS_LIMIT."""


@dataclass(frozen=True)
class Taxonomy:
    triggers: tuple[str, ...] = TRIGGERS
    failure_groups: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: FAILURE_GROUPS)
    """Failure classes by group."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """A company's words that suggest a trigger or a class, instead of the built-in ones."""

    def __post_init__(self) -> None:
        """Makes `unknown` the last choice of each list."""
        known = [each for each in self.triggers if each != UNKNOWN]
        object.__setattr__(self, "triggers", (*known, UNKNOWN))
        groups = {
            group: tuple(each for each in classes if each != UNKNOWN)
            for group, classes in self.failure_groups.items()
        }
        object.__setattr__(self, "failure_groups", groups)

    @property
    def failure_classes(self) -> tuple[str, ...]:
        return (*self.factors, UNKNOWN)

    @property
    def factors(self) -> tuple[str, ...]:
        """What an incident can have as a contributing factor: every class that says something."""
        return tuple(each for classes in self.failure_groups.values() for each in classes)

    def group_of(self) -> Mapping[str, str]:
        """The group of each class."""
        return {each: group for group, classes in self.failure_groups.items() for each in classes}

    def check(self, given: Classification) -> None:
        """Raises InvalidField for a value that is not a choice, and for too many factors."""
        if given.trigger not in self.triggers:
            raise InvalidField("trigger", FieldProblem.NO_TRIGGER, given.trigger)
        if given.failure_class not in self.failure_classes:
            raise InvalidField("failure_class", FieldProblem.NO_FAILURE_CLASS, given.failure_class)
        self._check_factors(given)

    def _check_factors(self, given: Classification) -> None:
        factors = given.contributing_factors
        if len(factors) > FACTORS_LIMIT:
            raise InvalidField(_FACTORS, FieldProblem.TOO_MANY_FACTORS, str(FACTORS_LIMIT))
        if unknown := _first_outside(factors, self.factors):
            raise InvalidField(_FACTORS, FieldProblem.NO_FACTOR, unknown)
        if given.failure_class in factors:
            raise InvalidField(_FACTORS, FieldProblem.FACTOR_IS_MAIN_CLASS, given.failure_class)


_FACTORS = "contributing_factors"


def _first_outside(given: Sequence[str], known: Sequence[str]) -> str:
    return next((each for each in given if each not in known), "")

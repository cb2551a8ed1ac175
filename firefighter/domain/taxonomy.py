"""What set an incident off, and what kind of weakness let it happen: words a company counts by."""

from dataclasses import dataclass

from firefighter.domain.errors import Flaw, InvalidField

UNKNOWN = "unknown"
"""Always among the choices: an honest answer, and one that is counted."""


@dataclass(frozen=True)
class Taxonomy:
    triggers: tuple[str, ...] = (
        "deployment",
        "configuration change",
        "traffic",
        "expiry or schedule",
        "third party",
        "infrastructure",
        "attack",
        "operation by hand",
    )
    failure_classes: tuple[str, ...] = (
        "software defect",
        "configuration",
        "capacity",
        "dependency",
        "data",
        "network",
        "hardware",
        "security",
        "process",
    )

    def __post_init__(self) -> None:
        """The last of each list is `unknown`, whether it is named or not."""
        for name in ("triggers", "failure_classes"):
            known = [each for each in getattr(self, name) if each != UNKNOWN]
            object.__setattr__(self, name, (*known, UNKNOWN))

    def check(self, *, trigger: str, failure_class: str) -> None:
        """Raises InvalidField for a word that is not among the choices."""
        if trigger not in self.triggers:
            raise InvalidField("trigger", Flaw.NO_TRIGGER, trigger)
        if failure_class not in self.failure_classes:
            raise InvalidField("failure_class", Flaw.NO_FAILURE_CLASS, failure_class)

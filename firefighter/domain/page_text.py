"""A post-mortem page as it was read: what people and the bot have written under each heading."""

from dataclasses import dataclass
from enum import StrEnum


class Heading(StrEnum):
    """The parts of a page by which people find their way, and the checklist too."""

    SUMMARY = "summary"
    IMPACT = "impact"
    FACTS = "facts"
    PEOPLE = "people"
    TIMELINE = "timeline"
    DETECTION = "detection"
    TRIGGER = "trigger"
    FACTORS = "factors"
    WENT_WELL = "went_well"
    WENT_BADLY = "went_badly"
    LUCKY = "lucky"
    FOLLOW_UPS = "follow_ups"
    SIMILAR = "similar"
    LINKS = "links"


@dataclass(frozen=True)
class Part:
    """What stands under one heading."""

    title: str
    heading: Heading | None
    """Which of ours it is; None for one that people added or renamed."""
    written: str = ""
    """By people: prompts, and what the bot keeps up to date, left out."""
    kept: str = ""
    """By the bot."""
    open_prompts: int = 0
    """Questions under which nothing is written."""


@dataclass(frozen=True)
class PageText:
    title: str
    parts: tuple[Part, ...]

    def under(self, heading: Heading) -> str:
        """Everything that people wrote under a heading."""
        return "\n".join(part.written for part in self.parts if part.heading is heading)

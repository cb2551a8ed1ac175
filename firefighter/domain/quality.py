"""Whether a post-mortem is worth reading: what is hard blocks closing, what is soft only warns."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from firefighter.domain.errors import Missing
from firefighter.domain.first_words import word_that_is_no_verb
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import Heading, PageText, Part


class HasSubstance(Protocol):
    """What the checklist needs to know of an incident, beside its page."""

    @property
    def commander(self) -> object: ...

    summary: str
    impact: str
    trigger: str
    failure_class: str
    milestones: dict[Milestone, datetime]
    follow_ups: dict[FollowUpNumber, FollowUp]


@dataclass(frozen=True)
class Check:
    item: Missing
    done: bool


def basics(incident: HasSubstance) -> tuple[Check, ...]:
    """What every post-mortem needs, with a page or without one."""
    return (
        Check(Missing.COMMANDER, bool(incident.commander)),
        Check(Missing.SUMMARY, bool(incident.summary)),
    )


def checks(incident: HasSubstance, page: PageText) -> tuple[Check, ...]:
    """Every hard item, in the order in which they stand on the page."""
    impact = f"{incident.impact}\n{page.under(Heading.IMPACT)}"
    return (
        *basics(incident),
        Check(Missing.IMPACT, bool(re.search(r"\d", impact))),
        Check(Missing.TIMELINE, _begins_before_detection(incident, page)),
        Check(Missing.DETECTION, _is_written(page, Heading.DETECTION)),
        Check(Missing.TRIGGER, bool(incident.trigger)),
        Check(Missing.FAILURE_CLASS, bool(incident.failure_class)),
        Check(Missing.FACTORS, _is_written(page, Heading.FACTORS)),
        Check(Missing.PROMPTS, not open_questions(page)),
        Check(Missing.FOLLOW_UPS, all(map(_is_assigned, incident.follow_ups.values()))),
    )


CHECKED = 10
"""How many hard items there are."""


def completeness(incident: HasSubstance, page: PageText) -> int:
    """How many of the hard items are done."""
    return sum(check.done for check in checks(incident, page))


def open_questions(page: PageText) -> Sequence[Part]:
    """The parts of the page in which a question stands unanswered."""
    return [part for part in page.parts if part.open_prompts]


def _begins_before_detection(incident: HasSubstance, page: PageText) -> bool:
    started = incident.milestones.get(Milestone.IMPACT_STARTED)
    noticed = incident.milestones.get(Milestone.DETECTED, incident.milestones[Milestone.DECLARED])
    return (started is not None and started <= noticed) or _is_written(page, Heading.TIMELINE)


def _is_assigned(follow_up: FollowUp) -> bool:
    """Somebody does it, by a day; what is settled needs neither."""
    return not follow_up.is_open or bool(follow_up.owner and follow_up.due)


def _is_written(page: PageText, heading: Heading) -> bool:
    return bool(page.under(heading).strip())


class Weakness(StrEnum):
    """How a sentence can keep people from learning."""

    BLAME = "blame"
    """It makes somebody guilty, where the question is what made it likely."""
    PERSON = "person"
    """It names a person as a cause."""
    VAGUE = "vague"
    """It could stand in any post-mortem."""
    NO_VERB = "no_verb"
    """A follow-up that does not begin with what is to be done."""


@dataclass(frozen=True)
class Doubt:
    weakness: Weakness
    part: str
    """The title of the part of the page; the whole text of a follow-up."""
    words: str


_WORDS: Mapping[Weakness, re.Pattern[str]] = {
    Weakness.BLAME: re.compile(
        r"\b(human errors?|operator errors?|user errors?|careless\w*|negligen\w*|stupid\w*|"
        r"should have known|fault of|to blame|forgot to|failed to follow|"
        r"erreurs? humaines?|faute de|négligen\w*|aurait dû savoir|a oublié de)\b",
        re.IGNORECASE,
    ),
    Weakness.VAGUE: re.compile(
        r"\b(be more careful|pay more attention|try harder|somehow|as soon as possible|"
        r"improve communication|better monitoring|faire (plus )?attention|dès que possible|"
        r"améliorer la communication)\b",
        re.IGNORECASE,
    ),
}
_CAUSES = {Heading.TRIGGER, Heading.FACTORS, Heading.WENT_BADLY}


def doubts(page: PageText, names: Collection[str]) -> tuple[Doubt, ...]:
    """What people wrote that is worth another look. Nothing here blocks."""
    return tuple(each for part in page.parts for each in _doubts(part, names))


def unclear(follow_ups: Iterable[FollowUp]) -> tuple[Doubt, ...]:
    """Those still to be done that do not say what to do: they begin with what is surely no verb."""
    return tuple(
        Doubt(Weakness.NO_VERB, each.text, word)
        for each in follow_ups
        if each.is_open and (word := word_that_is_no_verb(each.text))
    )


def _doubts(part: Part, names: Collection[str]) -> Iterator[Doubt]:
    for weakness, pattern in _WORDS.items():
        for found in pattern.finditer(part.written):
            yield Doubt(weakness, part.title, found[0])
    if part.heading in _CAUSES:
        for name in sorted(names):
            if name and re.search(rf"\b{re.escape(name)}\b", part.written):
                yield Doubt(Weakness.PERSON, part.title, name)

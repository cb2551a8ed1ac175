"""The checklist of a post-mortem: hard items block closing, soft ones only warn."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Protocol

from firefighter.domain.errors import Missing
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import UserId
from firefighter.domain.milestones import Milestone

_FIRST_WORD = re.compile(r"[^\W\d_]+['’]?")

_NO_VERBS = """
    a an the this that these those some any each every all both no not
    i you he she it they we there my your his her its our their
    about after at because before for from if in of on since with without
    how what when where which who why maybe perhaps should must would could
    better bigger faster fewer less missing more new old proper worse
    checklist dashboard playbook runbook

    au aux aucun aucune ce ces cet cette chaque d de des du l la le les leur leurs
    ma mes mon nos notre plusieurs quelques sa ses son tous toutes un une vos votre
    elle elles il ils je nous tu vous avec dans par sans sous sur
    pas pourquoi quand que qui si meilleur meilleure meilleurs meilleures mieux moins
    nouveau nouveaux nouvelle nouvelles plus
"""

_NOUN_ENDING = re.compile(r"\w{3,}(?:tions?|sions?|ments?|ness|ity|ités?|ismes?|ing|eurs?)")

_VERBS_LIKE_NOUNS = """
    action auction audition caution commission condition decommission envision function mention
    motion partition petition portion position provision question ration repartition reposition
    reprovision sanction section station transition version
    augment cement comment complement compliment decrement document experiment ferment fragment
    implement increment instrument reimplement segment supplement uncomment
    harness spring string witness
"""


def first_word_unless_verb(text: str) -> str:
    """The first word as typed, if it is certainly not a verb; otherwise empty."""
    found = _FIRST_WORD.search(text)
    return found[0] if found and _is_no_verb(found[0].rstrip("'’").casefold()) else ""


@cache
def _listed_words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


def _is_no_verb(word: str) -> bool:
    if word in _listed_words(_VERBS_LIKE_NOUNS):
        return False
    return word in _listed_words(_NO_VERBS) or bool(_NOUN_ENDING.fullmatch(word))


class Heading(StrEnum):
    """Headings of the page that the bot looks for."""

    SUMMARY = "summary"
    IMPACT = "impact"
    FACTS = "facts"
    PEOPLE = "people"
    TIMELINE = "timeline"
    HYPOTHESES = "hypotheses"
    DECISIONS = "decisions"
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
class PageSection:
    """The content under one heading."""

    title: str
    heading: Heading | None
    """None for a heading that people added or renamed."""
    written: str = ""
    """Text by people, without prompts and sections of the bot."""
    managed: str = ""
    """Text by the bot."""
    open_prompts: int = 0
    """Number of questions without an answer."""
    questions: tuple[str, ...] = ()
    """Their texts."""


@dataclass(frozen=True)
class PostmortemPageText:
    title: str
    parts: tuple[PageSection, ...]

    def under(self, heading: Heading) -> str:
        """All text that people wrote under a heading."""
        return "\n".join(part.written for part in self.parts if part.heading is heading)


class ChecklistSubject(Protocol):
    """The part of an incident that the checklist reads."""

    @property
    def commander(self) -> object: ...

    summary: str
    impact: str
    trigger: str
    failure_class: str
    milestones: dict[Milestone, datetime]
    follow_ups: dict[FollowUpNumber, FollowUp]

    @property
    def confirmed(self) -> "Mapping[Missing, Confirmation]": ...


@dataclass(frozen=True)
class Confirmation:
    """The owner's word that an item is done."""

    by: UserId
    at: datetime


CONFIRMABLE = frozenset(
    {Missing.IMPACT, Missing.TIMELINE, Missing.DETECTION, Missing.FACTORS, Missing.PROMPTS}
)
"""Items that are judged from the page, which can be read wrongly."""


@dataclass(frozen=True)
class Check:
    item: Missing
    done: bool
    confirmed: Confirmation | None = None
    """Why it counts as done, if the page does not show it."""


def basic_checks(incident: ChecklistSubject) -> tuple[Check, ...]:
    """Checks of every post-mortem, with or without a page."""
    return (
        Check(Missing.COMMANDER, bool(incident.commander)),
        Check(Missing.SUMMARY, bool(incident.summary)),
    )


def checks(incident: ChecklistSubject, postmortem_page: PostmortemPageText) -> tuple[Check, ...]:
    """All hard items, in page order."""
    impact = f"{incident.impact}\n{postmortem_page.under(Heading.IMPACT)}"
    found = (
        *basic_checks(incident),
        Check(Missing.IMPACT, bool(re.search(r"\d", impact))),
        Check(Missing.TIMELINE, _begins_before_detection(incident, postmortem_page)),
        Check(Missing.DETECTION, _is_written(postmortem_page, Heading.DETECTION)),
        Check(Missing.TRIGGER, bool(incident.trigger)),
        Check(Missing.FAILURE_CLASS, bool(incident.failure_class)),
        Check(Missing.FACTORS, _is_written(postmortem_page, Heading.FACTORS)),
        Check(Missing.PROMPTS, not open_questions(postmortem_page)),
        Check(Missing.FOLLOW_UPS, all(map(_is_assigned, incident.follow_ups.values()))),
    )
    return tuple(_or_confirmed(check, incident.confirmed.get(check.item)) for check in found)


def _or_confirmed(check: Check, confirmation: Confirmation | None) -> Check:
    if check.done or confirmation is None:
        return check
    return Check(check.item, done=True, confirmed=confirmation)


HARD_ITEM_COUNT = 10
"""Number of hard items."""


def completeness(incident: ChecklistSubject, postmortem_page: PostmortemPageText) -> int:
    """How many hard items are complete."""
    return sum(check.done for check in checks(incident, postmortem_page))


def open_questions(postmortem_page: PostmortemPageText) -> Sequence[PageSection]:
    """The parts of the page with an unanswered question."""
    return [part for part in postmortem_page.parts if part.open_prompts]


def _begins_before_detection(
    incident: ChecklistSubject, postmortem_page: PostmortemPageText
) -> bool:
    started = incident.milestones.get(Milestone.IMPACT_STARTED)
    noticed = incident.milestones.get(Milestone.DETECTED, incident.milestones[Milestone.DECLARED])
    return (started is not None and started <= noticed) or _is_written(
        postmortem_page, Heading.TIMELINE
    )


def _is_assigned(follow_up: FollowUp) -> bool:
    """Whether it has an owner and a due date, or is settled."""
    return not follow_up.is_open or bool(follow_up.owner and follow_up.due)


def _is_written(postmortem_page: PostmortemPageText, heading: Heading) -> bool:
    return any(is_answer(line) for line in postmortem_page.under(heading).splitlines())


_PLACEHOLDERS = """
    above be below by coming completed compléter do done faire fill filled fixme in ipsum later
    lorem me missing not pending plus progress préciser remplir see soon tard tba tbc tbd to todo
    wip xx xxx yet à
"""

_UNFINISHED = re.compile(
    r"\W*(todo|tb[acd]|fixme|xxx|wip\s*[:–—-]|"
    r"to be (completed|defined|determined|done|filled|written)|"
    r"à (compléter|faire|préciser|remplir))(?!\w)",
    re.IGNORECASE,
)
"""How a line begins that says who answers later, or when."""


def is_answer(text: str) -> bool:
    """Whether text says something: a figure, or more than punctuation and words such as TODO.

    A line that begins with such a word, as in "TODO: ask Ben", is none.
    """
    if _UNFINISHED.match(text):
        return False
    plain = _ABBREVIATION.sub(lambda found: found[0].replace(".", ""), text.casefold())
    placeholders = _listed_words(_PLACEHOLDERS)
    words = "".join(word for word in re.findall(r"\w+", plain) if word not in placeholders)
    return len(words) > 1 or words.isdecimal()


_ABBREVIATION = re.compile(r"\b(\w\.){2,}")


class WarningKind(StrEnum):
    """What makes a sentence less useful for learning."""

    PERSON = "person"
    """It names a person as a cause."""
    VAGUE = "vague"
    """It would fit any post-mortem."""
    NO_VERB = "no_verb"
    """A follow-up that does not start with an action."""


@dataclass(frozen=True)
class WritingWarning:
    warning_kind: WarningKind
    part: str
    """Title of the part of the page, or the text of the follow-up."""
    words: str


_WARNING_PATTERNS: Mapping[WarningKind, re.Pattern[str]] = {
    WarningKind.VAGUE: re.compile(
        r"\b(be more careful|pay more attention|try harder|somehow|as soon as possible|"
        r"improve communication|better monitoring|faire (plus )?attention|dès que possible|"
        r"améliorer la communication)\b",
        re.IGNORECASE,
    ),
}

_CAUSE_HEADINGS = {Heading.TRIGGER, Heading.FACTORS, Heading.WENT_BADLY}


def writing_warnings(
    postmortem_page: PostmortemPageText, names: Collection[str]
) -> tuple[WritingWarning, ...]:
    """Warnings about sentences. They never block closing."""
    return tuple(each for part in postmortem_page.parts for each in _warnings_in(part, names))


def unclear_follow_ups(follow_ups: Iterable[FollowUp]) -> tuple[WritingWarning, ...]:
    """Open follow-ups that do not start with an action."""
    return tuple(
        WritingWarning(WarningKind.NO_VERB, each.text, word)
        for each in follow_ups
        if each.is_open and (word := first_word_unless_verb(each.text))
    )


def _warnings_in(part: PageSection, names: Collection[str]) -> Iterator[WritingWarning]:
    for warning_kind, pattern in _WARNING_PATTERNS.items():
        for found in pattern.finditer(part.written):
            yield WritingWarning(warning_kind, part.title, found[0])
    if part.heading in _CAUSE_HEADINGS:
        for name in sorted(names):
            if name and re.search(rf"\b{re.escape(name)}\b", part.written):
                yield WritingWarning(WarningKind.PERSON, part.title, name)

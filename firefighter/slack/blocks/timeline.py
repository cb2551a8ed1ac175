"""The timeline as a modal, a page at a time, and the forms that add to it and put it right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.events import MessageNoted
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.story import Passage
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    modal,
    moment_field,
    overflow,
    section,
    text_field,
)
from firefighter.slack.words.lines import line
from firefighter.slack.words.mrkdwn import clipped, link, moment, named, person
from firefighter.texts import say

TIMELINE = "timeline"
TURN = "turn_timeline"
ENTRY = "timeline_entry"
NOTE = "note"
CORRECT = "correct_entry"

PAGE = 20
"""Entries shown at once."""
_SHOWN = 1000
"""Characters of an entry; the form that corrects it has all of it."""


@dataclass(frozen=True)
class Page:
    """Some of the story; `number` counts from 0."""

    passages: Sequence[Passage]
    number: int
    pages: int


def page_of(story: Sequence[Passage], number: int | None = None) -> Page:
    """The page asked for, or the nearest there is; without a number the newest, which is last."""
    pages = max(-(-len(story) // PAGE), 1)
    chosen = pages - 1 if number is None else min(max(number, 0), pages - 1)
    return Page(story[chosen * PAGE : (chosen + 1) * PAGE], chosen, pages)


def timeline(incident: Incident, page: Page, rules: Rules) -> Block:
    entries = [_entry(passage, incident, page, rules) for passage in page.passages]
    return modal(
        TIMELINE,
        say("Timeline: {incident}", incident=incident.reference),
        [*entries, *_turning(incident.id, page)],
        metadata=str(Carried(incident.id, str(page.number))),
    )


def note_form(incident_id: IncidentId, now: datetime, text: str = "", page: str = "") -> Block:
    return modal(
        NOTE,
        say("Note: {incident}", incident=reference(incident_id)),
        [
            text_field(
                "text",
                say("What happened?"),
                max_length=SUMMARY_LIMIT,
                initial=text,
                multiline=True,
            ),
            moment_field("at", say("When?"), initial=now),
        ],
        submit=say("Note it"),
        metadata=str(Carried(incident_id, page)),
    )


def correct_form(incident_id: IncidentId, passage: Passage, page: str) -> Block:
    words = text_field(
        "text",
        say("What happened?"),
        max_length=SUMMARY_LIMIT,
        initial=passage.text,
        multiline=True,
    )
    return modal(
        CORRECT,
        say("Correct: {incident}", incident=reference(incident_id)),
        [
            *([words] if passage.has_words else []),
            moment_field("at", say("When?"), initial=passage.at),
            context(say("What it said before stays on record.")),
        ],
        submit=say("Save"),
        metadata=str(Carried(incident_id, str(passage.id), page)),
    )


def passage_line(passage: Passage, incident: Incident, rules: Rules) -> str:
    """What happened, without when."""
    event = passage.event
    if isinstance(event, MessageNoted):
        where = f"  {link(event.permalink, say('in the chat'))}" if event.permalink else ""
        author = person(event.author) if event.author else say("an app")
        return f":speech_balloon: {author}: {_words(passage)}{where}"
    if passage.has_words:
        return f":spiral_note_pad: {person(event.actor)}: {_words(passage)}"
    return line(event, incident, rules)


def _entry(passage: Passage, incident: Incident, page: Page, rules: Rules) -> Block:
    corrected = f"  _{say('(corrected)')}_" if passage.corrected else ""
    text = f"*{moment(passage.at)}*{corrected}\n{passage_line(passage, incident, rules)}"
    return section(text, _menu(passage, incident.id, page))


def _menu(passage: Passage, incident_id: IncidentId, page: Page) -> Element:
    verbs = {"correct": say("Correct…")}
    if passage.has_words:
        verbs["remove"] = say("Take off the timeline")
    return overflow(
        ENTRY,
        [
            Option(
                str(Carried(incident_id, str(passage.id), presses.action(verb, f"{page.number}"))),
                label,
            )
            for verb, label in verbs.items()
        ],
    )


def _turning(incident_id: IncidentId, page: Page) -> list[Block]:
    turns = [
        (page.number > 0, "earlier", say("Earlier"), page.number - 1),
        (page.number + 1 < page.pages, "later", say("Later"), page.number + 1),
    ]
    buttons = [
        button(presses.action(TURN, name), label, str(Carried(incident_id, str(number))))
        for there_is, name, label, number in turns
        if there_is
    ]
    note = button(NOTE, say("Add a note…"), str(Carried(incident_id, str(page.number))))
    where = say("Page {number} of {pages}", number=page.number + 1, pages=page.pages)
    return [actions([*buttons, note]), *([context(where)] if page.pages > 1 else [])]


def _words(passage: Passage) -> str:
    return clipped(named(" ".join(passage.text.split())), _SHOWN)

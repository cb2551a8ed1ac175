"""Incidents in lists: one row each, with the button that shows more."""

from firefighter.domain.lifecycle import Status
from firefighter.ports.search import Found, Listed
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    METADATA_LIMIT,
    Block,
    Element,
    actions,
    button,
    context,
    modal,
    section,
)
from firefighter.slack.words import labels
from firefighter.slack.words.mrkdwn import clipped, typed
from firefighter.texts import say

LIST = "list"
_WORDS_SHOWN = 100
TURN = "turn_list"
PAGE = 10
"""Rows of a page: as many as fit on a screen without losing the way."""


def incident_list(words: str, found: Found, start: int) -> Block:
    """One page of what was found; the form remembers what was asked for."""
    rows = [row(listed) for listed in found.items] or [section(_nothing(words))]
    return modal(
        LIST,
        say("Incidents"),
        [*rows, *_turns(found, start)],
        metadata=clipped(words, METADATA_LIMIT),
    )


def row(listed: Listed) -> Block:
    closed = listed.status is Status.CLOSED
    sign = labels.CLOSED_SIGN if closed else labels.SEVERITY_SIGN[listed.severity]
    title = f"{sign} *{listed.reference} · {listed.severity} · {typed(listed.title)}*"
    show = button(presses.SHOW, say("Show"), str(Carried(listed.id)))
    return section(f"{title}\n{_facts(listed)}", show)


def _nothing(words: str) -> str:
    if not words:
        return say("Nothing is open that you can see. `/incident list all` shows what was.")
    return say(
        "Nothing you can see fits {words}. `/incident list all` shows everything.",
        words=f"“{typed(clipped(words, _WORDS_SHOWN))}”",
    )


def _turns(found: Found, start: int) -> list[Block]:
    """Where in the list this page is, and the buttons that lead on; nothing if it is all."""
    end = start + len(found.items)
    if start == 0 and end >= found.total:
        return []
    position = say("{first} to {last} of {total}", first=start + 1, last=end, total=found.total)
    turns = [
        *([(say("Back"), max(start - PAGE, 0))] if start else []),
        *([(say("More"), end)] if end < found.total else []),
    ]
    return [
        context(position),
        *([actions([_turn(label, to, start) for label, to in turns])] if turns else []),
    ]


def _turn(label: str, to: int, start: int) -> Element:
    way = "back" if to < start else "on"
    return button(presses.action(TURN, way), label, str(to))


def _facts(listed: Listed) -> str:
    facts = [
        labels.status_label(listed.status),
        *([say("private")] if listed.private else []),
        *([typed(", ".join(listed.services))] if listed.services else []),
    ]
    return " · ".join(facts)

"""What became of the deliveries that were handled."""

import re
from collections import Counter

from tests.chaos.evidence import Evidence

_OWN = "meet:"
"""What the bot does once a day for each person, of its own accord: nobody delivers it."""

_TOKEN = re.compile(r"~[a-z.]+-\d+~")


def tokens(text: str) -> set[str]:
    """The words in a text that nobody ever typed before."""
    return set(_TOKEN.findall(text))


def balance(evidence: Evidence) -> Counter[str]:
    """For each person, how many more deliveries were handled than outcomes are on record.

    Every delivery that is in the inbox has one outcome, written in the same transaction: an entry
    of a timeline, or an answer to the person.
    """
    by_letter = {letter.id: letter.user for letter in evidence.letters}
    handled = Counter(
        by_letter.get(delivery, "nobody")
        for delivery in evidence.inbox
        if not delivery.startswith(_OWN)
    )
    outcomes = Counter(str(entry.event.actor) for case in evidence.cases for entry in case.timeline)
    outcomes.update(
        str(row.payload["user"]) for row in evidence.effects if row.kind == "tell_person"
    )
    handled.subtract(outcomes)
    return handled

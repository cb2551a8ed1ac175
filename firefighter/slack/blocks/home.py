"""The Home tab: what is open, what its reader holds, and the way to declare."""

from collections.abc import Sequence

from firefighter.domain.ids import reference
from firefighter.domain.rules import Rules
from firefighter.ports.home import Home, Owed
from firefighter.ports.search import Found, Listed
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.follow_ups import LIST
from firefighter.slack.blocks.listing import row
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    actions,
    button,
    context,
    divider,
    home,
    section,
)
from firefighter.slack.words.labels import role_in_sentence
from firefighter.slack.words.mrkdwn import clipped, typed
from firefighter.slack.words.record_lines import due_words
from firefighter.texts import count, say

_OVERDUE_SHOWN = 10
_TEXT_SHOWN = 300


def home_tab(shown: Home, rules: Rules) -> Block:
    declare = button(presses.DECLARE, say("Declare an incident"), "new", "danger")
    blocks = [*_overdue(shown, rules), *_held(shown, rules), *_open(shown.open)]
    return home([actions([declare]), *blocks])


def _overdue(shown: Home, rules: Rules) -> list[Block]:
    today = rules.day_of(shown.at)
    overdue = [each for each in shown.owed if each.follow_up.is_overdue(today)]
    if not overdue:
        return []
    more = len(overdue) - _OVERDUE_SHOWN
    left_out = (
        [context(count("…and {number} more", "…and {number} more", more))] if more > 0 else []
    )
    rows = map(_owed, overdue[:_OVERDUE_SHOWN])
    return [divider(), section(f"*{say('Yours, and overdue')}*"), *rows, *left_out]


def _owed(owed: Owed) -> Block:
    what = clipped(typed(owed.follow_up.text), _TEXT_SHOWN)
    list_all = button(LIST, say("Follow-ups"), str(Carried(owed.incident_id)))
    return section(f"{reference(owed.incident_id)} · {what}\n{due_words(owed.follow_up)}", list_all)


def _held(shown: Home, rules: Rules) -> list[Block]:
    if not shown.held.items:
        return []
    rows = [
        block
        for listed in shown.held.items
        for block in (row(listed), context(_roles(listed, shown, rules)))
    ]
    return [divider(), section(f"*{say('What you hold')}*"), *rows, *_left_out(shown.held)]


def _roles(listed: Listed, shown: Home, rules: Rules) -> str:
    mine = [role_in_sentence(role, rules) for role, user in listed.holders if user == shown.user]
    return say("You are {roles}.", roles=", ".join(mine))


def _open(found: Found) -> list[Block]:
    if not found.total:
        return [divider(), section(say("Nothing is open. All is quiet."))]
    title = count("{number} incident is open", "{number} incidents are open", found.total)
    return [divider(), section(f"*{title}*"), *map(row, found.items), *_left_out(found)]


def _left_out(found: Found) -> Sequence[Block]:
    more = found.total - len(found.items)
    if more <= 0:
        return ()
    return [
        context(
            count(
                "{number} more: `/incident list` shows it.",
                "{number} more: `/incident list` shows them.",
                more,
            )
        )
    ]

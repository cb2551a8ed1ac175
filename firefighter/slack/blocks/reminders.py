"""What one person is reminded of, with the buttons that settle it."""

from firefighter.domain.follow_ups import FollowUpState
from firefighter.ports.chat import Reminder
from firefighter.slack.blocks import follow_ups, presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, actions, button, section
from firefighter.slack.words.days import day
from firefighter.slack.words.mrkdwn import clipped, link, typed
from firefighter.texts import say

_SHOWN = 300
"""Characters of the follow-up; its form has all of it."""


def reminder(of: Reminder) -> tuple[str, list[Block]]:
    """What is to be done, and the same with buttons to say that it is, or to change its day."""
    text = _text(of)
    return text, [section(text), actions([_press(of, FollowUpState.DONE), _press(of, "edit")])]


def _text(of: Reminder) -> str:
    incident, follow_up = of.snapshot.incident.reference, of.follow_up
    when = day(follow_up.due) if follow_up.due else ""
    what = clipped(typed(" ".join(follow_up.text.split())), _SHOWN)
    known = {"day": when, "incident": incident, "what": what}
    said = (
        say(":hourglass: Was due on {day}, from {incident}: {what}", **known)
        if of.late
        else say(":hourglass: Due on {day}, from {incident}: {what}", **known)
    )
    return f"{said} · {link(follow_up.ticket, say('ticket'))}" if follow_up.ticket else said


def _press(of: Reminder, verb: str) -> Block:
    label = say("Done") if verb == FollowUpState.DONE else say("Change…")
    number = str(of.follow_up.number)
    carried = Carried(of.snapshot.incident.id, number, verb)
    return button(presses.action(follow_ups.ONE, f"{number}.{verb}"), label, str(carried))

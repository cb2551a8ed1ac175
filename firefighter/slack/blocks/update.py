"""News for everybody: the form that asks for it, and the message that tells it."""

from firefighter.domain.events import UpdatePosted
from firefighter.domain.incident import Incident
from firefighter.domain.updates import UPDATE_LIMIT
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.news import next_update_text
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Option,
    choice,
    context,
    modal,
    person_field,
    section,
    text_field,
)
from firefighter.slack.words.mrkdwn import person, typed
from firefighter.slack.words.waits import wait_text
from firefighter.texts import say

NO_PROMISE = "none"
_WAITS_MIN = (15, 30, 60, 120, 240, 1440)


def update_form(incident: Incident) -> Block:
    """Begins with what is known, so that in a hurry only the news is to be typed."""
    return modal(
        presses.UPDATE,
        say("Update {incident}", incident=incident.reference),
        [
            text_field(
                "impact",
                say("What is the impact?"),
                max_length=UPDATE_LIMIT,
                initial=incident.impact or incident.summary,
                multiline=True,
                hint=say("Who is hurt and how, such as: One in five payments fails"),
            ),
            text_field("changed", say("What changed?"), max_length=UPDATE_LIMIT, multiline=True),
            text_field(
                "next_step",
                say("What is next?"),
                max_length=UPDATE_LIMIT,
                multiline=True,
                optional=True,
            ),
            person_field("next_by", say("Who does it?"), optional=True),
            choice(
                "next_in",
                say("When is the next update?"),
                _waits(incident),
                initial=_usual(incident),
            ),
        ],
        submit=say("Post update"),
        metadata=str(Carried(incident.id)),
    )


def update_card(update: UpdatePosted, incident: Incident) -> list[Block]:
    title = say(
        ":loudspeaker: *Update on {incident}* by {who}",
        incident=f"{incident.reference} · {incident.severity} · {typed(incident.title)}",
        who=person(update.actor),
    )
    parts = [
        (say("Impact"), update.impact),
        (say("What changed"), update.changed),
        (say("What is next"), update.next_step),
    ]
    said = [section(f"*{name}*\n{typed(text)}") for name, text in parts if text]
    return [section(title), *said, context(_footer(update))]


def _footer(update: UpdatePosted) -> str:
    does = say("{who} does it.", who=person(update.next_by)) if update.next_by else ""
    then = (
        next_update_text(update.next_update)
        if update.next_update
        else say("No next update is promised.")
    )
    return " ".join(filter(None, (does, then)))


def _waits(incident: Incident) -> list[Option]:
    usual = incident.policy.update_every_min
    minutes = sorted({*_WAITS_MIN, *([usual] if usual else [])})
    waits = [Option(str(each), wait_text(each)) for each in minutes]
    return [*waits, Option(NO_PROMISE, say("None is promised"))]


def _usual(incident: Incident) -> str:
    return str(incident.policy.update_every_min or NO_PROMISE)

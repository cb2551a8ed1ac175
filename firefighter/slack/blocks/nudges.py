"""Questions to those who are there, each with the button that answers it."""

from firefighter.domain.incident import Incident
from firefighter.domain.roles import COMMANDER
from firefighter.domain.updates import SNOOZE_MIN
from firefighter.ports.chat import Nudge, Wanted
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import Block, Element, actions, button, section
from firefighter.slack.words.mrkdwn import person
from firefighter.texts import count, say


def nudge(asked: Nudge) -> tuple[str, list[Block]]:
    """What is asked, and the same with the buttons that answer it."""
    incident = asked.snapshot.incident
    match asked.wanted:
        case Wanted.COMMANDER:
            text = say(":wave: Nobody leads {incident} yet. Who does?", incident=incident.reference)
            return text, [section(text, _take_the_lead(incident))]
        case Wanted.UPDATE:
            text = _whose_update(incident)
            return text, [section(text), actions(_ways_to_answer(incident))]


def _take_the_lead(incident: Incident) -> Element:
    role = presses.action(presses.ROLE, COMMANDER)
    return button(role, say("Take the lead"), str(Carried(incident.id, "", "take")))


def _whose_update(incident: Incident) -> str:
    if incident.commander is None:
        return say(
            ":alarm_clock: An update on {incident} is due. Who knows how it stands?",
            incident=incident.reference,
        )
    return say(
        ":alarm_clock: {who}, an update on {incident} is due. How does it stand?",
        who=person(incident.commander),
        incident=incident.reference,
    )


def _ways_to_answer(incident: Incident) -> list[Element]:
    due = incident.update_due.isoformat() if incident.update_due else ""
    seen = str(Carried(incident.id, due))
    later = count("In {number} minute", "In {number} minutes", SNOOZE_MIN)
    return [
        button(presses.UPDATE, say("Update…"), str(Carried(incident.id)), "primary"),
        button(presses.SNOOZE, later, seen),
        button(presses.WAIVE, say("Not needed now"), seen),
    ]

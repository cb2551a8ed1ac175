"""The modals. Every field is named once here and read by that name in its feature."""

from collections.abc import Sequence

from firefighter.domain.errors import Missing
from firefighter.domain.ids import IncidentId, RoleKey, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Trigger
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.title import SUMMARY_LIMIT
from firefighter.slack.blocks import follow_ups, presses
from firefighter.slack.blocks.merging import addition_field, survivor_field
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.roles import note_field
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    Option,
    button,
    choice,
    divider,
    link_button,
    modal,
    person_field,
    section,
    text_field,
)
from firefighter.slack.words import labels
from firefighter.slack.words.refusals import missing_text
from firefighter.texts import mark, say

DESCRIBE = "describe"
HAND_OVER = "hand_over"
CLOSE = "close"
MESSAGE = "message"
ANSWER = "answer"

_NOTES = {
    Trigger.MITIGATE: (
        mark("Mitigated: {incident}"),
        mark("How was it mitigated?"),
        mark("Mark mitigated"),
    ),
    Trigger.REOPEN: (mark("Reopen: {incident}"), mark("Why is it not over?"), mark("Reopen")),
}


def note_form(trigger: Trigger, incident_id: IncidentId) -> Block:
    """Asks for the one sentence that a step needs."""
    title, question, submit = _NOTES[trigger]
    return modal(
        presses.action(presses.STEP, trigger),
        say(title, incident=reference(incident_id)),
        [text_field("note", say(question), max_length=SUMMARY_LIMIT, multiline=True)],
        submit=say(submit),
        metadata=str(Carried(incident_id)),
    )


def cancel_form(incident_id: IncidentId) -> Block:
    """A duplicate is merged, so that its people find the others."""
    reasons = [Option(reason, labels.cancel_reason_label(reason)) for reason in CancelReason]
    return modal(
        presses.action(presses.STEP, Trigger.CANCEL),
        say("Cancel {incident}", incident=reference(incident_id)),
        [
            choice("reason", say("Why is it no incident?"), reasons),
            survivor_field(say("If it is a duplicate: of which incident?"), optional=True),
            addition_field(say("Needed when the reason is something else")),
        ],
        submit=say("Cancel incident"),
        metadata=str(Carried(incident_id)),
    )


def hand_over_form(incident_id: IncidentId, role: RoleKey, rules: Rules) -> Block:
    name = labels.role_label(role, rules)
    return modal(
        HAND_OVER,
        say("Hand over: {incident}", incident=reference(incident_id)),
        [person_field("to", say("Who is {role} from now on?", role=name)), note_field()],
        submit=say("Hand over"),
        metadata=str(Carried(incident_id, role)),
    )


def describe_form(incident: Incident, beneath: str = "") -> Block:
    return modal(
        DESCRIBE,
        say("Describe {incident}", incident=incident.reference),
        [
            text_field(
                "summary",
                say("What do people see?"),
                max_length=SUMMARY_LIMIT,
                initial=incident.summary,
                multiline=True,
            )
        ],
        submit=say("Save"),
        metadata=str(Carried(incident.id, beneath=beneath)),
    )


_ON_THE_PAGE = {
    Missing.IMPACT,
    Missing.DETECTION,
    Missing.FACTORS,
    Missing.PROMPTS,
    Missing.PAGE,
}


def checklist(
    incident: Incident, missing: Sequence[Missing], *, may_override: bool, page_url: str = ""
) -> Block:
    """What stands in the way of closing, each line with the button that mends it."""
    override = bool(missing) and may_override and Missing.POSTMORTEM not in missing
    submit = "" if missing else say("Close incident")
    return modal(
        CLOSE,
        say("Close {incident}", incident=incident.reference),
        [*_what_is_left(incident, missing, page_url), *(_override() if override else ())],
        submit=say("Close anyway") if override else submit,
        metadata=str(Carried(incident.id)),
    )


def _what_is_left(incident: Incident, missing: Sequence[Missing], page_url: str) -> list[Block]:
    if not missing:
        return [section(say("Everything is there. It can be closed."))]
    lines = (section(missing_text(item), mend(incident, item, page_url)) for item in missing)
    return [section(say("Not yet. Before it can be closed:")), *lines]


def _override() -> list[Block]:
    question = say("Or close it all the same, and say why")
    return [
        divider(),
        text_field("note", question, max_length=SUMMARY_LIMIT, multiline=True),
    ]


def message(title: str, text: str) -> Block:
    """Says one thing; for where a form can no longer be taken."""
    return modal(MESSAGE, title, [section(text)])


def answer(command: str, text: str, blocks: Sequence[Block]) -> Block:
    """What a command is answered with, for where it was asked by a form."""
    shown = blocks or [section(text)]
    return modal(presses.action(ANSWER, command), f"/incident {command}", shown)


def mend(incident: Incident, item: Missing, page_url: str = "") -> Element | None:
    """The button that leads to where a missing thing is written down."""
    match item:
        case Missing.POSTMORTEM:
            step = presses.action(presses.STEP, Trigger.START_POSTMORTEM)
            label = labels.step_label(Trigger.START_POSTMORTEM)
            return button(step, label, str(Carried(incident.id, incident.status)), "primary")
        case Missing.COMMANDER:
            role = presses.action(presses.ROLE, COMMANDER)
            return button(role, say("Take the role"), str(Carried(incident.id, "", "take")))
        case Missing.SUMMARY:
            return button(presses.DESCRIBE, say("Describe…"), str(Carried(incident.id)))
        case Missing.TRIGGER | Missing.FAILURE_CLASS:
            classify = presses.action(presses.CLASSIFY, item)
            return button(classify, say("Classify…"), str(Carried(incident.id)))
        case Missing.FOLLOW_UPS:
            return button(follow_ups.LIST, say("Follow-ups…"), str(Carried(incident.id)))
        case Missing.TIMELINE:
            return button(presses.MILESTONES, say("Times…"), str(Carried(incident.id)))
        case _ if item in _ON_THE_PAGE and page_url:
            open_page = presses.action(presses.OPEN_PAGE, item)
            return link_button(open_page, say("Open the page"), page_url)
    return None

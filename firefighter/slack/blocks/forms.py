"""The modals. Every field is named once here and read by that name in its feature."""

from collections.abc import Sequence

from firefighter.domain.errors import Missing
from firefighter.domain.ids import IncidentId, RoleKey, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Trigger
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    Option,
    button,
    choice,
    choices,
    divider,
    modal,
    person_field,
    section,
    text_field,
    tick,
)
from firefighter.slack.words import labels
from firefighter.slack.words.refusals import MISSING

DECLARE = "declare"
DESCRIBE = "describe"
HAND_OVER = "hand_over"
CLOSE = "close"
MESSAGE = "message"
ANSWER = "answer"

_NOTES = {
    Trigger.MITIGATE: ("Mitigated", "How was it mitigated?", "Mark mitigated"),
    Trigger.REOPEN: ("Reopen", "Why is it not over?", "Reopen"),
}


def declare_form(
    rules: Rules, title: str = "", summary: str = "", severity: Severity = Severity.SEV3
) -> Block:
    severities = [
        Option(severity, f"{severity}: {policy.meaning}")
        for severity, policy in rules.severities.items()
    ]
    blocks = [
        text_field(
            "title",
            "What is wrong?",
            max_length=TITLE_LIMIT,
            initial=title,
            hint="A few words, such as: Checkout returns 500",
        ),
        choice("severity", "How bad is it?", severities, initial=severity),
    ]
    if rules.services:
        services = [Option(service, service) for service in rules.services]
        blocks.append(choices("services", "Affected services", services))
    blocks += [
        text_field(
            "summary",
            "What do people see?",
            max_length=SUMMARY_LIMIT,
            initial=summary,
            multiline=True,
            optional=True,
        ),
        tick("private", "Who may know?", Option("private", "Private: only those invited")),
    ]
    return modal(DECLARE, "Declare an incident", blocks, submit="Declare")


def note_form(trigger: Trigger, incident_id: IncidentId) -> Block:
    """Asks for the one sentence that a step needs."""
    title, question, submit = _NOTES[trigger]
    return modal(
        presses.action(presses.STEP, trigger),
        f"{title}: {reference(incident_id)}",
        [text_field("note", question, max_length=SUMMARY_LIMIT, multiline=True)],
        submit=submit,
        metadata=str(Carried(incident_id)),
    )


def cancel_form(incident_id: IncidentId) -> Block:
    reasons = [Option(reason, labels.CANCEL_REASON[reason]) for reason in CancelReason]
    return modal(
        presses.action(presses.STEP, Trigger.CANCEL),
        f"Cancel {reference(incident_id)}",
        [
            choice("reason", "Why is it no incident?", reasons),
            text_field(
                "duplicate_of",
                "If it is a duplicate: of which incident?",
                max_length=20,
                hint="Its number, such as INC-42",
                optional=True,
            ),
            text_field(
                "note",
                "Anything to add?",
                max_length=SUMMARY_LIMIT,
                multiline=True,
                optional=True,
                hint="Needed when the reason is something else",
            ),
        ],
        submit="Cancel incident",
        metadata=str(Carried(incident_id)),
    )


def hand_over_form(incident_id: IncidentId, role: RoleKey, rules: Rules) -> Block:
    return modal(
        HAND_OVER,
        f"Hand over: {reference(incident_id)}",
        [person_field("to", f"Who is {rules.role_name(role)} from now on?")],
        submit="Hand over",
        metadata=str(Carried(incident_id, role)),
    )


def describe_form(incident: Incident, beneath: str = "") -> Block:
    return modal(
        DESCRIBE,
        f"Describe {incident.reference}",
        [
            text_field(
                "summary",
                "What do people see?",
                max_length=SUMMARY_LIMIT,
                initial=incident.summary,
                multiline=True,
            )
        ],
        submit="Save",
        metadata=str(Carried(incident.id, beneath=beneath)),
    )


def checklist(incident: Incident, missing: Sequence[Missing], *, may_override: bool) -> Block:
    """What stands in the way of closing, each line with the button that mends it."""
    override = bool(missing) and may_override and Missing.POSTMORTEM not in missing
    submit = "" if missing else "Close incident"
    return modal(
        CLOSE,
        f"Close {incident.reference}",
        [*_what_is_left(incident, missing), *(_override() if override else ())],
        submit="Close anyway" if override else submit,
        metadata=str(Carried(incident.id)),
    )


def _what_is_left(incident: Incident, missing: Sequence[Missing]) -> list[Block]:
    if not missing:
        return [section("Everything is there. It can be closed.")]
    lines = (section(MISSING[item], _mend(incident, item)) for item in missing)
    return [section("Not yet. Before it can be closed:"), *lines]


def _override() -> list[Block]:
    question = "Or close it all the same, and say why"
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


def _mend(incident: Incident, item: Missing) -> Element | None:
    match item:
        case Missing.POSTMORTEM:
            step = presses.action(presses.STEP, Trigger.START_POSTMORTEM)
            label = labels.STEP[Trigger.START_POSTMORTEM]
            return button(step, label, str(Carried(incident.id, incident.status)), "primary")
        case Missing.COMMANDER:
            role = presses.action(presses.ROLE, COMMANDER)
            return button(role, "Take the role", str(Carried(incident.id, "", "take")))
        case Missing.SUMMARY:
            return button(presses.DESCRIBE, "Describe…", str(Carried(incident.id)))
    return None

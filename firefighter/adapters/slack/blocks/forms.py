"""The modals that change an incident. A feature reads each field by the name it has here."""

from collections.abc import Sequence
from datetime import datetime

from firefighter.adapters.slack.blocks import action_ids, follow_ups
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    button,
    context,
    datetime_field,
    divider,
    link_button,
    modal,
    multi_select_field,
    search_field,
    section,
    select_field,
    text_field,
    user_field,
)
from firefighter.adapters.slack.blocks.responders import note_field, take_command_button
from firefighter.adapters.slack.blocks.review import ask_button
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.failures import missing_text
from firefighter.adapters.slack.wording.labels import milestone_name
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, local_time
from firefighter.domain.errors import Missing
from firefighter.domain.ids import IncidentId, RoleKey, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, StepKind
from firefighter.domain.merging import DUPLICATE_OF_FIELD
from firefighter.domain.milestones import CORRECTABLE, Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT
from firefighter.i18n import gettext, gettext_noop, ngettext

MERGE = "merge"


_MERGE_TITLE_SHOWN = 300
"""Characters."""


def original_field(label: str, *, optional: bool = False, chosen: Option | None = None) -> Block:
    """A search for the incident that this one duplicates."""
    hint = gettext("Similar incidents first. Type a word or a number to search.")
    return search_field(DUPLICATE_OF_FIELD, label, hint=hint, optional=optional, initial=chosen)


def addition_field(hint: str = "") -> Block:
    return text_field(
        "note",
        gettext("Note"),
        max_length=SUMMARY_LIMIT,
        multiline=True,
        optional=True,
        hint=hint,
    )


def merge_form(incident: Incident, chosen: Option | None = None) -> Block:
    """`chosen` preselects the original, if it was named already."""
    what_happens = gettext(
        "*{incident}: {title}* is closed as a duplicate. Its responders and open follow-ups "
        "move to the other incident.",
        incident=incident.reference,
        title=clipped(escaped(incident.title), _MERGE_TITLE_SHOWN),
    )
    return modal(
        MERGE,
        gettext("Merge {incident}", incident=incident.reference),
        [
            section(what_happens),
            original_field(gettext("Merge into"), chosen=chosen),
            addition_field(),
        ],
        submit=gettext("Merge"),
        metadata=str(ButtonState(incident.id)),
    )


DESCRIBE = "describe"

HAND_OVER = "hand_over"

CLOSE = "close"

MESSAGE = "message"

ANSWER = "answer"


_STEP_TEXTS = {
    StepKind.MITIGATE: (
        gettext_noop("Mitigated: {incident}"),
        gettext_noop("How was it mitigated?"),
        gettext_noop("Mark as mitigated"),
    ),
    StepKind.REOPEN: (
        gettext_noop("Reopen: {incident}"),
        gettext_noop("Why are you reopening it?"),
        gettext_noop("Reopen"),
    ),
}


IMPACT_START = "impact_start"
IMPACT_END = Milestone.MITIGATED

_BEFORE_DECLARED_MIN = (0, 5, 15, 30, 60, 120)
"""Choices for when impact started, in minutes before the declaration."""


def note_form(
    step_kind: StepKind,
    incident_id: IncidentId,
    *,
    asks_impact_start: bool = False,
    note: str = "",
    resolved_at: datetime | None = None,
) -> Block:
    """Asks for the one sentence that a step needs, and optionally when impact started.

    `note` is the initial value of the sentence. `resolved_at` is when the last alert was resolved,
    which is probably when impact stopped.
    """
    title, question, submit = _STEP_TEXTS[step_kind]
    impact_start = [_impact_start_field()] if asks_impact_start else []
    impact_end = [_impact_end_field(resolved_at)] if resolved_at else []
    return modal(
        action_ids.action(action_ids.STEP, step_kind),
        gettext(title, incident=reference(incident_id)),
        [
            text_field(
                "note",
                gettext(question),
                max_length=SUMMARY_LIMIT,
                multiline=True,
                initial=note,
            ),
            *impact_start,
            *impact_end,
        ],
        submit=gettext(submit),
        metadata=str(ButtonState(incident_id)),
    )


def _impact_start_field() -> Block:
    options = [Option(str(minutes), _before_declared(minutes)) for minutes in _BEFORE_DECLARED_MIN]
    return select_field(
        IMPACT_START,
        gettext("When did impact start?"),
        options,
        hint=gettext("Correct times… takes any other time."),
        optional=True,
    )


def _impact_end_field(resolved_at: datetime) -> Block:
    return datetime_field(
        IMPACT_END,
        gettext("When did impact stop?"),
        initial=resolved_at,
        hint=gettext("The last alert was resolved then."),
    )


def _before_declared(minutes: int) -> str:
    if not minutes:
        return gettext("When it was declared")
    return ngettext("{number} minute before that", "{number} minutes before that", minutes)


def decline_form(incident_id: IncidentId) -> Block:
    """A duplicate is merged, so that its people are brought to the original."""
    reasons = [Option(reason, labels.decline_reason_label(reason)) for reason in DeclineReason]
    return modal(
        action_ids.action(action_ids.STEP, StepKind.DECLINE),
        gettext("Decline {incident}", incident=reference(incident_id)),
        [
            select_field("reason", gettext("Reason"), reasons),
            original_field(gettext("Duplicate of"), optional=True),
            addition_field(gettext("Required if the reason is “Other”")),
        ],
        submit=gettext("Decline incident"),
        close=gettext("Keep open"),
        metadata=str(ButtonState(incident_id)),
    )


def hand_over_form(incident_id: IncidentId, role: RoleKey, rules: Rules) -> Block:
    name = labels.role_label(role, rules)
    return modal(
        HAND_OVER,
        gettext("Hand over: {incident}", incident=reference(incident_id)),
        [user_field("to", gettext("New {role}", role=name)), note_field()],
        submit=gettext("Hand over"),
        metadata=str(ButtonState(incident_id, role)),
    )


def describe_form(incident: Incident, previous_callback_id: str = "") -> Block:
    return modal(
        DESCRIBE,
        gettext("Summary: {incident}", incident=incident.reference),
        [
            text_field(
                "summary",
                gettext("Summary"),
                max_length=SUMMARY_LIMIT,
                initial=incident.summary,
                multiline=True,
            )
        ],
        submit=gettext("Save"),
        metadata=str(ButtonState(incident.id, previous_callback_id=previous_callback_id)),
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
    """What must be completed before closing, each line with the button that leads there."""
    override = bool(missing) and may_override and Missing.POSTMORTEM not in missing
    submit = "" if missing else gettext("Close incident")
    return modal(
        CLOSE,
        gettext("Close {incident}", incident=incident.reference),
        [*_what_is_left(incident, missing, page_url), *(_override() if override else ())],
        submit=gettext("Close anyway") if override else submit,
        metadata=str(ButtonState(incident.id)),
    )


def _what_is_left(incident: Incident, missing: Sequence[Missing], page_url: str) -> list[Block]:
    if not missing:
        return [section(gettext("The checklist is complete. You can close the incident."))]
    lines = (section(missing_text(item), fix_button(incident, item, page_url)) for item in missing)
    return [section(gettext("Before you can close it:")), *lines]


def _override() -> list[Block]:
    question = gettext("Close without completing (reason)")
    return [
        divider(),
        text_field("note", question, max_length=SUMMARY_LIMIT, multiline=True),
    ]


def message(title: str, text: str) -> Block:
    """A view with a message, where a form can no longer be submitted."""
    return modal(MESSAGE, title, [section(text)])


def answer(command: str, text: str, blocks: Sequence[Block]) -> Block:
    """The answer to a command, in a modal."""
    shown = blocks or [section(text)]
    return modal(action_ids.action(ANSWER, command), f"/incident {command}", shown)


def fix_button(incident: Incident, item: Missing, page_url: str = "") -> Element | None:
    """The button that leads to where a missing item is completed."""
    match item:
        case Missing.POSTMORTEM:
            step = action_ids.action(action_ids.STEP, StepKind.START_POSTMORTEM)
            label = labels.step_label(StepKind.START_POSTMORTEM)
            return button(step, label, str(ButtonState(incident.id, incident.status)), "primary")
        case Missing.COMMANDER:
            return take_command_button(incident)
        case Missing.SUMMARY:
            return button(
                action_ids.DESCRIBE, gettext("Edit summary…"), str(ButtonState(incident.id))
            )
        case Missing.TRIGGER | Missing.FAILURE_CLASS:
            classify = action_ids.action(action_ids.CLASSIFY, item)
            return button(classify, gettext("Classify…"), str(ButtonState(incident.id)))
        case Missing.FOLLOW_UPS:
            return button(follow_ups.LIST, gettext("Follow-ups…"), str(ButtonState(incident.id)))
        case Missing.APPROVAL:
            return ask_button(incident)
        case Missing.TIMELINE:
            return button(action_ids.MILESTONES, gettext("Times…"), str(ButtonState(incident.id)))
        case _ if item in _ON_THE_PAGE and page_url:
            open_page = action_ids.action(action_ids.OPEN_PAGE, item)
            return link_button(open_page, gettext("Open page"), page_url)
    return None


EDIT = "edit"


TYPED = "typed"
"""The choice in the state of a form whose title was typed with the command."""


def edit_form(incident: Incident, rules: Rules, title: str = "") -> Block:
    """`title` replaces the current title as the initial value, if given."""
    known = tuple(dict.fromkeys((*incident.services, *rules.services)))
    services = [Option(service, service) for service in known]
    name = text_field(
        "title",
        gettext("What is wrong?"),
        max_length=TITLE_LIMIT,
        initial=title or incident.title,
    )
    affected = multi_select_field(
        "services", gettext("Affected services"), services, initial=incident.services
    )
    return modal(
        EDIT,
        gettext("Edit {incident}", incident=incident.reference),
        [name, *([affected] if services else [])],
        submit=gettext("Save"),
        metadata=str(ButtonState(incident.id, choice=TYPED if title else "")),
    )


def milestones_form(incident: Incident) -> Block:
    declared = gettext("Declared {when}", when=local_time(incident.milestones[Milestone.DECLARED]))
    return modal(
        action_ids.MILESTONES,
        gettext("Times of {incident}", incident=incident.reference),
        [
            context(declared),
            *(
                datetime_field(each, milestone_name(each), initial=incident.milestones.get(each))
                for each in CORRECTABLE
                if each is not Milestone.MITIGATED or each in incident.milestones
            ),
        ],
        submit=gettext("Save"),
        metadata=str(ButtonState(incident.id)),
    )

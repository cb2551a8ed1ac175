"""Hypotheses: on the control panel, as a list, and their forms; the form of a decision."""

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    modal,
    overflow,
    section,
    text_field,
)
from firefighter.adapters.slack.wording.hypotheses import hypotheses_text, hypothesis_state_label
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped_with_mentions,
    local_time,
    user_mention,
)
from firefighter.domain.hypotheses import (
    STEP_LABELS,
    TEXT_LIMIT,
    Hypothesis,
    HypothesisNumber,
    HypothesisState,
    HypothesisStepKind,
    by_interest,
    hypothesis_step_kinds,
)
from firefighter.domain.ids import IncidentId, reference
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext, ngettext

LIST = "hypotheses"

ONE = "hypothesis"

ADD = "add_hypothesis"

FORM = "hypothesis_form"

FINDING = "hypothesis_finding"

DECISION = "decision"

_LISTED = 30
"""The most that fit into a view of 250 kB, each with the longest texts."""

_SHOWN = 300
"""Characters of a hypothesis, and of what was found; the timeline has all of it."""


def hypotheses_summary(incident: Incident) -> list[Block]:
    """Short, for the panel; nothing if there are none."""
    text = hypotheses_text(incident.hypotheses)
    return [section(text)] if text else []


def hypotheses_list(incident: Incident) -> Block:
    listed = by_interest(incident.hypotheses)
    rows = [section(_row(each), _menu(each, incident.id)) for each in listed[:_LISTED]]
    nothing = [section(gettext("{incident} has no hypotheses.", incident=incident.reference))]
    cut = len(listed) - _LISTED
    more = [context(ngettext("…and {number} more", "…and {number} more", cut))] if cut > 0 else []
    add = button(ADD, gettext("Propose…"), str(ButtonState(incident.id)))
    return modal(
        LIST,
        gettext("Hypotheses: {incident}", incident=incident.reference),
        [*(rows or nothing), *more, actions([add])],
        metadata=str(ButtonState(incident.id)),
    )


def hypothesis_form(incident_id: IncidentId, *, previous_callback_id: str = "") -> Block:
    text = text_field(
        "text",
        gettext("What may be the cause?"),
        max_length=TEXT_LIMIT,
        multiline=True,
        hint=gettext("If it is right, what would you see?"),
    )
    return modal(
        FORM,
        gettext("Hypothesis: {incident}", incident=reference(incident_id)),
        [text],
        submit=gettext("Propose"),
        metadata=str(ButtonState(incident_id, "", "", previous_callback_id)),
    )


def finding_form(
    incident_id: IncidentId,
    hypothesis: Hypothesis,
    step_kind: HypothesisStepKind,
    *,
    seen: HypothesisState,
    previous_callback_id: str = "",
) -> Block:
    """Asks what was observed, before a hypothesis that was shown as `seen` is settled."""
    return modal(
        FINDING,
        gettext("Finding: {incident}", incident=reference(incident_id)),
        [
            section(_named(hypothesis)),
            text_field("note", gettext("What did you see?"), max_length=TEXT_LIMIT, multiline=True),
        ],
        submit=_step_label(step_kind).removesuffix("…"),
        metadata=str(
            ButtonState(
                incident_id, _seen(hypothesis.number, seen), step_kind, previous_callback_id
            )
        ),
    )


def decision_form(incident_id: IncidentId) -> Block:
    text = text_field("text", gettext("What was decided?"), max_length=TEXT_LIMIT, multiline=True)
    return modal(
        DECISION,
        gettext("Decision: {incident}", incident=reference(incident_id)),
        [text],
        submit=gettext("Record"),
        metadata=str(ButtonState(incident_id)),
    )


def _row(hypothesis: Hypothesis) -> str:
    """What is thought, its state, and who changed that last."""
    who = hypothesis.changed_by or hypothesis.proposed_by
    at = hypothesis.changed_at or hypothesis.proposed_at
    state = f"*{hypothesis_state_label(hypothesis.state)}*"
    note = clipped(escaped_with_mentions(hypothesis.note), _SHOWN)
    changed = " · ".join((state, user_mention(who), local_time(at)))
    return "\n".join(filter(None, (_named(hypothesis), changed, note and f">{note}")))


def _named(hypothesis: Hypothesis) -> str:
    return f"{hypothesis.label}  {clipped(escaped_with_mentions(hypothesis.text), _SHOWN)}"


def _menu(hypothesis: Hypothesis, incident_id: IncidentId) -> Element | None:
    """The steps of the table; nothing for a hypothesis that was moved."""
    choices = hypothesis_step_kinds(hypothesis.state)
    if not choices:
        return None
    seen = _seen(hypothesis.number, hypothesis.state)
    return overflow(
        action_ids.action(ONE, str(hypothesis.number)),
        [Option(str(ButtonState(incident_id, seen, each)), _step_label(each)) for each in choices],
    )


def _step_label(step_kind: HypothesisStepKind) -> str:
    return gettext(STEP_LABELS[step_kind])


def _seen(number: HypothesisNumber, state: HypothesisState) -> str:
    return f"{number}:{state}"

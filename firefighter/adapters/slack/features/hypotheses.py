"""Proposes, lists, tests and settles hypotheses; records decisions."""

import re

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks import hypotheses as drawn
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.incident_lookup import Arguments
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    SlashCommand,
    ViewSubmission,
)
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.wording.hypotheses import hypothesis_state_label
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.hypotheses import (
    HypothesisNumber,
    HypothesisState,
    HypothesisStepKind,
    get_hypothesis,
    refuse_hypothesis_step,
    requires_finding,
)
from firefighter.domain.ids import IncidentId, UserId, reference
from firefighter.domain.spelling import nearest_name, split_word
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.hypotheses import (
    advance_hypothesis,
    propose_hypothesis,
    record_decision,
)

feature = Feature()

_LABEL = re.compile(r"h\s?(\d{1,6})", re.IGNORECASE)

_STEPS_BY_NAME = {
    "testing": HypothesisStepKind.TEST,
    "confirmed": HypothesisStepKind.CONFIRM,
    "refuted": HypothesisStepKind.REFUTE,
    **{str(step_kind): step_kind for step_kind in HypothesisStepKind},
}
"""By the words that the command accepts, those of the help first."""


@feature.incident_command(
    "hypothesis",
    usage=gettext_noop("[what may be the cause | H2 testing|confirmed|refuted what you saw]"),
    description=gettext_noop("Propose, test or settle a hypothesis; without text, list them."),
    words=Arguments.FREE,
    aliases=("hypotheses",),
)
def hypothesis_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    """Takes `H2 …` for an existing one only if a state follows, since H2 is a database too."""
    first, rest = split_word(interaction.words)
    label = _LABEL.fullmatch(first)
    word, note = split_word(rest)
    if not first or (label and not rest):
        interaction.open_form(draw_list(interaction.context, interaction.user, incident_id))
        return None
    step_kind = _STEPS_BY_NAME.get(word.casefold()) if label else None
    if label and step_kind:
        return _advance(interaction, incident_id, HypothesisNumber(int(label[1])), step_kind, note)
    if label and (near := nearest_name(word, _STEPS_BY_NAME)):
        raise InvalidField("state", FieldProblem.NO_HYPOTHESIS_STATE, word, near)
    added = propose_hypothesis(
        interaction.context, interaction.delivery, interaction.user, incident_id, interaction.words
    )
    return Answer(
        gettext(
            "{label} added to {incident}. The person who tests it types "
            "`/incident hypothesis {label} testing`.",
            label=added.label,
            incident=reference(incident_id),
        )
    )


def _advance(
    interaction: SlashCommand,
    incident_id: IncidentId,
    number: HypothesisNumber,
    step_kind: HypothesisStepKind,
    note: str,
) -> Answer:
    after = advance_hypothesis(
        interaction.context,
        interaction.delivery,
        interaction.user,
        incident_id,
        number,
        step_kind=step_kind,
        note=note,
    )
    state = hypothesis_state_label(after.state)
    return Answer(gettext("{label}: {state}.", label=after.label, state=state))


@feature.more(
    "hypotheses",
    gettext_noop("Hypotheses…"),
    description=gettext_noop("Propose, test, confirm or refute what may be the cause."),
    rarity=0,
)
def show_list(interaction: BlockAction) -> None:
    interaction.open_form(draw_list(interaction.context, interaction.user, interaction.incident_id))


@feature.press(drawn.ADD)
def ask(interaction: BlockAction) -> None:
    interaction.open_form(
        drawn.hypothesis_form(interaction.incident_id, previous_callback_id=interaction.callback_id)
    )


@feature.press(drawn.ONE)
def change_one(interaction: BlockAction) -> None:
    number, seen = _seen(interaction.button_state.seen)
    step_kind = action_ids.one_of(interaction.button_state.choice, HypothesisStepKind)
    if requires_finding(step_kind):
        incident = interaction.context.records.snapshot(interaction.incident_id).incident
        known = get_hypothesis(incident.hypotheses, number)
        form = drawn.finding_form(
            interaction.incident_id,
            known,
            step_kind,
            seen=seen,
            previous_callback_id=interaction.callback_id,
        )
        interaction.open_form(form)
        return
    advance_hypothesis(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        number,
        step_kind=step_kind,
        seen=seen,
    )


@feature.submission(drawn.FORM)
def propose(interaction: ViewSubmission) -> None:
    propose_hypothesis(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.text("text"),
    )


@feature.submission(drawn.FINDING)
def settle(interaction: ViewSubmission) -> None:
    number, seen = _seen(interaction.button_state.seen)
    advance_hypothesis(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        number,
        step_kind=action_ids.one_of(interaction.button_state.choice, HypothesisStepKind),
        note=interaction.text("note"),
        seen=seen,
    )


@feature.draw_again(drawn.FINDING)
def draw_finding_again(interaction: ViewSubmission) -> Block:
    """Raises NoChange or HypothesisNotOpen if this finding has nothing left to settle."""
    number, _seen_state = _seen(interaction.button_state.seen)
    step_kind = action_ids.one_of(interaction.button_state.choice, HypothesisStepKind)
    incident = interaction.context.records.snapshot(interaction.incident_id).incident
    known = get_hypothesis(incident.hypotheses, number)
    refuse_hypothesis_step(known, step_kind)
    return drawn.finding_form(
        interaction.incident_id,
        known,
        step_kind,
        seen=known.state,
        previous_callback_id=interaction.button_state.previous_callback_id,
    )


@feature.redraw(drawn.LIST)
def draw_list(context: AppContext, _user: UserId, incident_id: IncidentId) -> Block:
    return drawn.hypotheses_list(context.records.snapshot(incident_id).incident)


@feature.incident_command(
    "decision",
    usage=gettext_noop("[what was decided]"),
    description=gettext_noop("Record a decision."),
    words=Arguments.FREE,
    aliases=("decide",),
)
def decide_by_command(interaction: SlashCommand, incident_id: IncidentId) -> Answer | None:
    if not interaction.words:
        interaction.open_form(drawn.decision_form(incident_id))
        return None
    incident = record_decision(
        interaction.context, interaction.delivery, interaction.user, incident_id, interaction.words
    )
    return Answer(gettext("Added to the {incident} timeline.", incident=incident.reference))


@feature.more(
    "decision",
    gettext_noop("Record a decision…"),
    description=gettext_noop("What was decided, for the timeline and the post-mortem."),
    rarity=0,
)
def ask_decision(interaction: BlockAction) -> None:
    interaction.open_form(drawn.decision_form(interaction.incident_id))


@feature.submission(drawn.DECISION)
def decide(interaction: ViewSubmission) -> None:
    record_decision(
        interaction.context,
        interaction.delivery,
        interaction.user,
        interaction.incident_id,
        interaction.text("text"),
    )


def _seen(button_state: str) -> tuple[HypothesisNumber, HypothesisState]:
    """Which hypothesis, in which state it was drawn. Raises UnknownButton."""
    number, _colon, state = button_state.partition(":")
    if not number.isdecimal():
        raise UnknownButton
    return HypothesisNumber(int(number)), action_ids.one_of(state, HypothesisState)

"""Texts about hypotheses and decisions."""

from collections.abc import Iterator, Mapping

from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped_with_mentions,
    single_line,
    user_mention,
)
from firefighter.domain.events import DecisionRecorded, HypothesisChanged
from firefighter.domain.hypotheses import (
    STATES,
    Hypotheses,
    Hypothesis,
    HypothesisState,
    by_interest,
)
from firefighter.domain.ids import reference
from firefighter.i18n import gettext, ngettext

HYPOTHESIS_SIGN = ":bulb:"
DECISION_SIGN = ":dart:"

_SHOWN = 150
"""Characters of a hypothesis where several are named; the list has all of it."""
_MOST = 3


def hypothesis_state_label(state: HypothesisState) -> str:
    return gettext(STATES[state].label)


def hypothesis_line(event: HypothesisChanged) -> str:
    return f"{HYPOTHESIS_SIGN} {_changed(event)}"


def decision_line(event: DecisionRecorded) -> str:
    who, text = user_mention(event.actor), single_line(event.text)
    return f"{DECISION_SIGN} {gettext('{who} decided: {text}', who=who, text=text)}"


def _changed(event: HypothesisChanged) -> str:
    known = {
        "who": user_mention(event.actor),
        "label": event.after.label,
        "text": single_line(event.after.text),
        "note": single_line(event.after.note),
    }
    if event.before is None and event.merged is not None:
        return gettext(
            "Hypothesis moved from {incident}: {label} {text}",
            incident=reference(event.merged),
            **known,
        )
    match event.after.state:
        case HypothesisState.PROPOSED:
            return gettext("{who} proposed {label}: {text}", **known)
        case HypothesisState.TESTING:
            return _tested(event, known)
        case HypothesisState.CONFIRMED:
            return gettext("{who} confirmed {label}: {text} · Found: {note}", **known)
        case HypothesisState.REFUTED:
            return gettext("{who} refuted {label}: {text} · Found: {note}", **known)
        case HypothesisState.MOVED:
            return gettext("{who} moved {label}: {text}", **known)


def _tested(event: HypothesisChanged, known: Mapping[str, str]) -> str:
    tested = (
        gettext("{who} is testing {label} again: {text}", **known)
        if event.before and event.before.is_settled
        else gettext("{who} is testing {label}: {text}", **known)
    )
    return f"{tested} · {known['note']}" if known["note"] else tested


def hypothesis_lines(known: Hypotheses) -> Iterator[str]:
    """Those that are confirmed, tested or proposed, in short, and how many are refuted."""
    listed = [each for each in by_interest(known) if each.state.is_open or _is_confirmed(each)]
    for each in listed[:_MOST]:
        yield f"• {_short(each)}"
    if (more := len(listed) - _MOST) > 0:
        yield ngettext("…and {number} more", "…and {number} more", more)
    refuted = sum(each.state is HypothesisState.REFUTED for each in known.values())
    if refuted:
        yield ngettext("{number} refuted", "{number} refuted", refuted)


def hypotheses_text(known: Hypotheses) -> str:
    """The same below a heading; empty if there are none."""
    lines = list(hypothesis_lines(known))
    return "\n".join((f"*{gettext('Hypotheses')}*", *lines)) if lines else ""


def _is_confirmed(hypothesis: Hypothesis) -> bool:
    return hypothesis.state is HypothesisState.CONFIRMED


def _short(hypothesis: Hypothesis) -> str:
    return gettext(
        "{label} *{state}*: {text}",
        label=hypothesis.label,
        state=hypothesis_state_label(hypothesis.state),
        text=clipped(escaped_with_mentions(hypothesis.text), _SHOWN),
    )

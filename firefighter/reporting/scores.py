"""Texts about scores of drills."""

from collections.abc import Mapping
from datetime import timedelta
from fractions import Fraction

from firefighter.domain.rules import Rules
from firefighter.domain.scenario import ScoringItem
from firefighter.domain.scoring import ItemScore, ScoreReason
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.i18n.translation import translate_built_in

_ITEMS: Mapping[ScoringItem, str] = {
    ScoringItem.DECLARE: gettext_noop("Time to declare"),
    ScoringItem.COMMANDER: gettext_noop("Time to have a commander"),
    ScoringItem.ACKNOWLEDGE: gettext_noop("Time to acknowledge the page"),
    ScoringItem.SEVERITY: gettext_noop("Right severity"),
    ScoringItem.ROLES: gettext_noop("Roles at half time"),
    ScoringItem.UPDATES: gettext_noop("Updates on time"),
    ScoringItem.UPDATE_CONTENT: gettext_noop("Content of updates"),
    ScoringItem.HYPOTHESES: gettext_noop("Hypotheses"),
    ScoringItem.DIAGNOSIS: gettext_noop("Right diagnosis"),
    ScoringItem.MITIGATE: gettext_noop("Time to mitigate"),
    ScoringItem.HANDOVER: gettext_noop("Handover with a note"),
    ScoringItem.REPORT: gettext_noop("Report"),
    ScoringItem.FOLLOW_UPS: gettext_noop("Follow-ups"),
}

_REASONS: Mapping[ScoreReason, str] = {
    ScoreReason.IN_TIME: gettext_noop("Done at {at}, expected by {expected}."),
    ScoreReason.LATE: gettext_noop("Done at {at}, expected by {expected}: late."),
    ScoreReason.RIGHT: gettext_noop("Right at {at}."),
    ScoreReason.WRONG: gettext_noop("Not as expected at {at}."),
    ScoreReason.PARTLY: gettext_noop("Partly done, last at {at}."),
    ScoreReason.COMPLETE: gettext_noop("Complete at {at}."),
    ScoreReason.MISSING: gettext_noop("Not recorded."),
}


def scoring_item_label(item: ScoringItem) -> str:
    return gettext(_ITEMS[item])


def score_sentence(item: ItemScore, rules: Rules) -> str:
    """Why an item earned what it earned, with the game time of its latest evidence.

    Names the expected severity and roles, so it is for those who may know the solution.
    """
    at = game_time_text(item.evidence[-1].at) if item.evidence else "–"
    expected = "–" if item.expected is None else game_time_text(item.expected)
    reason = gettext(_REASONS[item.reason], at=at, expected=expected)
    wanted = [translate_built_in(rules.role_name(each)) for each in item.roles]
    if item.severity:
        wanted.append(str(item.severity))
    if item.share == 1 or not wanted:
        return reason
    return gettext("{reason} Expected: {expected}.", reason=reason, expected=", ".join(wanted))


def points_text(points: Fraction, out_of: int) -> str:
    """With one decimal where it is not a whole number."""
    shown = f"{float(points):.1f}".removesuffix(".0")
    return ngettext("{points}/{number} point", "{points}/{number} points", out_of, points=shown)


def points_cost_text(points: Fraction) -> str:
    shown = f"{float(points):.1f}".removesuffix(".0")
    return gettext("Hints cost {points}.", points=shown)


def game_time_text(at: timedelta) -> str:
    """Minutes and seconds since the start, such as `12:05`."""
    minutes, seconds = divmod(int(at.total_seconds()), 60)
    return f"{minutes}:{seconds:02}"

"""The score of a team in one drill: a pure function of recorded facts.

All times are game time, so a pause changes nothing. Points are exact fractions; only the total is
rounded. docs/training-scores.md describes the rules.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import EntryId, RoleKey
from firefighter.domain.scenario import Expected, ScoringItem
from firefighter.domain.severity import Severity

POINTS: Mapping[ScoringItem, int] = {
    ScoringItem.DECLARE: 10,
    ScoringItem.COMMANDER: 8,
    ScoringItem.ACKNOWLEDGE: 6,
    ScoringItem.SEVERITY: 6,
    ScoringItem.ROLES: 4,
    ScoringItem.UPDATES: 12,
    ScoringItem.UPDATE_CONTENT: 4,
    ScoringItem.HYPOTHESES: 6,
    ScoringItem.DIAGNOSIS: 12,
    ScoringItem.MITIGATE: 14,
    ScoringItem.HANDOVER: 4,
    ScoringItem.REPORT: 10,
    ScoringItem.FOLLOW_UPS: 4,
}
"""What each item is worth, out of 100."""

FULL = 100

LATE_FACTOR = 3
"""At this many times the expected time, an item has fallen to LATE_SHARE."""

LATE_SHARE = Fraction(1, 4)
"""What remains of an item that was done, however late."""

ADJUSTMENT_LIMIT = 4
"""Points that a game master may give or take in total."""


class DrillProgress(StrEnum):
    RUNNING = "running"
    OVER = "over"
    STOPPED = "stopped"
    """Somebody stopped it, or it stopped itself, before its time was over."""


@dataclass(frozen=True, order=True)
class Evidence:
    """The timeline entry that shows a fact."""

    at: timedelta
    """Game time since the start."""
    entry: EntryId


@dataclass(frozen=True)
class SeverityFact:
    evidence: Evidence
    severity: Severity


@dataclass(frozen=True)
class RoleFact:
    """A role was held from `evidence` until `until`, or still is if that is None."""

    evidence: Evidence
    role: RoleKey
    until: timedelta | None = None


@dataclass(frozen=True)
class UpdateFact:
    """An update, and which of its parts it has."""

    evidence: Evidence
    impact: bool
    changed: bool
    next_step: bool


@dataclass(frozen=True)
class HypothesisFact:
    evidence: Evidence
    """Its latest entry."""
    state: HypothesisState
    tested: bool
    """Whether it was ever in the state testing."""
    matches_cause: bool = False
    """Whether the game master judged that it names the cause."""


@dataclass(frozen=True)
class HandoverFact:
    evidence: Evidence
    note: bool


@dataclass(frozen=True)
class ReportFact:
    """How many of the hard items of the post-mortem are done."""

    evidence: Evidence
    done: int
    out_of: int


@dataclass(frozen=True)
class FollowUpFact:
    evidence: Evidence
    verb: bool
    owner: bool
    due: bool


@dataclass(frozen=True)
class HintFact:
    """A hint that the team asked for, and its price in points of the hundred."""

    id: str
    at: timedelta
    price: int


@dataclass(frozen=True)
class Adjustment:
    """Points that the game master gave or took. The reason is public at the reveal."""

    points: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class DrillFacts:
    """What was recorded of one drill of one team. The order within a tuple means nothing."""

    asked: frozenset[ScoringItem]
    """What the scenario asks for."""
    expected: Expected
    length: timedelta
    played: timedelta
    """Game time until now, or until the drill ended."""
    progress: DrillProgress
    cadence: timedelta | None = None
    """How often an update is due; None if none is."""
    declared: Evidence | None = None
    acknowledged: Evidence | None = None
    commander: Evidence | None = None
    mitigated: Evidence | None = None
    severities: tuple[SeverityFact, ...] = ()
    roles: tuple[RoleFact, ...] = ()
    updates: tuple[UpdateFact, ...] = ()
    hypotheses: tuple[HypothesisFact, ...] = ()
    handovers: tuple[HandoverFact, ...] = ()
    report: ReportFact | None = None
    follow_ups: tuple[FollowUpFact, ...] = ()
    hints: tuple[HintFact, ...] = ()
    adjustments: tuple[Adjustment, ...] = ()
    help_asked: tuple[Evidence, ...] = ()
    """For the debrief. Asking for help never changes the score."""

    @property
    def half_time(self) -> timedelta:
        return self.length / 2


class ScoreReason(StrEnum):
    """Why an item earned what it earned. The edges have a sentence for each."""

    IN_TIME = "in_time"
    LATE = "late"
    RIGHT = "right"
    WRONG = "wrong"
    PARTLY = "partly"
    COMPLETE = "complete"
    MISSING = "missing"


@dataclass(frozen=True)
class ItemScore:
    item: ScoringItem
    share: Fraction
    """What was earned, from 0 to 1."""
    reason: ScoreReason
    evidence: tuple[Evidence, ...] = ()
    """What it was earned with, by time."""
    expected: timedelta | None = None
    """The expected game time of a timed item."""
    severity: Severity | None = None
    """The expected one, for that item."""
    roles: tuple[RoleKey, ...] = ()
    """Those expected at half time, for that item."""
    is_open: bool = False
    """Whether nothing was earned yet, and it still can be."""

    @property
    def out_of(self) -> int:
        return POINTS[self.item]

    @property
    def points(self) -> Fraction:
        return self.share * self.out_of


@dataclass(frozen=True)
class Score:
    items: tuple[ItemScore, ...]
    """What counts, in the order of POINTS."""
    left_out: tuple[ScoringItem, ...]
    """What the scenario does not ask for, or could no longer be earned after a stop."""
    hints: Fraction
    """What hints cost."""
    adjustment: int
    """What the game master gave or took, within ADJUSTMENT_LIMIT."""
    adjustments: tuple[Adjustment, ...] = ()
    was_stopped: bool = False
    """Whether a drill was stopped before its time, and so is judged on less than others."""

    @property
    def earned(self) -> Fraction:
        return _earned(self.items)

    @property
    def possible(self) -> int:
        return _possible(self.items)

    @property
    def exact(self) -> Fraction:
        """The total before rounding: rescaled to 100, then less hints, then adjusted."""
        rescaled = self.earned * FULL / (self.possible or FULL)
        return min(max(rescaled - self.hints + self.adjustment, Fraction(0)), Fraction(FULL))

    @property
    def total(self) -> int:
        """Out of 100, half a point rounded up."""
        return int(self.exact + Fraction(1, 2))

    @property
    def report_share(self) -> Fraction:
        """How complete the report is; decides between teams with the same total."""
        return next(
            (each.share for each in self.items if each.item is ScoringItem.REPORT), Fraction(0)
        )


@dataclass(frozen=True)
class RankedTeam:
    rank: int
    """From 1; teams that neither total nor report tells apart share a rank."""
    team: str
    score: Score


def score(facts: DrillFacts) -> Score:
    """What a team earned. The same facts in any order give the same score."""
    judged = [_RULES[item](facts) for item in POINTS if item in facts.asked]
    counted = [each for each in judged if each]
    if facts.progress is DrillProgress.STOPPED:
        counted = _counted_after_stop(counted)
    items = {each.item for each in counted}
    return Score(
        items=tuple(counted),
        left_out=tuple(item for item in POINTS if item not in items),
        hints=sum((hint_cost(each, facts.half_time) for each in facts.hints), Fraction(0)),
        adjustment=_within_limit(sum(each.points for each in facts.adjustments)),
        adjustments=tuple(sorted(facts.adjustments, key=lambda each: (each.reason, each.points))),
        was_stopped=facts.progress is DrillProgress.STOPPED,
    )


def rank_teams(scores: Mapping[str, Score]) -> tuple[RankedTeam, ...]:
    """The best first. Ties go to the better report, not to speed; then the name orders them."""
    merits = {team: (score.total, score.report_share) for team, score in scores.items()}
    ordered = sorted(scores, key=lambda team: (-merits[team][0], -merits[team][1], team))
    return tuple(
        RankedTeam(1 + sum(other > merits[team] for other in merits.values()), team, scores[team])
        for team in ordered
    )


def combined(scores: Sequence[Score], adjustments: tuple[Adjustment, ...]) -> Score:
    """What a team earned in several drills: of each item the average of those that ask for it."""
    items = tuple(
        _average([each for score in scores for each in score.items if each.item is item])
        for item in POINTS
        if any(each.item is item for score in scores for each in score.items)
    )
    counted = {each.item for each in items}
    return Score(
        items=items,
        left_out=tuple(item for item in POINTS if item not in counted),
        hints=sum((each.hints for each in scores), Fraction(0)) / len(scores),
        adjustment=_within_limit(sum(each.points for each in adjustments)),
        adjustments=adjustments,
        was_stopped=any(each.was_stopped for each in scores),
    )


def _average(items: Sequence[ItemScore]) -> ItemScore:
    """With the reason, and what was expected, of all of them if they share it."""
    first, *_others = items
    if len(items) == 1:
        return first
    share = sum((each.share for each in items), Fraction(0)) / len(items)
    reasons, expected = ({each.reason for each in items}, {each.expected for each in items})
    severities, roles = ({each.severity for each in items}, {each.roles for each in items})
    return ItemScore(
        first.item,
        share,
        first.reason if len(reasons) == 1 else _reason(share),
        tuple(sorted(evidence for each in items for evidence in each.evidence)),
        first.expected if len(expected) == 1 else None,
        severity=first.severity if len(severities) == 1 else None,
        roles=first.roles if len(roles) == 1 else (),
        is_open=any(each.is_open for each in items),
    )


def hint_cost(hint: HintFact, half_time: timedelta) -> Fraction:
    """Its price; half of it from half time on."""
    return Fraction(hint.price) if hint.at < half_time else Fraction(hint.price, 2)


def timed_share(at: timedelta, expected: timedelta) -> Fraction:
    """1 until the expected time, then in a straight line to LATE_SHARE, which always remains."""
    if at <= expected:
        return Fraction(1)
    over = _ratio(at - expected, (LATE_FACTOR - 1) * expected) if expected else Fraction(1)
    return max(1 - over * (1 - LATE_SHARE), LATE_SHARE)


def covered_share(
    updates: Iterable[timedelta], start: timedelta, end: timedelta, cadence: timedelta
) -> Fraction:
    """The share of the time from start to end in which no update was overdue.

    `start` itself opens the first interval. `end` must be later.
    """
    covered, reached = timedelta(), start
    for at in sorted((start, *(at for at in updates if start <= at <= end))):
        until = min(at + cadence, end)
        covered += max(until - max(at, reached), timedelta())
        reached = max(reached, until)
    return _ratio(covered, end - start)


def _counted_after_stop(judged: Sequence[ItemScore]) -> list[ItemScore]:
    """Without what had earned nothing, and without hypotheses that would lower the total.

    So a stop costs nothing, and neither does a hypothesis that was just written before it.
    """
    counted = [each for each in judged if each.share]
    others = [each for each in counted if each.item is not ScoringItem.HYPOTHESES]
    lowers = any(
        each.share * _possible(others) < _earned(others) for each in counted if each not in others
    )
    return others if lowers else counted


def _earned(items: Iterable[ItemScore]) -> Fraction:
    return sum((each.points for each in items), Fraction(0))


def _possible(items: Iterable[ItemScore]) -> int:
    return sum(each.out_of for each in items)


def _within_limit(points: int) -> int:
    return max(-ADJUSTMENT_LIMIT, min(points, ADJUSTMENT_LIMIT))


def _ratio(part: timedelta, whole: timedelta) -> Fraction:
    return Fraction(part // _TICK, whole // _TICK)


_TICK = timedelta(microseconds=1)


def _item(
    facts: DrillFacts,
    item: ScoringItem,
    share: Fraction,
    evidence: Iterable[Evidence] = (),
    reason: ScoreReason | None = None,
    *,
    final: bool = False,
) -> ItemScore:
    """With the reason that follows from the share, unless another is given.

    `final` if nothing can change it any more, even while the drill goes on.
    """
    told = reason or _reason(share)
    is_open = share == 0 and not final and facts.progress is DrillProgress.RUNNING
    return ItemScore(item, share, told, tuple(sorted(evidence)), is_open=is_open)


def _reason(share: Fraction) -> ScoreReason:
    if share == 1:
        return ScoreReason.COMPLETE
    return ScoreReason.PARTLY if share else ScoreReason.MISSING


def _timed(
    facts: DrillFacts, item: ScoringItem, evidence: Evidence | None, expected: timedelta | None
) -> ItemScore | None:
    if expected is None:
        return None
    is_open = evidence is None and facts.progress is DrillProgress.RUNNING
    if evidence is None:
        missing = ScoreReason.MISSING
        return ItemScore(item, Fraction(0), missing, expected=expected, is_open=is_open)
    share = timed_share(evidence.at, expected)
    reason = ScoreReason.IN_TIME if share == 1 else ScoreReason.LATE
    return ItemScore(item, share, reason, (evidence,), expected)


def _declare(facts: DrillFacts) -> ItemScore | None:
    return _timed(facts, ScoringItem.DECLARE, facts.declared, facts.expected.declare)


def _commander(facts: DrillFacts) -> ItemScore | None:
    return _timed(facts, ScoringItem.COMMANDER, facts.commander, facts.expected.commander)


def _acknowledge(facts: DrillFacts) -> ItemScore | None:
    return _timed(facts, ScoringItem.ACKNOWLEDGE, facts.acknowledged, facts.expected.acknowledge)


def _mitigate(facts: DrillFacts) -> ItemScore | None:
    return _timed(facts, ScoringItem.MITIGATE, facts.mitigated, facts.expected.mitigate)


def _severity(facts: DrillFacts) -> ItemScore:
    """The severity in force when it was mitigated, or at the end if it was not.

    Until then it tells nothing: a team could try severities until the board says that one is right.
    """
    if facts.mitigated is None and facts.progress is DrillProgress.RUNNING:
        return _item(facts, ScoringItem.SEVERITY, Fraction(0))
    end = facts.mitigated or Evidence(facts.played, EntryId(0))
    before = [each for each in facts.severities if each.evidence.at <= end.at]
    last = max(before, key=lambda each: (each.evidence, each.severity.value), default=None)
    final = facts.mitigated is not None
    expected = facts.expected.severity
    if last is None:
        missing = _item(facts, ScoringItem.SEVERITY, Fraction(0), final=final)
        return replace(missing, severity=expected)
    right = last.severity is expected
    reason = ScoreReason.RIGHT if right else ScoreReason.WRONG
    evidence = (last.evidence,)
    found = _item(facts, ScoringItem.SEVERITY, Fraction(right), evidence, reason, final=final)
    return replace(found, severity=expected)


def _roles(facts: DrillFacts) -> ItemScore | None:
    """Those held at half time, or at the end of a drill that ended before."""
    wanted = set(facts.expected.roles)
    if not wanted:
        return None
    at = min(facts.half_time, facts.played)
    held = {
        each.role: each.evidence
        for each in sorted(facts.roles, key=lambda each: (each.role, each.evidence))
        if each.role in wanted
        and each.evidence.at <= at
        and (each.until is None or each.until > at)
    }
    share, final = Fraction(len(held), len(wanted)), facts.played >= facts.half_time
    found = _item(facts, ScoringItem.ROLES, share, held.values(), final=final)
    return replace(found, roles=facts.expected.roles)


def _updates(facts: DrillFacts) -> ItemScore | None:
    """From the declaration until it is mitigated or the drill ends; None if none came due."""
    if facts.cadence is None:
        return None
    evidence = [each.evidence for each in facts.updates]
    if facts.declared is None:
        return _item(facts, ScoringItem.UPDATES, Fraction(0))
    start, end = facts.declared.at, _end_of_response(facts)
    if end - start <= facts.cadence:
        return _item(facts, ScoringItem.UPDATES, Fraction(1), evidence) if evidence else None
    share = covered_share((each.at for each in evidence), start, end, facts.cadence)
    return _item(facts, ScoringItem.UPDATES, share, evidence)


def _update_content(facts: DrillFacts) -> ItemScore | None:
    if not facts.updates:
        due = _updates(facts) is not None
        return _item(facts, ScoringItem.UPDATE_CONTENT, Fraction(0)) if due else None
    said = sum(each.impact + each.changed + each.next_step for each in facts.updates)
    evidence = (each.evidence for each in facts.updates)
    share = Fraction(said, 3 * len(facts.updates))
    return _item(facts, ScoringItem.UPDATE_CONTENT, share, evidence)


def _end_of_response(facts: DrillFacts) -> timedelta:
    return min(facts.mitigated.at, facts.played) if facts.mitigated else facts.played


def _hypotheses(facts: DrillFacts) -> ItemScore:
    """A third each for writing, testing and closing the one that was taken furthest."""
    shares = [
        (Fraction(1 + each.tested + each.state.is_settled, 3), each.evidence)
        for each in facts.hypotheses
    ]
    best = max((share for share, _evidence in shares), default=Fraction(0))
    evidence = (evidence for share, evidence in shares if share == best)
    return _item(facts, ScoringItem.HYPOTHESES, best, evidence)


def _diagnosis(facts: DrillFacts) -> ItemScore:
    """A confirmed hypothesis that names the cause. Wrong ones beside it cost nothing."""
    found = [
        each.evidence
        for each in facts.hypotheses
        if each.matches_cause and each.state is HypothesisState.CONFIRMED
    ]
    reason = ScoreReason.RIGHT if found else ScoreReason.MISSING
    return _item(facts, ScoringItem.DIAGNOSIS, Fraction(bool(found)), found, reason)


def _handover(facts: DrillFacts) -> ItemScore:
    noted = [each.evidence for each in facts.handovers if each.note]
    return _item(facts, ScoringItem.HANDOVER, Fraction(bool(noted)), noted)


def _report(facts: DrillFacts) -> ItemScore:
    report = facts.report
    if report is None or not report.out_of:
        return _item(facts, ScoringItem.REPORT, Fraction(0))
    share = Fraction(report.done, report.out_of)
    return _item(facts, ScoringItem.REPORT, share, (report.evidence,))


def _follow_ups(facts: DrillFacts) -> ItemScore:
    """The average of how complete they are."""
    if not facts.follow_ups:
        return _item(facts, ScoringItem.FOLLOW_UPS, Fraction(0))
    said = sum(each.verb + each.owner + each.due for each in facts.follow_ups)
    evidence = (each.evidence for each in facts.follow_ups)
    share = Fraction(said, 3 * len(facts.follow_ups))
    return _item(facts, ScoringItem.FOLLOW_UPS, share, evidence)


_RULES: Mapping[ScoringItem, Callable[[DrillFacts], ItemScore | None]] = {
    ScoringItem.DECLARE: _declare,
    ScoringItem.COMMANDER: _commander,
    ScoringItem.ACKNOWLEDGE: _acknowledge,
    ScoringItem.SEVERITY: _severity,
    ScoringItem.ROLES: _roles,
    ScoringItem.UPDATES: _updates,
    ScoringItem.UPDATE_CONTENT: _update_content,
    ScoringItem.HYPOTHESES: _hypotheses,
    ScoringItem.DIAGNOSIS: _diagnosis,
    ScoringItem.MITIGATE: _mitigate,
    ScoringItem.HANDOVER: _handover,
    ScoringItem.REPORT: _report,
    ScoringItem.FOLLOW_UPS: _follow_ups,
}
"""An item that does not apply to these facts has no score."""

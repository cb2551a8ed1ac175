"""What a team earns in a drill, and in which order teams are ranked."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.scenario import ScoringItem
from firefighter.domain.scoring import (
    ADJUSTMENT_LIMIT,
    FULL,
    LATE_SHARE,
    POINTS,
    Adjustment,
    DrillFacts,
    DrillProgress,
    Evidence,
    FollowUpFact,
    HandoverFact,
    HintFact,
    HypothesisFact,
    ItemScore,
    ReportFact,
    ScoreReason,
    SeverityFact,
    UpdateFact,
    covered_share,
    rank_teams,
    score,
    timed_share,
)
from firefighter.domain.severity import Severity
from tests.domain.drill_facts import (
    EVIDENCE,
    GAME_TIMES,
    HYPOTHESIS_FACTS,
    PERFECT,
    drill_facts,
    minutes,
    seen,
)


def item(facts: DrillFacts, wanted: ScoringItem) -> ItemScore:
    return next(each for each in score(facts).items if each.item is wanted)


def points(facts: DrillFacts, wanted: ScoringItem) -> Fraction:
    return item(facts, wanted).points


def test_the_points_of_all_items_are_a_hundred() -> None:
    assert set(POINTS) == set(ScoringItem)
    assert sum(POINTS.values()) == FULL


def test_a_drill_in_which_all_went_well_earns_all_of_it() -> None:
    found = score(PERFECT)
    assert (found.total, found.possible, found.earned) == (100, 100, Fraction(100))
    assert found.left_out == ()
    assert all(each.evidence for each in found.items)


def test_a_drill_in_which_nothing_happened_earns_nothing() -> None:
    nothing = DrillFacts(
        asked=PERFECT.asked,
        expected=PERFECT.expected,
        length=PERFECT.length,
        played=PERFECT.length,
        progress=DrillProgress.OVER,
        cadence=PERFECT.cadence,
    )
    found = score(nothing)
    assert (found.total, found.earned, found.possible) == (0, Fraction(0), 100)
    assert {each.reason for each in found.items} == {ScoreReason.MISSING}


@pytest.mark.parametrize(
    ("at", "share"),
    [
        (0, 1),
        (10, 1),
        (20, Fraction(5, 8)),
        (30, LATE_SHARE),
        (300, LATE_SHARE),
    ],
)
def test_a_timed_item_falls_to_a_quarter_at_three_times_its_time(
    at: float, share: Fraction
) -> None:
    assert timed_share(minutes(at), minutes(10)) == share


def test_a_time_is_told_with_its_expectation_and_its_entry() -> None:
    late = item(replace(PERFECT, declared=seen(6, 7)), ScoringItem.DECLARE)
    assert (late.points, late.out_of) == (Fraction(10) * Fraction(5, 8), 10)
    assert (late.reason, late.evidence, late.expected) == (
        ScoreReason.LATE,
        (seen(6, 7),),
        minutes(3),
    )


@pytest.mark.parametrize(
    ("severities", "earned"),
    [
        ([(2, Severity.SEV2)], 6),
        ([(2, Severity.SEV3), (29, Severity.SEV2)], 6),
        ([(2, Severity.SEV3), (31, Severity.SEV2)], 0),
        ([(2, Severity.SEV2), (8, Severity.SEV1)], 0),
        ([], 0),
    ],
)
def test_the_severity_counts_as_it_was_when_mitigated(
    severities: Sequence[tuple[int, Severity]], earned: int
) -> None:
    facts = tuple(SeverityFact(seen(at), severity) for at, severity in severities)
    assert points(replace(PERFECT, severities=facts), ScoringItem.SEVERITY) == earned


def test_roles_count_at_half_time() -> None:
    commander, other = PERFECT.roles
    late = replace(other, evidence=seen(21))
    left = replace(other, until=minutes(19))
    for second in (late, left):
        facts = replace(PERFECT, roles=(commander, second))
        assert points(facts, ScoringItem.ROLES) == 2
    nobody = replace(PERFECT, expected=replace(PERFECT.expected, roles=()))
    assert ScoringItem.ROLES in score(nobody).left_out


def test_updates_count_by_the_time_in_which_none_was_overdue() -> None:
    share = covered_share([minutes(30)], minutes(0), minutes(60), minutes(15))
    assert share == Fraction(1, 2)
    assert covered_share([minutes(15), minutes(30)], minutes(0), minutes(45), minutes(15)) == 1
    assert covered_share([minutes(1)] * 9, minutes(0), minutes(32), minutes(15)) == Fraction(1, 2)


def test_without_an_update_that_came_due_updates_are_left_out() -> None:
    quick = replace(PERFECT, mitigated=seen(14), updates=())
    assert {ScoringItem.UPDATES, ScoringItem.UPDATE_CONTENT} == set(score(quick).left_out)
    assert score(quick).total == 100
    relaxed = replace(PERFECT, cadence=None)
    assert score(relaxed).left_out == (ScoringItem.UPDATES,)


def test_updates_say_impact_change_and_next_step() -> None:
    poor = UpdateFact(seen(12), impact=True, changed=False, next_step=False)
    facts = replace(PERFECT, updates=(poor, PERFECT.updates[1]))
    assert points(facts, ScoringItem.UPDATE_CONTENT) == 4 * Fraction(4, 6)


@pytest.mark.parametrize(
    ("state", "tested", "earned"),
    [
        (HypothesisState.PROPOSED, False, 2),
        (HypothesisState.TESTING, True, 4),
        (HypothesisState.CONFIRMED, False, 4),
        (HypothesisState.CONFIRMED, True, 6),
        (HypothesisState.REFUTED, True, 6),
    ],
)
def test_a_hypothesis_counts_as_written_tested_and_closed(
    state: HypothesisState, tested: bool, earned: int
) -> None:
    facts = replace(PERFECT, hypotheses=(HypothesisFact(seen(9), state, tested),))
    assert points(facts, ScoringItem.HYPOTHESES) == earned
    assert points(facts, ScoringItem.DIAGNOSIS) == 0


def test_a_handover_counts_with_a_note_where_it_is_asked_for() -> None:
    silent = replace(PERFECT, handovers=(HandoverFact(seen(22), note=False),))
    assert points(silent, ScoringItem.HANDOVER) == 0
    assert score(silent).total == 96
    unasked = replace(silent, asked=silent.asked - {ScoringItem.HANDOVER})
    assert (score(unasked).total, score(unasked).possible) == (100, 96)


def test_report_and_follow_ups_count_by_how_complete_they_are() -> None:
    part = FollowUpFact(seen(39), verb=True, owner=False, due=False)
    facts = replace(
        PERFECT,
        report=ReportFact(seen(40), 7, 10),
        follow_ups=(part, *PERFECT.follow_ups),
    )
    assert points(facts, ScoringItem.REPORT) == 7
    assert points(facts, ScoringItem.FOLLOW_UPS) == 4 * Fraction(4, 6)


def test_a_hint_costs_half_from_half_time_on() -> None:
    early, late = HintFact("a", minutes(19), 5), HintFact("b", minutes(20), 5)
    assert score(replace(PERFECT, hints=(early,))).total == 95
    found = score(replace(PERFECT, hints=(late,)))
    assert (found.hints, found.exact, found.total) == (Fraction(5, 2), Fraction(195, 2), 98)


def test_adjustments_stay_within_four_either_way_and_keep_their_reasons() -> None:
    down = tuple(Adjustment(-3, reason) for reason in ("Rude", "Guessed"))
    found = score(replace(PERFECT, adjustments=down))
    assert (found.adjustment, found.total) == (-ADJUSTMENT_LIMIT, 96)
    assert [each.reason for each in found.adjustments] == ["Guessed", "Rude"]
    assert score(replace(PERFECT, adjustments=(Adjustment(4, "Kind"),))).total == 100


def test_what_can_still_be_earned_is_open_while_the_drill_goes_on() -> None:
    running = replace(
        PERFECT,
        progress=DrillProgress.RUNNING,
        played=minutes(25),
        mitigated=None,
        report=None,
        follow_ups=(),
    )
    is_open = {each.item for each in score(running).items if each.is_open}
    assert is_open == {
        ScoringItem.SEVERITY,
        ScoringItem.MITIGATE,
        ScoringItem.REPORT,
        ScoringItem.FOLLOW_UPS,
    }
    over = replace(running, progress=DrillProgress.OVER)
    assert not any(each.is_open for each in score(over).items)
    late = replace(running, roles=())
    assert not item(late, ScoringItem.ROLES).is_open


def test_a_stop_leaves_out_what_earned_nothing() -> None:
    stopped = replace(
        PERFECT, progress=DrillProgress.STOPPED, played=minutes(25), mitigated=None, report=None
    )
    assert set(score(stopped).left_out) == {ScoringItem.MITIGATE, ScoringItem.REPORT}
    assert score(stopped).total == 100
    assert score(stopped).was_stopped
    assert not score(PERFECT).was_stopped


def test_a_hypothesis_written_just_before_a_stop_costs_nothing() -> None:
    stopped = replace(PERFECT, progress=DrillProgress.STOPPED, hypotheses=())
    written = HypothesisFact(seen(39), HypothesisState.PROPOSED, tested=False)
    assert score(stopped).total == score(replace(stopped, hypotheses=(written,))).total == 100
    poor = replace(stopped, report=ReportFact(seen(40), 1, 10), mitigated=seen(36))
    tested = replace(written, tested=True)
    kept = replace(poor, asked=frozenset({ScoringItem.REPORT, ScoringItem.HYPOTHESES}))
    assert score(replace(kept, hypotheses=(tested,))).total == 31


def test_ties_go_to_the_better_report_and_not_to_speed() -> None:
    quick = replace(PERFECT, report=ReportFact(seen(40), 8, 10))
    slow = replace(
        PERFECT, hypotheses=(HypothesisFact(seen(9), HypothesisState.CONFIRMED, False, True),)
    )
    scores = {"Quick": score(quick), "Slow": score(slow), "Zero": score(quick)}
    assert {each.total for each in scores.values()} == {98}
    ranked = [(each.rank, each.team) for each in rank_teams(scores)]
    assert ranked == [(1, "Slow"), (2, "Quick"), (2, "Zero")]
    assert rank_teams({}) == ()


@given(facts=drill_facts())
def test_no_score_is_below_zero_or_above_the_possible(facts: DrillFacts) -> None:
    found = score(facts)
    assert 0 <= found.total <= FULL
    assert 0 <= found.earned <= found.possible <= FULL
    assert all(0 <= each.share <= 1 for each in found.items)
    assert {*found.left_out, *(each.item for each in found.items)} == set(ScoringItem)


@given(facts=drill_facts(), seed=st.integers(0, 999))
def test_the_order_of_facts_does_not_matter(facts: DrillFacts, seed: int) -> None:
    def shuffled(value: object) -> object:
        if not isinstance(value, tuple):
            return value
        return tuple(Random(seed).sample(value, len(value)))  # noqa: S311 - no secret

    values = {each.name: shuffled(getattr(facts, each.name)) for each in fields(DrillFacts)}
    assert score(DrillFacts(**values)) == score(facts)  # type: ignore[arg-type]


@given(facts=drill_facts())
def test_computing_it_again_gives_the_same(facts: DrillFacts) -> None:
    assert score(replace(facts)) == score(facts)


@given(facts=drill_facts())
def test_refuted_counts_as_much_as_confirmed(facts: DrillFacts) -> None:
    def all_in(state: HypothesisState) -> DrillFacts:
        asked = facts.asked - {ScoringItem.DIAGNOSIS}
        settled = tuple(replace(each, state=state) for each in facts.hypotheses)
        return replace(facts, asked=asked, hypotheses=settled)

    confirmed, refuted = map(all_in, (HypothesisState.CONFIRMED, HypothesisState.REFUTED))
    assert score(confirmed) == score(refuted)


@given(facts=drill_facts(), wrong=HYPOTHESIS_FACTS)
def test_a_wrong_hypothesis_never_costs(facts: DrillFacts, wrong: HypothesisFact) -> None:
    more = (*facts.hypotheses, replace(wrong, matches_cause=False))
    assert score(replace(facts, hypotheses=more)).exact >= score(facts).exact


@given(facts=drill_facts(), progress=st.sampled_from(DrillProgress))
def test_stopping_never_costs(facts: DrillFacts, progress: DrillProgress) -> None:
    stopped = replace(facts, progress=DrillProgress.STOPPED)
    assert score(stopped).exact >= score(replace(facts, progress=progress)).exact


@given(facts=drill_facts(), asked=EVIDENCE)
def test_asking_for_help_never_costs(facts: DrillFacts, asked: Evidence) -> None:
    more = replace(facts, help_asked=(*facts.help_asked, asked))
    assert score(more) == score(facts)


@given(
    facts=drill_facts(),
    pauses=st.lists(st.tuples(GAME_TIMES, st.integers(1, 3600)), max_size=3),
)
def test_a_pause_never_changes_a_score(
    facts: DrillFacts, pauses: list[tuple[timedelta, int]]
) -> None:
    """Facts are recorded in wall time; the game clock takes the pauses out again."""
    starts = sorted(pauses)

    def wall(game: timedelta) -> timedelta:
        return game + sum((timedelta(seconds=s) for at, s in starts if at < game), timedelta())

    def game(at: timedelta) -> timedelta:
        for start, seconds in starts:
            if at > start:
                at = max(at - timedelta(seconds=seconds), start)
        return at

    def played_on(evidence: Evidence | None) -> Evidence | None:
        return evidence and Evidence(game(wall(evidence.at)), evidence.entry)

    again = replace(
        facts,
        declared=played_on(facts.declared),
        acknowledged=played_on(facts.acknowledged),
        commander=played_on(facts.commander),
        mitigated=played_on(facts.mitigated),
        updates=tuple(
            replace(each, evidence=Evidence(game(wall(each.evidence.at)), each.evidence.entry))
            for each in facts.updates
        ),
        hints=tuple(replace(each, at=game(wall(each.at))) for each in facts.hints),
    )
    assert score(again) == score(facts)

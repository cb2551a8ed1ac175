"""Facts of a drill: one that went well, and any that can be recorded."""

from datetime import timedelta

from hypothesis import strategies as st

from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import EntryId, RoleKey
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import Expected, ScoringItem
from firefighter.domain.scoring import (
    Adjustment,
    DrillFacts,
    DrillProgress,
    Evidence,
    FollowUpFact,
    HandoverFact,
    HintFact,
    HypothesisFact,
    ReportFact,
    RoleFact,
    SeverityFact,
    UpdateFact,
)
from firefighter.domain.severity import Severity

LENGTH = timedelta(minutes=40)
COMMUNICATIONS = RoleKey("communications")


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def seen(at: float, entry: int = 1) -> Evidence:
    return Evidence(minutes(at), EntryId(entry))


EXPECTED = Expected(
    severity=Severity.SEV2,
    roles=(COMMANDER, COMMUNICATIONS),
    declare=minutes(3),
    commander=minutes(4),
    acknowledge=minutes(5),
    mitigate=minutes(30),
)

PERFECT = DrillFacts(
    asked=frozenset(ScoringItem),
    expected=EXPECTED,
    length=LENGTH,
    played=LENGTH,
    progress=DrillProgress.OVER,
    cadence=minutes(15),
    declared=seen(2),
    acknowledged=seen(4),
    commander=seen(3),
    mitigated=seen(30),
    severities=(SeverityFact(seen(2, 1), Severity.SEV3), SeverityFact(seen(9, 2), Severity.SEV2)),
    roles=(RoleFact(seen(3), COMMANDER), RoleFact(seen(5), COMMUNICATIONS)),
    updates=tuple(
        UpdateFact(seen(at), impact=True, changed=True, next_step=True) for at in (12, 24)
    ),
    hypotheses=(
        HypothesisFact(seen(20), HypothesisState.CONFIRMED, tested=True, matches_cause=True),
    ),
    handovers=(HandoverFact(seen(22), note=True),),
    report=ReportFact(seen(40), 10, 10),
    follow_ups=(FollowUpFact(seen(39), verb=True, owner=True, due=True),),
)

GAME_TIMES = st.integers(0, 40 * 60).map(lambda seconds: timedelta(seconds=seconds))
EVIDENCE = st.builds(Evidence, GAME_TIMES, st.integers(1, 10_000).map(EntryId))
HYPOTHESIS_FACTS = st.builds(
    HypothesisFact,
    EVIDENCE,
    st.sampled_from(HypothesisState),
    st.booleans(),
    st.booleans(),
)
_ROLES = st.sampled_from((COMMANDER, COMMUNICATIONS, RoleKey("scribe")))


def several(facts: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(facts, max_size=4).map(tuple)


def drill_facts() -> st.SearchStrategy[DrillFacts]:
    return st.builds(
        DrillFacts,
        asked=st.frozensets(st.sampled_from(ScoringItem)),
        expected=st.builds(
            Expected,
            severity=st.sampled_from(Severity),
            roles=st.lists(_ROLES, max_size=3, unique=True).map(tuple),
            declare=st.none() | GAME_TIMES,
            commander=st.none() | GAME_TIMES,
            acknowledge=st.none() | GAME_TIMES,
            mitigate=st.none() | GAME_TIMES,
        ),
        length=st.just(LENGTH),
        played=GAME_TIMES,
        progress=st.sampled_from(DrillProgress),
        cadence=st.none() | st.integers(5, 60).map(minutes),
        declared=st.none() | EVIDENCE,
        acknowledged=st.none() | EVIDENCE,
        commander=st.none() | EVIDENCE,
        mitigated=st.none() | EVIDENCE,
        severities=several(st.builds(SeverityFact, EVIDENCE, st.sampled_from(Severity))),
        roles=several(st.builds(RoleFact, EVIDENCE, _ROLES, st.none() | GAME_TIMES)),
        updates=several(
            st.builds(UpdateFact, EVIDENCE, st.booleans(), st.booleans(), st.booleans())
        ),
        hypotheses=several(HYPOTHESIS_FACTS),
        handovers=several(st.builds(HandoverFact, EVIDENCE, st.booleans())),
        report=st.none() | st.builds(ReportFact, EVIDENCE, st.integers(0, 10), st.just(10)),
        follow_ups=several(
            st.builds(FollowUpFact, EVIDENCE, st.booleans(), st.booleans(), st.booleans())
        ),
        hints=several(st.builds(HintFact, st.text(max_size=3), GAME_TIMES, st.integers(0, 30))),
        adjustments=several(
            st.builds(Adjustment, st.integers(-9, 9), st.text(min_size=1, max_size=3))
        ),
        help_asked=several(EVIDENCE),
    )

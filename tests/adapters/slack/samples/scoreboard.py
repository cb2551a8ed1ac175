from collections.abc import Iterator
from dataclasses import replace

from firefighter.adapters.slack.blocks import scoreboard as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.rules import Rules
from firefighter.domain.scoring import (
    DrillFacts,
    DrillProgress,
    HintFact,
    RankedTeam,
    rank_teams,
    score,
)
from firefighter.domain.severity import Severity
from firefighter.ports.snapshot import Snapshot
from firefighter.use_cases.drill_score import Diagnosis
from tests.domain.drill_facts import PERFECT, minutes, seen
from tests.domain.incidents import ANA, NOW

_NOTHING = DrillFacts(
    asked=PERFECT.asked,
    expected=PERFECT.expected,
    length=PERFECT.length,
    played=minutes(5),
    progress=DrillProgress.RUNNING,
    cadence=PERFECT.cadence,
)
_LATE = replace(
    PERFECT,
    declared=seen(9),
    severities=(replace(PERFECT.severities[0], severity=Severity.SEV4),),
    roles=PERFECT.roles[:1],
)


def ranked(name: str, many: int) -> tuple[RankedTeam, ...]:
    facts = (PERFECT, _LATE, _NOTHING)
    return rank_teams({f"{name} {number}": score(facts[number % 3]) for number in range(many)})


def scoreboard(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for many in (0, 3, 40):
        for dark in (False, True):
            yield blocks.scoreboard(ranked(snapshot.incident.title, many), dark=dark)


def score_details(snapshot: Snapshot, rules: Rules) -> Iterator[list[Block]]:
    for each in ranked(snapshot.incident.title, 3):
        yield blocks.score_details(each, rules)


def score_form(snapshot: Snapshot, rules: Rules) -> Iterator[Block]:
    hinted = replace(PERFECT, hints=(HintFact("1", minutes(1), 3),))
    for facts in (PERFECT, _LATE, _NOTHING, hinted):
        yield blocks.score_form(snapshot.incident, score(facts), rules, None)
    for diagnosis in _diagnoses(snapshot):
        yield blocks.score_form(snapshot.incident, score(PERFECT), rules, diagnosis)


def judge_form(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    for diagnosis in _diagnoses(snapshot):
        yield blocks.judge_form(snapshot.incident, diagnosis, previous_callback_id="score")


def _diagnoses(snapshot: Snapshot) -> Iterator[Diagnosis]:
    text = snapshot.incident.title
    confirmed = tuple(
        Hypothesis(
            number=HypothesisNumber(number),
            text=text,
            proposed_by=ANA,
            proposed_at=NOW,
            state=HypothesisState.CONFIRMED,
        )
        for number in range(1, 121)
    )
    for many in (0, 2, 120):
        yield Diagnosis(confirmed[:many], is_judged=False, named=None)
        yield Diagnosis(confirmed[:many], is_judged=True, named=None)
    yield Diagnosis(confirmed, is_judged=True, named=HypothesisNumber(2))

"""The facts of a score, read from a drill's timeline in game time."""

from dataclasses import replace
from datetime import datetime, timedelta

from firefighter.domain.drill import Drill, DrillPlan
from firefighter.domain.drill_events import DiagnosisJudged, DrillEnding, HintTaken
from firefighter.domain.drill_facts import PlayedDrill
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    FollowUpChanged,
    HypothesisChanged,
    PageAcknowledged,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import EntryId
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import (
    DEFAULT_SCORING,
    CompleteScenario,
    Environment,
    Expected,
    Level,
    Mode,
    Scenario,
    ScenarioId,
    ScoringItem,
    Sealed,
    Text,
)
from firefighter.domain.scoring import DrillFacts, DrillProgress, score
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from tests.domain.drills import drill_incident
from tests.domain.incidents import ANA, BOB, NOW

TEXT = Text({"en": "Cold tea"})
SCENARIO = CompleteScenario(
    Scenario(
        id=ScenarioId("cold-tea"),
        version=1,
        title=TEXT,
        story=TEXT,
        level=Level.BEGINNER,
        technical=False,
        failure_class="process",
        services=(),
        environment=Environment.TABLETOP,
        duration=timedelta(minutes=20),
        objective=TEXT,
        mode=Mode.INFORMED,
        hints=(),
        scoring=DEFAULT_SCORING,
    ),
    Sealed(
        cause=TEXT,
        solution=TEXT,
        expected=Expected(severity=Severity.SEV2, commander=timedelta(minutes=5)),
        personas={},
        injects=(),
        hints=(),
        briefs={},
    ),
)


def at(minute: float) -> datetime:
    return NOW + timedelta(minutes=minute)


def facts(*events: AnyEvent, drill: Drill | None = None) -> DrillFacts:
    incident = drill_incident()
    played = PlayedDrill(
        drill or Drill(incident.id, DrillPlan((BOB,), 20), NOW),
        incident,
        [Entry(event, event.at, EntryId(number)) for number, event in enumerate(events, 1)],
        SCENARIO,
    )
    return played.facts(at(15))


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


DECLARED = Declared(actor=ANA, at=NOW, title="Cold tea", severity=Severity.SEV3)
COMMANDING = RoleChanged(actor=BOB, at=at(2), role=COMMANDER, before=None, after=BOB)


def test_times_are_game_time() -> None:
    drill = Drill(drill_incident().id, DrillPlan((BOB,), 20), NOW)
    incident = drill_incident()
    drill.pause(incident, actor=ANA, now=at(1))
    drill.resume(incident, actor=ANA, now=at(6))
    found = facts(DECLARED, replace(COMMANDING, at=at(8)), drill=drill)
    assert found.commander is not None
    assert found.commander.at == minutes(3)
    assert found.played == minutes(10)


def test_the_first_time_of_each_step_counts() -> None:
    mitigated = StatusChanged(
        actor=BOB,
        at=at(9),
        step_kind=StepKind.MITIGATE,
        before=Status.INVESTIGATING,
        after=Status.MITIGATED,
    )
    acknowledged = PageAcknowledged(actor=BOB, at=at(3), key="1", whom="tea", paged_at=at(2))
    found = facts(DECLARED, COMMANDING, acknowledged, mitigated, replace(acknowledged, at=at(4)))
    assert found.acknowledged is not None
    assert found.acknowledged.at == minutes(3)
    assert found.mitigated is not None
    assert (found.mitigated.at, found.mitigated.entry) == (minutes(9), EntryId(4))


def test_the_declared_severity_is_the_first() -> None:
    raised = SeverityChanged(
        actor=BOB,
        at=at(4),
        before=Severity.SEV3,
        after=Severity.SEV2,
        reason="",
        opens_channel=False,
    )
    found = facts(DECLARED, raised)
    assert [each.severity for each in found.severities] == [Severity.SEV3, Severity.SEV2]


def test_a_role_is_held_until_it_is_given_on() -> None:
    given = RoleChanged(
        actor=BOB, at=at(7), role=COMMANDER, before=BOB, after=ANA, note="Kettle is off."
    )
    found = facts(DECLARED, COMMANDING, given)
    assert [(each.evidence.at, each.until) for each in found.roles] == [
        (minutes(2), minutes(7)),
        (minutes(7), None),
    ]
    assert [each.note for each in found.handovers] == [True]


def test_a_hypothesis_counts_once_with_its_latest_state() -> None:
    proposed = Hypothesis(
        number=HypothesisNumber(1), text="The kettle", proposed_by=BOB, proposed_at=at(3)
    )
    states = (HypothesisState.PROPOSED, HypothesisState.TESTING, HypothesisState.REFUTED)
    events = [
        HypothesisChanged(
            actor=BOB,
            at=at(3 + number),
            before=states[number - 1] if number else None,
            after=replace(proposed, state=state),
        )
        for number, state in enumerate(states)
    ]
    (found,) = facts(DECLARED, *events).hypotheses
    assert (found.state, found.tested, found.evidence.at) == (
        HypothesisState.REFUTED,
        True,
        minutes(5),
    )


def test_updates_hints_and_follow_ups_are_facts() -> None:
    update = UpdatePosted(actor=BOB, at=at(4), impact="No tea", changed="Kettle off")
    hint = HintTaken(actor=BOB, at=at(5), hint="plug", about="The plug", text="Look.", price=2)
    follow_up = FollowUp(number=FollowUpNumber(1), text="Buy a kettle", owner=BOB)
    added = FollowUpChanged(actor=BOB, at=at(6), before=None, after=follow_up)
    found = facts(DECLARED, update, hint, added)
    assert [(each.impact, each.changed, each.next_step) for each in found.updates] == [
        (True, True, False)
    ]
    assert [(each.id, each.at, each.price) for each in found.hints] == [("plug", minutes(5), 2)]
    assert [(each.verb, each.owner, each.due) for each in found.follow_ups] == [(True, True, False)]


def test_only_follow_ups_and_the_report_count_after_the_end() -> None:
    drill = Drill(
        drill_incident().id, DrillPlan((BOB,), 20), NOW, over_at=at(3), ending=DrillEnding.TIME_OVER
    )
    mitigated = StatusChanged(
        actor=BOB, at=at(9), step_kind=StepKind.MITIGATE, before=Status.OPEN, after=Status.MITIGATED
    )
    update = UpdatePosted(actor=BOB, at=at(9), impact="No tea", changed="Kettle off")
    follow_up = FollowUp(number=FollowUpNumber(1), text="Buy a kettle", owner=BOB)
    added = FollowUpChanged(actor=BOB, at=at(9), before=None, after=follow_up)
    found = facts(DECLARED, mitigated, update, added, drill=drill)
    assert found.mitigated is None
    assert found.updates == ()
    assert len(found.follow_ups) == 1


def test_a_mitigation_that_did_not_hold_is_none() -> None:
    first = step(5, StepKind.MITIGATE, Status.INVESTIGATING, Status.MITIGATED)
    again = step(6, StepKind.REOPEN, Status.MITIGATED, Status.INVESTIGATING)
    second = step(9, StepKind.MITIGATE, Status.INVESTIGATING, Status.MITIGATED)
    assert facts(DECLARED, first, again).mitigated is None
    held = facts(DECLARED, first, again, second).mitigated
    assert held is not None
    assert held.at == timedelta(minutes=9)


def step(minute: int, kind: StepKind, before: Status, after: Status) -> StatusChanged:
    return StatusChanged(actor=BOB, at=at(minute), step_kind=kind, before=before, after=after)


def test_declining_the_incident_does_not_mitigate_it() -> None:
    declined = StatusChanged(
        actor=BOB, at=at(9), step_kind=StepKind.DECLINE, before=Status.OPEN, after=Status.CLOSED
    )
    assert facts(DECLARED, declined).mitigated is None


def confirmed(number: int, minute: int) -> HypothesisChanged:
    after = Hypothesis(
        number=HypothesisNumber(number),
        text="The plug is out",
        proposed_by=BOB,
        proposed_at=NOW,
        state=HypothesisState.CONFIRMED,
    )
    return HypothesisChanged(actor=BOB, at=at(minute), before=None, after=after)


def judged(number: int | None) -> DiagnosisJudged:
    named = None if number is None else HypothesisNumber(number)
    return DiagnosisJudged(actor=ANA, at=at(30), hypothesis=named)


def diagnosis_points(*events: AnyEvent) -> tuple[int, int]:
    drill = Drill(
        drill_incident().id, DrillPlan((BOB,), 20), NOW, over_at=at(20), ending=DrillEnding.CLOSED
    )
    found = score(facts(DECLARED, *events, drill=drill))
    (item,) = (each for each in found.items if each.item is ScoringItem.DIAGNOSIS)
    return int(item.points), item.out_of


def test_the_diagnosis_is_scored_once_somebody_judged_it() -> None:
    assert diagnosis_points(confirmed(1, 5), confirmed(2, 6), judged(2)) == (12, 12)
    assert diagnosis_points(confirmed(1, 5), judged(None)) == (0, 12)
    assert diagnosis_points(judged(None)) == (0, 12)


def test_the_last_judgment_of_the_diagnosis_counts() -> None:
    assert diagnosis_points(confirmed(1, 5), judged(1), judged(None)) == (0, 12)
    assert diagnosis_points(confirmed(1, 5), judged(None), judged(1)) == (12, 12)


def test_a_hypothesis_that_was_confirmed_after_the_end_is_no_diagnosis() -> None:
    assert diagnosis_points(confirmed(1, 21), judged(1)) == (0, 12)


def test_what_nobody_judged_is_not_asked() -> None:
    asked = facts(DECLARED).asked
    assert ScoringItem.DECLARE not in asked
    assert ScoringItem.DIAGNOSIS not in asked
    assert ScoringItem.REPORT not in asked, "no post-mortem is written"


def test_a_drill_that_was_stopped_costs_nothing() -> None:
    drill = Drill(
        drill_incident().id, DrillPlan((BOB,), 20), NOW, over_at=at(3), ending=DrillEnding.STOPPED
    )
    found = facts(DECLARED, COMMANDING, drill=drill)
    assert found.progress is DrillProgress.STOPPED
    assert [each.item for each in score(found).items] == [ScoringItem.COMMANDER]


def test_a_team_is_scored_on_all_that_was_asked_when_the_game_day_ends() -> None:
    plan, over = DrillPlan((BOB,), 20), DrillEnding.GAME_DAY_OVER
    drill = Drill(drill_incident().id, plan, NOW, over_at=at(18), ending=over)
    found = facts(DECLARED, COMMANDING, drill=drill)
    assert found.progress is DrillProgress.OVER
    assert ScoringItem.HYPOTHESES in {each.item for each in score(found).items}

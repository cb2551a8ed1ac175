"""What a drill's timeline says for its score."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firefighter.domain.drill import Drill
from firefighter.domain.drill_events import PLAYED_TO_THE_END, DiagnosisJudged, HintTaken
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
from firefighter.domain.follow_ups import FollowUpNumber, FollowUpState
from firefighter.domain.hypotheses import HypothesisNumber, HypothesisState
from firefighter.domain.ids import RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.postmortem_checks import first_word_unless_verb
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import CompleteScenario, ScoringItem
from firefighter.domain.scoring import (
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
from firefighter.domain.timeline import Entry

NOT_SCORED = frozenset({ScoringItem.DECLARE})
"""A drill is declared by who starts it."""


@dataclass(frozen=True)
class PlayedDrill:
    """A drill with all that its score depends on."""

    drill: Drill
    incident: Incident
    timeline: Sequence[Entry]
    scenario: CompleteScenario

    def facts(self, now: datetime, report: tuple[int, int] | None = None) -> DrillFacts:
        """`report` is how many hard items of the post-mortem are done, and out of how many."""
        drill, incident = self.drill, self.incident
        end = drill.over_at or now
        every = incident.policy.update_every_min
        judgment = last_judgment(self.timeline)
        asked = frozenset(self.scenario.scenario.scoring) - NOT_SCORED
        if judgment is None:
            asked -= {ScoringItem.DIAGNOSIS}
        last = self._evidence(self.timeline[-1]) if self.timeline else None
        return DrillFacts(
            asked=asked if report else asked - {ScoringItem.REPORT},
            expected=self.scenario.sealed.expected,
            length=drill.length,
            played=drill.game_time(end),
            progress=_progress(drill),
            cadence=None if every is None else timedelta(minutes=every),
            declared=self._first(lambda event: isinstance(event, Declared)),
            acknowledged=self._first(lambda event: isinstance(event, PageAcknowledged)),
            commander=self._first(_gives_commander),
            mitigated=self._mitigated(),
            severities=tuple(self._severities()),
            roles=tuple(self._roles()),
            updates=tuple(self._updates()),
            hypotheses=tuple(
                replace(fact, matches_cause=judgment is not None and judgment.hypothesis == number)
                for number, fact in self._hypotheses().items()
            ),
            handovers=tuple(self._handovers()),
            report=ReportFact(last, *report) if last and report else None,
            follow_ups=tuple(self._follow_ups().values()),
            hints=tuple(self._hints()),
        )

    def _during(self) -> Iterator[Entry]:
        """What happened in the drill. Afterwards, only report and follow-ups still count."""
        over_at = self.drill.over_at
        return (each for each in self.timeline if over_at is None or each.event.at <= over_at)

    def _evidence(self, entry: Entry) -> Evidence:
        return Evidence(self.drill.game_time(entry.event.at), entry.id)

    def _first(self, wanted: Callable[[AnyEvent], bool]) -> Evidence | None:
        found = (self._evidence(each) for each in self._during() if wanted(each.event))
        return min(found, default=None)

    def _mitigated(self) -> Evidence | None:
        """The mitigation that held: reopening takes it back."""
        held: Evidence | None = None
        for entry in self._during():
            if _mitigates(entry.event):
                held = held or self._evidence(entry)
            elif _reopens(entry.event):
                held = None
        return held

    def _severities(self) -> Iterator[SeverityFact]:
        for entry in self._during():
            match entry.event:
                case Declared(severity=severity) | SeverityChanged(after=severity):
                    yield SeverityFact(self._evidence(entry), severity)
                case _:
                    pass

    def _roles(self) -> Iterator[RoleFact]:
        held: dict[RoleKey, Evidence] = {}
        for entry in self._during():
            if isinstance(event := entry.event, RoleChanged):
                evidence = self._evidence(entry)
                if since := held.pop(event.role, None):
                    yield RoleFact(since, event.role, evidence.at)
                if event.after:
                    held[event.role] = evidence
        yield from (RoleFact(since, role) for role, since in held.items())

    def _updates(self) -> Iterator[UpdateFact]:
        for entry in self._during():
            if isinstance(event := entry.event, UpdatePosted):
                yield UpdateFact(
                    self._evidence(entry),
                    impact=bool(event.impact),
                    changed=bool(event.changed),
                    next_step=bool(event.next_step),
                )

    def _hypotheses(self) -> Mapping[HypothesisNumber, HypothesisFact]:
        found: dict[HypothesisNumber, HypothesisFact] = {}
        for entry in self._during():
            if isinstance(event := entry.event, HypothesisChanged):
                before, state = found.get(event.after.number), event.after.state
                tested = state is HypothesisState.TESTING or bool(before and before.tested)
                found[event.after.number] = HypothesisFact(self._evidence(entry), state, tested)
        return found

    def _handovers(self) -> Iterator[HandoverFact]:
        for entry in self._during():
            match entry.event:
                case RoleChanged(before=str(), after=str(), note=note):
                    yield HandoverFact(self._evidence(entry), bool(note))
                case _:
                    pass

    def _follow_ups(self) -> Mapping[FollowUpNumber, FollowUpFact]:
        found: dict[FollowUpNumber, FollowUpFact] = {}
        for entry in self.timeline:
            if isinstance(event := entry.event, FollowUpChanged):
                after = event.after
                found[after.number] = FollowUpFact(
                    self._evidence(entry),
                    verb=not first_word_unless_verb(after.text),
                    owner=after.owner is not None,
                    due=after.due is not None,
                )
                if after.state in {FollowUpState.DROPPED, FollowUpState.MOVED}:
                    del found[after.number]
        return found

    def _hints(self) -> Iterator[HintFact]:
        for entry in self._during():
            if isinstance(event := entry.event, HintTaken):
                yield HintFact(event.hint, self.drill.game_time(event.at), event.price)


def last_judgment(timeline: Sequence[Entry]) -> DiagnosisJudged | None:
    """None while nobody has judged the diagnosis."""
    events = (entry.event for entry in reversed(timeline))
    return next((each for each in events if isinstance(each, DiagnosisJudged)), None)


def _progress(drill: Drill) -> DrillProgress:
    if not drill.is_over:
        return DrillProgress.RUNNING
    return DrillProgress.OVER if drill.ending in PLAYED_TO_THE_END else DrillProgress.STOPPED


def _gives_commander(event: AnyEvent) -> bool:
    return isinstance(event, RoleChanged) and event.role == COMMANDER and bool(event.after)


def _reopens(event: AnyEvent) -> bool:
    match event:
        case StatusChanged(before=before, after=after):
            return after.is_active and not before.is_active
        case _:
            return False


def _mitigates(event: AnyEvent) -> bool:
    match event:
        case StatusChanged(before=before, after=after, step_kind=step_kind):
            return before.is_active and not after.is_active and step_kind is not StepKind.DECLINE
        case _:
            return False

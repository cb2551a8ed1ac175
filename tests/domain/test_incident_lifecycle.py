"""Invariants of an incident under any sequence of actions."""

from collections.abc import Callable
from copy import deepcopy
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from firefighter.domain.errors import Refused
from firefighter.domain.events import (
    AnyEvent,
    Declared,
    Described,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    Update,
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Status, Step, StepKind, step_kinds_from
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from tests.domain.incidents import ANA, BOB, CAM, COMPLETE_STEPS, NOW

people = st.sampled_from([ANA, BOB, CAM])
roles = st.sampled_from([COMMANDER, RoleKey("scribe")])
severities = st.sampled_from(Severity)
notes = st.sampled_from(["", "Rolled back", "It is back"])
waits = st.none() | st.integers(1, 90).map(lambda minutes: timedelta(minutes=minutes))
# Half of the steps are complete, so that incidents get past their first status.
steps = st.sampled_from(list(COMPLETE_STEPS.values())) | st.builds(
    Step,
    st.sampled_from(StepKind),
    note=notes,
    decline_reason=st.sampled_from([None, *DeclineReason]),
    duplicate_of=st.sampled_from([None, IncidentId(7)]),
    may_override=st.booleans(),
)

_START_ORDER = (Milestone.DECLARED, Milestone.ACKNOWLEDGED)
_END_ORDER = (Milestone.DECLARED, Milestone.MITIGATED, Milestone.CLOSED)


class Lifecycle(RuleBasedStateMachine):
    incident: Incident

    @initialize(severity=severities, private=st.booleans(), summary=notes)
    def declare(self, severity: Severity, private: bool, summary: str) -> None:
        self.now = NOW
        self.incident = Incident.declare(
            incident_id=IncidentId(42),
            title="Checkout returns 500",
            summary=summary,
            severity=severity,
            policy=DEFAULT_POLICIES[severity],
            services=(),
            private=private,
            actor=ANA,
            now=NOW,
        )
        self.first_summary = summary
        self.had_channel = self.incident.has_channel

    @rule(step=steps, actor=people)
    def advance(self, step: Step, actor: UserId) -> None:
        self._try(actor, lambda: self.incident.advance(step, actor=actor, now=self.now))

    @rule(severity=severities, seen=severities, up_to_date=st.booleans(), actor=people)
    def change_severity(
        self, severity: Severity, seen: Severity, up_to_date: bool, actor: UserId
    ) -> None:
        policy = DEFAULT_POLICIES[severity]
        saw = self.incident.severity if up_to_date else seen
        self._try(
            actor,
            lambda: self.incident.change_severity(
                severity, policy, seen=saw, reason="It grows", actor=actor, now=self.now
            ),
        )

    @rule(role=roles, seen=st.none() | people, up_to_date=st.booleans(), actor=people)
    def take_role(
        self, role: RoleKey, seen: UserId | None, up_to_date: bool, actor: UserId
    ) -> None:
        saw = self.incident.holders.get(role) if up_to_date else seen
        self._try(actor, lambda: self.incident.take_role(role, seen=saw, actor=actor, now=self.now))

    @rule(role=roles, to=people, actor=people)
    def hand_over(self, role: RoleKey, to: UserId, actor: UserId) -> None:
        self._try(actor, lambda: self.incident.hand_over(role, to, actor=actor, now=self.now))

    @rule(role=roles, to=people, seen=st.none() | people, up_to_date=st.booleans(), actor=people)
    def assign_role(
        self, role: RoleKey, to: UserId, seen: UserId | None, up_to_date: bool, actor: UserId
    ) -> None:
        saw = self.incident.holders.get(role) if up_to_date else seen
        self._try(
            actor,
            lambda: self.incident.assign_role(role, to, seen=saw, actor=actor, now=self.now),
        )

    @rule(role=roles, actor=people)
    def step_down(self, role: RoleKey, actor: UserId) -> None:
        self._try(actor, lambda: self.incident.step_down(role, actor=actor, now=self.now))

    @rule(summary=st.sampled_from(["Slow", "Down", "Odd"]), actor=people)
    def describe(self, summary: str, actor: UserId) -> None:
        self._try(actor, lambda: self.incident.describe(summary, actor=actor, now=self.now))

    @rule(changed=st.sampled_from(["Rolled back", "Nothing"]), wait=waits, actor=people)
    def post_update(self, changed: str, wait: timedelta | None, actor: UserId) -> None:
        due = self.now + timedelta(minutes=1) + wait if wait else None
        update = Update(impact="Slow", changed=changed, next_update=due)
        self._try(actor, lambda: self.incident.post_update(update, actor=actor, now=self.now))

    @invariant()
    def latest_update_is_stored(self) -> None:
        updates = [event for event in self.incident.events if isinstance(event, UpdatePosted)]
        assert self.incident.latest_update == (updates[-1] if updates else None)
        assert self.incident.impact == (updates[-1].impact if updates else "")

    @invariant()
    def end_milestones_match_the_status(self) -> None:
        status, milestones = self.incident.status, self.incident.milestones
        declined = self.incident.declined is not None
        assert (status is Status.CLOSED) == (Milestone.CLOSED in milestones)
        assert status is Status.CLOSED or not declined
        if status.awaits_postmortem:
            assert Milestone.MITIGATED in milestones
        assert bool(self.incident.mitigation) == (Milestone.MITIGATED in milestones)
        if status is Status.CLOSED:
            assert declined != (Milestone.MITIGATED in milestones)

    @invariant()
    def milestones_are_in_order(self) -> None:
        milestones = self.incident.milestones
        for order in (_START_ORDER, _END_ORDER):
            reached = [milestones[one] for one in order if one in milestones]
            assert reached == sorted(reached)
        assert all(NOW <= at <= self.now for at in milestones.values())

    @invariant()
    def channel_is_never_lost_and_private_incidents_have_one(self) -> None:
        assert self.incident.has_channel >= self.had_channel
        assert self.incident.has_channel >= self.incident.private
        assert self.incident.has_channel >= self.incident.policy.incident_channel
        self.had_channel = self.incident.has_channel

    @invariant()
    def events_reproduce_the_state(self) -> None:
        reader = TimelineReader(self.first_summary)
        for event in self.incident.events:
            reader.apply(event)
        now = self.incident
        assert (reader.status, reader.severity) == (now.status, now.severity)
        assert (reader.summary, reader.holders) == (now.summary, now.holders)

    def _try(self, actor: UserId, change: Callable[[], None]) -> None:
        """An action either emits one event or changes nothing."""
        self.now += timedelta(minutes=1)
        before = deepcopy(self.incident)
        try:
            change()
        except Refused:
            assert self.incident == before
        else:
            assert self.incident.events[:-1] == before.events
            assert self.incident.events[-1].actor == actor
            assert self.incident.events[-1].at == self.now


class TimelineReader:
    """Rebuilds the state of an incident from its timeline alone."""

    status: Status
    severity: Severity

    def __init__(self, summary: str) -> None:
        self.summary = summary
        self.holders: dict[RoleKey, UserId] = {}

    def apply(self, event: AnyEvent) -> None:
        match event:
            case Declared():
                self.status, self.severity = Status.OPEN, event.severity
            case Described():
                self.summary = event.summary
            case StatusChanged():
                assert event.before is self.status
                assert event.step_kind in step_kinds_from(event.before)
                self.status = event.after
            case SeverityChanged():
                assert event.before is self.severity
                self.severity = event.after
            case RoleChanged():
                assert self.holders.pop(event.role, None) == event.before
                if event.after:
                    self.holders[event.role] = event.after
            case _:
                pass


TestLifecycle = Lifecycle.TestCase
TestLifecycle.settings = settings(max_examples=100, stateful_step_count=40)

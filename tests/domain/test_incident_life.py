"""Whatever people do, in whatever order, an incident stays one that can be told as a story."""

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
    UpdatePosted,
)
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Status, Step, Trigger, triggers_from
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.domain.updates import Update
from tests.domain.incidents import ANA, BOB, CAM, NOW, SAID_IN_FULL

people = st.sampled_from([ANA, BOB, CAM])
roles = st.sampled_from([COMMANDER, RoleKey("scribe")])
severities = st.sampled_from(Severity)
notes = st.sampled_from(["", "Rolled back", "It is back"])
waits = st.none() | st.integers(1, 90).map(lambda minutes: timedelta(minutes=minutes))
# Half of the steps say all they can be asked for, so that lives get past their beginning.
steps = st.sampled_from(list(SAID_IN_FULL.values())) | st.builds(
    Step,
    st.sampled_from(Trigger),
    note=notes,
    cancel_reason=st.sampled_from([None, *CancelReason]),
    duplicate_of=st.sampled_from([None, IncidentId(7)]),
    may_override=st.booleans(),
)

_FIRST_IN_LIFE = (Milestone.DECLARED, Milestone.ACKNOWLEDGED)
_LAST_IN_LIFE = (Milestone.DECLARED, Milestone.MITIGATED, Milestone.CLOSED)


class Life(RuleBasedStateMachine):
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
        self.had_room = self.incident.has_room

    @rule(step=steps, actor=people)
    def advance(self, step: Step, actor: UserId) -> None:
        self._wish(actor, lambda: self.incident.advance(step, actor=actor, now=self.now))

    @rule(severity=severities, seen=severities, up_to_date=st.booleans(), actor=people)
    def change_severity(
        self, severity: Severity, seen: Severity, up_to_date: bool, actor: UserId
    ) -> None:
        policy = DEFAULT_POLICIES[severity]
        saw = self.incident.severity if up_to_date else seen
        self._wish(
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
        self._wish(
            actor, lambda: self.incident.take_role(role, seen=saw, actor=actor, now=self.now)
        )

    @rule(role=roles, to=people, actor=people)
    def hand_over(self, role: RoleKey, to: UserId, actor: UserId) -> None:
        self._wish(actor, lambda: self.incident.hand_over(role, to, actor=actor, now=self.now))

    @rule(role=roles, to=people, seen=st.none() | people, up_to_date=st.booleans(), actor=people)
    def assign_role(
        self, role: RoleKey, to: UserId, seen: UserId | None, up_to_date: bool, actor: UserId
    ) -> None:
        saw = self.incident.holders.get(role) if up_to_date else seen
        self._wish(
            actor,
            lambda: self.incident.assign_role(role, to, seen=saw, actor=actor, now=self.now),
        )

    @rule(role=roles, actor=people)
    def step_down(self, role: RoleKey, actor: UserId) -> None:
        self._wish(actor, lambda: self.incident.step_down(role, actor=actor, now=self.now))

    @rule(summary=st.sampled_from(["Slow", "Down", "Odd"]), actor=people)
    def describe(self, summary: str, actor: UserId) -> None:
        self._wish(actor, lambda: self.incident.describe(summary, actor=actor, now=self.now))

    @rule(changed=st.sampled_from(["Rolled back", "Nothing"]), wait=waits, actor=people)
    def post_update(self, changed: str, wait: timedelta | None, actor: UserId) -> None:
        due = self.now + timedelta(minutes=1) + wait if wait else None
        news = Update(impact="Slow", changed=changed, next_update=due)
        self._wish(actor, lambda: self.incident.post_update(news, actor=actor, now=self.now))

    @invariant()
    def what_was_said_last_is_known(self) -> None:
        said = [event for event in self.incident.events if isinstance(event, UpdatePosted)]
        assert self.incident.latest_update == (said[-1] if said else None)
        assert self.incident.impact == (said[-1].impact if said else "")

    @invariant()
    def its_end_is_on_record_exactly_while_it_is_over(self) -> None:
        status, milestones = self.incident.status, self.incident.milestones
        cancelled = self.incident.cancellation is not None
        assert (status is Status.CLOSED) == (Milestone.CLOSED in milestones)
        assert status is Status.CLOSED or not cancelled
        if status in {Status.MITIGATED, Status.POSTMORTEM}:
            assert Milestone.MITIGATED in milestones
        assert bool(self.incident.mitigation) == (Milestone.MITIGATED in milestones)
        if status is Status.CLOSED:
            assert cancelled != (Milestone.MITIGATED in milestones)

    @invariant()
    def its_milestones_follow_each_other(self) -> None:
        milestones = self.incident.milestones
        for order in (_FIRST_IN_LIFE, _LAST_IN_LIFE):
            reached = [milestones[one] for one in order if one in milestones]
            assert reached == sorted(reached)
        assert all(NOW <= at <= self.now for at in milestones.values())

    @invariant()
    def a_room_once_open_stays_and_a_private_incident_has_one(self) -> None:
        assert self.incident.has_room >= self.had_room
        assert self.incident.has_room >= self.incident.private
        assert self.incident.has_room >= self.incident.policy.room
        self.had_room = self.incident.has_room

    @invariant()
    def its_events_alone_tell_how_it_is(self) -> None:
        told = Told(self.first_summary)
        for event in self.incident.events:
            told.hear(event)
        now = self.incident
        assert (told.status, told.severity) == (now.status, now.severity)
        assert (told.summary, told.holders) == (now.summary, now.holders)

    def _wish(self, actor: UserId, change: Callable[[], None]) -> None:
        """One wish is one event, or nothing at all."""
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


class Told:
    """Somebody who knows of an incident only what its timeline says."""

    status: Status
    severity: Severity

    def __init__(self, summary: str) -> None:
        self.summary = summary
        self.holders: dict[RoleKey, UserId] = {}

    def hear(self, event: AnyEvent) -> None:
        match event:
            case Declared():
                self.status, self.severity = Status.OPEN, event.severity
            case Described():
                self.summary = event.summary
            case StatusChanged():
                assert event.before is self.status
                assert event.trigger in triggers_from(event.before)
                self.status = event.after
            case SeverityChanged():
                assert event.before is self.severity
                self.severity = event.after
            case RoleChanged():
                assert self.holders.pop(event.role, None) == event.before
                if event.after:
                    self.holders[event.role] = event.after


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=100, stateful_step_count=40, deadline=None)

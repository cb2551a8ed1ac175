"""The aggregate. An incident changes only through its methods.

They take values and `now`, then change the state and emit events, or raise and change nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import assert_never

from firefighter.domain import lifecycle, postmortem_checks
from firefighter.domain.errors import (
    Action,
    Conflict,
    EditConflict,
    FieldProblem,
    Incomplete,
    InvalidField,
    Missing,
    NoChange,
    NotAllowedInStatus,
    NotRoleHolder,
    Unchanged,
)
from firefighter.domain.events import (
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    ChecklistItemConfirmed,
    Classified,
    Declared,
    Described,
    Details,
    Edited,
    FollowUpChanged,
    HypothesisChanged,
    MilestonesCorrected,
    NoteTaken,
    Paged,
    PostmortemApproved,
    PostmortemPageRequested,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    Source,
    StatusChanged,
    Update,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber
from firefighter.domain.ids import IncidentId, RoleKey, UserId, reference
from firefighter.domain.lifecycle import Decline, Phase, Status, Step, StepKind
from firefighter.domain.milestones import (
    Milestone,
    MilestoneTimes,
    corrections,
    declared_milestones,
)
from firefighter.domain.paging import PageTarget
from firefighter.domain.postmortem_checks import Confirmation, PostmortemPageText
from firefighter.domain.review import Review, review_after
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.domain.taxonomy import Classification


class Kind(StrEnum):
    REAL = "real"
    DRILL = "drill"
    """For training; excluded from everything about real incidents."""
    BACKFILLED = "backfilled"
    """Imported; counted in metrics and marked there."""


@dataclass
class Incident:
    id: IncidentId
    kind: Kind
    title: str
    severity: Severity
    policy: SeverityPolicy
    """What the present severity requires."""
    private: bool
    declared_by: UserId
    services: tuple[str, ...] = ()
    summary: str = ""
    impact: str = ""
    """Who is affected and how, from the latest update."""
    latest_update: UpdatePosted | None = None
    update_due: datetime | None = None
    """When the next update is due; None if none is scheduled."""
    status: Status = Status.OPEN
    has_channel: bool = False
    """Whether it has a channel of its own. Never becomes false again."""
    channel_state: ChannelState = ChannelState.OPEN
    """State of that channel, as last reported by the chat."""
    channel_name: str = ""
    """The name that people gave that channel; empty if it was not renamed."""
    channel_kept_by: UserId | None = None
    """Who exempted it from archiving; None if it is archived some days after closing."""
    has_postmortem_page: bool = False
    """Whether its post-mortem page exists or is being created. Never becomes false again."""
    holders: dict[RoleKey, UserId] = field(default_factory=dict)
    milestones: dict[Milestone, datetime] = field(default_factory=dict)
    mitigation: str = ""
    trigger: str = ""
    """What triggered it, from the taxonomy; empty until it is classified."""
    failure_class: str = ""
    """The kind of failure, from the taxonomy; empty until it is classified."""
    contributing_factors: tuple[str, ...] = ()
    declined: Decline | None = None
    reopened: int = 0
    """How often it was reopened."""
    follow_ups: dict[FollowUpNumber, FollowUp] = field(default_factory=dict)
    confirmed: dict[Missing, Confirmation] = field(default_factory=dict)
    """Items of the post-mortem's checklist that its owner said are done."""
    hypotheses: dict[HypothesisNumber, Hypothesis] = field(default_factory=dict)
    review: Review | None = None
    """Who reviews the post-mortem; None until somebody is asked."""
    version: int = 0
    """How often it was stored; 0 for a new incident."""
    events: list[AnyEvent] = field(default_factory=list)
    """Events since it was loaded, oldest first."""

    @classmethod
    def declare(
        cls,
        *,
        incident_id: IncidentId,
        kind: Kind = Kind.REAL,
        title: str,
        summary: str,
        severity: Severity,
        policy: SeverityPolicy,
        services: tuple[str, ...],
        private: bool,
        source: Source | None = None,
        incident_channel: str = "",
        actor: UserId,
        now: datetime,
        started_at: datetime | None = None,
    ) -> "Incident":
        """`incident_channel` is an existing channel. `started_at` is known from monitoring."""
        incident = cls(
            id=incident_id,
            kind=kind,
            title=title,
            summary=summary,
            severity=severity,
            policy=policy,
            services=services,
            private=private,
            has_channel=bool(
                private or policy.incident_channel or incident_channel or kind is Kind.DRILL
            ),
            declared_by=actor,
            milestones=declared_milestones(now, started_at),
        )
        incident.update_due = policy.update_due(now)
        incident.events.append(
            Declared(
                actor=actor,
                at=now,
                title=title,
                severity=severity,
                source=source,
                incident_channel=incident_channel,
            )
        )
        return incident

    @property
    def reference(self) -> str:
        return reference(self.id)

    @property
    def is_drill(self) -> bool:
        return self.kind is Kind.DRILL

    @property
    def commander(self) -> UserId | None:
        return self.holders.get(COMMANDER)

    @property
    def works_in_channel(self) -> bool:
        """Whether it has a channel where people and the bot can write."""
        return self.has_channel and self.channel_state is ChannelState.OPEN

    def advance(self, step: Step, *, actor: UserId, now: datetime) -> None:
        """Takes one step of the lifecycle. Raises NotAllowedInStatus or Incomplete."""
        before = self.status
        missing = lifecycle.unmet_items(self, step)
        lifecycle.advance(self, step)
        self._note_step(before, step, now)
        if self.status.phase is not before.phase:
            self._reset_update_due(now)
        opens_postmortem_page = self._opens_postmortem_page()
        self.events.append(
            StatusChanged(
                actor=actor,
                at=now,
                step_kind=step.kind,
                before=before,
                after=self.status,
                note=step.note,
                decline_reason=self.declined.reason if self.declined else None,
                duplicate_of=self.declined.duplicate_of if self.declined else None,
                merged=step.merges,
                overridden=before.phase is Phase.POSTMORTEM
                and step.kind is StepKind.CLOSE
                and bool(missing),
                opens_postmortem_page=opens_postmortem_page,
            )
        )

    def change_severity(
        self,
        severity: Severity,
        policy: SeverityPolicy,
        *,
        seen: Severity,
        reason: str,
        actor: UserId,
        now: datetime,
    ) -> None:
        """Raises EditConflict for another `seen`, Incomplete if it is lowered without a reason."""
        self.refuse_severity(severity, seen=seen)
        if not reason and severity > self.severity:
            raise Incomplete(Action.CHANGE_SEVERITY, (Missing.REASON,))
        opens_channel = policy.incident_channel and not self.has_channel
        self.severity, self.policy = severity, policy
        self.has_channel = self.has_channel or policy.incident_channel
        self._reset_update_due(now)
        self.events.append(
            SeverityChanged(
                actor=actor,
                at=now,
                before=seen,
                after=severity,
                reason=reason,
                opens_channel=opens_channel,
                opens_postmortem_page=self._opens_postmortem_page(),
            )
        )

    def refuse_severity(self, severity: Severity, *, seen: Severity) -> None:
        """Raises unless somebody who saw `seen` may change the severity to `severity`."""
        self._refuse_when_closed(Action.CHANGE_SEVERITY)
        if severity is self.severity:
            raise NoChange(Unchanged.SEVERITY, severity)
        if seen is not self.severity:
            raise EditConflict(Conflict.SEVERITY, self.severity)

    def take_role(
        self, role: RoleKey, *, seen: UserId | None, actor: UserId, now: datetime
    ) -> None:
        """Gives a role to `actor`, whose screen showed `seen` as holder. Raises EditConflict."""
        self.assign_role(role, actor, seen=seen, actor=actor, now=now)

    def assign_role(
        self,
        role: RoleKey,
        to: UserId,
        *,
        seen: UserId | None,
        note: str = "",
        actor: UserId,
        now: datetime,
    ) -> None:
        """Gives a role to `to`. Raises EditConflict unless `seen` still holds it."""
        holder = self.holders.get(role)
        if holder == to:
            raise NoChange(Unchanged.ROLE, to, role)
        if holder != seen:
            raise EditConflict(Conflict.ROLE, holder or "", role)
        self._assign(role, to, actor, now, note)

    def refuse_roles(self) -> None:
        """Raises NotAllowedInStatus unless roles may change."""
        self._refuse_when_closed(Action.CHANGE_ROLES)

    def hand_over(
        self, role: RoleKey, to: UserId, *, note: str = "", actor: UserId, now: datetime
    ) -> None:
        self._refuse_unless_holder(role, actor)
        if to == actor:
            raise NoChange(Unchanged.ROLE, to, role)
        self._assign(role, to, actor, now, note)

    def step_down(self, role: RoleKey, *, actor: UserId, now: datetime) -> None:
        self._refuse_unless_holder(role, actor)
        self._assign(role, None, actor, now)

    def describe(self, summary: str, *, actor: UserId, now: datetime) -> None:
        """Replaces the summary."""
        if summary == self.summary:
            raise NoChange(Unchanged.SUMMARY, summary)
        self.summary = summary
        self.events.append(Described(actor=actor, at=now, summary=summary))

    def classify(self, given: Classification, *, actor: UserId, now: datetime) -> None:
        """Sets trigger, failure class and contributing factors, in any status."""
        before = Classification(self.trigger, self.failure_class, self.contributing_factors)
        if given == before:
            raise NoChange(Unchanged.CLASSIFICATION, given.failure_class)
        self.trigger, self.failure_class = given.trigger, given.failure_class
        self.contributing_factors = given.contributing_factors
        self.events.append(Classified(actor=actor, at=now, **vars(given)))

    def post_update(self, update: Update, *, actor: UserId, now: datetime) -> None:
        """Posts an update and schedules the next one."""
        self.refuse_update()
        self.latest_update = UpdatePosted(actor=actor, at=now, **vars(update))
        self.impact = update.impact
        self.update_due = update.next_update
        self.events.append(self.latest_update)

    def put_off_update(
        self, until: datetime, *, seen: datetime, actor: UserId, now: datetime
    ) -> None:
        """Postpones the update that was due by `seen`."""
        self._refuse_unless_due(seen)
        self.update_due = until
        self.events.append(UpdatePutOff(actor=actor, at=now, until=until))

    def waive_update(self, *, seen: datetime, actor: UserId, now: datetime) -> None:
        """Skips the update that was due at `seen`."""
        self._refuse_unless_due(seen)
        self.update_due = None
        self.events.append(UpdateWaived(actor=actor, at=now))

    def correct_milestones(self, told: MilestoneTimes, *, actor: UserId, now: datetime) -> None:
        """Corrects the times of milestones. Those missing in `told` keep their times."""
        if Milestone.MITIGATED in told and Milestone.MITIGATED not in self.milestones:
            raise InvalidField(Milestone.MITIGATED, FieldProblem.NOT_MITIGATED)
        changed = corrections(self.milestones, told, now)
        if not changed:
            raise NoChange(Unchanged.MILESTONES, "")
        self.milestones |= {each.milestone: each.after for each in changed}
        self.events.append(MilestonesCorrected(actor=actor, at=now, corrections=changed))

    def page_oncall(
        self,
        page_target: PageTarget,
        reason: str,
        *,
        key: str,
        provider: str,
        actor: UserId,
        now: datetime,
    ) -> None:
        """Pages a user group or the on-call of a service, in any status but closed."""
        self.refuse_paging()
        paged = Paged(
            actor=actor, at=now, key=key, provider=provider, reason=reason, **vars(page_target)
        )
        self.events.append(paged)

    def refuse_paging(self) -> None:
        """Raises NotAllowedInStatus unless people may be paged."""
        self._refuse_when_closed(Action.PAGE_ONCALL)

    def refuse_update(self) -> None:
        """Raises NotAllowedInStatus unless an update may be posted."""
        self._refuse_when_closed(Action.POST_UPDATE)

    def request_postmortem_page(self, *, actor: UserId, now: datetime) -> None:
        """Requests a post-mortem page before, or without, its being required."""
        if self.declined:
            raise NotAllowedInStatus(StepKind.START_POSTMORTEM, self.status)
        if self.has_postmortem_page:
            raise NoChange(Unchanged.POSTMORTEM_PAGE, self.reference)
        self.has_postmortem_page = True
        self.events.append(PostmortemPageRequested(actor=actor, at=now))

    def edit(self, details: Details, *, actor: UserId, now: datetime) -> None:
        """Changes the title or the services, in any status."""
        before = Details(self.title, self.services)
        if details == before:
            raise NoChange(Unchanged.DETAILS, details.title)
        self.title, self.services = details.title, details.services
        self.events.append(Edited(actor=actor, at=now, before=before, after=details))

    def adopt_channel(
        self, channel: str, *, people: tuple[UserId, ...] = (), actor: UserId, now: datetime
    ) -> None:
        """Makes an existing channel the incident's channel and invites `people` there."""
        self.refuse_channel()
        self.has_channel, self.channel_state, self.channel_name = True, ChannelState.OPEN, ""
        self.events.append(ChannelAdopted(actor=actor, at=now, channel=channel, people=people))

    def make_private(
        self,
        *,
        left: str = "",
        stays: bool = False,
        people: tuple[UserId, ...],
        actor: UserId,
        now: datetime,
    ) -> None:
        """Makes the incident private.

        Its declarer, role holders, follow-up owners and channel members can see it. `left` is the
        public channel that is no longer used; `stays` if the work goes on in the same channel,
        since only members can read it.
        """
        self.refuse_visibility(private=True)
        self.private, self.has_channel = True, True
        if left:
            self.channel_state, self.channel_name = ChannelState.OPEN, ""
        self.events.append(
            VisibilityChanged(
                actor=actor, at=now, private=True, left=left, stays=stays, people=people
            )
        )

    def make_public(self, *, actor: UserId, now: datetime) -> None:
        self.refuse_visibility(private=False)
        self.private = False
        self.events.append(VisibilityChanged(actor=actor, at=now, private=False))

    def refuse_visibility(self, *, private: bool) -> None:
        """Raises NoChange if it is private or public already."""
        if self.private is private:
            raise NoChange(Unchanged.VISIBILITY, self.reference)

    def refuse_channel(self) -> None:
        """Raises unless an existing channel may become the incident's channel."""
        self._refuse_when_closed(Action.ADOPT_CHANNEL)
        if self.works_in_channel:
            raise NoChange(Unchanged.CHANNEL, self.reference)

    def note(self, text: str, *, actor: UserId, now: datetime) -> None:
        """Adds a note to the timeline, in any status."""
        self.events.append(NoteTaken(actor=actor, at=now, text=text))

    def follow_up(
        self, after: FollowUp, *, actor: UserId, now: datetime, merged: IncidentId | None = None
    ) -> None:
        """Adds or replaces a follow-up, in any status."""
        before = self.follow_ups.get(after.number)
        if before == after:
            raise NoChange(Unchanged.FOLLOW_UP, after.text)
        self.follow_ups[after.number] = after
        changed = FollowUpChanged(actor=actor, at=now, before=before, after=after, merged=merged)
        self.events.append(changed)

    def change_hypothesis(self, changed: HypothesisChanged) -> None:
        """Adds or replaces a hypothesis, in any status."""
        self.hypotheses[changed.after.number] = changed.after
        self.events.append(changed)

    def change_review(self, event: ReviewRequested | PostmortemApproved) -> None:
        """Changes the review of the post-mortem, in any status."""
        self.review = review_after(self.review, event)
        self.events.append(event)

    def record_channel_state(self, state: ChannelState, *, actor: UserId, now: datetime) -> None:
        """Records the state of the channel.

        Does nothing if it is known, or if the channel was deleted.
        """
        if state is self.channel_state or self.channel_state is ChannelState.DELETED:
            return
        before, self.channel_state = self.channel_state, state
        self.events.append(ChannelChanged(actor=actor, at=now, before=before, after=state))

    def record_channel_name(self, name: str, *, actor: UserId, now: datetime) -> None:
        """Records the name of the channel. Does nothing if it is known."""
        if name != self.channel_name:
            self.channel_name = name
            self.events.append(ChannelRenamed(actor=actor, at=now, name=name))

    def keep_channel(self, *, actor: UserId, now: datetime) -> None:
        """Exempts the channel from archiving."""
        if self.channel_kept_by or not self.works_in_channel:
            raise NoChange(Unchanged.ARCHIVING, self.channel_kept_by or "")
        self.channel_kept_by = actor
        self.events.append(ChannelKept(actor=actor, at=now))

    def awaits_archiving(self, closed_at: datetime) -> bool:
        """Whether the channel is due for archiving after it was closed at `closed_at`."""
        since = self.milestones.get(Milestone.CLOSED)
        return since == closed_at and self.works_in_channel and self.channel_kept_by is None

    def refuse_archiving(self) -> None:
        """Raises unless the channel may be archived now."""
        if not self.status.has_ended:
            raise NotAllowedInStatus(Action.ARCHIVE_CHANNEL, self.status)
        if not self.works_in_channel:
            raise NoChange(Unchanged.ARCHIVING, self.channel_state)

    def confirm_item(self, item: Missing, *, actor: UserId, now: datetime) -> None:
        """Counts an item of the checklist as done, whatever the page shows.

        Raises NoChange if it was confirmed before, and InvalidField for an item that is no matter
        of judgment.
        """
        if item not in postmortem_checks.CONFIRMABLE:
            raise InvalidField("item", FieldProblem.NOTHING_CHOSEN, item)
        if item in self.confirmed:
            raise NoChange(Unchanged.CHECKLIST_ITEM, item)
        self.confirmed[item] = Confirmation(actor, now)
        self.events.append(ChecklistItemConfirmed(actor=actor, at=now, item=item))

    def record(self, event: AnyEvent) -> None:
        """Appends an event that was decided from the whole timeline."""
        self.events.append(event)

    def requires_postmortem(self) -> bool:
        return self.policy.postmortem

    def unfinished_items(self, page: PostmortemPageText | None) -> tuple[Missing, ...]:
        """The hard items of the checklist that still block closing."""
        asked = (
            postmortem_checks.checks(self, page) if page else postmortem_checks.basic_checks(self)
        )
        missing = tuple(check.item for check in asked if not check.done)
        return missing if self.is_approved() else (*missing, Missing.APPROVAL)

    def is_approved(self) -> bool:
        """Whether all reviewers approved the post-mortem, or no approval is required."""
        reviewed = self.review is not None and self.review.approved_at is not None
        return reviewed or not self.policy.approval_required

    def _note_step(self, before: Status, step: Step, now: datetime) -> None:
        """Derives milestones from the phases, so that an added status or step is covered."""
        match self.status.phase:
            case Phase.ACTIVE if before.is_active:
                self.milestones.setdefault(Milestone.ACKNOWLEDGED, now)
            case Phase.ACTIVE:
                self.reopened += 1
                self._clear_end()
            case Phase.MITIGATED | Phase.POSTMORTEM:
                if before.is_active:
                    self.milestones.setdefault(Milestone.ACKNOWLEDGED, now)
                    self.milestones[Milestone.MITIGATED] = now
                    self.mitigation = step.note
            case Phase.CLOSED:
                self.milestones[Milestone.CLOSED] = now
                self.declined = Decline.by(step)
            case other:
                assert_never(other)

    def _reset_update_due(self, now: datetime) -> None:
        """Schedules the next update by the policy or earlier; none after mitigation."""
        if not self.status.is_active:
            self.update_due = None
            return
        told = self.latest_update.next_update if self.latest_update and self.update_due else None
        self.update_due = min(filter(None, (told, self.policy.update_due(now))), default=None)

    def _refuse_unless_due(self, seen: datetime) -> None:
        if self.update_due != seen:
            raise EditConflict(Conflict.UPDATE_DUE, "")

    def _opens_postmortem_page(self) -> bool:
        """Whether a page becomes necessary now: once mitigated, while people remember."""
        required = self.status.phase is Phase.MITIGATED and self.requires_postmortem()
        opens = not self.has_postmortem_page and (required or self.status.phase is Phase.POSTMORTEM)
        self.has_postmortem_page = self.has_postmortem_page or opens
        return opens

    def _clear_end(self) -> None:
        """Clears the milestones, the mitigation and approvals; the timeline keeps them."""
        self.milestones.pop(Milestone.MITIGATED, None)
        self.milestones.pop(Milestone.CLOSED, None)
        self.declined = None
        self.mitigation = ""
        self.review = self.review and self.review.without_approvals()

    def _assign(
        self, role: RoleKey, to: UserId | None, actor: UserId, now: datetime, note: str = ""
    ) -> None:
        self.refuse_roles()
        before = self.holders.pop(role, None)
        if to:
            self.holders[role] = to
            if role == COMMANDER:
                self.milestones.setdefault(Milestone.ACKNOWLEDGED, now)
        changed = RoleChanged(actor=actor, at=now, role=role, before=before, after=to, note=note)
        self.events.append(changed)

    def _refuse_unless_holder(self, role: RoleKey, actor: UserId) -> None:
        holder = self.holders.get(role)
        if holder != actor:
            raise NotRoleHolder(role, holder)

    def _refuse_when_closed(self, action: Action) -> None:
        if self.status.has_ended:
            raise NotAllowedInStatus(action, self.status)

"""The aggregate: the only place where an incident changes.

Its methods take values and `now`, change the state and emit events, or refuse and change nothing.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from firefighter.domain import lifecycle, quality
from firefighter.domain.errors import (
    AlreadySo,
    Flaw,
    Incomplete,
    InvalidField,
    Missing,
    NotAllowed,
    NotTheHolder,
    Overtaken,
)
from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Details,
    Edited,
    FollowUpChanged,
    MilestonesCorrected,
    NoteTaken,
    Paged,
    PageWanted,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    RoomKept,
    RoomRenamed,
    SeverityChanged,
    Source,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, RoleKey, UserId, reference
from firefighter.domain.lifecycle import HURTING, CancelReason, Status, Step, Trigger
from firefighter.domain.milestones import Milestone, Moments, corrections
from firefighter.domain.page_text import PageText
from firefighter.domain.paging import Whom
from firefighter.domain.roles import COMMANDER
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.domain.updates import Update


class Kind(StrEnum):
    REAL = "real"
    DRILL = "drill"
    """Training; never in the metrics."""
    BACKFILLED = "backfilled"
    """Imported history; in the metrics, marked."""


@dataclass(frozen=True)
class Cancellation:
    """Why an incident ended without having been one; such incidents are left out of the metrics."""

    reason: CancelReason
    duplicate_of: IncidentId | None = None


@dataclass
class Incident:
    id: IncidentId
    kind: Kind
    title: str
    severity: Severity
    policy: SeverityPolicy
    """What the present severity demands, as the company's rules say today."""
    private: bool
    declared_by: UserId
    services: tuple[str, ...] = ()
    summary: str = ""
    impact: str = ""
    """Who is hurt and how, as the latest update says."""
    latest_update: UpdatePosted | None = None
    update_due: datetime | None = None
    """By when people were told to expect the next update; None when nothing is promised."""
    status: Status = Status.OPEN
    has_room: bool = False
    """Whether it is worked in a channel of its own. Once true it stays true."""
    room_state: RoomState = RoomState.OPEN
    """What became of that channel, as far as the chat told us."""
    room_name: str = ""
    """What people renamed that channel to; empty as long as nobody did."""
    room_kept_by: UserId | None = None
    """Who wants it to stay for good; None while it is archived some days after closing."""
    has_page: bool = False
    """Whether it has a post-mortem page, or is getting one. Once true it stays true."""
    holders: dict[RoleKey, UserId] = field(default_factory=dict)
    milestones: dict[Milestone, datetime] = field(default_factory=dict)
    mitigation: str = ""
    trigger: str = ""
    """What set it off, in the taxonomy's words; empty until somebody says so."""
    failure_class: str = ""
    """What kind of weakness let it happen, likewise."""
    cancellation: Cancellation | None = None
    follow_ups: dict[FollowUpNumber, FollowUp] = field(default_factory=dict)
    version: int = 0
    """How often it was stored; 0 before the first time."""
    events: list[AnyEvent] = field(default_factory=list)
    """What happened since it was loaded, oldest first."""

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
        room: str = "",
        actor: UserId,
        now: datetime,
    ) -> "Incident":
        """`room` is a channel that was there before, to be worked in instead of a new one."""
        incident = cls(
            id=incident_id,
            kind=kind,
            title=title,
            summary=summary,
            severity=severity,
            policy=policy,
            services=services,
            private=private,
            has_room=private or policy.room or bool(room),
            declared_by=actor,
            milestones={Milestone.DETECTED: now, Milestone.DECLARED: now},
        )
        incident.update_due = incident._due_by_policy(now)
        incident.events.append(
            Declared(actor=actor, at=now, title=title, severity=severity, source=source, room=room)
        )
        return incident

    @property
    def reference(self) -> str:
        return reference(self.id)

    @property
    def commander(self) -> UserId | None:
        return self.holders.get(COMMANDER)

    @property
    def works_in_room(self) -> bool:
        """Whether there is a room, and people and bot can write in it."""
        return self.has_room and self.room_state is RoomState.OPEN

    def advance(self, step: Step, *, actor: UserId, now: datetime) -> None:
        """Takes one step of the lifecycle; refuses with NotAllowed or Incomplete."""
        before = self.status
        missing = lifecycle.lacking(self, step)
        lifecycle.advance(self, step)
        self._note_step(step, now)
        if self.status not in HURTING or step.trigger is Trigger.REOPEN:
            self._promise_anew(now)
        opens_page = self._opens_page()
        self.events.append(
            StatusChanged(
                actor=actor,
                at=now,
                trigger=step.trigger,
                before=before,
                after=self.status,
                note=step.note,
                cancel_reason=self.cancellation.reason if self.cancellation else None,
                duplicate_of=self.cancellation.duplicate_of if self.cancellation else None,
                merged=step.merges,
                overridden=before is Status.POSTMORTEM
                and step.trigger is Trigger.CLOSE
                and bool(missing),
                opens_page=opens_page,
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
        """Moves to `severity`, for somebody who saw `seen` and says why."""
        self.refuse_severity(severity, seen=seen)
        if not reason:
            raise Incomplete("change_severity", (Missing.REASON,))
        opens_room = policy.room and not self.has_room
        self.severity, self.policy = severity, policy
        self.has_room = self.has_room or policy.room
        self._promise_anew(now)
        self.events.append(
            SeverityChanged(
                actor=actor,
                at=now,
                before=seen,
                after=severity,
                reason=reason,
                opens_room=opens_room,
                opens_page=self._opens_page(),
            )
        )

    def refuse_severity(self, severity: Severity, *, seen: Severity) -> None:
        """Does nothing when somebody who saw `seen` may move to `severity`."""
        self._refuse_when_closed("change_severity")
        if severity is self.severity:
            raise AlreadySo("severity", severity)
        if seen is not self.severity:
            raise Overtaken("severity", self.severity)

    def take_role(
        self, role: RoleKey, *, seen: UserId | None, actor: UserId, now: datetime
    ) -> None:
        """Gives a role to who asks, who saw `seen` hold it; refuses when that is no longer so."""
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
        """Gives a role to `to`, for somebody who saw `seen` hold it."""
        holder = self.holders.get(role)
        if holder == to:
            raise AlreadySo(role, to)
        if holder != seen:
            raise Overtaken(role, holder or "")
        self._assign(role, to, actor, now, note)

    def refuse_roles(self) -> None:
        """Does nothing when roles may be given and taken."""
        self._refuse_when_closed("change_roles")

    def hand_over(
        self, role: RoleKey, to: UserId, *, note: str = "", actor: UserId, now: datetime
    ) -> None:
        self._refuse_unless_holder(role, actor)
        if to == actor:
            raise AlreadySo(role, to)
        self._assign(role, to, actor, now, note)

    def step_down(self, role: RoleKey, *, actor: UserId, now: datetime) -> None:
        self._refuse_unless_holder(role, actor)
        self._assign(role, None, actor, now)

    def describe(self, summary: str, *, actor: UserId, now: datetime) -> None:
        """Writes down what is seen, in place of what was written before."""
        if summary == self.summary:
            raise AlreadySo("summary", summary)
        self.summary = summary
        self.events.append(Described(actor=actor, at=now, summary=summary))

    def classify(self, trigger: str, failure_class: str, *, actor: UserId, now: datetime) -> None:
        """Says what set it off and what kind of failure it was; it may be learnt late."""
        if (trigger, failure_class) == (self.trigger, self.failure_class):
            raise AlreadySo("classes", f"{trigger}, {failure_class}")
        self.trigger, self.failure_class = trigger, failure_class
        event = Classified(actor=actor, at=now, trigger=trigger, failure_class=failure_class)
        self.events.append(event)

    def post_update(self, update: Update, *, actor: UserId, now: datetime) -> None:
        """Tells everybody how things stand, and when they hear more."""
        self.refuse_update()
        self.latest_update = UpdatePosted(actor=actor, at=now, **vars(update))
        self.impact = update.impact
        self.update_due = update.next_update
        self.events.append(self.latest_update)

    def put_off_update(
        self, until: datetime, *, seen: datetime, actor: UserId, now: datetime
    ) -> None:
        """Promises the update that was due by `seen` for later."""
        self._refuse_unless_due(seen)
        self.update_due = until
        self.events.append(UpdatePutOff(actor=actor, at=now, until=until))

    def waive_update(self, *, seen: datetime, actor: UserId, now: datetime) -> None:
        """Takes back the promise of the update that was due by `seen`."""
        self._refuse_unless_due(seen)
        self.update_due = None
        self.events.append(UpdateWaived(actor=actor, at=now))

    def correct_milestones(self, told: Moments, *, actor: UserId, now: datetime) -> None:
        """Says when things really happened; what is left out of `told` stays as it is."""
        if Milestone.MITIGATED in told and Milestone.MITIGATED not in self.milestones:
            raise InvalidField(Milestone.MITIGATED, Flaw.NOT_MITIGATED)
        changed = corrections(self.milestones, told, now)
        if not changed:
            raise AlreadySo("milestones", "")
        self.milestones |= {each.milestone: each.after for each in changed}
        self.events.append(MilestonesCorrected(actor=actor, at=now, corrections=changed))

    def page(
        self, whom: Whom, reason: str, *, key: str, through: str, actor: UserId, now: datetime
    ) -> None:
        """Asks for people, for as long as there is something to do."""
        self.refuse_paging()
        paged = Paged(actor=actor, at=now, key=key, through=through, reason=reason, **vars(whom))
        self.events.append(paged)

    def refuse_paging(self) -> None:
        """Does nothing while somebody may page people."""
        self._refuse_when_closed("page")

    def refuse_update(self) -> None:
        """Does nothing when somebody may post an update."""
        self._refuse_when_closed("post_update")

    def want_page(self, *, actor: UserId, now: datetime) -> None:
        """Asks for the post-mortem page before the lifecycle does, or where it never would."""
        if self.cancellation:
            raise NotAllowed("start a post-mortem", self.status)
        if self.has_page:
            raise AlreadySo("page", self.reference)
        self.has_page = True
        self.events.append(PageWanted(actor=actor, at=now))

    def edit(self, details: Details, *, actor: UserId, now: datetime) -> None:
        """Gives it another title or other services, also when it is over."""
        before = Details(self.title, self.services)
        if details == before:
            raise AlreadySo("details", details.title)
        self.title, self.services = details.title, details.services
        self.events.append(Edited(actor=actor, at=now, before=before, after=details))

    def adopt_room(
        self, channel: str, *, people: tuple[UserId, ...] = (), actor: UserId, now: datetime
    ) -> None:
        """Makes a channel that was there before its room, while there is none to be worked in.

        `people` are to be let in there.
        """
        self.refuse_room()
        self.has_room, self.room_state, self.room_name = True, RoomState.OPEN, ""
        adopted = RoomAdopted(actor=actor, at=now, channel=channel, people=people)
        self.events.append(adopted)

    def make_private(
        self,
        *,
        left: str = "",
        stays: bool = False,
        people: tuple[UserId, ...],
        actor: UserId,
        now: datetime,
    ) -> None:
        """From now on it is for who declared it, has a role or a follow-up, or is in its room.

        `left` is the room in which it was worked, which everybody can read; it `stays` in one that
        only members can read.
        """
        self.refuse_visibility(private=True)
        self.private, self.has_room = True, True
        if left:
            self.room_state, self.room_name = RoomState.OPEN, ""
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
        """Does nothing when it may become private, or be shown to everybody."""
        if self.private is private:
            raise AlreadySo("private" if private else "public", self.reference)

    def refuse_room(self) -> None:
        """Does nothing when a channel may become its room."""
        self._refuse_when_closed("adopt_room")
        if self.works_in_room:
            raise AlreadySo("room", self.reference)

    def note(self, text: str, *, actor: UserId, now: datetime) -> None:
        """Writes something down on the timeline, also when it is over."""
        self.events.append(NoteTaken(actor=actor, at=now, text=text))

    def follow_up(
        self,
        after: FollowUp,
        *,
        actor: UserId,
        now: datetime,
        merged: IncidentId | None = None,
    ) -> None:
        """Puts a follow-up in place of what it was before, if it was; also when all is over."""
        before = self.follow_ups.get(after.number)
        if before == after:
            raise AlreadySo("follow_up", after.text)
        self.follow_ups[after.number] = after
        changed = FollowUpChanged(actor=actor, at=now, before=before, after=after, merged=merged)
        self.events.append(changed)

    def note_room(self, state: RoomState, *, actor: UserId, now: datetime) -> None:
        """Takes note of what became of the room. Nothing when it is known; deleted is for good."""
        if state is self.room_state or self.room_state is RoomState.DELETED:
            return
        before, self.room_state = self.room_state, state
        self.events.append(RoomChanged(actor=actor, at=now, before=before, after=state))

    def note_room_name(self, name: str, *, actor: UserId, now: datetime) -> None:
        """Takes note of what the room is called now. Nothing when it is known."""
        if name != self.room_name:
            self.room_name = name
            self.events.append(RoomRenamed(actor=actor, at=now, name=name))

    def keep_room(self, *, actor: UserId, now: datetime) -> None:
        """Has the room stay, however long ago it was closed."""
        if self.room_kept_by or not self.works_in_room:
            raise AlreadySo("archiving", self.room_kept_by or "")
        self.room_kept_by = actor
        self.events.append(RoomKept(actor=actor, at=now))

    def awaits_archiving(self, closed_at: datetime) -> bool:
        """Whether the room is to be archived some days after `closed_at`; not when kept since."""
        since = self.milestones.get(Milestone.CLOSED)
        return since == closed_at and self.works_in_room and self.room_kept_by is None

    def refuse_archiving(self) -> None:
        """Does nothing when somebody may have the room archived now."""
        if self.status is not Status.CLOSED:
            raise NotAllowed("archive_room", self.status)
        if not self.works_in_room:
            raise AlreadySo("archiving", self.room_state)

    def record(self, event: AnyEvent) -> None:
        """Takes over what was decided by looking at the whole timeline."""
        self.events.append(event)

    def demands_postmortem(self) -> bool:
        return self.policy.postmortem

    def unfinished_items(self, page: PageText | None) -> tuple[Missing, ...]:
        """The hard items of the checklist that still stand between the post-mortem and closing."""
        asked = quality.checks(self, page) if page else quality.basics(self)
        return tuple(check.item for check in asked if not check.done)

    def _note_step(self, step: Step, now: datetime) -> None:
        match step.trigger:
            case Trigger.INVESTIGATE:
                self.milestones.setdefault(Milestone.ACKNOWLEDGED, now)
            case Trigger.MITIGATE:
                self.milestones.setdefault(Milestone.ACKNOWLEDGED, now)
                self.milestones[Milestone.MITIGATED] = now
                self.mitigation = step.note
            case Trigger.CLOSE:
                self.milestones[Milestone.CLOSED] = now
            case Trigger.CANCEL if step.cancel_reason:
                self.milestones[Milestone.CLOSED] = now
                is_duplicate = step.cancel_reason is CancelReason.DUPLICATE
                original = step.duplicate_of if is_duplicate else None
                self.cancellation = Cancellation(step.cancel_reason, original)
            case Trigger.REOPEN:
                self._forget_the_end()

    def _promise_anew(self, now: datetime) -> None:
        """As the policy asks, but not later than people were told; nothing once it hurts nobody."""
        if self.status not in HURTING:
            self.update_due = None
            return
        told = self.latest_update.next_update if self.latest_update and self.update_due else None
        self.update_due = min(filter(None, (told, self._due_by_policy(now))), default=None)

    def _refuse_unless_due(self, seen: datetime) -> None:
        if self.update_due != seen:
            raise Overtaken("update", "")

    def _due_by_policy(self, now: datetime) -> datetime | None:
        every = self.policy.update_every_min
        return now + timedelta(minutes=every) if every else None

    def _opens_page(self) -> bool:
        """Whether now is when a page becomes necessary: once mitigated, while all remember."""
        demanded = self.status is Status.MITIGATED and self.demands_postmortem()
        opens = not self.has_page and (demanded or self.status is Status.POSTMORTEM)
        self.has_page = self.has_page or opens
        return opens

    def _forget_the_end(self) -> None:
        """The timeline keeps what it was; the milestones say what is true now."""
        self.milestones.pop(Milestone.MITIGATED, None)
        self.milestones.pop(Milestone.CLOSED, None)
        self.cancellation = None
        self.mitigation = ""

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
            raise NotTheHolder(role, holder)

    def _refuse_when_closed(self, wish: str) -> None:
        if self.status is Status.CLOSED:
            raise NotAllowed(wish, self.status)

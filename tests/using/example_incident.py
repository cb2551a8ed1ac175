"""The example incident of docs/using.md, in the states that the page shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from firefighter.domain.events import (
    AnyEvent,
    HypothesisChanged,
    Merged,
    MessageNoted,
    Paged,
    PagingEnd,
    PagingEnded,
    Relation,
    Update,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpKind, FollowUpNumber, Priority
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber, HypothesisState
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, StepKind
from firefighter.domain.merging import DuplicateEnding, merge
from firefighter.domain.milestones import Milestone
from firefighter.domain.paging import OnCallService
from firefighter.domain.postmortem_checks import (
    Check,
    Heading,
    PageSection,
    PostmortemPageText,
    WritingWarning,
    checks,
    unclear_follow_ups,
    writing_warnings,
)
from firefighter.domain.review import Review
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.ports.chat import Line
from firefighter.ports.pages import PageId, PageReading, PageRef
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, RelatedIncident, Snapshot

RULES = Rules(services=("checkout", "search"))
NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
ANA, BEN = UserId("U0000ANA"), UserId("U0000BEN")
NAMES = {ANA: "Ana", BEN: "Ben", "C0000INC42": "inc-42-checkout-returns-500"}
CHANNEL = ChannelId("C0000INC42")
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm on the cache",
    owner=BEN,
    due=date(2026, 3, 9),
    ticket="https://tickets.example/7",
    kind=FollowUpKind.DETECT,
    priority=Priority.P1,
)
REVIEW = Review(ANA, NOW, (BEN,), date(2026, 3, 9))
CACHE = Hypothesis(
    number=HypothesisNumber(1),
    text="The new release empties the cache",
    proposed_by=ANA,
    proposed_at=NOW + timedelta(minutes=7),
    state=HypothesisState.TESTING,
    changed_by=BEN,
    changed_at=NOW + timedelta(minutes=9),
)

CAUSE = RelatedIncident(IncidentId(41), "Cache is cold", Relation.CAUSE)


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


DATABASE = OnCallService("Database on-call", "PagerDuty")
RING = Paged(
    actor=ANA,
    at=after(8),
    key="INC-42-1",
    service=DATABASE.name,
    provider=DATABASE.provider,
    reason="The primary is down",
)


def active_incident() -> tuple[Incident, list[Entry]]:
    """Declared, with a commander, an update and a follow-up; and its timeline."""
    incident = Incident.declare(
        incident_id=IncidentId(42),
        title="Checkout returns 500",
        summary="One payment in five fails since the deploy.",
        severity=Severity.SEV1,
        policy=RULES.policy(Severity.SEV1),
        services=("checkout",),
        private=False,
        actor=ANA,
        now=NOW,
    )
    incident.take_role(COMMANDER, seen=None, actor=BEN, now=after(2))
    incident.advance(Step(StepKind.INVESTIGATE), actor=BEN, now=after(3))
    update = Update(
        impact="One payment in five fails.",
        changed="The deploy is being rolled back.",
        next_step="See whether errors go down",
        next_by=BEN,
        next_update=after(40),
    )
    incident.post_update(update, actor=BEN, now=after(10))
    incident.note("Cache flushed by hand", actor=ANA, now=after(12))
    incident.follow_up(ALARM, actor=ANA, now=after(15))
    thought = HypothesisChanged.of(incident.hypotheses, CACHE, actor=BEN, at=after(9))
    incident.change_hypothesis(thought)
    noted = MessageNoted(
        actor=ANA,
        at=after(6),
        channel=CHANNEL,
        ts="1772334360.000100",
        author=BEN,
        text="It began with release 2.14",
        permalink="https://example.slack.com/archives/C0000INC42/p1772334360000100",
    )
    return incident, recorded([*incident.events, noted])


def recorded(events: list[AnyEvent]) -> list[Entry]:
    return [Entry(event, event.at, EntryId(number)) for number, event in enumerate(events, 1)]


def ended(end: PagingEnd) -> PagingEnded:
    return PagingEnded(
        actor=RING.actor,
        at=after(8),
        key=RING.key,
        service=RING.service,
        provider=RING.provider,
        reason=RING.reason,
        end=end,
        why="Invalid routing key",
    )


def seen(incident: Incident) -> Snapshot:
    places = {Place.CHANNEL: PlaceRef(Place.CHANNEL, CHANNEL)}
    return Snapshot(incident, places)


def incomplete_checklist(
    incident: Incident,
) -> tuple[Incident, PageRef, PageReading, Sequence[Check], Sequence[WritingWarning]]:
    """A checklist with every item open and one of each warning."""
    untold = replace(
        incident, summary="", latest_update=None, holders={}, milestones={Milestone.DECLARED: NOW}
    )
    untold.follow_ups = {ALARM.number: replace(ALARM, owner=None, text="Better alarms")}
    factors = PageSection("Contributing factors", Heading.FACTORS, "", "", 0)
    causes = PageSection(
        "What went badly",
        Heading.WENT_BADLY,
        "Human error: Ben forgot the cache. Be more careful.",
        "",
        open_prompts=1,
    )
    text = PostmortemPageText("INC-42", (factors, causes))
    doubted = (*writing_warnings(text, ["Ben"]), *unclear_follow_ups(untold.follow_ups.values()))
    page = PageRef(PageId("98003"), "https://wiki.example/98003")
    return untold, page, PageReading(text), checks(untold, text), doubted


def merged_duplicate(merge_target: Incident) -> tuple[Snapshot, Line]:
    """A duplicate just after the merge, and the line in its channel."""
    duplicate = Incident.declare(
        incident_id=IncidentId(43),
        title="Payments fail",
        summary="",
        severity=Severity.SEV3,
        policy=RULES.policy(Severity.SEV3),
        services=("checkout",),
        private=False,
        actor=ANA,
        now=after(1),
    )
    merge(duplicate, replace(merge_target, events=[]), DuplicateEnding(BEN), after(20))
    home = PlaceRef(Place.CHANNEL, CHANNEL)
    original = RelatedIncident(merge_target.id, merge_target.title, Relation.ORIGINAL, home)
    snapshot = Snapshot(duplicate, {}, related=(original,))
    return snapshot, Line(duplicate.events[-1], snapshot)


def line_of_original(merge_target: Snapshot) -> Line:
    """The line in the channel of the original."""
    event = Merged(
        actor=BEN,
        at=after(20),
        duplicate=IncidentId(43),
        title="Payments fail",
        people=(ANA, BEN),
        into_channel=True,
        follow_ups=1,
    )
    return Line(event, merge_target)

"""One incident of the night, brought to where the page wants it by its own methods."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from firefighter.domain.events import AnyEvent, Merged, MessageNoted, Paged, PagingEnd, PagingEnded
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import EntryId, IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.merging import Ending, merge
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import Heading, PageText, Part
from firefighter.domain.paging import OnCall
from firefighter.domain.quality import Check, Doubt, checks, doubts, unclear
from firefighter.domain.relations import Relation
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import Entry
from firefighter.domain.updates import Update
from firefighter.ports.chat import Line
from firefighter.ports.pages import PageId, PageRef, Reading
from firefighter.ports.places import ChannelId, Kin, Located, Place, Snapshot

RULES = Rules(services=("checkout", "search"))
NOW = datetime(2026, 3, 1, 3, 0, tzinfo=UTC)
ANA, BEN = UserId("U0000ANA"), UserId("U0000BEN")
NAMES = {ANA: "Ana", BEN: "Ben", "C0000INC42": "inc-42-checkout-returns-500"}
ROOM = ChannelId("C0000INC42")
ALARM = FollowUp(
    number=FollowUpNumber(1),
    text="Add an alarm on the cache",
    owner=BEN,
    due=date(2026, 3, 9),
    ticket="https://tickets.example/7",
)

CAUSE = Kin(IncidentId(41), "Cache is cold", Relation.CAUSE)


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


DATABASE = OnCall("Database on-call", "PagerDuty")
RING = Paged(
    actor=ANA,
    at=after(8),
    key="INC-42-1",
    service=DATABASE.name,
    through=DATABASE.through,
    reason="The primary is down",
)


def burning() -> tuple[Incident, list[Entry]]:
    """Declared, led, told of, and with something to do afterwards; and what is on its record."""
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
    incident.advance(Step(Trigger.INVESTIGATE), actor=BEN, now=after(3))
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
    noted = MessageNoted(
        actor=ANA,
        at=after(6),
        channel=ROOM,
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
        through=RING.through,
        reason=RING.reason,
        end=end,
        why="Invalid routing key",
    )


def seen(incident: Incident) -> Snapshot:
    places = {Place.ROOM: Located(Place.ROOM, ROOM)}
    return Snapshot(incident, places)


def unwritten(
    incident: Incident,
) -> tuple[Incident, PageRef, Reading, Sequence[Check], Sequence[Doubt]]:
    """Everything that its checklist can ask for, and one of each thing that it can warn of."""
    untold = replace(
        incident, summary="", latest_update=None, holders={}, milestones={Milestone.DECLARED: NOW}
    )
    untold.follow_ups = {ALARM.number: replace(ALARM, owner=None, text="Better alarms")}
    factors = Part("Contributing factors", Heading.FACTORS, "", "", 0)
    causes = Part(
        "What went badly",
        Heading.WENT_BADLY,
        "Human error: Ben forgot the cache. Be more careful.",
        "",
        open_prompts=1,
    )
    text = PageText("INC-42", (factors, causes))
    doubted = (*doubts(text, ["Ben"]), *unclear(untold.follow_ups.values()))
    page = PageRef(PageId("98003"), "https://wiki.example/98003")
    return untold, page, Reading(text), checks(untold, text), doubted


def merged_away(survivor: Incident) -> tuple[Snapshot, Line]:
    """A duplicate of the incident, just after it was merged, and what its people are told."""
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
    merge(duplicate, replace(survivor, events=[]), Ending(BEN), after(20))
    home = Located(Place.ROOM, ROOM)
    original = Kin(survivor.id, survivor.title, Relation.ORIGINAL, home)
    snapshot = Snapshot(duplicate, {}, kin=(original,))
    return snapshot, Line(duplicate.events[-1], snapshot)


def taken_over(survivor: Snapshot) -> Line:
    """What the people of the incident that goes on are told."""
    event = Merged(
        actor=BEN,
        at=after(20),
        duplicate=IncidentId(43),
        title="Payments fail",
        people=(ANA, BEN),
        into_room=True,
        follow_ups=1,
    )
    return Line(event, survivor)

"""Incidents and rules as large and as odd as people and their configurations make them."""

from datetime import UTC, datetime
from functools import partial

from hypothesis import strategies as st

from firefighter.domain.errors import InvalidField
from firefighter.domain.events import UpdatePosted
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Cancellation, Incident, Kind
from firefighter.domain.lifecycle import CancelReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.room import RoomState
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT, clean_text, split_title
from firefighter.domain.updates import UPDATE_LIMIT
from firefighter.ports.places import ChannelId, Located, Place, Snapshot, Troubles

LIVE = ["<!channel>", "<!here>", "<@UALL>", "<!subteam^S1>", "<https://evil.example|our bank>"]
RIGHT_TO_LEFT = "الدفع لا يعمل "
WORST = ["&", "<", "🔥", RIGHT_TO_LEFT, "👩‍👩‍👧", *LIVE]

_bits = st.sampled_from(["a", " ", "\n", "&amp;", *WORST]) | st.text(max_size=5)
text = st.lists(_bits, max_size=40).map("".join)
"""What people type, short."""


def filled(limit: int) -> st.SearchStrategy[str]:
    """Text up to its limit: one thing over and over, or all things mixed."""
    return st.sampled_from(WORST).map(lambda worst: (worst * limit)[:limit]) | text.map(
        lambda mixed: mixed[:limit]
    )


def _title(typed: str) -> str:
    try:
        return split_title(typed)[0]
    except InvalidField:
        return "Untitled"


titles = filled(TITLE_LIMIT).map(_title)
summaries = filled(SUMMARY_LIMIT).map(clean_text)
news = filled(UPDATE_LIMIT).map(partial(clean_text, limit=UPDATE_LIMIT))
people = st.from_regex(r"[UW][A-Z0-9]{8,10}", fullmatch=True).map(UserId)
channels = st.from_regex(r"C[A-Z0-9]{8,10}", fullmatch=True).map(ChannelId)
numbers = st.integers(min_value=1, max_value=10**18 - 1).map(IncidentId)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by timezones

policies = st.builds(
    SeverityPolicy,
    meaning=filled(300).filter(bool),
    room=st.booleans(),
    postmortem=st.booleans(),
    update_every_min=st.none() | st.integers(1, 10_000),
)
_names = filled(200).filter(lambda name: bool(name.strip()))
_others = st.lists(
    st.builds(
        Role, st.from_regex(r"[a-z]{3,20}", fullmatch=True).map(RoleKey), _names, st.just("Help.")
    ),
    max_size=19,
    unique_by=lambda role: role.key,
)


@st.composite
def rules(draw: st.DrawFn) -> Rules:
    others = [role for role in draw(_others) if role.key != COMMANDER]
    return Rules(
        severities={severity: draw(policies) for severity in Severity},
        roles=(Role(COMMANDER, draw(_names), "Lead."), *others),
        services=tuple(draw(st.lists(filled(100).filter(bool), max_size=50, unique=True))),
    )


@st.composite
def incidents(draw: st.DrawFn, of: Rules) -> Incident:
    """As it may be loaded from a database, in any status."""
    severity, status = draw(st.sampled_from(Severity)), draw(st.sampled_from(Status))
    private = draw(st.booleans())
    cancelled = status is Status.CLOSED and draw(st.booleans())
    keys = [role.key for role in of.roles]
    declarer = draw(people)
    return Incident(
        id=draw(numbers),
        kind=draw(st.sampled_from(Kind)),
        title=draw(titles),
        severity=severity,
        policy=of.policy(severity),
        private=private,
        declared_by=declarer,
        services=of.services,
        summary=draw(summaries),
        impact=draw(news),
        update_due=draw(st.none() | moments),
        status=status,
        has_room=private or of.policy(severity).room,
        room_state=draw(st.sampled_from(RoomState)),
        room_kept_by=draw(st.none() | st.just(declarer)),
        holders=draw(st.dictionaries(st.sampled_from(keys), people)),
        milestones={Milestone.DECLARED: draw(moments)},
        cancellation=Cancellation(draw(st.sampled_from(CancelReason))) if cancelled else None,
    )


troubles = st.builds(
    Troubles,
    waiting=st.integers(0, 9),
    parked=st.integers(0, 9),
    why=filled(500),
    next_try=st.none() | moments,
)


updates = st.builds(
    UpdatePosted,
    actor=people,
    at=moments,
    impact=news,
    changed=news,
    next_step=news,
    next_by=st.none() | people,
    next_update=st.none() | moments,
)


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Snapshot, Rules]:
    """An incident, where it is, and the rules of its house."""
    house = draw(rules())
    incident = draw(incidents(house))
    room = {Place.ROOM: Located(Place.ROOM, draw(channels))} if draw(st.booleans()) else {}
    return Snapshot(incident, room, draw(troubles)), house

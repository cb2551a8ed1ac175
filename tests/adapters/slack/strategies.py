"""Hypothesis strategies for incidents and rules at the limits of size and content."""

from datetime import UTC, datetime
from functools import partial

from hypothesis import strategies as st

from firefighter.domain.errors import InvalidField
from firefighter.domain.events import UPDATE_LIMIT, ChannelState, UpdatePosted
from firefighter.domain.ids import IncidentId, RoleKey, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.domain.title import SUMMARY_LIMIT, TITLE_LIMIT, clean_text, split_title
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, Snapshot, UnfinishedEffects

LIVE = ["<!channel>", "<!here>", "<@UALL>", "<!subteam^S1>", "<https://evil.example|our bank>"]
RIGHT_TO_LEFT = "الدفع لا يعمل "
WORST = ["&", "<", "🔥", RIGHT_TO_LEFT, "👩‍👩‍👧", *LIVE]

_bits = st.sampled_from(["a", " ", "\n", "&amp;", *WORST]) | st.text(max_size=5)
text = st.lists(_bits, max_size=40).map("".join)
"""Short typed text."""


def filled(limit: int) -> st.SearchStrategy[str]:
    """Returns text up to a limit: one thing repeated, or all of them mixed."""
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
times = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - made aware by timezones

policies = st.builds(
    SeverityPolicy,
    meaning=filled(300).filter(bool),
    incident_channel=st.booleans(),
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
        services=tuple(draw(st.lists(filled(75).filter(bool), max_size=50, unique=True))),
    )


@st.composite
def incidents(draw: st.DrawFn, of: Rules) -> Incident:
    """Returns an incident as loaded from a database, in any status."""
    severity, status = draw(st.sampled_from(Severity)), draw(st.sampled_from(Status))
    private = draw(st.booleans())
    declined = status is Status.CLOSED and draw(st.booleans())
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
        update_due=draw(st.none() | times),
        status=status,
        has_channel=private or of.policy(severity).incident_channel,
        channel_state=draw(st.sampled_from(ChannelState)),
        channel_kept_by=draw(st.none() | st.just(declarer)),
        holders=draw(st.dictionaries(st.sampled_from(keys), people)),
        milestones={Milestone.DECLARED: draw(times)},
        declined=Decline(draw(st.sampled_from(DeclineReason))) if declined else None,
    )


troubles = st.builds(
    UnfinishedEffects,
    pending=st.integers(0, 9),
    failed=st.integers(0, 9),
    why=filled(500),
    next_try=st.none() | times,
)


updates = st.builds(
    UpdatePosted,
    actor=people,
    at=times,
    impact=news,
    changed=news,
    next_step=news,
    next_by=st.none() | people,
    next_update=st.none() | times,
)


@st.composite
def snapshots(draw: st.DrawFn) -> tuple[Snapshot, Rules]:
    """Returns an incident, its places and the company's rules."""
    context = draw(rules())
    incident = draw(incidents(context))
    incident_channel = (
        {Place.CHANNEL: PlaceRef(Place.CHANNEL, draw(channels))} if draw(st.booleans()) else {}
    )
    return Snapshot(incident, incident_channel, draw(troubles)), context

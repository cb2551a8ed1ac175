"""People: profiles, participation, digest preference and Home tab."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import DueFollowUp, HomeView
from firefighter.ports.people import Person
from firefighter.ports.records import Records
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.store import DeliveryId, EffectRequest

PROFILE_TTL = timedelta(days=1)
"""How long a stored profile counts as current."""


def is_profile_stale(person: Person | None, now: datetime) -> bool:
    """Returns whether the person or the account is unknown, or the stored profile is too old."""
    if person is None or person.account is None:
        return True
    return person.fetched_at + PROFILE_TTL <= now


def request_profile(context: AppContext, user: UserId, request: EffectRequest) -> None:
    """Requests a profile from the chat, at most once a day.

    Raises AlreadyHandled if that was done today.
    """
    today = context.clock.now().date().isoformat()
    with context.units(DeliveryId(f"account:{user}:{today}")) as unit:
        unit.enqueue(None, request)


def record_participation(
    context: AppContext,
    delivery: DeliveryId,
    incident_id: IncidentId,
    user: UserId,
    at: datetime,
    *,
    messages: int = 0,
) -> None:
    """Records that somebody joined, or wrote `messages` messages. Raises AlreadyHandled."""
    with context.units(delivery) as unit:
        unit.participants.took_part(incident_id, user, at, messages=messages)


def record_participants(
    context: AppContext, delivery: DeliveryId, incident_id: IncidentId, users: Collection[UserId]
) -> None:
    """Records several people as participants from now on. Raises AlreadyHandled."""
    with context.units(delivery) as unit:
        for user in sorted(users):
            unit.participants.took_part(incident_id, user, context.clock.now())


def set_digest_preference(
    context: AppContext,
    delivery: DeliveryId,
    user: UserId,
    *,
    wanted: bool,
    answer: EffectRequest | None = None,
) -> None:
    """Sets whether somebody gets the weekly digest. `answer` confirms it."""
    with context.units(delivery) as unit:
        unit.preferences.set_digest(user, wanted=wanted)
        if answer:
            unit.enqueue(None, answer)


LISTED_AT_HOME = 20
DRILLS_AT_HOME = 5


def load_home(records: Records, user: UserId, now: datetime) -> HomeView:
    """Loads what one person's Home tab shows."""
    return HomeView(
        user=user,
        held=records.search(user, IncidentQuery(only_open=True, held_by=user), LISTED_AT_HOME),
        open=records.search(user, IncidentQuery(only_open=True), LISTED_AT_HOME),
        drills=records.search(
            user, IncidentQuery(only_open=True, drills=DrillFilter.ONLY), DRILLS_AT_HOME
        ),
        due_follow_ups=tuple(_follow_ups_of(records, user)),
        at=now,
    )


def _follow_ups_of(records: Records, user: UserId) -> Iterator[DueFollowUp]:
    for incident, follow_up, home in records.follow_ups_of(user):
        if follow_up.due:
            yield DueFollowUp(incident.id, follow_up, incident.kind, home)


def record_home_view(context: AppContext, delivery: DeliveryId, user: UserId) -> None:
    """Records the visit: recently viewed Home tabs are refreshed after changes."""
    with context.units(delivery) as unit:
        unit.home_views.viewed_home(user)

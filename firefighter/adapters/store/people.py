"""Profiles, participants, preferences and views of the Home tab."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from firefighter.adapters.store.dialects import Insert, replace_on_conflict, upsert
from firefighter.adapters.store.tables import HomeViewRow, ParticipantRow, PersonRow, PreferenceRow
from firefighter.domain.accounts import AccountType
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.timeline import Participant
from firefighter.ports.app_context import Clock
from firefighter.ports.people import Person, Profile

_UPSERT_PERSON = upsert(PersonRow, replace_on_conflict("user"))


def read_people(session: Session, users: Collection[UserId]) -> Mapping[UserId, Person]:
    rows = session.scalars(select(PersonRow).where(PersonRow.user.in_(users)))
    return {UserId(row.user): _person(row) for row in rows}


def read_names(session: Session) -> Mapping[UserId, str]:
    """The names of everybody on record."""
    return {UserId(row.user): _person(row).known_name for row in session.scalars(select(PersonRow))}


def write_people(session: Session, profiles: Sequence[Profile], now: datetime) -> None:
    """Replaces stored profiles. Safe when two transactions write the same person.

    Rows are written in one order, which prevents deadlocks.
    """
    for profile in sorted(profiles, key=lambda one: one.user):
        account = profile.account.value if profile.account else None
        row = asdict(profile) | {"account": account, "fetched_at": now}
        session.execute(_UPSERT_PERSON(session), row)


def _person(row: PersonRow) -> Person:
    return Person(
        user=UserId(row.user),
        name=row.name,
        real_name=row.real_name,
        time_zone=row.time_zone,
        locale=row.locale,
        account=AccountType(row.account) if row.account else None,
        fetched_at=row.fetched_at,
    )


def _add_participation(new: Insert) -> Insert:
    row, earlier, later = ParticipantRow, new.excluded.first_at, new.excluded.last_at
    return new.on_conflict_do_update(
        index_elements=["incident_id", "user"],
        set_={
            "first_at": case((row.first_at <= earlier, row.first_at), else_=earlier),
            "last_at": case((row.last_at >= later, row.last_at), else_=later),
            "messages": row.messages + new.excluded.messages,
        },
    )


_UPSERT_PARTICIPANT = upsert(ParticipantRow, _add_participation)


class StoredParticipants:
    def __init__(self, session: Session) -> None:
        self._session = session

    def took_part(
        self, incident_id: IncidentId, user: UserId, at: datetime, *, messages: int = 0
    ) -> None:
        row = {
            "incident_id": incident_id,
            "user": user,
            "first_at": at,
            "last_at": at,
            "messages": messages,
        }
        self._session.execute(_UPSERT_PARTICIPANT(self._session), row)

    def of(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        return participants_of(self._session, incident_id)


def participants_of(session: Session, incident_id: IncidentId) -> tuple[Participant, ...]:
    """Ordered by first activity."""
    rows = session.scalars(
        select(ParticipantRow)
        .where(ParticipantRow.incident_id == incident_id)
        .order_by(ParticipantRow.first_at, ParticipantRow.user)
    )
    return tuple(
        Participant(UserId(row.user), row.first_at, row.last_at, row.messages) for row in rows
    )


class StoredPreferences:
    def __init__(self, session: Session) -> None:
        self._session = session

    def wants_digest(self, user: UserId) -> bool:
        row = self._session.get(PreferenceRow, user)
        return row is None or row.digest

    def set_digest(self, user: UserId, *, wanted: bool) -> None:
        self._session.merge(PreferenceRow(user=user, digest=wanted))


class StoredHomeViews:
    def __init__(self, session: Session, clock: Clock) -> None:
        self._session = session
        self._clock = clock

    def viewed_home(self, user: UserId) -> None:
        self._session.merge(HomeViewRow(user=user, viewed_at=self._clock.now()))


def home_views_since(session: Session, since: datetime, limit: int) -> Sequence[UserId]:
    rows = session.scalars(
        select(HomeViewRow.user)
        .where(HomeViewRow.viewed_at >= since)
        .order_by(HomeViewRow.viewed_at.desc())
        .limit(limit)
    )
    return [UserId(user) for user in rows]

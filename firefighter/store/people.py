"""Who people are, written when the chat has told us."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from firefighter.domain.ids import UserId
from firefighter.ports.people import Person, Profile
from firefighter.store.tables import PersonRow
from firefighter.store.upserting import replacing, upsert

_NEW = upsert(PersonRow, replacing("user"))


def read_people(session: Session, users: Collection[UserId]) -> Mapping[UserId, Person]:
    rows = session.scalars(select(PersonRow).where(PersonRow.user.in_(users)))
    return {UserId(row.user): _person(row) for row in rows}


def write_people(session: Session, profiles: Sequence[Profile], now: datetime) -> None:
    """In place of what was known; two who learn of the same person do not get in each other's way.

    In one order, so that they do not wait for each other for ever either.
    """
    for profile in sorted(profiles, key=lambda one: one.user):
        session.execute(_NEW(session), asdict(profile) | {"learnt_at": now})


def _person(row: PersonRow) -> Person:
    return Person(
        user=UserId(row.user),
        name=row.name,
        real_name=row.real_name,
        time_zone=row.time_zone,
        locale=row.locale,
        learnt_at=row.learnt_at,
    )

"""Memberships of channels and user groups, and who may see an incident."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, false, func, not_, or_, select, true, union
from sqlalchemy.orm import Session

from firefighter.adapters.store.tables import (
    FollowUpRow,
    HolderRow,
    IncidentRow,
    MembershipRow,
    PlaceRow,
    SharedChannelRow,
)
from firefighter.domain.actors import is_person
from firefighter.domain.events import ChannelState
from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.roles import EVERYBODY
from firefighter.ports.people import MemberList
from firefighter.ports.snapshot import ChannelId, Place

MEMBERSHIP_TTL = timedelta(minutes=70)
"""How long a membership is taken for true. All are learnt again every hour."""


def replace_members(session: Session, memberships: Sequence[MemberList], now: datetime) -> None:
    """Replaces the stored members of each channel or user group."""
    for member_of in memberships:
        session.execute(delete(MembershipRow).where(MembershipRow.member_of == member_of.id))
        session.add_all(
            MembershipRow(member_of=member_of.id, user=user, seen_at=now)
            for user in member_of.members
        )


class StoredMemberships:
    def __init__(self, session: Session) -> None:
        self._session = session

    def joined(self, member_of: str, user: UserId, at: datetime) -> None:
        self._session.merge(MembershipRow(member_of=member_of, user=user, seen_at=at))

    def replace(self, members: MemberList, at: datetime) -> None:
        replace_members(self._session, [members], at)

    def private_channels(self) -> Sequence[ChannelId]:
        found = (
            select(PlaceRow.channel)
            .join(IncidentRow, IncidentRow.id == PlaceRow.incident_id)
            .where(
                IncidentRow.private,
                IncidentRow.channel_state == ChannelState.OPEN,
                PlaceRow.place == Place.CHANNEL,
            )
            .order_by(PlaceRow.channel)
        )
        return [ChannelId(channel) for channel in self._session.scalars(found)]

    def left(self, member_of: str, user: UserId) -> None:
        self._session.execute(
            delete(MembershipRow).where(
                MembershipRow.member_of == member_of, MembershipRow.user == user
            )
        )

    def members(self, member_of: str) -> frozenset[UserId]:
        found = select(MembershipRow.user).where(MembershipRow.member_of == member_of)
        return frozenset(UserId(user) for user in self._session.scalars(found))


class StoredSharedChannels:
    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, channel: ChannelId, *, is_shared: bool) -> bool:
        known = self._session.get(SharedChannelRow, channel)
        if is_shared is (known is not None):
            return False
        if known is None:
            self._session.add(SharedChannelRow(channel=channel))
        else:
            self._session.delete(known)
        return True


def incident_channels(
    session: Session, among: Collection[ChannelId]
) -> Mapping[ChannelId, IncidentId]:
    """Those of `among` that are the channel of an incident."""
    rows = session.execute(
        select(PlaceRow.channel, PlaceRow.incident_id).where(
            PlaceRow.place == Place.CHANNEL, PlaceRow.channel.in_(among)
        )
    )
    return {ChannelId(channel): IncidentId(incident_id) for channel, incident_id in rows}


def shared_channels(session: Session) -> frozenset[ChannelId]:
    return frozenset(map(ChannelId, session.scalars(select(SharedChannelRow.channel))))


_IS_OPEN = FollowUpRow.state == FollowUpState.OPEN


def visible_to(
    user: UserId,
    trusted: Sequence[str],
    channel: ChannelId | None = None,
    *,
    now: datetime | None = None,
) -> ColumnElement[bool]:
    """The condition for incidents that `user` may see.

    A private incident is visible to the person who declared it, the members of its channel, and
    everyone with a role or an open follow-up in it. `trusted` users and user groups see all.
    `channel` is where the person is now: its incident is visible there. A program sees all
    incidents or none of the private ones, as its token says. With `now`, memberships that were not
    confirmed for MEMBERSHIP_TTL count for nothing.
    """
    if user in trusted or EVERYBODY in trusted:
        return true()
    if not is_person(user):
        return not_(IncidentRow.private)
    return or_(
        not_(IncidentRow.private),
        IncidentRow.declared_by == user,
        holds_a_role(user),
        _owns_open_follow_up(user),
        _is_in_its_channel(user, now),
        *([_is_its_channel(channel)] if channel else []),
        *([_is_in_any_group(user, trusted)] if trusted else []),
    )


def insiders_of(
    session: Session, incident_id: IncidentId, now: datetime | None = None
) -> frozenset[UserId]:
    """Everyone who may see the incident without being trusted; `now` as for `visible_to`."""
    declared = select(IncidentRow.declared_by).where(IncidentRow.id == incident_id)
    holding = select(HolderRow.user).where(HolderRow.incident_id == incident_id)
    owning = select(FollowUpRow.owner).where(
        FollowUpRow.incident_id == incident_id, FollowUpRow.owner.is_not(None), _IS_OPEN
    )
    inside = (
        select(MembershipRow.user)
        .join(PlaceRow, MembershipRow.member_of == PlaceRow.channel)
        .join(IncidentRow, IncidentRow.id == PlaceRow.incident_id)
        .where(
            PlaceRow.incident_id == incident_id, PlaceRow.place == Place.CHANNEL, _is_confirmed(now)
        )
    )
    found = session.scalars(union(declared, holding, owning, inside))
    return frozenset(UserId(user) for user in found if is_person(UserId(user)))


def _is_in_any_group(user: UserId, groups: Sequence[str]) -> ColumnElement[bool]:
    return (
        select(MembershipRow.user)
        .where(MembershipRow.user == user, MembershipRow.member_of.in_(groups))
        .exists()
    )


def holds_a_role(user: UserId) -> ColumnElement[bool]:
    return (
        select(HolderRow.role)
        .where(HolderRow.incident_id == IncidentRow.id, HolderRow.user == user)
        .exists()
    )


def _owns_open_follow_up(user: UserId) -> ColumnElement[bool]:
    """Owners are reminded of follow-ups, so they must be able to open the incident."""
    return (
        select(FollowUpRow.number)
        .where(FollowUpRow.incident_id == IncidentRow.id, FollowUpRow.owner == user, _IS_OPEN)
        .exists()
    )


def stale_channel_of(
    session: Session, user: UserId, incident_id: IncidentId, now: datetime
) -> ChannelId | None:
    """The channel of an incident of which the person was a member when that was last learnt."""
    found = session.scalar(
        select(PlaceRow.channel)
        .join(MembershipRow, MembershipRow.member_of == PlaceRow.channel)
        .join(IncidentRow, IncidentRow.id == PlaceRow.incident_id)
        .where(
            PlaceRow.incident_id == incident_id,
            PlaceRow.place == Place.CHANNEL,
            MembershipRow.user == user,
            not_(_is_confirmed(now)),
        )
    )
    return ChannelId(found) if found else None


def _is_confirmed(now: datetime | None) -> ColumnElement[bool]:
    """Whether a membership of an incident's channel is recent; in an archived one none changes."""
    if now is None:
        return true()
    return or_(
        func.coalesce(MembershipRow.seen_at >= now - MEMBERSHIP_TTL, false()),
        IncidentRow.channel_state == ChannelState.ARCHIVED,
    )


def _is_in_its_channel(user: UserId, now: datetime | None) -> ColumnElement[bool]:
    return (
        select(PlaceRow.channel)
        .join(MembershipRow, MembershipRow.member_of == PlaceRow.channel)
        .where(
            PlaceRow.incident_id == IncidentRow.id,
            PlaceRow.place == Place.CHANNEL,
            MembershipRow.user == user,
            _is_confirmed(now),
        )
        .exists()
    )


def _is_its_channel(channel: ChannelId) -> ColumnElement[bool]:
    return (
        select(PlaceRow.channel)
        .where(
            and_(
                PlaceRow.incident_id == IncidentRow.id,
                PlaceRow.place == Place.CHANNEL,
                PlaceRow.channel == channel,
            )
        )
        .exists()
    )

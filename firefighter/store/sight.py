"""Whom an incident exists for: the one condition under which all looking and listing is done."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, not_, or_, select, true, union
from sqlalchemy.orm import Session

from firefighter.domain.follow_ups import FollowUpState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.rights import EVERYBODY
from firefighter.ports.places import ChannelId, Place
from firefighter.store.tables import CircleMemberRow, FollowUpRow, HolderRow, IncidentRow, PlaceRow

_IS_OPEN = FollowUpRow.state == FollowUpState.OPEN


def visible_to(
    user: UserId, trusted: Sequence[str], channel: ChannelId | None = None
) -> ColumnElement[bool]:
    """A private incident is for who declared it, is in its room, or has a role or follow-up of it.

    `trusted` are users and user groups who see them all. `channel` is where the person is just
    now: whoever is in a room knows of its incident.
    """
    if user in trusted or EVERYBODY in trusted:
        return true()
    return or_(
        not_(IncidentRow.private),
        IncidentRow.declared_by == user,
        holds_a_role(user),
        _has_something_to_do(user),
        _is_in_its_room(user),
        *([_is_its_room(channel)] if channel else []),
        *([_is_in_one_of(user, trusted)] if trusted else []),
    )


def insiders_of(session: Session, incident_id: IncidentId) -> frozenset[UserId]:
    """The people whom `visible_to` lets in without their being trusted."""
    declared = select(IncidentRow.declared_by).where(IncidentRow.id == incident_id)
    holding = select(HolderRow.user).where(HolderRow.incident_id == incident_id)
    owning = select(FollowUpRow.owner).where(
        FollowUpRow.incident_id == incident_id, FollowUpRow.owner.is_not(None), _IS_OPEN
    )
    inside = (
        select(CircleMemberRow.user)
        .join(PlaceRow, CircleMemberRow.circle == PlaceRow.channel)
        .where(PlaceRow.incident_id == incident_id, PlaceRow.place == Place.ROOM)
    )
    return frozenset(
        UserId(user) for user in session.scalars(union(declared, holding, owning, inside))
    )


def _is_in_one_of(user: UserId, groups: Sequence[str]) -> ColumnElement[bool]:
    return (
        select(CircleMemberRow.user)
        .where(CircleMemberRow.user == user, CircleMemberRow.circle.in_(groups))
        .exists()
    )


def holds_a_role(user: UserId) -> ColumnElement[bool]:
    return (
        select(HolderRow.role)
        .where(HolderRow.incident_id == IncidentRow.id, HolderRow.user == user)
        .exists()
    )


def _has_something_to_do(user: UserId) -> ColumnElement[bool]:
    """They are reminded of it, so it has to be there for them."""
    return (
        select(FollowUpRow.number)
        .where(FollowUpRow.incident_id == IncidentRow.id, FollowUpRow.owner == user, _IS_OPEN)
        .exists()
    )


def _is_in_its_room(user: UserId) -> ColumnElement[bool]:
    return (
        select(PlaceRow.channel)
        .join(CircleMemberRow, CircleMemberRow.circle == PlaceRow.channel)
        .where(
            PlaceRow.incident_id == IncidentRow.id,
            PlaceRow.place == Place.ROOM,
            CircleMemberRow.user == user,
        )
        .exists()
    )


def _is_its_room(channel: ChannelId) -> ColumnElement[bool]:
    return (
        select(PlaceRow.channel)
        .where(
            and_(
                PlaceRow.incident_id == IncidentRow.id,
                PlaceRow.place == Place.ROOM,
                PlaceRow.channel == channel,
            )
        )
        .exists()
    )

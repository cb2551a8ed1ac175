"""Tables of people: profiles, memberships, participation, preferences and Home views."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from firefighter.adapters.store.tables.base import Table, UtcDateTime


class PersonRow(Table):
    """A person's profile, or the name of a user group or channel, as last read from the chat."""

    __tablename__ = "people"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    real_name: Mapped[str] = mapped_column(Text)
    time_zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(32))
    account: Mapped[str | None] = mapped_column(String(32))
    """The type of account; null for groups and channels, and for profiles of earlier versions."""
    fetched_at: Mapped[datetime] = mapped_column(UtcDateTime)


class MembershipRow(Table):
    """Who is in a channel or a user group, as last read from the chat."""

    __tablename__ = "memberships"

    member_of: Mapped[str] = mapped_column(String(32), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that was last so; null for rows of earlier versions."""


class SharedChannelRow(Table):
    """An incident channel that is known to be shared with another organization."""

    __tablename__ = "shared_channels"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)


class ParticipantRow(Table):
    """A participant of an incident: first and last activity, and number of messages."""

    __tablename__ = "participants"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    first_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_at: Mapped[datetime] = mapped_column(UtcDateTime)
    messages: Mapped[int]


class PreferenceRow(Table):
    """A person's preferences where they differ from the default."""

    __tablename__ = "preferences"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    digest: Mapped[bool]
    """Whether to send the weekly digest."""


class HomeViewRow(Table):
    """When a person last opened the Home tab."""

    __tablename__ = "home_views"

    user: Mapped[str] = mapped_column(String(32), primary_key=True)
    viewed_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)

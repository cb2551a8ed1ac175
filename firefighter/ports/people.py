"""People, user groups and member lists, as reported by the chat."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from firefighter.domain.accounts import AccountType
from firefighter.domain.ids import UserId
from firefighter.domain.title import clean_text
from firefighter.i18n import Language, language_of


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A person; or the name alone of a user group or channel that somebody mentioned."""

    user: UserId
    name: str
    """Display name in the chat."""
    real_name: str
    time_zone: str
    """IANA name such as `Europe/Paris`; empty if the chat does not say."""
    locale: str
    """Such as `fr-FR`; empty if the chat does not say."""
    account: AccountType | None = None
    """None for a user group or channel, and for who was stored before accounts were."""

    @property
    def known_name(self) -> str:
        """The real name, or the display name; the id of somebody without a visible one."""
        names = (self.real_name, self.name)
        return next((name for name in names if clean_text(name)), self.user)

    @property
    def language(self) -> Language | None:
        """None for an unsupported language."""
        return language_of(self.locale)


@dataclass(frozen=True, kw_only=True)
class Person(Profile):
    """A stored profile, which may be out of date."""

    fetched_at: datetime


def zone_of(person: Profile | None) -> ZoneInfo | None:
    """None if it is unknown or missing in the local time zone database."""
    try:
        return ZoneInfo(person.time_zone) if person and person.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


@dataclass(frozen=True)
class UserGroup:
    """A user group of the chat."""

    id: str
    handle: str
    """Its name after the @."""
    name: str
    size: int
    """Number of members."""
    disabled: bool = False


UserGroups = Callable[[], Sequence[UserGroup]]
"""Lists the chat's user groups within a second or two. Raises OutgoingError."""


FindAccount = Callable[[UserId], AccountType | None]
"""The type of somebody's account; asks the chat if it is not on record.

None while neither the chat nor the database answers.
"""


FindMembers = Callable[[str], frozenset[UserId]]
"""The members of a channel or user group, within a second or two. Raises OutgoingError."""


@dataclass(frozen=True)
class MemberList:
    """Members of a channel or user group, by chat id."""

    id: str
    members: frozenset[UserId]

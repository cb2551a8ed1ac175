"""Who somebody is, as the chat told us."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from firefighter.domain.ids import UserId
from firefighter.texts import Language, language_of


@dataclass(frozen=True, kw_only=True)
class Profile:
    user: UserId
    name: str
    """What others call them in the chat."""
    real_name: str
    time_zone: str
    """As IANA names it, such as `Europe/Paris`; empty when the chat does not say."""
    locale: str
    """Such as `fr-FR`; empty when the chat does not say."""

    @property
    def language(self) -> Language | None:
        """None for one that is not spoken here."""
        return language_of(self.locale)


@dataclass(frozen=True, kw_only=True)
class Person(Profile):
    """Somebody on record; what the chat would say now may be news."""

    learnt_at: datetime


def zone_of(person: Profile | None) -> ZoneInfo | None:
    """None when nobody knows it, or when our calendar does not have what the chat calls it."""
    try:
        return ZoneInfo(person.time_zone) if person and person.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None

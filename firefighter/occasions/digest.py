from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.send_digest import SendDigest
from firefighter.occasions.occasion import Moment, Occasion


@dataclass(frozen=True)
class SendWeekly(Occasion):
    """It is Monday morning where a manager is: they get the figures of the week before."""

    user: UserId
    monday: date
    zone: str

    kind: ClassVar[str] = "send_weekly"

    @property
    def key(self) -> str:
        return f"{self.user} {self.monday.isoformat()}"

    def come(self, moment: Moment) -> None:
        if not moment.unit.wishes.wants_digest(self.user):
            return
        week = self.monday - timedelta(days=7)
        digest = SendDigest(self.user, week, self.zone, is_late=moment.is_late)
        moment.unit.enqueue(None, digest.request())

"""Refreshing Home tabs."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.outbox import Outcome
from firefighter.use_cases.people import load_home


@dataclass(frozen=True)
class RefreshHome(Effect):
    """Redraws one person's Home tab. Running it twice gives the same result.

    If two incidents change at the same time, the older state may be drawn last. It then stays until
    the next change, or until the person opens the tab again.
    """

    user: UserId

    kind: ClassVar[str] = "refresh_home"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"home-{self.user}"

    def do(self, context: EffectContext) -> Outcome:
        context.chat.show_home(load_home(context.records, self.user, context.enqueued_at))
        return Outcome()


_VIEWED_WITHIN = timedelta(hours=1)

_MOST_VIEWERS = 30


@dataclass(frozen=True)
class RefreshHomes(Effect):
    """Refreshes the Home tabs that were viewed recently, after a change.

    Other tabs are drawn when people open them.
    """

    kind: ClassVar[str] = "refresh_homes"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "homes"

    def do(self, context: EffectContext) -> Outcome:
        viewers = context.records.home_viewers_since(
            context.enqueued_at - _VIEWED_WITHIN, _MOST_VIEWERS
        )
        return Outcome(next_effects=tuple(RefreshHome(user).request() for user in viewers))

"""Whose page an effect works on: that of its incident, or of its Game Day."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.cards import RefreshCard, cards_of, home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.game_days import (
    PostReportNotice,
    RefreshGameDayCard,
    RefreshGameDayResult,
)
from firefighter.effects.learning_report_content import compose_learning_report
from firefighter.effects.page_content import ComposedPage
from firefighter.effects.posting import PostMessage
from firefighter.effects.postmortem_content import compose_postmortem
from firefighter.ports.chat import Message
from firefighter.ports.pages import PageChange, PageOwner, PageRef, Pages
from firefighter.ports.postmortem_messages import PostmortemPageNotice


@dataclass(frozen=True)
class PageSubject(ABC):
    """What the effects of pages have to know of the page's owner."""

    context: EffectContext

    @property
    @abstractmethod
    def owner(self) -> PageOwner: ...

    @property
    @abstractmethod
    def page(self) -> PageRef | None:
        """None if there never was one."""

    @property
    def may_have_page(self) -> bool:
        """Whether everybody who reads the page may know what it says."""
        return True

    @property
    def backend(self) -> Pages:
        return self.context.pages.of(self.owner)

    @abstractmethod
    def compose(self) -> ComposedPage: ...

    @abstractmethod
    def notice(self, change: PageChange) -> Effect:
        """The message that says so where people work."""

    @abstractmethod
    def redraws(self) -> Sequence[Effect]:
        """Of everything that links to the page."""


def subject_of(context: EffectContext) -> PageSubject:
    return IncidentPage(context) if context.known_game_day is None else GameDayPage(context)


@dataclass(frozen=True)
class IncidentPage(PageSubject):
    """The post-mortem page."""

    @property
    def owner(self) -> PageOwner:
        return self.context.incident

    @property
    def page(self) -> PageRef | None:
        return self.context.snapshot.postmortem_page

    def compose(self) -> ComposedPage:
        return compose_postmortem(self.context)

    def notice(self, change: PageChange) -> Effect:
        return PostPostmortemNotice(home_of(self.context.incident), change)

    def redraws(self) -> Sequence[Effect]:
        return [RefreshCard(place) for place in cards_of(self.context.incident)]


@dataclass(frozen=True)
class GameDayPage(PageSubject):
    """The learning report, which nobody may read before the reveal."""

    @property
    def owner(self) -> PageOwner:
        return self.context.game_day.game_day

    @property
    def page(self) -> PageRef | None:
        return self.context.game_day.page

    @property
    def may_have_page(self) -> bool:
        return self.context.game_day.game_day.phase.is_revealed

    def compose(self) -> ComposedPage:
        return compose_learning_report(self.context)

    def notice(self, change: PageChange) -> Effect:
        return PostReportNotice(change)

    def redraws(self) -> Sequence[Effect]:
        return RefreshGameDayCard(), RefreshGameDayResult()


@dataclass(frozen=True)
class PostPostmortemNotice(PostMessage):
    """Tells responders where the page is, or that it was moved or deleted."""

    change: PageChange

    kind: ClassVar[str] = "post_postmortem_notice"

    def message(self, context: EffectContext) -> Message:
        return PostmortemPageNotice(self.change, context.snapshot)

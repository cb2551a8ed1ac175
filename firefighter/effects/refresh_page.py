from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.effects.cards import cards_of, home_of
from firefighter.effects.composing import PAGE, PAGE_EDITS, compose
from firefighter.effects.effect import Effect, Job
from firefighter.effects.post_page_notice import PostPageNotice
from firefighter.effects.refresh_card import RefreshCard
from firefighter.ports.chat import PageNews
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageGone, PageRef
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class RefreshPage(Effect):
    """Writes anew what is the bot's on the page, from what is so now. Done twice, it says the same.

    A page that somebody took away or moved is told of once.
    """

    kind: ClassVar[str] = "refresh_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return PAGE_EDITS

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE,)

    def do(self, job: Job) -> Outcome:
        page = job.snapshot.page
        if page is None or page.gone:
            return Outcome()
        composed = compose(job)
        try:
            now = job.pages.of(job.incident).refresh(page, composed.postmortem)
        except PageGone:
            gone = replace(page, gone=True)
            return Outcome(page=gone, then=(_said(job, PageNews.GONE), *_cards(job)))
        return Outcome(page=now, learnt=composed.learnt, then=_told_of_move(job, page, now))


def _told_of_move(job: Job, before: PageRef, now: PageRef) -> tuple[EffectRequest, ...]:
    moved = before.parent and before.parent != now.parent
    return (_said(job, PageNews.MOVED),) if moved else ()


def _said(job: Job, news: PageNews) -> EffectRequest:
    return PostPageNotice(home_of(job.incident), news).request()


def _cards(job: Job) -> list[EffectRequest]:
    return [RefreshCard(place).request() for place in cards_of(job.incident)]

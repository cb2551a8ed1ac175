from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.story import pictures_in, story
from firefighter.effects.attach_picture import AttachPicture
from firefighter.effects.bookmark_page import BookmarkPage
from firefighter.effects.cards import cards_of, home_of
from firefighter.effects.composing import PAGE, Composed, compose
from firefighter.effects.effect import Effect, Job
from firefighter.effects.label_page import LabelPage
from firefighter.effects.post_page_notice import PostPageNotice
from firefighter.effects.refresh_card import RefreshCard
from firefighter.ports.chat import PageNews
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageRef, TitleTaken


@dataclass(frozen=True)
class CreatePage(Effect):
    """Makes the post-mortem page, and shows everybody the way to it.

    Titles are unique, so one that is taken is looked at: a page of that title with sections that
    only the bot writes is what an earlier try made. If somebody renames it between a crash and the
    next try, people would see a second page.
    """

    kind: ClassVar[str] = "create_page"

    @property
    def lane(self) -> str:
        return PAGE

    def done_earlier(self, job: Job) -> Outcome | None:
        if _is_there(job):
            return Outcome()
        composed = compose(job)
        found = job.pages.of(job.incident).find(composed.postmortem)
        return _made(job, found, composed) if found else None

    def do(self, job: Job) -> Outcome:
        if _is_there(job):
            return Outcome()
        composed, pages = compose(job), job.pages.of(job.incident)
        try:
            return _made(job, pages.create(composed.postmortem), composed)
        except TitleTaken:
            found = pages.find(composed.postmortem)
            if found is None:
                raise
            return _made(job, found, composed)


def _is_there(job: Job) -> bool:
    page = job.snapshot.page
    return page is not None and not page.gone


def _made(job: Job, page: PageRef, composed: Composed) -> Outcome:
    incident = job.incident
    shown = [RefreshCard(place).request() for place in cards_of(incident)]
    said = PostPageNotice(home_of(incident), PageNews.MADE).request()
    more = [LabelPage().request(), *([BookmarkPage().request()] if incident.works_in_room else [])]
    pictures = pictures_in(story(composed.postmortem.timeline))
    attached = [AttachPicture(each.file).request() for each in pictures]
    return Outcome(page=page, learnt=composed.learnt, then=(said, *shown, *more, *attached))

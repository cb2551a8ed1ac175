"""Creating the page of an incident or a Game Day."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.learning_report import LearningReport
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.timeline import pictures_in, timeline_view
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.page_content import PAGE_LANE, ComposedPage
from firefighter.effects.page_subjects import PageSubject, subject_of
from firefighter.effects.pages import LabelPage
from firefighter.effects.postmortem_page import AttachPicture, BookmarkPostmortemPage
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageChange, PageContent, PageRef, TitleTaken


@dataclass(frozen=True)
class CreatePage(Effect):
    """Creates the page, and links to it.

    Titles are unique: a page of that title with the bot's sections was created by an earlier try.
    If somebody renames it between a crash and the next try, a second page is created.
    """

    kind: ClassVar[str] = "create_page"

    @property
    def lane(self) -> str:
        return PAGE_LANE

    def already_done(self, context: EffectContext) -> Outcome | None:
        subject = subject_of(context)
        if not _is_missing(subject):
            return Outcome()
        composed = subject.compose()
        found = subject.backend.find(composed.content)
        return _created(subject, found, composed) if found else None

    def do(self, context: EffectContext) -> Outcome:
        subject = subject_of(context)
        if not _is_missing(subject):
            return Outcome()
        composed = subject.compose()
        try:
            return _created(subject, subject.backend.create(composed.content), composed)
        except TitleTaken:
            found = subject.backend.find(composed.content)
            if found is None:
                raise
            return _created(subject, found, composed)


def _is_missing(subject: PageSubject) -> bool:
    has_page = subject.page is not None and not subject.page.gone
    return subject.may_have_page and not has_page


def _created(subject: PageSubject, page: PageRef, composed: ComposedPage) -> Outcome:
    follow = (
        subject.notice(PageChange.MADE),
        *subject.redraws(),
        LabelPage(),
        *_filling(composed.content),
    )
    return Outcome(
        page=page,
        profiles=composed.profiles,
        next_effects=tuple(each.request() for each in follow),
    )


def _filling(content: PageContent) -> Iterator[Effect]:
    """What a post-mortem page gets besides its sections."""
    match content:
        case Postmortem():
            if content.incident.works_in_channel:
                yield BookmarkPostmortemPage()
            for each in pictures_in(timeline_view(content.timeline)):
                yield AttachPicture(each.file)
        case LearningReport():
            return

"""Pages of incidents and Game Days: refreshing and labelling them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.page_content import PAGE_EDITS_LANE, PAGE_LANE
from firefighter.effects.page_subjects import PageSubject, subject_of
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageChange, PageGone, PageRef


@dataclass(frozen=True)
class RefreshPage(Effect):
    """Updates the page's managed sections. Done twice, it changes nothing the second time.

    Posts one notice when people removed, moved or edited the page.
    """

    kind: ClassVar[str] = "refresh_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return PAGE_EDITS_LANE

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def do(self, context: EffectContext) -> Outcome:
        return _refresh(subject_of(context))


@dataclass(frozen=True)
class ResumePageUpdates(Effect):
    """Updates the sections that people edited, too, and keeps what they wrote below."""

    kind: ClassVar[str] = "resume_page_updates"

    @property
    def lane(self) -> str:
        return PAGE_EDITS_LANE

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def do(self, context: EffectContext) -> Outcome:
        return _refresh(subject_of(context), resume=True)


@dataclass(frozen=True)
class LabelPage(Effect):
    """Labels the page by what it is about. Running it twice changes nothing."""

    kind: ClassVar[str] = "label_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "page-labels"

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def do(self, context: EffectContext) -> Outcome:
        subject = subject_of(context)
        if subject.page is None or subject.page.gone:
            return Outcome()
        try:
            subject.backend.label(subject.page, subject.owner)
        except PageGone:
            return Outcome()  # the next refresh reports it
        return Outcome()


def _refresh(subject: PageSubject, *, resume: bool = False) -> Outcome:
    """Looks for a page that was gone, too: people restore pages and give access again."""
    before = subject.page
    if before is None or not subject.may_have_page:
        return Outcome()
    composed = subject.compose()
    try:
        now = subject.backend.refresh(before, composed.content, resume=resume)
    except PageGone:
        return Outcome() if before.gone else _gone(subject, before)
    follow = (*(_back(subject) if before.gone else ()), *_notices(subject, before, now))
    return Outcome(
        page=now,
        profiles=composed.profiles,
        next_effects=tuple(each.request() for each in follow),
    )


def _gone(subject: PageSubject, page: PageRef) -> Outcome:
    follow = (subject.notice(PageChange.GONE), *subject.redraws())
    return Outcome(
        page=replace(page, gone=True),
        next_effects=tuple(each.request() for each in follow),
    )


def _back(subject: PageSubject) -> Iterator[Effect]:
    yield subject.notice(PageChange.BACK)
    yield from subject.redraws()


def _notices(subject: PageSubject, before: PageRef, now: PageRef) -> Iterator[Effect]:
    """Once for each move and each edited section: both are stored with the page."""
    if before.parent and before.parent != now.parent and not before.gone:
        yield subject.notice(PageChange.MOVED)
    if now.edited - before.edited:
        yield subject.notice(PageChange.EDITED)

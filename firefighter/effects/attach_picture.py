from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.pictures import (
    ENDINGS,
    LARGEST_BYTES,
    PICTURES_ON_A_PAGE,
    Fate,
    Picture,
    WhyNot,
    media_type_of,
)
from firefighter.domain.story import pictures_in, story
from firefighter.effects.composing import PAGE
from firefighter.effects.effect import Effect, Job
from firefighter.effects.refresh_page import RefreshPage
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageGone, PageRef


@dataclass(frozen=True)
class AttachPicture(Effect):
    """Brings one picture of the timeline to the page, and lets the page show it.

    Its name there goes by the chat's id of the file, which never holds anything else. So a try that
    got through is known by the name, and one more upload under it would be refused: Confluence
    makes a new version of an attachment only where that is asked for. What the chat will never hand
    out is put on record with the reason; what it may hand out later is tried again.
    """

    file: str

    kind: ClassVar[str] = "attach_picture"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"picture-{self.file}"

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE,)

    def done_earlier(self, job: Job) -> Outcome | None:
        page, (picture, _place) = job.snapshot.page, self._find(job)
        if page is None or page.gone or picture is None:
            return Outcome()
        try:
            there = job.pages.of(job.incident).has_attached(page, picture.attachment)
        except PageGone:
            return Outcome()  # the next refresh notices, and says so
        return _settled(picture, page) if there else None

    def do(self, job: Job) -> Outcome:
        page, (picture, place) = job.snapshot.page, self._find(job)
        if page is None or page.gone or picture is None:
            return Outcome()
        if place >= PICTURES_ON_A_PAGE:
            return _settled(picture, page, WhyNot.TOO_MANY)
        try:
            return self._bring(job, picture, page)
        except PageGone:
            return Outcome()  # the next refresh notices, and says so

    def _find(self, job: Job) -> tuple[Picture | None, int]:
        """The picture and its place among those of the story; None when nobody wants it by now."""
        pictures = pictures_in(story(job.records.timeline(job.incident.id)))
        found = ((each, place) for place, each in enumerate(pictures) if each.file == self.file)
        return next(found, (None, 0))

    def _bring(self, job: Job, picture: Picture, page: PageRef) -> Outcome:
        pages, fate = job.pages.of(job.incident), job.records.fates(job.incident.id).get(self.file)
        known = fate and fate.page == page.id and fate.attachment
        if known and pages.has_attached(page, known):
            return Outcome()
        content = _fetched(job, picture)
        if isinstance(content, WhyNot):
            return _settled(picture, page, content)
        pages.attach(page, picture.attachment, media_type_of(content), content)
        return _settled(picture, page)


def _fetched(job: Job, picture: Picture) -> bytes | WhyNot:
    if picture.media_type and picture.media_type not in ENDINGS:
        return WhyNot.OF_ANOTHER_KIND
    found = job.chat.find_picture(picture.file)
    if isinstance(found, WhyNot):
        return found
    if found.size > LARGEST_BYTES:
        return WhyNot.TOO_LARGE
    content = job.chat.download(found, LARGEST_BYTES)
    if isinstance(content, WhyNot) or media_type_of(content):
        return content
    return WhyNot.OF_ANOTHER_KIND


def _settled(picture: Picture, page: PageRef, why_not: WhyNot | None = None) -> Outcome:
    attachment = "" if why_not else picture.attachment
    fate = Fate(picture.file, page.id, attachment, why_not)
    return Outcome(fates=(fate,), then=(RefreshPage().request(),))

"""What only post-mortem pages have: a bookmark, and pictures of the timeline."""

from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.pictures import (
    FILE_EXTENSIONS,
    LARGEST_BYTES,
    MOST_PICTURES,
    AttachmentResult,
    NotShownReason,
    Picture,
    media_type_of,
)
from firefighter.domain.timeline import pictures_in, timeline_view
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.page_content import PAGE_LANE
from firefighter.effects.pages import RefreshPage
from firefighter.i18n import gettext
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageGone, PageRef
from firefighter.ports.snapshot import Place


@dataclass(frozen=True)
class BookmarkPostmortemPage(Effect):
    """Bookmarks the page in the channel, unless it is bookmarked."""

    kind: ClassVar[str] = "bookmark_postmortem_page"
    always_in_channel: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "bookmark"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.CHANNEL, PAGE_LANE)

    def do(self, context: EffectContext) -> Outcome:
        postmortem_page = context.snapshot.postmortem_page
        if postmortem_page and not postmortem_page.gone:
            title = with_exercise_mark(context.incident.kind, gettext("Post-mortem"))
            context.chat.bookmark_postmortem_page(
                context.at(Place.CHANNEL).channel, postmortem_page.url, title
            )
        return Outcome()


@dataclass(frozen=True)
class AttachPicture(Effect):
    """Attaches one picture of the timeline to the page, and refreshes the page.

    The attachment is named after the chat's file id, so an earlier try is found by name, and a
    second upload is refused: Confluence adds a version only if asked to. If the chat will never
    provide the file, the reason is recorded; otherwise it is retried.
    """

    file: str

    kind: ClassVar[str] = "attach_picture"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return f"picture-{self.file}"

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        postmortem_page, (picture, _place) = context.snapshot.postmortem_page, self._find(context)
        if postmortem_page is None or postmortem_page.gone or picture is None:
            return Outcome()
        try:
            there = context.pages.of(context.incident).has_attached(
                postmortem_page, picture.attachment
            )
        except PageGone:
            return Outcome()  # the next refresh reports it
        return _outcome(picture, postmortem_page) if there else None

    def do(self, context: EffectContext) -> Outcome:
        postmortem_page, (picture, place) = context.snapshot.postmortem_page, self._find(context)
        if postmortem_page is None or postmortem_page.gone or picture is None:
            return Outcome()
        if place >= MOST_PICTURES:
            return _outcome(picture, postmortem_page, NotShownReason.TOO_MANY)
        try:
            return self._attach(context, picture, postmortem_page)
        except PageGone:
            return Outcome()  # the next refresh reports it

    def _find(self, context: EffectContext) -> tuple[Picture | None, int]:
        """The picture and its index on the timeline; None if it was removed meanwhile."""
        pictures = pictures_in(timeline_view(context.records.timeline(context.incident.id)))
        found = ((each, place) for place, each in enumerate(pictures) if each.file == self.file)
        return next(found, (None, 0))

    def _attach(
        self, context: EffectContext, picture: Picture, postmortem_page: PageRef
    ) -> Outcome:
        pages, attachment_result = (
            context.pages.of(context.incident),
            context.records.attachment_results(context.incident.id).get(self.file),
        )
        known = (
            attachment_result
            and attachment_result.postmortem_page == postmortem_page.id
            and attachment_result.attachment
        )
        if known and pages.has_attached(postmortem_page, known):
            return Outcome()
        content = _download(context, picture)
        if isinstance(content, NotShownReason):
            return _outcome(picture, postmortem_page, content)
        pages.attach(postmortem_page, picture.attachment, media_type_of(content), content)
        return _outcome(picture, postmortem_page)


def _download(context: EffectContext, picture: Picture) -> bytes | NotShownReason:
    if picture.media_type and picture.media_type not in FILE_EXTENSIONS:
        return NotShownReason.OF_ANOTHER_KIND
    found = context.chat.find_picture(picture.file)
    if isinstance(found, NotShownReason):
        return found
    if found.size > LARGEST_BYTES:
        return NotShownReason.TOO_LARGE
    content = context.chat.download(found, LARGEST_BYTES)
    if isinstance(content, NotShownReason) or media_type_of(content):
        return content
    return NotShownReason.OF_ANOTHER_KIND


def _outcome(
    picture: Picture, postmortem_page: PageRef, not_shown_reason: NotShownReason | None = None
) -> Outcome:
    attachment = "" if not_shown_reason else picture.attachment
    attachment_result = AttachmentResult(
        picture.file, postmortem_page.id, attachment, not_shown_reason
    )
    return Outcome(attachment_results=(attachment_result,), next_effects=(RefreshPage().request(),))

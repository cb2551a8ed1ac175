"""The post-mortem page: creating, refreshing, labelling, bookmarking it, attaching pictures."""

from dataclasses import dataclass, replace
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
from firefighter.effects.cards import RefreshCard, cards_of, home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage
from firefighter.effects.postmortem_content import (
    PAGE_EDITS_LANE,
    PAGE_LANE,
    ComposedPostmortem,
    compose_postmortem,
)
from firefighter.i18n import gettext
from firefighter.ports.chat import Message
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.outbox import Outcome
from firefighter.ports.postmortem_messages import PostmortemPageChange, PostmortemPageNotice
from firefighter.ports.postmortem_pages import PageGone, PageRef, TitleTaken
from firefighter.ports.snapshot import Place
from firefighter.ports.store import EffectRequest


@dataclass(frozen=True)
class PostPostmortemNotice(PostMessage):
    """Tells responders where the page is, or that it was moved or deleted."""

    change: PostmortemPageChange

    kind: ClassVar[str] = "post_postmortem_notice"

    def message(self, context: EffectContext) -> Message:
        return PostmortemPageNotice(self.change, context.snapshot)


@dataclass(frozen=True)
class LabelPostmortemPage(Effect):
    """Labels the page by severity, service and class. Running it twice changes nothing."""

    kind: ClassVar[str] = "label_postmortem_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "page-labels"

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def do(self, context: EffectContext) -> Outcome:
        postmortem_page = context.snapshot.postmortem_page
        if postmortem_page is None or postmortem_page.gone:
            return Outcome()
        try:
            context.pages.of(context.incident).label(postmortem_page, context.incident)
        except PageGone:
            return Outcome()  # the next refresh reports it
        return Outcome()


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
class RefreshPostmortemPage(Effect):
    """Updates the page's managed sections. Done twice, it changes nothing the second time.

    Posts one notice when people removed, moved or edited the page.
    """

    kind: ClassVar[str] = "refresh_postmortem_page"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return PAGE_EDITS_LANE

    @property
    def needs(self) -> tuple[str, ...]:
        return (PAGE_LANE,)

    def do(self, context: EffectContext) -> Outcome:
        return _refresh(context)


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
        return _refresh(context, resume=True)


def _refresh(context: EffectContext, *, resume: bool = False) -> Outcome:
    """Looks for a page that was gone, too: people restore pages and give access again."""
    before = context.snapshot.postmortem_page
    if before is None:
        return Outcome()
    composed = compose_postmortem(context)
    pages = context.pages.of(context.incident)
    try:
        now = pages.refresh(before, composed.postmortem, resume=resume)
    except PageGone:
        return Outcome() if before.gone else _gone(context, before)
    return Outcome(
        postmortem_page=now,
        profiles=composed.profiles,
        next_effects=(
            *(_back(context) if before.gone else _move_notice(context, before, now)),
            *_edit_notice(context, before, now),
        ),
    )


def _gone(context: EffectContext, page: PageRef) -> Outcome:
    return Outcome(
        postmortem_page=replace(page, gone=True),
        next_effects=(
            _notice(context, PostmortemPageChange.GONE),
            *_card_refreshes(context),
        ),
    )


def _back(context: EffectContext) -> tuple[EffectRequest, ...]:
    return _notice(context, PostmortemPageChange.BACK), *_card_refreshes(context)


def _edit_notice(
    context: EffectContext, before: PageRef, now: PageRef
) -> tuple[EffectRequest, ...]:
    """Once for each section: which ones are edited is stored with the page."""
    return (_notice(context, PostmortemPageChange.EDITED),) if now.edited - before.edited else ()


def _move_notice(
    context: EffectContext, before: PageRef, now: PageRef
) -> tuple[EffectRequest, ...]:
    moved = before.parent and before.parent != now.parent
    return (_notice(context, PostmortemPageChange.MOVED),) if moved else ()


def _notice(context: EffectContext, change: PostmortemPageChange) -> EffectRequest:
    return PostPostmortemNotice(home_of(context.incident), change).request()


def _card_refreshes(context: EffectContext) -> list[EffectRequest]:
    return [RefreshCard(place).request() for place in cards_of(context.incident)]


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
    return Outcome(
        attachment_results=(attachment_result,), next_effects=(RefreshPostmortemPage().request(),)
    )


@dataclass(frozen=True)
class CreatePostmortemPage(Effect):
    """Creates the post-mortem page, and links to it.

    Titles are unique: a page of that title with the bot's sections was created by an earlier try.
    If somebody renames it between a crash and the next try, a second page is created.
    """

    kind: ClassVar[str] = "create_postmortem_page"

    @property
    def lane(self) -> str:
        return PAGE_LANE

    def already_done(self, context: EffectContext) -> Outcome | None:
        if _has_page(context):
            return Outcome()
        composed = compose_postmortem(context)
        found = context.pages.of(context.incident).find(composed.postmortem)
        return _created(context, found, composed) if found else None

    def do(self, context: EffectContext) -> Outcome:
        if _has_page(context):
            return Outcome()
        composed, pages = compose_postmortem(context), context.pages.of(context.incident)
        try:
            return _created(context, pages.create(composed.postmortem), composed)
        except TitleTaken:
            found = pages.find(composed.postmortem)
            if found is None:
                raise
            return _created(context, found, composed)


def _has_page(context: EffectContext) -> bool:
    postmortem_page = context.snapshot.postmortem_page
    return postmortem_page is not None and not postmortem_page.gone


def _created(
    context: EffectContext, postmortem_page: PageRef, composed: ComposedPostmortem
) -> Outcome:
    incident = context.incident
    shown = [RefreshCard(place).request() for place in cards_of(incident)]
    said = PostPostmortemNotice(home_of(incident), PostmortemPageChange.MADE).request()
    more = [
        LabelPostmortemPage().request(),
        *([BookmarkPostmortemPage().request()] if incident.works_in_channel else []),
    ]
    pictures = pictures_in(timeline_view(composed.postmortem.timeline))
    attached = [AttachPicture(each.file).request() for each in pictures]
    return Outcome(
        postmortem_page=postmortem_page,
        profiles=composed.profiles,
        next_effects=(said, *shown, *more, *attached),
    )

"""The Pages port on Confluence. Each method states how many requests it makes."""

from collections.abc import Sequence
from functools import cached_property

from firefighter.adapters.confluence import managed_sections, page_owner, page_parser
from firefighter.adapters.confluence.managed_sections import RefreshedBody
from firefighter.adapters.confluence.page_labels import labels_of, outdated_labels
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.rest_api import (
    VERSION_MESSAGE,
    Account,
    CloudApi,
    ConfluenceCalls,
    DataCenterApi,
    PageLocation,
    PagesApi,
    StoredPage,
    VersionConflict,
)
from firefighter.adapters.confluence.storage_format import InvalidStorageFormat
from firefighter.adapters.confluence.template_text import template_lines
from firefighter.domain.postmortem_checks import PostmortemPageText, open_questions
from firefighter.i18n import gettext_noop
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.pages import (
    PAGES_SERVICE,
    PageContent,
    PageGone,
    PageId,
    PageOwner,
    PageRef,
    TitleTaken,
)

_MAX_ATTEMPTS = 3
"""How often a page is read and merged again after a version conflict."""


_UPLOAD_HEADERS = {"X-Atlassian-Token": "no-check", "Accept": "application/json"}
"""https://developer.atlassian.com/server/confluence/enable-xsrf-protection-for-your-app/."""
_UPLOAD_FIELDS = {"comment": VERSION_MESSAGE, "minorEdit": "true"}
"""A minor edit notifies no watchers."""
_NAME_TAKEN_MESSAGE = "same file name"


class ConfluencePages:
    def __init__(
        self,
        account: Account,
        calls: ConfluenceCalls,
        location: PageLocation,
        renderer: PageRenderer,
    ) -> None:
        self._account = account
        self._call = calls
        self._renderer = renderer
        kind = CloudApi if account.is_cloud else DataCenterApi
        self._api: PagesApi = kind(account, calls, location)

    def create(self, content: PageContent) -> PageRef:
        """One request, and two more for each title that another page has.

        Raises TitleTaken if the page of an earlier attempt exists.
        """
        empty = self._merged(self._renderer.title(content), self._renderer.body(content), content)
        body = empty.body + page_owner.owner_anchor(content)
        *titles, last = self._renderer.titles(content)
        for title in titles:
            try:
                return _ref(self._api.create(title, body))
            except TitleTaken:
                if self._titled(title, content):
                    raise
        return _ref(self._api.create(last, body))

    def find(self, content: PageContent) -> PageRef | None:
        """One request, and one more for each title that another page has."""
        for title in self._renderer.titles(content):
            found = self._api.titled(title)
            if found is None:
                return None
            if page_owner.is_page_of(found.body, content):
                return _ref(found)
        return None

    def _titled(self, title: str, content: PageContent) -> bool:
        found = self._api.titled(title)
        return found is not None and page_owner.is_page_of(found.body, content)

    def refresh(self, page: PageRef, content: PageContent, *, resume: bool = False) -> PageRef:
        """One request if nothing changed, else two, and two more for each conflict."""
        for _merge in range(_MAX_ATTEMPTS):
            stored = self._api.get(page.id)
            merged = self._merged(stored.title, stored.body, content, resume=resume)
            if merged.body == stored.body:
                return _ref(stored, merged.edited)
            try:
                return _ref(self._api.update(stored, merged.body), merged.edited)
            except VersionConflict:
                continue
        raise Unavailable(PAGES_SERVICE, gettext_noop("refresh the page"), "people keep saving it")

    def read(self, page: PageRef) -> PostmortemPageText:
        """One request."""
        stored = self._api.get(page.id)
        return self._parsed(stored.title, stored.body)

    def _parsed(self, title: str, body: str) -> PostmortemPageText:
        try:
            return page_parser.parse_page(title, body, template_lines=self._template_lines)
        except InvalidStorageFormat as error:
            raise _unreadable(error) from error

    @cached_property
    def _template_lines(self) -> frozenset[str]:
        return template_lines(self._renderer)

    def label(self, page: PageRef, owner: PageOwner) -> None:
        """One request, which returns all labels, and one for each outdated label."""
        given = [{"prefix": "global", "name": label} for label in labels_of(owner)]
        with self._account.old_api() as api:
            there = self._call(
                gettext_noop("label the page"), lambda: api.add_content_labels(page.id, given)
            )
        outdated = outdated_labels(owner, self._renderer.rules)
        for label in sorted(outdated.intersection(each["name"] for each in there["results"])):
            self._remove_label(page, label)

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        """One request.

        Does not use the library's `attach_content`, which lists attachments first and makes a new
        version of one with the same name.
        """
        path = f"rest/api/content/{page.id}/child/attachment"
        given = {"file": (name, content, media_type)}
        with self._account.old_api() as api:
            try:
                self._call(
                    gettext_noop("attach a picture to the page"),
                    lambda: api.post(
                        path, data=_UPLOAD_FIELDS, headers=_UPLOAD_HEADERS, files=given
                    ),
                )
            except CallRefused as refused:
                if _NAME_TAKEN_MESSAGE not in refused.reason:
                    raise

    def has_attached(self, page: PageRef, name: str) -> bool:
        """One request."""
        with self._account.old_api() as api:
            found = self._call(
                gettext_noop("list the page's attachments"),
                lambda: api.get_attachments_from_content(page.id, filename=name),
            )
        return bool(found["results"])

    def space_name(self) -> str:
        """For `doctor`: fails if the account may not see the space."""
        return self._api.space_name()

    def missing_rights(self) -> Sequence[str] | None:
        """For `doctor`, as phrases such as "add pages"; None if Confluence does not tell."""
        return self._api.missing_rights()

    def page_title(self, page_id: str) -> str:
        """For `doctor`. Raises PageGone."""
        return self._api.get(page_id).title

    def _merged(
        self, title: str, body: str, content: PageContent, *, resume: bool = False
    ) -> RefreshedBody:
        unanswered = open_questions(self._parsed(title, body))
        try:
            return managed_sections.with_sections_refreshed(
                body,
                self._renderer.section(content, unanswered),
                self._renderer.section_texts(content),
                resume=resume,
            )
        except InvalidStorageFormat as error:
            raise _unreadable(error) from error

    def _remove_label(self, page: PageRef, label: str) -> None:
        with self._account.old_api() as api:
            try:
                self._call(
                    gettext_noop("remove a label"), lambda: api.remove_page_label(page.id, label)
                )
            except PageGone:
                return  # here a 404 means the label: somebody else removed it first


def _ref(stored: StoredPage, edited: frozenset[str] = frozenset()) -> PageRef:
    return PageRef(PageId(stored.id), stored.url, stored.parent, edited=edited)


def _unreadable(error: InvalidStorageFormat) -> CallRefused:
    return CallRefused(
        PAGES_SERVICE, gettext_noop("read the page"), f"invalid storage format: {error}"
    )

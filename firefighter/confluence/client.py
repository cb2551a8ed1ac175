"""The Pages port on Confluence. Each method says how many requests it makes."""

from collections.abc import Sequence

from firefighter.confluence import owned, reading
from firefighter.confluence.apis import (
    MESSAGE,
    CloudApi,
    DataCenterApi,
    PagesApi,
    Shelf,
    StoredPage,
)
from firefighter.confluence.calls import Account, Calls, Conflict
from firefighter.confluence.labels import labels_of, labels_of_others
from firefighter.confluence.page import Drawing
from firefighter.confluence.storage import NotReadable, parse
from firefighter.domain.incident import Incident
from firefighter.domain.page_text import PageText
from firefighter.domain.postmortem import Postmortem
from firefighter.ports.pages import PageGone, PageId, PageRef, PagesRefused, PagesUnavailable
from firefighter.texts import mark

_MERGES = 3
"""How often a page is read again and merged when somebody saved it at the same moment."""


_UPLOADS = {"X-Atlassian-Token": "no-check", "Accept": "application/json"}
"""https://developer.atlassian.com/server/confluence/enable-xsrf-protection-for-your-app/."""
_QUIETLY = {"comment": MESSAGE, "minorEdit": "true"}
"""Who watches the page is told of none of it."""
_TAKEN = "same file name"


class ConfluencePages:
    def __init__(self, account: Account, calls: Calls, shelf: Shelf, drawing: Drawing) -> None:
        self._account = account
        self._call = calls
        self._drawing = drawing
        kind = CloudApi if account.is_cloud else DataCenterApi
        self._api: PagesApi = kind(account, calls, shelf)

    def create(self, postmortem: Postmortem) -> PageRef:
        """One request."""
        title, body = self._drawing.title(postmortem), self._drawing.body(postmortem)
        return _ref(self._api.create(title, body))

    def find(self, postmortem: Postmortem) -> PageRef | None:
        """One request."""
        found = self._api.titled(self._drawing.title(postmortem))
        return _ref(found) if found and _is_ours(found) else None

    def refresh(self, page: PageRef, postmortem: Postmortem) -> PageRef:
        """One request when nothing changes; two when it does, and two more for each conflict."""
        for _merge in range(_MERGES):
            stored = self._api.get(page.id)
            body = self._merged(stored, postmortem)
            if body == stored.body:
                return _ref(stored)
            try:
                return _ref(self._api.update(stored, body))
            except Conflict:
                continue
        raise PagesUnavailable(mark("refresh the page"), "others keep saving it")

    def read(self, page: PageRef) -> PageText:
        """One request."""
        stored = self._api.get(page.id)
        try:
            return reading.read(stored.title, stored.body)
        except NotReadable as error:
            raise _unreadable(error) from error

    def label(self, page: PageRef, incident: Incident) -> None:
        """One request, whose answer names all labels, and one for each that is outdated."""
        given = [{"prefix": "global", "name": label} for label in labels_of(incident)]
        with self._account.old_api() as api:
            there = self._call(
                mark("label the page"), lambda: api.add_content_labels(page.id, given)
            )
        outdated = labels_of_others(incident, self._drawing.rules)
        for label in sorted(outdated.intersection(each["name"] for each in there["results"])):
            self._forget(page, label)

    def attach(self, page: PageRef, name: str, media_type: str, content: bytes) -> None:
        """One request.

        Not by the library's `attach_content`, which lists what is there and makes a new version of
        what has the name.
        """
        path = f"rest/api/content/{page.id}/child/attachment"
        given = {"file": (name, content, media_type)}
        with self._account.old_api() as api:
            try:
                self._call(
                    mark("attach a picture to the page"),
                    lambda: api.post(path, data=_QUIETLY, headers=_UPLOADS, files=given),
                )
            except PagesRefused as refused:
                if _TAKEN not in refused.reason:
                    raise

    def has_attached(self, page: PageRef, name: str) -> bool:
        """One request."""
        with self._account.old_api() as api:
            found = self._call(
                mark("look what is attached to the page"),
                lambda: api.get_attachments_from_content(page.id, filename=name),
            )
        return bool(found["results"])

    def space_name(self) -> str:
        """For `doctor`: whether the account may see the space."""
        return self._api.space_name()

    def missing_rights(self) -> Sequence[str] | None:
        """For `doctor`, as words that follow "may not"; None where that cannot be known."""
        return self._api.missing_rights()

    def page_title(self, page_id: str) -> str:
        """For `doctor`: whether there is such a page. Raises PageGone."""
        return self._api.get(page_id).title

    def _merged(self, stored: StoredPage, postmortem: Postmortem) -> str:
        try:
            return owned.refreshed(stored.body, self._drawing.section(postmortem))
        except NotReadable as error:
            raise _unreadable(error) from error

    def _forget(self, page: PageRef, label: str) -> None:
        with self._account.old_api() as api:
            try:
                self._call(mark("take a label away"), lambda: api.remove_page_label(page.id, label))
            except PageGone:
                return  # the label, rather: nobody had put it there, or somebody was faster


def _ref(stored: StoredPage) -> PageRef:
    return PageRef(PageId(stored.id), stored.url, stored.parent)


def _is_ours(stored: StoredPage) -> bool:
    """Whether it has at least one section that only the bot writes."""
    try:
        return any(owned.find(parse(stored.body)))
    except NotReadable:
        return False


def _unreadable(error: NotReadable) -> PagesRefused:
    return PagesRefused(mark("let me read the page"), f"it is no storage format: {error}")

"""Confluence's REST APIs: v2 for pages in Cloud, v1 for Data Center, labels and attachments."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from atlassian import ConfluenceServer, ConfluenceV2
from atlassian.errors import ApiError
from requests import RequestException, Response, Session

from firefighter.effects.call_limits import CallGuard, RateLimits
from firefighter.i18n import gettext_noop
from firefighter.ports.app_context import Clock
from firefighter.ports.outgoing import CallRefused, OutgoingError, Unavailable
from firefighter.ports.pages import (
    PAGES_SERVICE,
    PageGone,
    TitleTaken,
)

RATE_LIMIT_KEY = "confluence"
"""One for all methods: https://developer.atlassian.com/cloud/confluence/rate-limiting/."""


_MAX_REASON_LENGTH = 200

_DEFAULT_RETRY_AFTER_S = 30.0
"""Used when a 429 has no Retry-After."""


T = TypeVar("T")

Json = dict[str, Any]


class VersionConflict(CallRefused):
    """Somebody saved the page after it was read."""


@dataclass(frozen=True)
class Account:
    """Address and credentials of the bot's account."""

    url: str
    token: str
    """Cloud: an API token. Data Center: a personal access token."""
    username: str = ""
    """Cloud: the account's email address. Data Center: empty."""
    timeout_s: int = 8

    @property
    def is_cloud(self) -> bool:
        return bool(self.username)

    def pages_api(self) -> ConfluenceV2:
        """v2, Cloud only. Its constructor warns about deprecated methods that are not used here."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            return ConfluenceV2(self.url, **self._options())

    def old_api(self) -> Any:  # noqa: ANN401 - the library types none of it
        """v1: labels and attachments; on Data Center also pages."""
        return ConfluenceServer(self.url, **self._options())  # type: ignore[no-untyped-call]

    def _options(self) -> Json:
        """The library must not sleep through a rate limit: the outbox reschedules instead."""
        who = (
            {"username": self.username, "password": self.token}
            if self.is_cloud
            else {"token": self.token}
        )
        session = Session()
        session.hooks["response"].append(_check_origin)
        return {
            **who,
            "timeout": self.timeout_s,
            "retry_with_header": False,
            "session": session,
        }


_KEYS_OF_RESULTS = frozenset({"id", "operations", "results"})
"""Each result of a call that is made here has one of them."""

_KEYS_OF_ERRORS = frozenset({"code", "errors", "statusCode"})
"""An error of v2, v1 or Atlassian's gateway has one of them."""


class ForeignAnswer(RequestException):
    """An answer that is not from Confluence, but from a proxy or a portal before it."""


def _check_origin(response: Response, **_options: object) -> None:
    """Raises ForeignAnswer for a success that is not Confluence's."""
    if response.is_redirect or not response.ok:
        return
    body = _json(response)
    if response.request.method == "DELETE":
        is_ours = isinstance(body, dict) or not response.content
    else:
        is_ours = isinstance(body, dict) and bool(_KEYS_OF_RESULTS & body.keys())
    if not is_ours:
        raise ForeignAnswer(response=response)


def _json(response: Response) -> object:
    """None if the body is no JSON."""
    try:
        return response.json()
    except ValueError:
        return None


class ConfluenceCalls:
    """Raises OutgoingError. Makes no call while Confluence limits requests."""

    def __init__(self, timeout_s: int, rate_limits: RateLimits, clock: Clock) -> None:
        self._guard = CallGuard(
            PAGES_SERVICE, rate_limits, clock, timeout_s, _DEFAULT_RETRY_AFTER_S
        )

    def __call__(self, operation: str, call: Callable[[], T]) -> T:
        """`operation` names the call for people, such as "create the page"."""
        self._guard.check(RATE_LIMIT_KEY, operation)
        try:
            return call()
        except ApiError as error:
            raise self._translated(operation, error.reason) from error
        except (RequestException, OSError) as error:
            raise self._translated(operation, error) from error

    def _translated(self, operation: str, error: object) -> OutgoingError:
        """The error to raise. Raises RateLimited and Unavailable itself, by the HTTP status."""
        response = getattr(error, "response", None)
        if not isinstance(response, Response):
            return Unavailable(PAGES_SERVICE, operation, type(error).__name__)
        status, reason = response.status_code, _reason(response)
        self._guard.check_status(status, response.headers, RATE_LIMIT_KEY, operation)
        if isinstance(error, ForeignAnswer) or _is_foreign_error(response):
            detail = f"HTTP {status}, not an answer from Confluence"
            return Unavailable(PAGES_SERVICE, operation, detail)
        if status == 404:  # noqa: PLR2004 - Not Found
            return PageGone(PAGES_SERVICE, operation, reason)
        if status == 409:  # noqa: PLR2004 - Conflict
            return VersionConflict(PAGES_SERVICE, operation, reason)
        if status == 400 and "already exists" in reason:  # noqa: PLR2004 - Bad Request
            return TitleTaken(PAGES_SERVICE, operation, reason)
        return CallRefused(PAGES_SERVICE, operation, reason)


_PROXY_STATUSES = frozenset({403, 404, 407})
"""The refusals that come from a proxy or a portal as well."""


def _is_foreign_error(response: Response) -> bool:
    """Plain text may be Confluence's, as that of its XSRF check is."""
    if response.status_code not in _PROXY_STATUSES:
        return False
    body = _json(response)
    if isinstance(body, dict):
        return not _KEYS_OF_ERRORS & body.keys()
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return not response.content or media_type in {"text/html", "application/xhtml+xml"}


def _reason(response: Response) -> str:
    """Confluence's error message, which each API puts in a different place."""
    said = _json(response)
    errors = said.get("errors") if isinstance(said, dict) else None
    first = errors[0] if isinstance(errors, list) and errors else said
    text = (first.get("title") or first.get("message")) if isinstance(first, dict) else ""
    return str(text or f"HTTP {response.status_code}")[:_MAX_REASON_LENGTH]


VERSION_MESSAGE = "Kept up to date by Firefighter"
"""Shown with each version in the page's history."""


_PERMISSION_NAMES = {("create", "page"): "add pages", ("create", "attachment"): "add attachments"}
"""The permissions that the bot needs, by Cloud's names for them."""


@dataclass(frozen=True)
class PageLocation:
    """Where new pages go."""

    space: str
    """Its key, as in URLs."""
    parent_id: str = ""
    """The parent page; empty for the space's home page."""


@dataclass(frozen=True)
class StoredPage:
    """A page as Confluence stores it."""

    id: str
    title: str
    version: int
    parent: str
    body: str
    url: str


class PagesApi(Protocol):
    """Each method makes one request, and one more when a space's id is first needed."""

    def get(self, page_id: str) -> StoredPage:
        """Raises PageGone."""

    def titled(self, title: str) -> StoredPage | None: ...

    def create(self, title: str, body: str) -> StoredPage:
        """Raises TitleTaken."""

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Raises VersionConflict if somebody saved the page in the meantime."""

    def space_name(self) -> str:
        """Raises CallRefused when there is none of that key, or none that we may see."""

    def missing_rights(self) -> Sequence[str] | None:
        """Permissions that the account needs and lacks; None if Confluence does not tell.

        Makes two requests, which change nothing.
        """


class CloudApi:
    """v2: https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/."""

    def __init__(self, account: Account, calls: ConfluenceCalls, location: PageLocation) -> None:
        self._account = account
        self._call = calls
        self._location = location
        self._space_id = ""

    def get(self, page_id: str) -> StoredPage:
        with self._account.pages_api() as api:
            found = self._call(
                gettext_noop("read the page"),
                lambda: api.get_page_by_id(page_id, body_format="storage"),
            )
        return self._stored(found)

    def titled(self, title: str) -> StoredPage | None:
        with self._account.pages_api() as api:
            space_id = self._find_space(api)
            # By default the library asks for the body format `none`, which does not exist.
            found: Any = self._call(
                gettext_noop("find the page"),
                lambda: api.get_pages(space_id, title, body_format="storage", limit=1),
            )
        return self._stored(found[0]) if found else None

    def create(self, title: str, body: str) -> StoredPage:
        with self._account.pages_api() as api:
            space_id = self._find_space(api)
            made = self._call(
                gettext_noop("create the page"),
                lambda: api.create_page(
                    space_id,
                    title,
                    body,
                    parent_id=self._location.parent_id or None,
                    representation="storage",
                    status="current",
                ),
            )
        return self._stored(made)

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Does not use the library's `update_page`, which sets its own version message."""
        change = {
            "id": page.id,
            "status": "current",
            "title": page.title,
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": page.version + 1, "message": VERSION_MESSAGE},
        }
        with self._account.pages_api() as api:
            path = api.get_endpoint("page_by_id", id=page.id)
            written = self._call(
                gettext_noop("refresh the page"), lambda: api.put(path, data=change)
            )
        return self._stored(written)

    def space_name(self) -> str:
        with self._account.pages_api() as api:
            return str(self._space(api)["name"])

    def missing_rights(self) -> Sequence[str]:
        """https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/."""
        with self._account.pages_api() as api:
            path = f"api/v2/spaces/{self._find_space(api)}/operations"
            found: Any = self._call(
                gettext_noop("list the account's permissions"), lambda: api.get(path)
            )
        allowed = {(each["operation"], each["targetType"]) for each in found["operations"]}
        return [
            words for permission, words in _PERMISSION_NAMES.items() if permission not in allowed
        ]

    def _find_space(self, api: Any) -> str:  # noqa: ANN401 - the library's client
        self._space_id = self._space_id or str(self._space(api)["id"])
        return self._space_id

    def _space(self, api: Any) -> Json:  # noqa: ANN401 - the library's client
        key = self._location.space
        found: list[Json] = self._call(
            gettext_noop("find the space"), lambda: api.get_spaces(keys=[key])
        )
        if not found:
            raise CallRefused(
                PAGES_SERVICE,
                gettext_noop("find the space"),
                f"no space {key}, or none that I may see",
            )
        return found[0]

    def _stored(self, found: Any) -> StoredPage:  # noqa: ANN401 - Confluence's JSON
        return StoredPage(
            id=str(found["id"]),
            title=found["title"],
            version=found["version"]["number"],
            parent=f"{found['spaceId']}/{found['parentId']}",
            body=((found.get("body") or {}).get("storage") or {}).get("value", ""),
            url=page_url(self._account, found),
        )


class DataCenterApi:
    """v1: https://developer.atlassian.com/server/confluence/rest/."""

    _EXPAND = "body.storage,version,space,ancestors"

    def __init__(self, account: Account, calls: ConfluenceCalls, location: PageLocation) -> None:
        self._account = account
        self._call = calls
        self._location = location

    def get(self, page_id: str) -> StoredPage:
        expand = {"expand": self._EXPAND}
        return self._stored(
            self._ask(
                gettext_noop("read the page"), "get", f"rest/api/content/{page_id}", params=expand
            )
        )

    def titled(self, title: str) -> StoredPage | None:
        wanted = {"spaceKey": self._location.space, "title": title, "expand": self._EXPAND}
        found = self._ask(gettext_noop("find the page"), "get", "rest/api/content", params=wanted)
        return self._stored(found["results"][0]) if found["results"] else None

    def create(self, title: str, body: str) -> StoredPage:
        page: Json = {
            "type": "page",
            "title": title,
            "space": {"key": self._location.space},
            "body": {"storage": {"value": body, "representation": "storage"}},
        }
        if self._location.parent_id:
            page["ancestors"] = [{"id": self._location.parent_id}]
        return self._stored(
            self._ask(gettext_noop("create the page"), "post", "rest/api/content", data=page)
        )

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Does not use the library's `update_page`.

        That reads the version again, and so overwrites what somebody saved in the meantime.
        """
        change = {
            "type": "page",
            "title": page.title,
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": page.version + 1, "message": VERSION_MESSAGE, "minorEdit": True},
        }
        path = f"rest/api/content/{page.id}"
        return self._stored(self._ask(gettext_noop("refresh the page"), "put", path, data=change))

    def space_name(self) -> str:
        found = self._ask(
            gettext_noop("find the space"), "get", f"rest/api/space/{self._location.space}"
        )
        return str(found["name"])

    def missing_rights(self) -> None:
        """None: Data Center tells only a space's administrators."""

    def _ask(self, operation: str, method: str, path: str, **given: Json) -> Json:
        with self._account.old_api() as api:
            found: Json = self._call(operation, lambda: getattr(api, method)(path, **given))
        return found

    def _stored(self, found: Json) -> StoredPage:
        ancestors = found.get("ancestors") or [{"id": ""}]
        return StoredPage(
            id=str(found["id"]),
            title=found["title"],
            version=found["version"]["number"],
            parent=f"{found['space']['key']}/{ancestors[-1]['id']}",
            body=found["body"]["storage"]["value"],
            url=page_url(self._account, found),
        )


def page_url(account: Account, found: Json) -> str:
    """The page on the site, also where the API is behind a gateway, as for scoped tokens.

    Contains only the page's id, so it stays valid when the page is renamed or moved.
    """
    base = (found.get("_links") or {}).get("base") or account.url
    return f"{base.rstrip('/')}/pages/viewpage.action?pageId={found['id']}"

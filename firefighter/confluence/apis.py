"""Pages by the API that each kind of Confluence has for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from firefighter.confluence.calls import Account, Calls, Json
from firefighter.ports.pages import PagesRefused
from firefighter.texts import mark

MESSAGE = "Kept up to date by Firefighter"
"""Stands beside each version in a page's history."""

_RIGHTS = {("create", "page"): "add pages", ("create", "attachment"): "add attachments"}
"""What the bot does in its space, by the names that Cloud has for it."""


@dataclass(frozen=True)
class Shelf:
    """Where new pages go."""

    space: str
    """Its key, as it stands in addresses."""
    parent_id: str = ""
    """The page above them; empty for the space's home page."""


@dataclass(frozen=True)
class StoredPage:
    """A page as Confluence has it."""

    id: str
    title: str
    version: int
    parent: str
    body: str
    url: str


class PagesApi(Protocol):
    """Each method is one request, and one more the first time a space's number is needed."""

    def get(self, page_id: str) -> StoredPage:
        """Raises PageGone."""

    def titled(self, title: str) -> StoredPage | None: ...

    def create(self, title: str, body: str) -> StoredPage:
        """Raises TitleTaken."""

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Raises Conflict when the page has another version by now."""

    def space_name(self) -> str:
        """Raises PagesRefused when there is none of that key, or none that we may see."""

    def missing_rights(self) -> Sequence[str] | None:
        """What we may not do in the space although it has to be done; None if nobody tells.

        Two requests, which change nothing.
        """


class CloudApi:
    """v2: https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-page/."""

    def __init__(self, account: Account, calls: Calls, shelf: Shelf) -> None:
        self._account = account
        self._call = calls
        self._shelf = shelf
        self._space_id = ""

    def get(self, page_id: str) -> StoredPage:
        with self._account.pages_api() as api:
            found = self._call(
                mark("read the page"), lambda: api.get_page_by_id(page_id, body_format="storage")
            )
        return self._stored(found)

    def titled(self, title: str) -> StoredPage | None:
        with self._account.pages_api() as api:
            space_id = self._find_space(api)
            # The library would ask for the body format `none`, which Confluence does not have.
            found: Any = self._call(
                mark("find the page"),
                lambda: api.get_pages(space_id, title, body_format="storage", limit=1),
            )
        return self._stored(found[0]) if found else None

    def create(self, title: str, body: str) -> StoredPage:
        with self._account.pages_api() as api:
            space_id = self._find_space(api)
            made = self._call(
                mark("create the page"),
                lambda: api.create_page(
                    space_id,
                    title,
                    body,
                    parent_id=self._shelf.parent_id or None,
                    representation="storage",
                    status="current",
                ),
            )
        return self._stored(made)

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Not by the library's `update_page`, which has its own message for the history."""
        change = {
            "id": page.id,
            "status": "current",
            "title": page.title,
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": page.version + 1, "message": MESSAGE},
        }
        with self._account.pages_api() as api:
            path = api.get_endpoint("page_by_id", id=page.id)
            written = self._call(mark("refresh the page"), lambda: api.put(path, data=change))
        return self._stored(written)

    def space_name(self) -> str:
        with self._account.pages_api() as api:
            return str(self._space(api)["name"])

    def missing_rights(self) -> Sequence[str]:
        """https://developer.atlassian.com/cloud/confluence/rest/v2/api-group-operation/."""
        with self._account.pages_api() as api:
            path = f"api/v2/spaces/{self._find_space(api)}/operations"
            found: Any = self._call(mark("look what I may do"), lambda: api.get(path))
        allowed = {(each["operation"], each["targetType"]) for each in found["operations"]}
        return [words for right, words in _RIGHTS.items() if right not in allowed]

    def _find_space(self, api: Any) -> str:  # noqa: ANN401 - the library's client
        self._space_id = self._space_id or str(self._space(api)["id"])
        return self._space_id

    def _space(self, api: Any) -> Json:  # noqa: ANN401 - the library's client
        key = self._shelf.space
        found: list[Json] = self._call(mark("find the space"), lambda: api.get_spaces(keys=[key]))
        if not found:
            raise PagesRefused(mark("find the space"), f"no space {key}, or none that I may see")
        return found[0]

    def _stored(self, found: Any) -> StoredPage:  # noqa: ANN401 - Confluence's JSON
        return StoredPage(
            id=str(found["id"]),
            title=found["title"],
            version=found["version"]["number"],
            parent=f"{found['spaceId']}/{found['parentId']}",
            body=((found.get("body") or {}).get("storage") or {}).get("value", ""),
            url=address(self._account, str(found["id"])),
        )


class DataCenterApi:
    """v1: https://developer.atlassian.com/server/confluence/rest/."""

    _EXPAND = "body.storage,version,space,ancestors"

    def __init__(self, account: Account, calls: Calls, shelf: Shelf) -> None:
        self._account = account
        self._call = calls
        self._shelf = shelf

    def get(self, page_id: str) -> StoredPage:
        expand = {"expand": self._EXPAND}
        return self._stored(
            self._ask(mark("read the page"), "get", f"rest/api/content/{page_id}", params=expand)
        )

    def titled(self, title: str) -> StoredPage | None:
        wanted = {"spaceKey": self._shelf.space, "title": title, "expand": self._EXPAND}
        found = self._ask(mark("find the page"), "get", "rest/api/content", params=wanted)
        return self._stored(found["results"][0]) if found["results"] else None

    def create(self, title: str, body: str) -> StoredPage:
        page: Json = {
            "type": "page",
            "title": title,
            "space": {"key": self._shelf.space},
            "body": {"storage": {"value": body, "representation": "storage"}},
        }
        if self._shelf.parent_id:
            page["ancestors"] = [{"id": self._shelf.parent_id}]
        return self._stored(
            self._ask(mark("create the page"), "post", "rest/api/content", data=page)
        )

    def update(self, page: StoredPage, body: str) -> StoredPage:
        """Not by the library's `update_page`, which looks the version up anew and so overwrites."""
        change = {
            "type": "page",
            "title": page.title,
            "body": {"storage": {"value": body, "representation": "storage"}},
            "version": {"number": page.version + 1, "message": MESSAGE, "minorEdit": True},
        }
        path = f"rest/api/content/{page.id}"
        return self._stored(self._ask(mark("refresh the page"), "put", path, data=change))

    def space_name(self) -> str:
        found = self._ask(mark("find the space"), "get", f"rest/api/space/{self._shelf.space}")
        return str(found["name"])

    def missing_rights(self) -> None:
        """It only tells a space's administrators who may do what."""

    def _ask(self, wish: str, method: str, path: str, **given: Json) -> Json:
        with self._account.old_api() as api:
            found: Json = self._call(wish, lambda: getattr(api, method)(path, **given))
        return found

    def _stored(self, found: Json) -> StoredPage:
        ancestors = found.get("ancestors") or [{"id": ""}]
        return StoredPage(
            id=str(found["id"]),
            title=found["title"],
            version=found["version"]["number"],
            parent=f"{found['space']['key']}/{ancestors[-1]['id']}",
            body=found["body"]["storage"]["value"],
            url=address(self._account, str(found["id"])),
        )


def address(account: Account, page_id: str) -> str:
    """By the page's number alone, so that it holds when the page is renamed or moved."""
    return f"{account.url.rstrip('/')}/pages/viewpage.action?pageId={page_id}"

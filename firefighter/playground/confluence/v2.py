"""Pages and spaces of Confluence Cloud: https://developer.atlassian.com/cloud/confluence/rest/v2/."""

from firefighter.playground.confluence.errors import invalid, not_found
from firefighter.playground.confluence.records import Json, Page, Space
from firefighter.playground.confluence.rest import ApiRequest, operation
from firefighter.playground.confluence.wiki import Wiki

BODY_FORMATS = {"storage", "atlas_doc_format", "view"}

RIGHTS = {
    "view": ("read", "space"),
    "create": ("create", "page"),
    "attach": ("create", "attachment"),
}
"""Cloud's names for the operations that `deny` can take away. Editing has no name of its own
there.
"""


@operation("spaces.list", "GET", "/api/v2/spaces")
def list_spaces(wiki: Wiki, api_request: ApiRequest) -> Json:
    keys = api_request.query.get("keys", "")
    found = [each for each in wiki.spaces.values() if not keys or each.key in keys.split(",")]
    return _paged([_space(each) for each in found], api_request)


@operation("spaces.operations", "GET", "/api/v2/spaces/{id}/operations")
def list_operations(wiki: Wiki, api_request: ApiRequest) -> Json:
    """The permissions of the caller."""
    if api_request.id not in wiki.spaces or "view" in wiki.denied:
        raise not_found(f"Space {api_request.id}")
    allowed = [right for action, right in RIGHTS.items() if action not in wiki.denied]
    return {"operations": [{"operation": does, "targetType": what} for does, what in allowed]}


@operation("pages.list", "GET", "/api/v2/pages")
def list_pages(wiki: Wiki, api_request: ApiRequest) -> Json:
    _refuse_bad_format(api_request)
    title, space_id = api_request.query.get("title"), api_request.query.get("space-id")
    status = api_request.query.get("status", "current")
    found = [
        each
        for each in wiki.pages.values()
        if (not space_id or each.space_id == space_id)
        and (not title or each.title.lower() == title.lower())
        and each.status == status
        and "view" not in wiki.denied
    ]
    return _paged([_page(each, api_request) for each in found], api_request)


@operation("pages.get", "GET", "/api/v2/pages/{id}")
def get_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    _refuse_bad_format(api_request)
    return _page(wiki.page(api_request.id), api_request)


@operation("pages.create", "POST", "/api/v2/pages")
def create_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    space_id = str(api_request.body.get("spaceId", ""))
    if not space_id.isdigit():
        raise invalid(f"Provided value {{{space_id}}} for 'spaceId' is not the correct type")
    parent_id = api_request.body.get("parentId")
    page = wiki.create(
        space_id,
        str(api_request.body.get("title", "")),
        api_request.storage(),
        str(parent_id) if parent_id else None,
    )
    return _page(page, api_request)


@operation("pages.update", "PUT", "/api/v2/pages/{id}")
def update_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    for needed in ("id", "status", "title", "body", "version"):
        if needed not in api_request.body:
            raise invalid(f"'{needed}' is required")
    version = api_request.body["version"]
    page = wiki.update(
        api_request.id,
        title=str(api_request.body["title"]),
        body=api_request.storage(),
        version=version.get("number"),
        message=str(version.get("message", "")),
    )
    return _page(page, api_request)


def _refuse_bad_format(api_request: ApiRequest) -> None:
    """Includes `none`, which atlassian-python-api sends for a page without its body."""
    given = api_request.query.get("body-format")
    if given and given not in BODY_FORMATS:
        raise invalid(f"Provided value {{{given}}} for 'body-format' is not the correct type")


def _space(space: Space) -> Json:
    return {
        "id": space.id,
        "key": space.key,
        "name": space.name,
        "type": "global",
        "status": "current",
        "homepageId": space.homepage_id,
    }


def _page(page: Page, api_request: ApiRequest) -> Json:
    body = {"storage": {"representation": "storage", "value": page.body}}
    return {
        "id": page.id,
        "status": page.status,
        "title": page.title,
        "spaceId": page.space_id,
        "parentId": page.parent_id,
        "version": {"number": page.version, "message": page.message, "authorId": page.author},
        "body": body if api_request.query.get("body-format") == "storage" else {},
        "_links": {"webui": f"/pages/viewpage.action?pageId={page.id}", "base": api_request.base},
    }


def _paged(found: list[Json], api_request: ApiRequest) -> Json:
    """By cursor: https://developer.atlassian.com/cloud/confluence/rest/v2/intro/#using-the-rest-api."""
    start, limit = api_request.number("cursor", 0), api_request.number("limit", 25)
    links: Json = {"base": api_request.base}
    if start + limit < len(found):
        more = {**api_request.query, "cursor": str(start + limit)}
        query = "&".join(f"{name}={value}" for name, value in more.items())
        links["next"] = f"/wiki/api/v2/pages?{query}"
    return {"results": found[start : start + limit], "_links": links}

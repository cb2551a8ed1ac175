"""Pages and spaces of Confluence Cloud: https://developer.atlassian.com/cloud/confluence/rest/v2/."""

from firefighter.playground.confluence.asking import Asked
from firefighter.playground.confluence.operations import operation
from firefighter.playground.confluence.records import Json, Page, Space
from firefighter.playground.confluence.refusal import invalid, not_found
from firefighter.playground.confluence.wiki import Wiki

BODY_FORMATS = {"storage", "atlas_doc_format", "view"}

RIGHTS = {
    "view": ("read", "space"),
    "create": ("create", "page"),
    "attach": ("create", "attachment"),
}
"""Of what `deny` may take away, how Cloud names it: of a space, editing has no name of its own."""


@operation("spaces.list", "GET", "/api/v2/spaces")
def list_spaces(wiki: Wiki, asked: Asked) -> Json:
    keys = asked.query.get("keys", "")
    found = [each for each in wiki.spaces.values() if not keys or each.key in keys.split(",")]
    return _paged([_space(each) for each in found], asked)


@operation("spaces.operations", "GET", "/api/v2/spaces/{id}/operations")
def list_operations(wiki: Wiki, asked: Asked) -> Json:
    """What who asks may do there."""
    if asked.id not in wiki.spaces or "view" in wiki.denied:
        raise not_found(f"Space {asked.id}")
    allowed = [right for wish, right in RIGHTS.items() if wish not in wiki.denied]
    return {"operations": [{"operation": does, "targetType": what} for does, what in allowed]}


@operation("pages.list", "GET", "/api/v2/pages")
def list_pages(wiki: Wiki, asked: Asked) -> Json:
    _refuse_bad_format(asked)
    title, space_id = asked.query.get("title"), asked.query.get("space-id")
    status = asked.query.get("status", "current")
    found = [
        each
        for each in wiki.pages.values()
        if (not space_id or each.space_id == space_id)
        and (not title or each.title.lower() == title.lower())
        and each.status == status
        and "view" not in wiki.denied
    ]
    return _paged([_page(each, asked) for each in found], asked)


@operation("pages.get", "GET", "/api/v2/pages/{id}")
def get_page(wiki: Wiki, asked: Asked) -> Json:
    _refuse_bad_format(asked)
    return _page(wiki.page(asked.id), asked)


@operation("pages.create", "POST", "/api/v2/pages")
def create_page(wiki: Wiki, asked: Asked) -> Json:
    space_id = str(asked.body.get("spaceId", ""))
    if not space_id.isdigit():
        raise invalid(f"Provided value {{{space_id}}} for 'spaceId' is not the correct type")
    parent_id = asked.body.get("parentId")
    page = wiki.create(
        space_id,
        str(asked.body.get("title", "")),
        asked.storage(),
        str(parent_id) if parent_id else None,
    )
    return _page(page, asked)


@operation("pages.update", "PUT", "/api/v2/pages/{id}")
def update_page(wiki: Wiki, asked: Asked) -> Json:
    for needed in ("id", "status", "title", "body", "version"):
        if needed not in asked.body:
            raise invalid(f"'{needed}' is required")
    version = asked.body["version"]
    page = wiki.update(
        asked.id,
        title=str(asked.body["title"]),
        body=asked.storage(),
        version=version.get("number"),
        message=str(version.get("message", "")),
    )
    return _page(page, asked)


def _refuse_bad_format(asked: Asked) -> None:
    """Also the `none` that atlassian-python-api sends for a page without its body."""
    given = asked.query.get("body-format")
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


def _page(page: Page, asked: Asked) -> Json:
    body = {"storage": {"representation": "storage", "value": page.body}}
    return {
        "id": page.id,
        "status": page.status,
        "title": page.title,
        "spaceId": page.space_id,
        "parentId": page.parent_id,
        "version": {"number": page.version, "message": page.message, "authorId": page.author},
        "body": body if asked.query.get("body-format") == "storage" else {},
        "_links": {"webui": f"/pages/viewpage.action?pageId={page.id}", "base": asked.base},
    }


def _paged(found: list[Json], asked: Asked) -> Json:
    """By cursor: https://developer.atlassian.com/cloud/confluence/rest/v2/intro/#using-the-rest-api."""
    start, limit = asked.number("cursor", 0), asked.number("limit", 25)
    links: Json = {"base": asked.base}
    if start + limit < len(found):
        more = {**asked.query, "cursor": str(start + limit)}
        query = "&".join(f"{name}={value}" for name, value in more.items())
        links["next"] = f"/wiki/api/v2/pages?{query}"
    return {"results": found[start : start + limit], "_links": links}

"""Labels and attachments everywhere, and on Data Center the pages as well.

https://developer.atlassian.com/cloud/confluence/rest/v1/
https://developer.atlassian.com/server/confluence/rest/
"""

from firefighter.playground.confluence.errors import invalid, not_found
from firefighter.playground.confluence.records import Attachment, Json, Page
from firefighter.playground.confluence.rest import ApiRequest, Upload, operation
from firefighter.playground.confluence.wiki import Wiki


@operation("spaces.get", "GET", "/rest/api/space/{key}")
def get_space(wiki: Wiki, api_request: ApiRequest) -> Json:
    space = wiki.space(api_request.path["key"])
    if space is None:
        raise not_found(f"Space {api_request.path['key']}")
    return {"id": int(space.id), "key": space.key, "name": space.name, "type": "global"}


@operation("pages.list", "GET", "/rest/api/content")
def list_pages(wiki: Wiki, api_request: ApiRequest) -> Json:
    space = wiki.space(api_request.query.get("spaceKey", ""))
    page = wiki.titled(space.id, api_request.query.get("title", "")) if space else None
    return {"results": [_page(wiki, page, api_request)] if page else []}


@operation("pages.get", "GET", "/rest/api/content/{id}")
def get_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    return _page(wiki, wiki.page(api_request.id), api_request)


@operation("pages.create", "POST", "/rest/api/content")
def create_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    key = str((api_request.body.get("space") or {}).get("key", ""))
    space = wiki.space(key)
    if space is None:
        raise not_found(f"Space {key}")
    ancestors = api_request.body.get("ancestors") or [{}]
    page = wiki.create(
        space.id,
        str(api_request.body.get("title", "")),
        api_request.storage(),
        ancestors[-1].get("id"),
    )
    return _page(wiki, page, api_request)


@operation("pages.update", "PUT", "/rest/api/content/{id}")
def update_page(wiki: Wiki, api_request: ApiRequest) -> Json:
    version = api_request.body.get("version") or {}
    page = wiki.update(
        api_request.id,
        title=str(api_request.body.get("title", "")),
        body=api_request.storage(),
        version=version.get("number"),
        message=str(version.get("message", "")),
    )
    return _page(wiki, page, api_request)


@operation("labels.list", "GET", "/rest/api/content/{id}/label")
def list_labels(wiki: Wiki, api_request: ApiRequest) -> Json:
    wiki.page(api_request.id)
    return _labels(wiki.labels.get(api_request.id, []))


@operation("labels.add", "POST", "/rest/api/content/{id}/label")
def add_labels(wiki: Wiki, api_request: ApiRequest) -> Json:
    """One label, or a list of them."""
    given = api_request.items or [api_request.body]
    return _labels(wiki.add_labels(api_request.id, [str(each.get("name", "")) for each in given]))


@operation("labels.remove", "DELETE", "/rest/api/content/{id}/label")
def remove_label(wiki: Wiki, api_request: ApiRequest) -> Json:
    wiki.remove_label(api_request.id, api_request.query.get("name", ""))
    return {}


@operation("attachments.list", "GET", "/rest/api/content/{id}/child/attachment")
def list_attachments(wiki: Wiki, api_request: ApiRequest) -> Json:
    name = api_request.query.get("filename")
    found = [each for each in wiki.attached(api_request.id) if name in {None, each.name}]
    return {"results": [_attachment(each) for each in found], "size": len(found)}


@operation("attachments.add", "POST", "/rest/api/content/{id}/child/attachment")
def add_attachment(wiki: Wiki, api_request: ApiRequest) -> Json:
    upload = _upload(api_request)
    added = wiki.attach(api_request.id, upload.name, upload.media_type, upload.content)
    return {"results": [_attachment(added)], "size": 1}


def _upload(api_request: ApiRequest) -> Upload:
    if api_request.upload is None:
        raise invalid("At least one attachment file is required")
    return api_request.upload


def _labels(names: list[str]) -> Json:
    results = [{"prefix": "global", "name": name, "label": name} for name in names]
    return {"results": results, "size": len(results)}


def _attachment(attachment: Attachment) -> Json:
    return {
        "id": attachment.id,
        "type": "attachment",
        "title": attachment.name,
        "metadata": {"mediaType": attachment.media_type},
        "version": {"number": attachment.version},
        "_links": {"download": f"/download/attachments/{attachment.page_id}/{attachment.name}"},
    }


def _page(wiki: Wiki, page: Page, api_request: ApiRequest) -> Json:
    """Leaves out what `expand` does not name, as Confluence does."""
    space = wiki.spaces[page.space_id]
    expanded = api_request.query.get("expand", "").split(",")
    found: Json = {
        "id": page.id,
        "type": "page",
        "status": page.status,
        "title": page.title,
        "_links": {"webui": f"/pages/viewpage.action?pageId={page.id}", "base": api_request.base},
    }
    if "version" in expanded or api_request.body:
        found["version"] = {"number": page.version, "message": page.message}
    if "space" in expanded or api_request.body:
        found["space"] = {"id": int(space.id), "key": space.key}
    if "ancestors" in expanded or api_request.body:
        found["ancestors"] = [{"id": page.parent_id}] if page.parent_id else []
    if "body.storage" in expanded or api_request.body:
        found["body"] = {"storage": {"representation": "storage", "value": page.body}}
    return found

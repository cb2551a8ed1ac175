"""Labels and attachments everywhere, and on Data Center the pages as well.

https://developer.atlassian.com/cloud/confluence/rest/v1/
https://developer.atlassian.com/server/confluence/rest/
"""

from firefighter.playground.confluence.asking import Asked, Upload
from firefighter.playground.confluence.operations import operation
from firefighter.playground.confluence.records import Attachment, Json, Page
from firefighter.playground.confluence.refusal import invalid, not_found
from firefighter.playground.confluence.wiki import Wiki


@operation("spaces.get", "GET", "/rest/api/space/{key}")
def get_space(wiki: Wiki, asked: Asked) -> Json:
    space = wiki.space(asked.path["key"])
    if space is None:
        raise not_found(f"Space {asked.path['key']}")
    return {"id": int(space.id), "key": space.key, "name": space.name, "type": "global"}


@operation("pages.list", "GET", "/rest/api/content")
def list_pages(wiki: Wiki, asked: Asked) -> Json:
    space = wiki.space(asked.query.get("spaceKey", ""))
    page = wiki.titled(space.id, asked.query.get("title", "")) if space else None
    return {"results": [_page(wiki, page, asked)] if page else []}


@operation("pages.get", "GET", "/rest/api/content/{id}")
def get_page(wiki: Wiki, asked: Asked) -> Json:
    return _page(wiki, wiki.page(asked.id), asked)


@operation("pages.create", "POST", "/rest/api/content")
def create_page(wiki: Wiki, asked: Asked) -> Json:
    key = str((asked.body.get("space") or {}).get("key", ""))
    space = wiki.space(key)
    if space is None:
        raise not_found(f"Space {key}")
    ancestors = asked.body.get("ancestors") or [{}]
    page = wiki.create(
        space.id, str(asked.body.get("title", "")), asked.storage(), ancestors[-1].get("id")
    )
    return _page(wiki, page, asked)


@operation("pages.update", "PUT", "/rest/api/content/{id}")
def update_page(wiki: Wiki, asked: Asked) -> Json:
    version = asked.body.get("version") or {}
    page = wiki.update(
        asked.id,
        title=str(asked.body.get("title", "")),
        body=asked.storage(),
        version=version.get("number"),
        message=str(version.get("message", "")),
    )
    return _page(wiki, page, asked)


@operation("labels.list", "GET", "/rest/api/content/{id}/label")
def list_labels(wiki: Wiki, asked: Asked) -> Json:
    wiki.page(asked.id)
    return _labels(wiki.labels.get(asked.id, []))


@operation("labels.add", "POST", "/rest/api/content/{id}/label")
def add_labels(wiki: Wiki, asked: Asked) -> Json:
    """One label, or a list of them."""
    given = asked.items or [asked.body]
    return _labels(wiki.add_labels(asked.id, [str(each.get("name", "")) for each in given]))


@operation("labels.remove", "DELETE", "/rest/api/content/{id}/label")
def remove_label(wiki: Wiki, asked: Asked) -> Json:
    wiki.remove_label(asked.id, asked.query.get("name", ""))
    return {}


@operation("attachments.list", "GET", "/rest/api/content/{id}/child/attachment")
def list_attachments(wiki: Wiki, asked: Asked) -> Json:
    name = asked.query.get("filename")
    found = [each for each in wiki.attached(asked.id) if name in {None, each.name}]
    return {"results": [_attachment(each) for each in found], "size": len(found)}


@operation("attachments.add", "POST", "/rest/api/content/{id}/child/attachment")
def add_attachment(wiki: Wiki, asked: Asked) -> Json:
    upload = _upload(asked)
    added = wiki.attach(asked.id, upload.name, upload.media_type, upload.content)
    return {"results": [_attachment(added)], "size": 1}


def _upload(asked: Asked) -> Upload:
    if asked.upload is None:
        raise invalid("At least one attachment file is required")
    return asked.upload


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


def _page(wiki: Wiki, page: Page, asked: Asked) -> Json:
    """What `expand` does not name is left out, as Confluence does."""
    space = wiki.spaces[page.space_id]
    expanded = asked.query.get("expand", "").split(",")
    found: Json = {
        "id": page.id,
        "type": "page",
        "status": page.status,
        "title": page.title,
        "_links": {"webui": f"/pages/viewpage.action?pageId={page.id}", "base": asked.base},
    }
    if "version" in expanded or asked.body:
        found["version"] = {"number": page.version, "message": page.message}
    if "space" in expanded or asked.body:
        found["space"] = {"id": int(space.id), "key": space.key}
    if "ancestors" in expanded or asked.body:
        found["ancestors"] = [{"id": page.parent_id}] if page.parent_id else []
    if "body.storage" in expanded or asked.body:
        found["body"] = {"storage": {"representation": "storage", "value": page.body}}
    return found

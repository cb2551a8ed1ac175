# https://docs.slack.dev/reference/methods?family=bookmarks

from dataclasses import replace

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import BOT_USER_ID, Bookmark, Channel, Json
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.workspace import Workspace

BOOKMARKS_MOST = 100


@method("bookmarks.add", scope="bookmarks:write", tier=2)
def add(workspace: Workspace, arguments: Arguments) -> Json:
    _channel_id, title, kind = arguments.required("channel_id", "title", "type")
    channel = _open_channel(workspace, arguments)
    if kind != "link":
        raise RefusedError("invalid_bookmark_type")
    link = _link(arguments)
    found = workspace.bookmarks.setdefault(channel.id, [])
    if len(found) >= BOOKMARKS_MOST:
        raise RefusedError("too_many_bookmarks")
    bookmark = Bookmark(
        id=workspace.new_id("Bk"),
        channel_id=channel.id,
        title=title,
        link=link,
        emoji=arguments.text("emoji"),
        date_created=int(workspace.now()),
    )
    found.append(bookmark)
    workspace.changed()
    return {"bookmark": bookmark.as_json()}


@method("bookmarks.list", scope="bookmarks:read", tier=3)
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("channel_id")
    channel = arguments.channel(workspace, BOT_USER_ID, "channel_id")
    return {"bookmarks": [each.as_json() for each in workspace.bookmarks.get(channel.id, [])]}


@method("bookmarks.edit", scope="bookmarks:write", tier=2)
def edit(workspace: Workspace, arguments: Arguments) -> Json:
    old = _bookmark(workspace, arguments)
    new = replace(
        old,
        title=arguments.text("title", old.title),
        link=_link(arguments) if arguments.has("link") else old.link,
        emoji=arguments.text("emoji", old.emoji),
        date_updated=int(workspace.now()),
    )
    found = workspace.bookmarks[old.channel_id]
    found[found.index(old)] = new
    workspace.changed()
    return {"bookmark": new.as_json()}


@method("bookmarks.remove", scope="bookmarks:write", tier=2)
def remove(workspace: Workspace, arguments: Arguments) -> Json:
    old = _bookmark(workspace, arguments)
    workspace.bookmarks[old.channel_id].remove(old)
    workspace.changed()
    return {}


def _open_channel(workspace: Workspace, arguments: Arguments) -> Channel:
    arguments.unarchived(workspace, BOT_USER_ID, "channel_id")
    return arguments.joined(workspace, BOT_USER_ID, "channel_id")


def _bookmark(workspace: Workspace, arguments: Arguments) -> Bookmark:
    _channel_id, bookmark_id = arguments.required("channel_id", "bookmark_id")
    channel = _open_channel(workspace, arguments)
    for each in workspace.bookmarks.get(channel.id, []):
        if each.id == bookmark_id:
            return each
    raise RefusedError("not_found")


def _link(arguments: Arguments) -> str:
    link = arguments.text("link")
    if not link.startswith(("http://", "https://")):
        raise RefusedError("invalid_link")
    return link

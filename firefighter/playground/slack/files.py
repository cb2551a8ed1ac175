"""Uploading and downloading files: https://docs.slack.dev/messaging/working-with-files."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from firefighter.playground.slack.faults import Faults, RateLimited, ServerError, drop
from firefighter.playground.slack.records import BOT_USER_ID, File
from firefighter.playground.slack.workspace import Workspace


@dataclass
class Uploads:
    workspace: Workspace

    async def endpoint(self, request: Request) -> Response:
        file_id = request.path_params["file_id"]
        upload = self.workspace.uploads.get(file_id)
        if upload is None:
            return PlainTextResponse("no such upload", 404)
        content = await _content(request)
        if len(content) != upload.length:
            return PlainTextResponse(f"announced {upload.length} bytes, got {len(content)}", 400)
        self.workspace.uploads[file_id] = replace(upload, content=content)
        return PlainTextResponse(f"OK - {len(content)}")


async def _content(request: Request) -> bytes:
    """The raw body: how `slack_sdk` sends it."""
    return await request.body()


DOWNLOAD = "files.download"
"""The name for ordering faults. It is no method of the Web API."""


_LOGIN = "<!DOCTYPE html><html><head><title>Log in | Slack</title></head><body></body></html>"


@dataclass
class Downloads:
    workspace: Workspace
    faults: Faults

    async def endpoint(self, request: Request) -> Response:
        file_id = request.path_params["file_id"]
        match self.faults.next_for(DOWNLOAD, {"file": file_id}):
            case None:
                return self._answer(request, file_id)
            case RateLimited(retry_after_s):
                return Response(status_code=429, headers={"Retry-After": str(retry_after_s)})
            case ServerError(status):
                return HTMLResponse("<html><body>Something went wrong</body></html>", status)
            case _:
                pass
        return drop(request)

    def _answer(self, request: Request, file_id: str) -> Response:
        if request.headers.get("authorization") != f"Bearer {self.workspace.bot_token}":
            return HTMLResponse(_LOGIN)
        file = self.workspace.files.get(file_id)
        if file is None or file.mode == "tombstone":
            return PlainTextResponse("Not Found", 404)
        if "files:read" not in self.workspace.scopes or not is_shown(self.workspace, file):
            return HTMLResponse(_LOGIN)
        if file.moved_to:
            return RedirectResponse(file.moved_to)
        return Response(file.content, media_type=file.media_type)


def is_shown(workspace: Workspace, file: File) -> bool:
    """The bot gets what it shared itself and what is shared where it is a member."""
    where = (workspace.channels.get(each) for each in file.shared_in)
    is_member = any(each and BOT_USER_ID in each.members for each in where)
    return is_member or file.user == BOT_USER_ID

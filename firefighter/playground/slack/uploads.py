"""Where the bytes of a file go: https://docs.slack.dev/messaging/working-with-files#uploading_files."""

from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

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

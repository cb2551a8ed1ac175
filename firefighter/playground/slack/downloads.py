"""Where the bytes of a file are: https://docs.slack.dev/messaging/working-with-files.

Who shows no token that may read the file is shown the login page, with status 200:
https://github.com/slackapi/bolt-js/issues/2585.
"""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from firefighter.playground.slack.connections import drop
from firefighter.playground.slack.faults import Faults, RateLimited, ServerError
from firefighter.playground.slack.records import BOT_USER_ID, File
from firefighter.playground.slack.workspace import Workspace

DOWNLOAD = "files.download"
"""Its name for ordering faults; as a call of the Web API it does not exist."""

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
    """The bot gets what it shared itself, and what is shared where it is a member."""
    where = (workspace.channels.get(each) for each in file.shared_in)
    is_member = any(each and BOT_USER_ID in each.members for each in where)
    return is_member or file.user == BOT_USER_ID

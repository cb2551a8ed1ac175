"""The app itself, its token and its team."""

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import (
    APP_ID,
    BOT_ID,
    BOT_USER_ID,
    TEAM_DOMAIN,
    TEAM_ID,
    Json,
)
from firefighter.playground.slack.workspace import Workspace


@method("apps.connections.open", tier=1, caller="app")
def connections_open(workspace: Workspace, _arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/apps.connections.open
    ticket = workspace.new_id("ticket-")
    workspace.socket_tickets.add(ticket)
    address = workspace.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={APP_ID}"}


@method("api.test", caller="anyone")
def api_test(_workspace: Workspace, arguments: Arguments) -> Json:
    if arguments.has("error"):
        raise RefusedError(arguments.text("error"), args=dict(arguments.given))
    return {"args": dict(arguments.given)}


@method("auth.test", tier=None)
def auth_test(workspace: Workspace, _arguments: Arguments) -> Json:
    return {
        "url": f"{workspace.url}/",
        "team": "Playground",
        "user": workspace.users[BOT_USER_ID].handle,
        "team_id": TEAM_ID,
        "user_id": BOT_USER_ID,
        "bot_id": BOT_ID,
        "is_enterprise_install": False,
    }


@method("team.info", scope="team:read", tier=3)
def team_info(_workspace: Workspace, arguments: Arguments) -> Json:
    if arguments.has("team") and arguments.text("team") != TEAM_ID:
        raise RefusedError("team_not_found")
    return {
        "team": {"id": TEAM_ID, "name": "Playground", "domain": TEAM_DOMAIN, "email_domain": ""}
    }


@method("bots.info", scope="users:read", tier=3)
def bots_info(workspace: Workspace, arguments: Arguments) -> Json:
    if arguments.text("bot") != BOT_ID:
        raise RefusedError("bot_not_found")
    name = workspace.users[BOT_USER_ID].handle
    bot = {"id": BOT_ID, "app_id": APP_ID, "user_id": BOT_USER_ID, "name": name, "deleted": False}
    return {"bot": bot}

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import APP_ID, Json
from firefighter.playground.slack.workspace import Workspace


@method("apps.connections.open", tier=1, caller="app")
def connections_open(workspace: Workspace, _arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/apps.connections.open
    ticket = workspace.new_id("ticket-")
    workspace.socket_tickets.add(ticket)
    address = workspace.url.replace("http://", "ws://", 1)
    return {"url": f"{address}/link/?ticket={ticket}&app_id={APP_ID}"}

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import TEAM_ID, Json, Usergroup
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.workspace import Workspace


@method("usergroups.list", scope="usergroups:read", tier=2)
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.list."""
    disabled_too = arguments.flag("include_disabled")
    groups = [
        each for each in workspace.usergroups.values() if disabled_too or not each.disabled_at
    ]
    return {"usergroups": [_shown(each, arguments) for each in groups]}


@method("usergroups.users.list", scope="usergroups:read", tier=2)
def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    (group_id,) = arguments.required("usergroup")
    group = workspace.usergroups.get(group_id)
    if group is None or (group.disabled_at and not arguments.flag("include_disabled")):
        raise RefusedError("no_such_subteam")
    return {"users": list(group.members)}


def _shown(group: Usergroup, arguments: Arguments) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "date_delete": group.disabled_at,
    }
    if arguments.flag("include_count"):
        shown["user_count"] = len(group.members)
    if arguments.flag("include_users"):
        shown["users"] = list(group.members)
    return shown

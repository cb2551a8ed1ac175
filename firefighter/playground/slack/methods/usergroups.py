from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.records import TEAM_ID, Json, Usergroup
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.workspace import Workspace


@method("usergroups.list", scope="usergroups:read", tier=2)
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    with_users = arguments.flag("include_users")
    groups = workspace.usergroups.values()
    return {"usergroups": [_shown(each, with_users=with_users) for each in groups]}


@method("usergroups.users.list", scope="usergroups:read", tier=2)
def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    (group_id,) = arguments.required("usergroup")
    if (group := workspace.usergroups.get(group_id)) is None:
        raise RefusedError("no_such_subteam")
    return {"users": list(group.members)}


def _shown(group: Usergroup, *, with_users: bool) -> Json:
    shown: Json = {
        "id": group.id,
        "team_id": TEAM_ID,
        "is_usergroup": True,
        "handle": group.handle,
        "name": group.name,
        "user_count": len(group.members),
    }
    return shown | ({"users": list(group.members)} if with_users else {})

"""Users and user groups."""

from firefighter.playground.slack.arguments import Arguments, ResultPage
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.payloads import user_json
from firefighter.playground.slack.records import TEAM_ID, Json, User, Usergroup
from firefighter.playground.slack.workspace import Workspace


@method("users.info", scope="users:read")
def user_info(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("user")
    user = arguments.user(workspace)
    if not user.is_visible:
        raise RefusedError("user_not_visible")
    return {"user": _visible_user(workspace, arguments, user)}


@method("users.list", scope="users:read", tier=2)
def list_users(workspace: Workspace, arguments: Arguments) -> Json:
    page = ResultPage(list(workspace.users.values()), arguments, lambda user: user.id, default=1000)
    members = [_visible_user(workspace, arguments, each) for each in page.items]
    return {"members": members, **page.metadata}


@method("users.lookupByEmail", scope="users:read.email", tier=3)
def lookup_by_email(workspace: Workspace, arguments: Arguments) -> Json:
    (email,) = arguments.required("email")
    for user in workspace.users.values():
        if user.email is not None and user.email.lower() == email.lower():
            return {"user": _visible_user(workspace, arguments, user)}
    raise RefusedError("users_not_found")


def _visible_user(workspace: Workspace, arguments: Arguments, user: User) -> Json:
    """Without `users:read.email` the address is left out, silently.

    https://docs.slack.dev/reference/scopes/users.read.email
    """
    return user_json(
        user,
        with_email="users:read.email" in workspace.scopes,
        with_locale=arguments.flag("include_locale"),
        is_stranger=workspace.is_stranger(user),
    )


@method("usergroups.list", scope="usergroups:read", tier=2)
def list_usergroups(workspace: Workspace, arguments: Arguments) -> Json:
    """https://docs.slack.dev/reference/methods/usergroups.list."""
    disabled_too = arguments.flag("include_disabled")
    groups = [
        each for each in workspace.usergroups.values() if disabled_too or not each.disabled_at
    ]
    return {"usergroups": [_visible_group(each, arguments) for each in groups]}


@method("usergroups.users.list", scope="usergroups:read", tier=2)
def users_list(workspace: Workspace, arguments: Arguments) -> Json:
    (group_id,) = arguments.required("usergroup")
    group = workspace.usergroups.get(group_id)
    if group is None or (group.disabled_at and not arguments.flag("include_disabled")):
        raise RefusedError("no_such_subteam")
    return {"users": list(group.members)}


def _visible_group(group: Usergroup, arguments: Arguments) -> Json:
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

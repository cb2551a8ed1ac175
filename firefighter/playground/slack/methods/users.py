from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.paging import Page
from firefighter.playground.slack.records import Json, User
from firefighter.playground.slack.refusal import RefusedError
from firefighter.playground.slack.rendering import user_json
from firefighter.playground.slack.workspace import Workspace


@method("users.info", scope="users:read")
def info(workspace: Workspace, arguments: Arguments) -> Json:
    arguments.required("user")
    return {"user": _shown(workspace, arguments, arguments.user(workspace))}


@method("users.list", scope="users:read", tier=2)
def list_all(workspace: Workspace, arguments: Arguments) -> Json:
    page = Page(list(workspace.users.values()), arguments, lambda user: user.id, default=1000)
    members = [_shown(workspace, arguments, each) for each in page.items]
    return {"members": members, **page.metadata}


@method("users.lookupByEmail", scope="users:read.email", tier=3)
def lookup_by_email(workspace: Workspace, arguments: Arguments) -> Json:
    (email,) = arguments.required("email")
    for user in workspace.users.values():
        if user.email is not None and user.email.lower() == email.lower():
            return {"user": _shown(workspace, arguments, user)}
    raise RefusedError("users_not_found")


def _shown(workspace: Workspace, arguments: Arguments, user: User) -> Json:
    """Without `users:read.email` the address is left out, silently.

    https://docs.slack.dev/reference/scopes/users.read.email
    """
    return user_json(
        user,
        with_email="users:read.email" in workspace.scopes,
        with_locale=arguments.flag("include_locale"),
    )

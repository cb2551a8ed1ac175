"""Each person's stack of modals, and their Home tab.

https://docs.slack.dev/surfaces/modals
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import replace

from firefighter.playground.slack.elements import initial_state, with_default_ids
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.records import Json, View
from firefighter.playground.slack.workspace import Workspace

MAX_STACK = 3  # https://docs.slack.dev/reference/methods/views.push#errors


def open_root(workspace: Workspace, user: str, body: Json) -> View:
    """Opens a modal in place of whatever the person had open."""
    workspace.stacks[user] = []
    return _stack(workspace, user, body)


def push(workspace: Workspace, user: str, body: Json) -> View:
    if len(workspace.stacks.get(user, [])) >= MAX_STACK:
        raise RefusedError("push_limit_reached")
    return _stack(workspace, user, body)


def update(workspace: Workspace, view: View, body: Json) -> View:
    """Updates a view. Typed values stay where block and action ids stay.

    https://docs.slack.dev/surfaces/modals#updating_views
    """
    _refuse_taken_external_id(workspace, body, view.id)
    filled = {**body, "blocks": list(with_default_ids(body.get("blocks", [])))}
    fresh = initial_state(filled["blocks"])
    kept = {
        block_id: {
            action_id: _kept(view, block_id, action_id, value) for action_id, value in found.items()
        }
        for block_id, found in fresh.items()
    }
    return workspace.put_view(replace(view, body=filled, hash=_new_hash(), typed=kept))


def publish(workspace: Workspace, user: str, body: Json) -> View:
    # https://docs.slack.dev/reference/methods/views.publish
    if (existing := workspace.homes.get(user)) is not None:
        return update(workspace, workspace.views[existing], body)
    view = _new_view(workspace, user, body, previous=None)
    workspace.homes[user] = view.id
    return view


def top(workspace: Workspace, user: str) -> View | None:
    stack = workspace.stacks.get(user, [])
    return workspace.views[stack[-1]] if stack else None


def close_top(workspace: Workspace, user: str) -> None:
    workspace.stacks[user].pop()
    workspace.changed()


def close_all(workspace: Workspace, user: str) -> None:
    workspace.stacks[user] = []
    workspace.changed()


def is_open(workspace: Workspace, view: View) -> bool:
    return (
        view.id in workspace.stacks.get(view.user, []) or workspace.homes.get(view.user) == view.id
    )


def find(workspace: Workspace, matches: Callable[[View], bool]) -> View:
    """Returns the one matching view that is still shown, or refuses with `not_found`."""
    for view in workspace.views.values():
        if matches(view) and is_open(workspace, view):
            return view
    raise RefusedError("not_found")


def _stack(workspace: Workspace, user: str, body: Json) -> View:
    stack = workspace.stacks.setdefault(user, [])
    view = _new_view(workspace, user, body, previous=stack[-1] if stack else None)
    stack.append(view.id)
    workspace.changed()
    return view


def _new_view(workspace: Workspace, user: str, body: Json, *, previous: str | None) -> View:
    _refuse_taken_external_id(workspace, body, None)
    view_id = workspace.new_id("V")
    stack = workspace.stacks.get(user, [])
    filled = {**body, "blocks": list(with_default_ids(body.get("blocks", [])))}
    return workspace.put_view(
        View(
            id=view_id,
            user=user,
            hash=_new_hash(),
            root_view_id=stack[0] if previous else view_id,
            previous_view_id=previous,
            body=filled,
            typed=initial_state(filled["blocks"]),
        )
    )


def _refuse_taken_external_id(workspace: Workspace, body: Json, own_id: str | None) -> None:
    wanted = body.get("external_id")
    for view in workspace.views.values():
        if wanted and view.external_id == wanted and view.id != own_id and is_open(workspace, view):
            raise RefusedError("duplicate_external_id")


def _kept(view: View, block_id: str, action_id: str, fresh: Json) -> Json:
    old = view.typed.get(block_id, {}).get(action_id)
    return old if old is not None and old["type"] == fresh["type"] else fresh


def _new_hash() -> str:
    return f"{int(time.time())}.{secrets.token_hex(4)}"

from firefighter.playground.slack import modals
from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.errors import RefusedError
from firefighter.playground.slack.limits.views import invalid_arguments, refuse_bad_view
from firefighter.playground.slack.methods.registry import method
from firefighter.playground.slack.payloads import view_json
from firefighter.playground.slack.records import Json, View
from firefighter.playground.slack.workspace import Workspace


@method("views.open")
def open_root(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/views.open
    body = _view(arguments, "modal")
    (trigger_id,) = arguments.required("trigger_id")
    trigger = workspace.triggers.exchange(trigger_id)
    return _answer(modals.open_root(workspace, trigger.user, body))


@method("views.push")
def push(workspace: Workspace, arguments: Arguments) -> Json:
    """Only onto the modal that the trigger came from, so long as it is open.

    https://docs.slack.dev/reference/methods/views.push
    """
    body = _view(arguments, "modal")
    (trigger_id,) = arguments.required("trigger_id")
    trigger = workspace.triggers.exchange(trigger_id)
    if trigger.view_id not in workspace.stacks.get(trigger.user, []):
        raise RefusedError("not_found")
    return _answer(modals.push(workspace, trigger.user, body))


@method("views.update")
def update(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/views.update
    view = _existing(workspace, arguments)
    body = _view(arguments, view.type)
    _refuse_conflict(arguments, view)
    return _answer(modals.update(workspace, view, body))


@method("views.publish")
def publish(workspace: Workspace, arguments: Arguments) -> Json:
    # https://docs.slack.dev/reference/methods/views.publish
    body = _view(arguments, "home")
    arguments.required("user_id")
    user = workspace.users.get(arguments.text("user_id"))
    if user is None or user.is_bot:
        raise invalid_arguments(["invalid `user_id` [json-pointer:/user_id]"])
    if (existing := workspace.homes.get(user.id)) is not None:
        _refuse_conflict(arguments, workspace.views[existing])
    return _answer(modals.publish(workspace, user.id, body))


def _view(arguments: Arguments, expected_type: str) -> Json:
    arguments.required("view")
    return refuse_bad_view(arguments.structure("view"), expected_type=expected_type)


def _existing(workspace: Workspace, arguments: Arguments) -> View:
    view_id, external_id = arguments.text("view_id"), arguments.text("external_id")
    if view_id:
        return modals.find(workspace, lambda view: view.id == view_id)
    if external_id:
        return modals.find(workspace, lambda view: view.external_id == external_id)
    raise invalid_arguments(["missing required field: view_id [json-pointer:/view_id]"])


def _refuse_conflict(arguments: Arguments, view: View) -> None:
    if arguments.has("hash") and arguments.text("hash") != view.hash:
        raise RefusedError("hash_conflict")


def _answer(view: View) -> Json:
    return {"view": view_json(view)}

"""Finding what a person presses, and what Slack says of it to the bot."""

from collections.abc import Iterable
from dataclasses import dataclass

from firefighter.playground.slack.elements import STATEFUL, Placed, options_of, placed
from firefighter.playground.slack.forms import entry
from firefighter.playground.slack.payloads import action_ts
from firefighter.playground.slack.records import Json
from firefighter.playground.slack.refusal import NotPossibleError
from firefighter.playground.slack.workspace import Workspace

CONTEXT_KEYS = ("placeholder", "confirm")


@dataclass(frozen=True)
class Press:
    """Which element; the value is what is chosen in a menu, and tells buttons with one id apart."""

    action_id: str
    block_id: str | None = None
    value: object = None

    def fits(self, each: Placed) -> bool:
        if each.action_id != self.action_id or self.block_id not in (None, each.block_id):
            return False
        return each.type != "button" or self.value in (None, each.element.get("value"))


def find(blocks: Iterable[Json], press: Press) -> Placed:
    """The one element that can be pressed so."""
    found = [each for each in placed(blocks) if press.fits(each) and _is_live(each)]
    if not found:
        raise NotPossibleError(f"there is nothing to press for {press}")
    if len(found) > 1:
        raise NotPossibleError(f"there are {len(found)} elements for {press}: say which")
    return found[0]


def action_of(workspace: Workspace, pressed: Placed, value: object) -> Json:
    """The entry in `actions`: https://docs.slack.dev/reference/interaction-payloads/block_actions-payload."""
    element = pressed.element
    action: Json = {
        "type": pressed.type,
        "action_id": pressed.action_id,
        "block_id": pressed.block_id,
        "action_ts": action_ts(),
    }
    action |= {key: element[key] for key in CONTEXT_KEYS if key in element}
    if pressed.type == "overflow":
        return action | {"selected_option": _chosen(pressed, value)}
    if pressed.type in STATEFUL:
        return action | entry(workspace, pressed, value)
    return action | {
        key: element[key] for key in ("text", "value", "style", "url") if key in element
    }


def _is_live(each: Placed) -> bool:
    return not each.in_input or bool(each.block.get("dispatch_action"))


def _chosen(pressed: Placed, value: object) -> Json:
    for option in options_of(pressed.element):
        if option.get("value") == value:
            return option
    raise NotPossibleError(f"the menu {pressed.action_id} does not offer {value!r}")

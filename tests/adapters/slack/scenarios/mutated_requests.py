"""Real signed requests of each kind, and mutations of them: wrong types, lengths and depths."""

import copy
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import parse_qs, urlencode

from firefighter.playground.slack import Reply
from firefighter.playground.slack.deliveries import SentRequest
from tests.adapters.slack.scenarios.scenario import Scenario

_ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    10**30,
    1e308,
    "",
    " ",
    "\0",
    "\ud800",
    "x" * 3_100,
    "é" * 40_000,
    "<!channel> <@U1>",
    [],
    [[]],
    {},
    {"id": {}},
    [{"id": None}] * 3,
)
_DEPTH = 200


def requests_of_each_kind(scenario: Scenario) -> dict[str, SentRequest]:
    """As the local Slack sent them, by what they are."""
    found: dict[str, Reply] = {}
    ana = scenario.ana
    found["command"] = ana.command("general", "/incident", "open sev1 Checkout returns 500")
    scenario.settle()
    case = scenario.case()
    found["press"] = ana.press(case.panel, action_id="update")
    found["submission"] = ana.submit({"impact": "All", "changed": "It", "next_step": "Wait"})
    while ana.view is not None:
        ana.close_view()
    found["search"] = _search(scenario)
    found["global shortcut"] = ana.shortcut("declare")
    while ana.view is not None:
        ana.close_view()
    message = ana.post("general", "Checkout is down")
    found["message shortcut"] = ana.message_shortcut("declare_from_message", message)
    ana.react(message, "pushpin")
    ana.open_home()
    scenario.settle()
    for reply in scenario.slack.deliveries:
        if reply.kind == "events_api":
            found[f"event {reply.payload['event']['type']}"] = reply
    return {kind: reply.request for kind, reply in found.items()}


def _search(scenario: Scenario) -> Reply:
    ana = scenario.ana
    ana.command("general", "/incident", "show")
    reply = ana.suggest("incident", "check")
    while ana.view is not None:
        ana.close_view()
    return reply


@dataclass(frozen=True)
class Mutated:
    content_type: str
    body: bytes
    change: str


def mutations(request: SentRequest, dice: Random, number: int) -> Iterator[Mutated]:
    """Each changes one to three places of the request."""
    is_json = request.headers.get("Content-Type", "").startswith("application/json")
    form = {} if is_json else {k: v[0] for k, v in parse_qs(request.body.decode()).items()}
    if is_json:
        original: Any = json.loads(request.body)
    else:
        original = json.loads(form["payload"]) if "payload" in form else form
    for _ in range(number):
        changed = copy.deepcopy(original)
        told = [_mutate(changed, dice) for _ in range(dice.randint(1, 3))]
        yield Mutated(
            "application/json" if is_json else "application/x-www-form-urlencoded",
            _encoded(changed, is_json=is_json, in_payload="payload" in form),
            "; ".join(told),
        )


def _encoded(changed: Any, *, is_json: bool, in_payload: bool) -> bytes:  # noqa: ANN401 - JSON
    if is_json:
        return json.dumps(changed).encode()
    if in_payload:
        return urlencode({"payload": json.dumps(changed)}).encode()
    texts: Mapping[str, str] = {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in changed.items()
    }
    return urlencode(texts, errors="surrogatepass").encode()


def _mutate(value: Any, dice: Random) -> str:  # noqa: ANN401 - JSON
    """Replaces, removes or doubles something at any depth; returns where."""
    path = ["$"]
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return f"{'.'.join(path)} is empty"
        key = dice.choice(keys)
        path.append(str(key))
        inner = value[key]
        if isinstance(inner, dict | list) and inner and dice.random() < 0.8:
            value = inner
            continue
        match dice.randrange(4):
            case 0:
                del value[key]
                return f"{'.'.join(path)} removed"
            case 1:
                value[key] = _nested(inner, _DEPTH)
                return f"{'.'.join(path)} nested"
            case _:
                value[key] = odd = copy.deepcopy(dice.choice(_ODD))
                return f"{'.'.join(path)} = {str(odd)[:20]!r}"


def _nested(value: Any, depth: int) -> Any:  # noqa: ANN401 - JSON
    for _ in range(depth):
        value = [value]
    return value

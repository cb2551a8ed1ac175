from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from firefighter.playground.slack.arguments import Arguments
from firefighter.playground.slack.records import Json
from firefighter.playground.slack.scopes import Scope
from firefighter.playground.slack.workspace import Workspace

Caller = Literal["bot", "app", "anyone"]  # whose token a method asks for
Handler = Callable[[Workspace, Arguments], Json]

CALLS_A_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}  # https://docs.slack.dev/apis/web-api/rate-limits


@dataclass(frozen=True)
class Method:
    name: str
    handler: Handler
    scope: Scope
    tier: int | None  # None: special rules
    caller: Caller

    @property
    def calls_a_minute(self) -> int | None:
        return CALLS_A_MINUTE.get(self.tier or 0)


METHODS: dict[str, Method] = {}


def method(
    name: str, *, scope: Scope = None, tier: int | None = 4, caller: Caller = "bot"
) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        METHODS[name] = Method(name, handler, scope, tier, caller)
        return handler

    return register

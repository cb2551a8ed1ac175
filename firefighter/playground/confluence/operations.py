"""What the REST APIs can do: each operation says its name, its method and its path.

To add one, write a function in `v1` or `v2` and decorate it; it answers JSON or raises
`RefusedError`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from firefighter.playground.confluence.asking import Asked
from firefighter.playground.confluence.records import Json
from firefighter.playground.confluence.wiki import Wiki

Handler = Callable[[Wiki, Asked], Json]


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    handler: Handler

    @property
    def is_v2(self) -> bool:
        return self.path.startswith("/api/v2/")


OPERATIONS: list[Operation] = []


def operation(name: str, method: str, path: str) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        OPERATIONS.append(Operation(name, method, path, handler))
        return handler

    return register

"""The operations of the API: the one fact from which routes and documents are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from firefighter.adapters.api.fields import RequestModel, ResponseModel
from firefighter.adapters.api.problems import ProblemKind
from firefighter.adapters.api.requests import ApiRequest, Reply
from firefighter.domain.api_tokens import Scope

BASE = "/api/v1"


class NoQuery(RequestModel):
    """No parameters."""


class NoBody(RequestModel):
    """No body."""


@dataclass(frozen=True, kw_only=True)
class Operation:
    method: str
    path: str
    """Below `BASE`; `{reference}` names an incident."""
    name: str
    """Its operationId."""
    summary: str
    scope: Scope
    answer: type[ResponseModel]
    read: Callable[[ApiRequest[Any, Any]], Reply] | None = None
    """Set for an operation that changes nothing."""
    change: Callable[[ApiRequest[Any, Any]], None] | None = None
    """Set for one that does: it ends in a transaction that stores the answer."""
    description: str = ""
    query: type[RequestModel] = NoQuery
    body: type[RequestModel] = NoBody
    statuses: tuple[int, ...] = (200,)
    """Of success."""
    needs_if_match: bool = False
    has_etag: bool = False
    patience: int = 1
    """How many times as long as the others it may use the database."""
    example_path: str = ""
    """The path of the example; the same if empty."""
    example: Mapping[str, object] = field(default_factory=dict)
    """The body of the example."""

    @property
    def changes(self) -> bool:
        return self.change is not None

    @property
    def example_url(self) -> str:
        filled = self.path.format(reference="INC-42", role="commander", game_day="GD-3")
        return f"{BASE}{self.example_path or filled}"

    @property
    def problems(self) -> tuple[ProblemKind, ...]:
        """What it can be refused with."""
        found = [ProblemKind.MALFORMED, ProblemKind.UNAUTHORIZED, ProblemKind.FORBIDDEN]
        if "{" in self.path:
            found.append(ProblemKind.NOT_FOUND)
        if self.changes:
            found += _OF_CHANGES
        if self.needs_if_match:
            found += [ProblemKind.OVERTAKEN, ProblemKind.IF_MATCH_REQUIRED]
        return (*found, ProblemKind.TOO_MANY_REQUESTS, ProblemKind.UNAVAILABLE)


_OF_CHANGES = (
    ProblemKind.NO_IDEMPOTENCY_KEY,
    ProblemKind.REQUEST_TIMEOUT,
    ProblemKind.CONFLICT,
    ProblemKind.TOO_LARGE,
    ProblemKind.NOT_JSON,
    ProblemKind.INVALID,
    ProblemKind.KEY_REUSED,
)

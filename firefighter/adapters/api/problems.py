"""Refusals as RFC 9457 problems.

https://www.rfc-editor.org/rfc/rfc9457
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from http import HTTPStatus

from pydantic import ValidationError

from firefighter.adapters.api.models import FieldError
from firefighter.adapters.api.models import Problem as ProblemBody
from firefighter.domain import errors
from firefighter.domain.errors import FirefighterError, Missing
from firefighter.ports.outgoing import OutgoingError
from firefighter.ports.validation import reason


class ProblemKind(Enum):
    """A status, and what kind of refusal it is; the name is the last part of its type."""

    MALFORMED = (400, "The request is malformed.")
    NO_IDEMPOTENCY_KEY = (400, "The header Idempotency-Key is missing or too long.")
    UNAUTHORIZED = (401, "The token is missing, unknown, expired or revoked.")
    FORBIDDEN = (403, "Not allowed.")
    NOT_FOUND = (404, "Not found.")
    METHOD_NOT_ALLOWED = (405, "This method is not allowed here.")
    REQUEST_TIMEOUT = (408, "The request was sent too slowly.")
    CONFLICT = (409, "The present state does not allow this.")
    OVERTAKEN = (412, "It was changed meanwhile.")
    TOO_LARGE = (413, "The request is too large.")
    NOT_JSON = (415, "The body must be application/json.")
    INVALID = (422, "A value is invalid.")
    KEY_REUSED = (422, "This Idempotency-Key was used for another request.")
    IF_MATCH_REQUIRED = (428, "The header If-Match is missing.")
    TOO_MANY_REQUESTS = (429, "Too many requests.")
    INTERNAL = (500, "Internal error.")
    UNAVAILABLE = (503, "Unavailable.")

    def __init__(self, status: int, title: str) -> None:
        self.status = status
        self.title = title

    @property
    def type(self) -> str:
        """A URI that identifies the kind; it need not lead anywhere."""
        return f"urn:firefighter:problem:{self.name.lower().replace('_', '-')}"


@dataclass(eq=False)
class Problem(Exception):
    """Ends a request."""

    kind: ProblemKind
    detail: str = ""
    """The title if it is empty."""
    field_errors: tuple[FieldError, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def body(self) -> ProblemBody:
        return ProblemBody(
            type=self.kind.type,
            title=HTTPStatus(self.kind.status).phrase,
            status=self.kind.status,
            detail=self.detail or self.kind.title,
            errors=list(self.field_errors),
        )


RETRY_SOON = {"Retry-After": "2"}

_UNKNOWN = (
    errors.UnknownIncident,
    errors.UnknownRole,
    errors.UnknownGameDay,
    errors.UnknownScenario,
    errors.ScenarioGone,
)


_OF_THE_REQUEST = {Missing.HOW_MITIGATED, Missing.REASON, Missing.DUPLICATE_OF}
"""What the request lacks, and not the incident."""


@dataclass(frozen=True)
class RefusedRequest:
    """What kind of request was refused."""

    changes: bool
    if_match: bool
    """Whether it said which state it changes."""


def kind_of(error: FirefighterError, asked: RefusedRequest) -> ProblemKind:
    match error:
        case errors.StoreUnavailable() | OutgoingError():
            return ProblemKind.UNAVAILABLE
        case errors.PermissionDenied() | errors.AccountNotAllowed():
            return ProblemKind.FORBIDDEN
        case errors.InvalidField():
            return ProblemKind.INVALID if asked.changes else ProblemKind.MALFORMED
        case errors.Incomplete() if set(error.missing) <= _OF_THE_REQUEST:
            return ProblemKind.INVALID
        case errors.EditConflict() if asked.if_match:
            return ProblemKind.OVERTAKEN
        case _ if isinstance(error, _UNKNOWN):
            return ProblemKind.NOT_FOUND
        case _:
            return ProblemKind.CONFLICT


def problem_of(error: FirefighterError, sentence: str, asked: RefusedRequest) -> Problem:
    kind = kind_of(error, asked)
    found = (
        (FieldError(field=error.name, detail=sentence),)
        if isinstance(error, errors.InvalidField)
        else ()
    )
    headers = RETRY_SOON if kind is ProblemKind.UNAVAILABLE else {}
    return Problem(kind, sentence, found, headers)


def invalid(kind: ProblemKind, error: ValidationError) -> Problem:
    """What pydantic found, without the values, which may be secret."""
    found = tuple(
        FieldError(
            field=".".join(map(str, each["loc"])) or "body",
            detail=_sentence(reason(each)),
        )
        for each in error.errors(include_url=False, include_input=False)
    )
    detail = " ".join(f"{each.field}: {each.detail}" for each in found[:_SHOWN])
    return Problem(kind, detail, found[:_MOST])


_SHOWN, _MOST = 3, 50


def _sentence(said: str) -> str:
    return f"{said[:1].upper()}{said[1:]}."

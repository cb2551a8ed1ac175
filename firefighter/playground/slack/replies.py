"""What the bot answered to something Slack delivered."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from firefighter.playground.slack.records import Json, Message

ACK_DEADLINE_S = (
    3.0  # https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response
)

Kind = Literal["slash_commands", "interactive", "events_api", "raw"]
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class SentRequest:
    """What was sent, kept so that it can be sent again byte for byte."""

    headers: Mapping[str, str]
    body: bytes


def _nothing_shown(_origin: str) -> list[Message]:
    return []


@dataclass(frozen=True)
class Reply:
    kind: Kind
    payload: Json
    request: SentRequest
    status: int | None  # None: no answer in time, or no connection
    body: Any  # parsed JSON, or text
    seconds: float
    headers: Mapping[str, str] = field(default_factory=dict)
    failure: str | None = None  # why there was no answer: "http_timeout" or "connection_failed"
    origin: str = ""  # names the interaction, for what is later sent to its response_url
    attempt: int = 0  # of an event: 0, then 1 to 3 when it is delivered again
    _shown: Callable[[str], list[Message]] = field(default=_nothing_shown, repr=False)

    @property
    def acknowledged(self) -> bool:
        """200 within three seconds."""
        return self.status == 200  # noqa: PLR2004  # the HTTP status

    @property
    def timed_out(self) -> bool:
        return self.failure in ("http_timeout", "timeout")

    @property
    def ephemeral(self) -> Message | None:
        """The newest private answer, from the acknowledgement or, later, the response_url."""
        shown = [each for each in self._shown(self.origin) if each.is_ephemeral]
        return shown[-1] if shown else None

    @property
    def errors(self) -> dict[str, str]:
        """What a view submission was refused for, by block."""
        if isinstance(self.body, dict) and self.body.get("response_action") == "errors":
            return dict(self.body.get("errors", {}))
        return {}

"""What the payloads of all sources have in common: checking, limits, and what is read of them."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError

from firefighter.domain.alerts import Alert
from firefighter.domain.errors import FirefighterError
from firefighter.ports.validation import reason

MOST_ALERTS = 1000
"""In one delivery."""

_TITLE, _DESCRIPTION, _LABEL, _LINK = 500, 3000, 500, 2000
"""Characters that are kept."""
_MOST_LABELS = 60
_WEB = re.compile(r"https?://[^\s\x00-\x20\x7f]+")


class InvalidPayload(FirefighterError):
    """The body is not what the source sends. The text is a sentence."""


class SourceUnavailable(FirefighterError):
    """The source does not tell what is needed to accept its delivery. It should try again."""


class InvalidSignature(FirefighterError):
    """The signature is missing or wrong."""


@dataclass(frozen=True)
class Delivery:
    """One request of a source."""

    body: bytes
    headers: Mapping[str, str]
    """Names in lower case."""
    received_at: datetime


@dataclass(frozen=True)
class Reading:
    """What a delivery says."""

    alerts: Sequence[Alert] = ()
    delivery_id: str = ""
    """The source's own; empty if it has none."""
    note: str = ""
    """What the answer says besides, such as that it is a test."""
    confirmation: str = ""
    """An address of the source that must be called before the delivery is accepted."""


EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
"""No alert is older. Sources write earlier times, such as Go's zero time or 1970, for none."""


def _without_zero(at: datetime | None) -> datetime | None:
    return at if at and at >= EARLIEST else None


_MILLISECONDS = 10**11
"""Epochs from here on are in milliseconds."""


def epoch_seconds(number: float) -> float:
    return number / 1000 if number >= _MILLISECONDS else number


def time_of_epoch(seconds: float, refusal: str) -> datetime:
    """Raises InvalidPayload with that sentence for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise InvalidPayload(refusal) from error


def out_of_range(name: str) -> str:
    return f"This is no webhook of {name}. A time is out of range."


Time = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]
"""UTC if the source gives no offset."""
OptionalTime = Annotated[Time | None, AfterValidator(_without_zero)]


class Payload(BaseModel):
    """Fields that a source adds later are no fault."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


_Payload = TypeVar("_Payload", bound=Payload)


def read_payload(kind: type[_Payload], body: bytes, name: str) -> _Payload:
    """Raises InvalidPayload with a sentence about the first fault."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"])
    fault = f"{where or 'The body'} {reason(first)}"
    raise InvalidPayload(f"This is no webhook of {name}. {fault}.")


_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"} | {127: None}


def clean(text: str) -> str:
    """Without control characters and lone surrogates, which databases refuse."""
    return text.encode("utf-8", "replace").decode().translate(_CONTROLS)


def shortened(text: str, limit: int) -> str:
    """An id of at most `limit` characters, which is as unique as the text."""
    if len(text) <= limit:
        return text
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"{text[: limit - len(digest) - 1]} {digest}"


def clip_title(text: str) -> str:
    return " ".join(clean(text).split())[:_TITLE]


def clip_description(text: str) -> str:
    return text.strip()[:_DESCRIPTION]


def clip_labels(labels: Mapping[str, Any], tags: Mapping[str, Any] | None = None) -> dict[str, str]:
    """As text, as many as are kept. `tags`, which people add, come last and replace no label."""
    told = {name: value for name, value in labels.items() if value is not None}
    added = {name: value for name, value in (tags or {}).items() if name not in told}
    kept = [each for each in (told | added).items() if each[1] is not None][:_MOST_LABELS]
    return {str(name)[:_LABEL]: str(value)[:_LABEL] for name, value in kept}


def web_link(*urls: str | None) -> str:
    """The first that is an address of the web; empty if none is."""
    for url in urls:
        if url and len(url) <= _LINK and _WEB.fullmatch(url):
            return url
    return ""


def fingerprint_of(labels: Mapping[str, str]) -> str:
    """For sources that send none."""
    told = "\n".join(f"{name}={labels[name]}" for name in sorted(labels))
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def summarized(title: str, fallback: str) -> str:
    return clip_title(title) or clip_title(fallback) or "Alert without a title"


_TRUE = {"true", "yes", "1"}


def is_marked_as_drill(labels: Mapping[str, str]) -> bool:
    """Whether a label `drill` says that it belongs to an exercise."""
    return labels.get("drill", "").lower() in _TRUE

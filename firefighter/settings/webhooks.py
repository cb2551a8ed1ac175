"""Webhooks of drills and of events in firefighter.toml, and their secrets in the environment."""

import base64
from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from firefighter.domain.webhooks import (
    ALL_EVENTS,
    Subscription,
    WebhookEventType,
    WebhookPermissions,
    is_event_pattern,
)
from firefighter.settings.errors import SettingsError


def is_address(url: str) -> str:
    """Raises ValueError, whose text does not contain the URL."""
    try:
        found = urlsplit(url)
        usable = found.scheme in {"http", "https"} and found.hostname and found.port != 0
    except ValueError:
        raise ValueError("is not an http or https URL") from None
    if not usable or not url.isascii() or not url.isprintable() or " " in url:
        raise ValueError("is not an http or https URL")
    if found.username is not None or found.fragment:
        raise ValueError("contains a user name or a fragment. Calls are signed instead")
    return url


class WebhookTable(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    url: Annotated[str, Field(max_length=2000), AfterValidator(is_address)]
    secret_env: str = Field(pattern=r"^[A-Z][A-Z0-9_]{0,79}$")
    """Name of the environment variable with its signing secret."""
    private: bool = False
    """Whether its address may be one of the private network."""

    @model_validator(mode="after")
    def _is_encrypted_in_public(self) -> Self:
        if not self.private and not self.url.startswith("https://"):
            raise ValueError("url begins with http://, which only a private webhook may")
        return self


def _names_events(pattern: str) -> str:
    if not is_event_pattern(pattern):
        known = ", ".join(WebhookEventType)
        raise ValueError(f'{pattern} is no event. Use "*", "incident.*" or one of {known}')
    return pattern


EventPattern = Annotated[str, AfterValidator(_names_events)]
EventPatterns = Annotated[tuple[EventPattern, ...], Field(min_length=1, max_length=50)]
WebhookName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
WebhookUrl = Annotated[str, Field(max_length=2000), AfterValidator(is_address)]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9.:-]+$", max_length=253)]


class ReceiverTable(BaseModel):
    """A webhook that is told of events, wherever it is kept."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    name: WebhookName
    url: WebhookUrl
    events: EventPatterns = (ALL_EVENTS,)
    private_incidents: bool = False
    """Whether it is told of private incidents."""
    drills: bool = False
    """Whether it is told of drills."""
    private_network: bool = False
    """Whether its address may be one of the private network."""

    @model_validator(mode="after")
    def _is_encrypted_in_public(self) -> Self:
        if not self.private_network and not self.url.startswith("https://"):
            raise ValueError("url begins with http://, which needs private_network")
        return self

    def subscription(self) -> Subscription:
        return Subscription(
            self.name,
            self.events,
            private_incidents=self.private_incidents,
            drills=self.drills,
        )


class SubscriptionTable(ReceiverTable):
    """A webhook of firefighter.toml that is told of events."""

    secret_env: str = Field(pattern=r"^[A-Z][A-Z0-9_]{0,79}$")
    """Name of the environment variable with its signing secret."""


class WebhookPermissionsTable(BaseModel):
    """What webhooks that are added on the command line may ask for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    private_incidents: tuple[WebhookName, ...] = ()
    """Names of webhooks that may be told of private incidents."""
    drills: tuple[WebhookName, ...] = ()
    """Names of webhooks that may be told of drills."""
    private_network: tuple[HostName, ...] = ()
    """Hosts of the private network that may be called."""

    def permissions(self) -> WebhookPermissions:
        return WebhookPermissions(
            frozenset(self.private_incidents),
            frozenset(self.drills),
            frozenset(self.private_network),
        )


PREFIX = "whsec_"
SHORTEST, LONGEST = 24, 64
"""Bytes of a secret, by the specification of Standard Webhooks."""


def read_secret(text: str) -> bytes:
    """Raises ValueError, whose text does not contain the secret."""
    if not text.startswith(PREFIX):
        raise ValueError(f"does not begin with {PREFIX}")
    try:
        secret = base64.b64decode(text.removeprefix(PREFIX), validate=True)
    except ValueError:
        raise ValueError(f"is not base64 behind {PREFIX}") from None
    if not SHORTEST <= len(secret) <= LONGEST:
        raise ValueError(f"has {len(secret)} bytes; {SHORTEST} to {LONGEST} are needed")
    return secret


WebhookTables = Annotated[dict[WebhookName, WebhookTable], Field(max_length=50)]


class WebhookSecrets:
    """Reads only the named environment variables, and displays none of their values."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def of(self, tables: Mapping[str, WebhookTable]) -> dict[str, bytes]:
        """The secret of each webhook, by its name. Raises SettingsError for an invalid one."""
        return {name: self.read(table.secret_env, name) for name, table in tables.items()}

    def read(self, variable: str, webhook: str) -> bytes:
        """The secret in that variable. Raises SettingsError if it is missing or malformed."""
        text = self._environment.get(variable, "").strip()
        if not text:
            raise SettingsError(
                f"{variable} is not set. It is the signing secret of the webhook {webhook}: whsec_ "
                "and 24 to 64 random bytes in base64."
            )
        try:
            return read_secret(text)
        except ValueError as error:
            raise SettingsError(f"{variable} is not a signing secret: it {error}.") from None

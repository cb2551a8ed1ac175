"""All settings: secrets and URLs from the environment, policy from firefighter.toml."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AfterValidator, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from firefighter.ports.validation import reason
from firefighter.settings.alerts import AlertSecrets
from firefighter.settings.errors import SettingsError, check_all
from firefighter.settings.policy import Policy, RoutingKeys, read_policy
from firefighter.settings.webhooks import WebhookSecrets

RequiredSecret = Literal[
    "slack_bot_token", "slack_signing_secret", "slack_app_token", "confluence_api_token"
]


_MAX_AHEAD_S = 10 * 366 * 86_400
"""Ten years: later dates have no time zone rules yet."""

_WHERE_TO_FIND = {
    "slack_bot_token": "Slack shows it under OAuth & Permissions; it starts with xoxb-",
    "slack_signing_secret": "Slack shows it under Basic Information, App Credentials",
    "confluence_api_token": "an API token of Cloud, or a personal access token of Data Center",
    "slack_app_token": "make one under Basic Information, App-Level Tokens; it starts with xapp-",
}


_WITH_URL = (
    "confluence_space",
    "confluence_parent_id",
    "confluence_username",
    "confluence_api_token",
)
"""Settings that require CONFLUENCE_URL."""


def _starts_with(prefix: str) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"does not start with {prefix}")
        return secret

    return AfterValidator(check)


def _is_url(url: str) -> str:
    try:
        parts = urlsplit(url)
        is_http = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # brackets of an IPv6 address, or a port that is no number
        is_http = False
    if not is_http:
        raise ValueError("is not an http or https URL")
    return url.rstrip("/") + "/"


def _is_wiki(url: str | None) -> str | None:
    """Adds the missing `/wiki` to the address of a Cloud site."""
    if url is None:
        return None
    plain = _is_url(url).rstrip("/")
    return f"{plain}/wiki" if plain.endswith(".atlassian.net") else plain


def _is_database(url: str) -> str:
    """Accepts `postgres://`, too, as hosting services write it."""
    if url.startswith("postgres://"):
        url = url.replace("postgres://", "postgresql://", 1)
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("is not a database URL such as postgresql://user@host/name") from None
    backend = parsed.get_backend_name()
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError(f"names {backend}, but only sqlite and postgresql are supported")
    if backend == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise ValueError(
            "is a database in memory, which is lost when the process ends. Name a file, such as "
            "sqlite:///firefighter.db"
        )
    return url


def _stripped(value: object) -> object:
    """Without white space around it, such as the line break that `echo` writes into a file."""
    return value.strip() if isinstance(value, str) else value


def _is_one_word(secret: SecretStr | None) -> SecretStr | None:
    text = secret.get_secret_value() if secret else ""
    if any(each.isspace() or not each.isprintable() for each in text):
        raise ValueError("contains white space or control characters. Copy it again")
    return secret


OneWord = AfterValidator(_is_one_word)


class Environment(BaseSettings):
    """Each field is the environment variable with its name in capitals."""

    model_config = SettingsConfigDict(
        frozen=True, env_ignore_empty=True, extra="ignore", hide_input_in_errors=True
    )

    slack_bot_token: Annotated[SecretStr | None, _starts_with("xoxb-"), OneWord] = None
    slack_signing_secret: Annotated[SecretStr | None, OneWord] = None
    slack_app_token: Annotated[SecretStr | None, _starts_with("xapp-"), OneWord] = None
    slack_api_url: Annotated[str, AfterValidator(_is_url)] = "https://slack.com/api/"
    confluence_url: Annotated[str | None, AfterValidator(_is_wiki)] = None
    confluence_username: str = ""
    confluence_api_token: Annotated[SecretStr | None, OneWord] = None
    confluence_space: str = ""
    confluence_parent_id: Annotated[str, Field(pattern=r"^\d*$")] = ""
    pagerduty_events_url: Annotated[str, AfterValidator(_is_url)] = "https://events.pagerduty.com/"
    """For EU accounts: https://events.eu.pagerduty.com/."""
    firefighter_url: Annotated[str, AfterValidator(_is_url)] = "http://localhost:3000/"
    """URL of the bot's own web site."""
    database_url: Annotated[str, AfterValidator(_is_database), Field(repr=False)] = (
        "sqlite:///firefighter.db"
    )
    """Hidden in output, since it may contain a password."""
    firefighter_config: Path | None = None
    firefighter_clock_ahead_s: Annotated[float, Field(ge=0, le=_MAX_AHEAD_S)] = 0.0
    """Seconds that the clock is moved forward. Used by the playground."""

    _strip = field_validator("*", mode="before")(_stripped)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic's signature
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings

    def check_confluence(self) -> None:
        """Raises SettingsError if Confluence is configured in part."""
        if self.confluence_url is None:
            self._refuse_forgotten_url()
            return
        if not self.confluence_space:
            raise SettingsError(
                "CONFLUENCE_SPACE is not set. Use the key of the space, as in its URL."
            )
        self.secret("confluence_api_token")

    def _refuse_forgotten_url(self) -> None:
        for name in _WITH_URL:
            if name in self.model_fields_set:
                raise SettingsError(
                    f"{name.upper()} is set, but CONFLUENCE_URL, your wiki's URL, is not."
                )

    def secret(self, name: RequiredSecret) -> str:
        """Raises SettingsError if it is not set."""
        value: SecretStr | None = getattr(self, name)
        if value is None:
            raise SettingsError(f"{name.upper()} is not set: {_WHERE_TO_FIND[name]}.")
        return value.get_secret_value()


DOTENV = ".env"
"""Read from the current folder. A variable of the process's environment wins over it."""


def process_environment() -> dict[str, str]:
    """The variables of the process and of `.env` in the current folder."""
    from_file = {name: value or "" for name, value in dotenv_values(DOTENV).items()}
    return {**from_file, **os.environ}


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """Reads the process's environment, or `given`. Raises SettingsError with all that is wrong."""
    variables = process_environment() if given is None else given
    try:
        return Environment.model_validate(_lower(variables))
    except ValidationError as error:
        texts = [f"{str(each['loc'][0]).upper()} {reason(each)}." for each in error.errors()]
    raise SettingsError("\n".join(texts))


def _lower(given: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in given.items() if value.strip()}


@dataclass(frozen=True)
class Settings:
    environment: Environment
    policy: Policy
    routing_keys: RoutingKeys = field(default_factory=lambda: RoutingKeys({}))
    """Of services that can be paged."""
    webhook_secrets: WebhookSecrets = field(default_factory=lambda: WebhookSecrets({}))
    alert_secrets: AlertSecrets = field(default_factory=lambda: AlertSecrets({}))


def read_settings(given: Mapping[str, str] | None = None) -> Settings:
    """Reads and checks all settings. Raises SettingsError with all that is wrong."""
    variables = process_environment() if given is None else given
    config = variables.get("FIREFIGHTER_CONFIG", "").strip()
    path = Path(config) if config else None
    check_all(lambda: read_environment(variables), lambda: read_policy(path))
    return Settings(
        read_environment(variables),
        read_policy(path),
        RoutingKeys(variables),
        WebhookSecrets(variables),
        AlertSecrets(variables),
    )

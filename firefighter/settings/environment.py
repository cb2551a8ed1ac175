"""Secrets and URLs, read once from the environment."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from firefighter.settings.errors import SettingsError

Needed = Literal[
    "slack_bot_token", "slack_signing_secret", "slack_app_token", "confluence_api_token"
]

_WHERE = {
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
"""What is of no use without CONFLUENCE_URL."""


def _starts_with(prefix: str) -> AfterValidator:
    def check(secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not secret.get_secret_value().startswith(prefix):
            raise ValueError(f"does not start with {prefix}")
        return secret

    return AfterValidator(check)


def _is_url(url: str) -> str:
    if not url.startswith(("http://", "https://")):
        raise ValueError("is no http or https URL")
    return url.rstrip("/") + "/"


def _is_wiki(url: str | None) -> str | None:
    """An address of Cloud without its `/wiki` gets it, since the pages are there."""
    if url is None:
        return None
    plain = _is_url(url).rstrip("/")
    return f"{plain}/wiki" if plain.endswith(".atlassian.net") else plain


def _is_database(url: str) -> str:
    try:
        backend = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise ValueError("is no database URL such as postgresql://user@host/name") from error
    if backend not in {"sqlite", "postgresql"}:
        raise ValueError(f"names {backend}, but only sqlite and postgresql are spoken here")
    return url


class Environment(BaseSettings):
    """Each field is the environment variable of its name in capitals."""

    model_config = SettingsConfigDict(frozen=True, env_ignore_empty=True, extra="ignore")

    slack_bot_token: Annotated[SecretStr | None, _starts_with("xoxb-")] = None
    slack_signing_secret: SecretStr | None = None
    slack_app_token: Annotated[SecretStr | None, _starts_with("xapp-")] = None
    slack_api_url: Annotated[str, AfterValidator(_is_url)] = "https://slack.com/api/"
    confluence_url: Annotated[str | None, AfterValidator(_is_wiki)] = None
    confluence_username: str = ""
    confluence_api_token: SecretStr | None = None
    confluence_space: str = ""
    confluence_parent_id: Annotated[str, Field(pattern=r"^\d*$")] = ""
    pagerduty_events_url: Annotated[str, AfterValidator(_is_url)] = "https://events.pagerduty.com/"
    """Another one for accounts of the EU: https://events.eu.pagerduty.com/."""
    firefighter_url: Annotated[str, AfterValidator(_is_url)] = "http://localhost:3000/"
    """Where a browser reaches the bot's own web site."""
    database_url: Annotated[str, AfterValidator(_is_database), Field(repr=False)] = (
        "sqlite:///firefighter.db"
    )
    """Never shown, since there may be a password in it."""
    firefighter_config: Path | None = None
    firefighter_clock_ahead_s: Annotated[float, Field(ge=0)] = 0.0
    """For the playground, which moves time forward: by how many seconds our clock is ahead."""

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
        """Raises SettingsError when it is set by half, so that no page could go there."""
        if self.confluence_url is None:
            self._refuse_forgotten_url()
            return
        if not self.confluence_space:
            raise SettingsError(
                "CONFLUENCE_SPACE is not set: the key of the space, as in its address."
            )
        self.secret("confluence_api_token")

    def _refuse_forgotten_url(self) -> None:
        for name in _WITH_URL:
            if name in self.model_fields_set:
                raise SettingsError(
                    f"{name.upper()} is set, but CONFLUENCE_URL is not: where your Confluence is."
                )

    def secret(self, name: Needed) -> str:
        """Raises SettingsError when it is not set."""
        value: SecretStr | None = getattr(self, name)
        if value is None:
            raise SettingsError(f"{name.upper()} is not set: {_WHERE[name]}.")
        return value.get_secret_value()


def read_environment(given: Mapping[str, str] | None = None) -> Environment:
    """From the process's environment, or from `given` instead. Raises SettingsError."""
    try:
        return Environment() if given is None else Environment.model_validate(_lower(given))
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper()
        reason = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name} {reason}.") from error


def _lower(given: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in given.items() if value}

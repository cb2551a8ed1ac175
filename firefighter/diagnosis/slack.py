"""Checks of Slack: token, scopes, incoming requests and the incidents channel."""

from slack_sdk.errors import SlackApiError, SlackClientError

from firefighter.adapters import charts
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import needed_scopes
from firefighter.adapters.slack.outbound.calls import (
    Calls,
    granted_scopes,
    make_client,
    token_owner,
)
from firefighter.adapters.slack.outbound.gateway import SlackChat
from firefighter.adapters.slack.outbound.scopes import OPTIONAL_SCOPES
from firefighter.adapters.store import schema
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.records import StoredRecords
from firefighter.domain.ids import reference
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.runtime import SystemClock, missing_file
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings

NONE_SHARED = "No incident channel is shared with another organization."
SHARING_UNKNOWN = "Not known until the database is migrated."


def bot_token(settings: Settings) -> str:
    try:
        return f"Bot user: {token_owner(_calls(settings))}."
    except Unavailable as error:
        raise SettingsError(
            f"{settings.environment.slack_api_url} does not answer ({error.detail}): check the "
            "network, proxies and SLACK_API_URL."
        ) from error


def scopes(settings: Settings) -> str:
    client = make_client(_token(settings), settings.environment.slack_api_url)
    try:
        headers = client.auth_test().headers
    except (SlackApiError, SlackClientError, OSError) as error:
        raise SettingsError(f"Slack does not report the granted scopes: {error}.") from error
    granted = granted_scopes(headers)
    needed = needed_scopes(find_features())
    if missing := [scope for scope in needed if scope not in granted]:
        raise SettingsError(
            f"Missing: {', '.join(missing)}. Paste the output of `firefighter manifest` into the "
            "app's manifest in Slack and reinstall the app."
        )
    if missing := sorted(OPTIONAL_SCOPES - granted):
        return (
            f"All {len(needed)} needed scopes granted, but not {', '.join(missing)}: the names of "
            "a drill's personas stand in their messages. For messages under their names, paste the "
            "output of `firefighter manifest` into the app's manifest and reinstall the app."
        )
    return f"All {len(needed) + len(OPTIONAL_SCOPES)} scopes granted."


def over_http(settings: Settings) -> str:
    settings.environment.secret("slack_signing_secret")
    return "HTTP at /slack/events, with signing secret."


def by_socket_mode(settings: Settings) -> str:
    token = settings.environment.secret("slack_app_token")
    try:
        _calls(settings, token)("apps.connections.open")
    except CallRefused as refused:
        raise SettingsError(
            f"Slack refused SLACK_APP_TOKEN ({refused.reason}): it needs the scope "
            "connections:write, and Socket Mode must be enabled in the app's settings."
        ) from refused
    return "Socket Mode connects."


def incidents_channel(settings: Settings) -> str:
    rules, name = settings.policy.rules(), settings.policy.incidents_channel
    call = _calls(settings)
    absent = SettingsError(
        f"The bot is not in #{name.removeprefix('#')}: create the channel and type "
        "`/invite @firefighter` there."
    )
    try:
        channel = SlackChat(call, rules, name, charts.png).incidents_channel()
        details = call("conversations.info", channel=channel)["channel"]
    except CallRefused as refused:
        raise absent from refused
    if not details.get("is_member"):
        raise absent
    return f"The bot is in #{name.removeprefix('#')} ({channel})."


def shared_channels(settings: Settings) -> str:
    """Names the incident channels that people of other organizations can read."""
    rules, name = settings.policy.rules(), settings.policy.incidents_channel
    sharing = SlackChat(_calls(settings), rules, name, charts.png).channel_sharing()
    shared = {channel for channel, is_shared in sharing.items() if is_shared}
    database = Database(settings.environment.database_url)
    try:
        if missing_file(settings) or (database.is_sqlite and not schema.is_current(database)):
            return SHARING_UNKNOWN
        found = StoredRecords(database, rules).incident_channels(shared)
    finally:
        database.close()
    if not found:
        return NONE_SHARED
    named = [f"the channel of {reference(found[channel])} ({channel})" for channel in sorted(found)]
    return f"Other organizations can read {', '.join(named)}."


def _calls(settings: Settings, token: str | None = None) -> Calls:
    token = _token(settings) if token is None else token
    return Calls(
        make_client(token, settings.environment.slack_api_url), RateLimits(), SystemClock()
    )


def _token(settings: Settings) -> str:
    return settings.environment.secret("slack_bot_token")

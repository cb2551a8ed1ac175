"""Whether Slack is there, takes what it is shown, and has what the bot needs."""

from slack_sdk.errors import SlackApiError, SlackClientError

from firefighter import charts
from firefighter.effects.gates import Gates
from firefighter.foundation import SystemClock
from firefighter.ports.chat import ChatRefused, ChatUnavailable
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.gateway import SlackChat
from firefighter.slack.manifest import needed_scopes
from firefighter.slack.registry import find_features
from firefighter.slack.token import whose_token


def bot_token(settings: Settings) -> str:
    try:
        return f"The bot is {whose_token(_calls(settings))}."
    except ChatUnavailable as error:
        raise SettingsError(
            f"{settings.environment.slack_api_url} does not answer ({error.detail}): look at the "
            "network, at proxies and at SLACK_API_URL."
        ) from error


def scopes(settings: Settings) -> str:
    client = make_client(_token(settings), settings.environment.slack_api_url)
    try:
        headers = client.auth_test().headers
    except (SlackApiError, SlackClientError, OSError) as error:
        raise SettingsError(f"Slack does not say which are granted: {error}.") from error
    granted = set(headers.get("x-oauth-scopes", "").replace(" ", "").split(","))
    needed = needed_scopes(find_features())
    if missing := [scope for scope in needed if scope not in granted]:
        raise SettingsError(
            f"Missing: {', '.join(missing)}. Paste `firefighter manifest` into the app's manifest "
            "in Slack and install it again."
        )
    return f"All {len(needed)} are granted."


def over_http(settings: Settings) -> str:
    settings.environment.secret("slack_signing_secret")
    return "Slack reaches the bot over HTTP at /slack/events, signed."


def by_socket_mode(settings: Settings) -> str:
    token = settings.environment.secret("slack_app_token")
    try:
        _calls(settings, token)("apps.connections.open")
    except ChatRefused as refused:
        raise SettingsError(
            f"SLACK_APP_TOKEN is refused ({refused.code}): it needs the scope connections:write, "
            "and Socket Mode has to be on in the app's settings."
        ) from refused
    return "Socket Mode connects."


def incidents_channel(settings: Settings) -> str:
    rules, name = settings.policy.rules(), settings.policy.incidents_channel
    call = _calls(settings)
    absent = SettingsError(
        f"The bot is not in #{name.removeprefix('#')}: make the channel, and type "
        "`/invite @firefighter` there."
    )
    try:
        channel = SlackChat(call, rules, name, charts.png).incidents_channel()
        shown = call("conversations.info", channel=channel)["channel"]
    except ChatRefused as refused:
        raise absent from refused
    if not shown.get("is_member"):
        raise absent
    return f"The bot is in #{name.removeprefix('#')} ({channel})."


def _calls(settings: Settings, token: str | None = None) -> Calls:
    token = _token(settings) if token is None else token
    return Calls(make_client(token, settings.environment.slack_api_url), Gates(), SystemClock())


def _token(settings: Settings) -> str:
    return settings.environment.secret("slack_bot_token")

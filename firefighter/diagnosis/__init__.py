"""Is everything in place for the bot to work? Each finding says what to do about it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from firefighter import charts
from firefighter.bootstrap import find_backlog
from firefighter.bootstrap.pages import connect_confluence, drawing_of
from firefighter.confluence.storage import NotReadable, parse
from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.severity import Severity
from firefighter.effects.gates import Gates
from firefighter.foundation import SystemClock
from firefighter.ports.chat import ChatRefused
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.gateway import SlackChat
from firefighter.slack.manifest import needed_scopes
from firefighter.slack.registry import find_features
from firefighter.store import schema
from firefighter.store.database import Database


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    says: str
    """How it is; when it is not well, what to do."""


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at one thing after the other; nothing is changed by it."""
    checks: tuple[tuple[str, Callable[[Settings], str]], ...] = (
        ("database", _database),
        ("outbox", _outbox),
        ("bot token", _bot_token),
        ("scopes", _scopes),
        ("way in", _way_in),
        ("incidents channel", _incidents_channel),
        ("post-mortem pages", _pages),
        ("paging", _paging),
    )
    for what, check in checks:
        try:
            yield Finding(what, well=True, says=check(settings))
        except FirefighterError as error:
            yield Finding(what, well=False, says=str(error))
        except SlackApiError as error:
            yield Finding(what, well=False, says=f"Slack says {error.response['error']}.")
        except (SlackClientError, OSError) as error:
            where = settings.environment.slack_api_url
            yield Finding(what, well=False, says=f"{where} does not answer: {error}.")


def _database(settings: Settings) -> str:
    database = Database(settings.environment.database_url)
    try:
        if schema.is_current(database):
            return f"{database.url.render_as_string()} is up to date."
    except StoreUnavailable as error:
        raise StoreUnavailable(f"It does not answer; check DATABASE_URL. {error}") from error
    finally:
        database.close()
    raise SettingsError("Its schema is not this version's: run `firefighter migrate`.")


def _outbox(settings: Settings) -> str:
    database = Database(settings.environment.database_url)
    try:
        backlog = find_backlog(database, SystemClock())
    finally:
        database.close()
    if backlog is None:
        raise SettingsError("It cannot be read before the database is in order.")
    if backlog.parked:
        raise SettingsError(
            f"{backlog.parked} steps were given up. Each incident's control panel says why, and "
            "has a button to try again."
        )
    if backlog.given_up:
        raise SettingsError(
            f"{backlog.given_up} appointments could not be kept; the log says why, by their keys."
        )
    return f"{backlog.pending} steps wait, the oldest for {backlog.oldest_pending_s:.0f} s."


def _client(settings: Settings) -> WebClient:
    token = settings.environment.secret("slack_bot_token")
    return make_client(token, settings.environment.slack_api_url)


def _bot_token(settings: Settings) -> str:
    try:
        answer = _client(settings).auth_test()
    except SlackApiError as error:
        code = error.response["error"]
        raise SettingsError(
            f"SLACK_BOT_TOKEN is refused ({code}): install the app again and copy its token."
        ) from error
    return f"It is {answer['user']} in {answer['team']}."


def _scopes(settings: Settings) -> str:
    answer = _client(settings).auth_test()
    granted = set(answer.headers.get("x-oauth-scopes", "").replace(" ", "").split(","))
    needed = needed_scopes(find_features())
    if missing := [scope for scope in needed if scope not in granted]:
        raise SettingsError(
            f"Missing: {', '.join(missing)}. Paste `firefighter manifest` into the app's manifest "
            "in Slack and install it again."
        )
    return f"All {len(needed)} are granted."


def _way_in(settings: Settings) -> str:
    if settings.environment.slack_app_token is None:
        settings.environment.secret("slack_signing_secret")
        return "Slack reaches the bot over HTTP at /slack/events, signed."
    token = settings.environment.secret("slack_app_token")
    try:
        make_client(token, settings.environment.slack_api_url).apps_connections_open(
            app_token=token
        )
    except SlackApiError as error:
        raise SettingsError(
            f"SLACK_APP_TOKEN is refused ({error.response['error']}): it needs the scope "
            "connections:write, and Socket Mode has to be on in the app's settings."
        ) from error
    return "Socket Mode connects."


def _incidents_channel(settings: Settings) -> str:
    rules, name = settings.policy.rules(), settings.policy.incidents_channel
    call = Calls(_client(settings), Gates(), SystemClock())
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


def _pages(settings: Settings) -> str:
    _templates(settings)
    environment = settings.environment
    pages = connect_confluence(settings, Gates(), SystemClock())
    if pages is None:
        return (
            f"They are kept here and served at {environment.firefighter_url}postmortems/, which is "
            "FIREFIGHTER_URL. To have them in Confluence, set CONFLUENCE_URL."
        )
    space = pages.space_name()
    parent = environment.confluence_parent_id
    above = f"under “{pages.page_title(parent)}”" if parent else "under its home page"
    return f"They go to the space {space} of {environment.confluence_url}, {above}."


def _paging(settings: Settings) -> str:
    """Nobody is paged to find out: whether a key is the right one shows when it is used."""
    services = settings.policy.paging.services
    if not services:
        return "User groups can be paged. To page who is on call, set [[paging.services]]."
    settings.routing_keys.of(settings.policy.paging)
    named = ", ".join(each.name for each in services)
    return f"{named}: keys are set. {settings.environment.pagerduty_events_url} rings them."


def _templates(settings: Settings) -> None:
    """Whether the company's own templates draw a page that Confluence can read."""
    now = SystemClock().now()
    incident = Incident.declare(
        incident_id=IncidentId(1),
        title="A page to try the templates",
        summary="",
        severity=Severity.SEV1,
        policy=settings.policy.rules().policy(Severity.SEV1),
        services=(),
        private=False,
        actor=UserId("U0"),
        now=now,
    )
    try:
        parse(drawing_of(settings).body(Postmortem(incident)))
    except NotReadable as error:
        raise SettingsError(
            f"A template of postmortem.templates is not well-formed: {error}."
        ) from error

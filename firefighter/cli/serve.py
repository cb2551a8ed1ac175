"""`run`, `web` and `worker`: the bot itself, in one process or in several."""

import argparse
import logging
import signal
import threading
from contextlib import ExitStack

from slack_sdk.errors import SlackApiError, SlackClientError
from starlette.applications import Starlette

from firefighter.bootstrap import ANSWER_TIMEOUT_S, Bot, assemble
from firefighter.cli.databases import current_database
from firefighter.effects.gates import Gates
from firefighter.foundation import SystemClock
from firefighter.ports.chat import ChatError
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.slack.calls import Calls, make_client
from firefighter.slack.token import TokenRefused, whose_token
from firefighter.web.server import Server

log = logging.getLogger(__name__)


def serve(given: argparse.Namespace, *, answers: bool = False, works: bool = False) -> int:
    """Until SIGTERM or SIGINT. What is answered and what is done ends at the same time."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = read_settings()
    _require_secrets(settings, answers=answers)
    with (
        current_database(settings) as database,
        ExitStack() as working,
        ExitStack() as answering,
    ):
        logging.getLogger("alembic").setLevel(logging.WARNING)  # or it tells of each health check
        bot = assemble(settings, database)
        if given.port is not None:
            _listen(bot.site if answers else bot.watched_site, given.host, given.port, answering)
        if answers and settings.environment.slack_app_token is not None:
            _connect(settings, bot, answering)
        _introduce(settings)
        if works:
            bot.start_working()
            working.callback(bot.stop_working)
        stop.wait()
        log.info("Stopping.")
        bot.worker.take_no_more()
    return 0


def _require_secrets(settings: Settings, *, answers: bool) -> None:
    """Before anything is made. Raises SettingsError."""
    settings.environment.secret("slack_bot_token")
    settings.environment.check_confluence()
    if answers and settings.environment.slack_app_token is None:
        settings.environment.secret("slack_signing_secret")


def _listen(site: Starlette, host: str, port: int, running: ExitStack) -> None:
    """The health check is on HTTP also when Slack comes in by Socket Mode."""
    try:
        server = Server(site, host, port)
    except OSError as error:
        raise SettingsError(f"--port {port} cannot be used: {error.strerror}.") from error
    server.start()
    running.callback(server.stop)
    log.info("Listening on http://%s:%s", host, server.port)


def _connect(settings: Settings, bot: Bot, running: ExitStack) -> None:
    handler = bot.socket_mode(settings.environment.secret("slack_app_token"))
    running.callback(handler.close)
    try:
        handler.connect()  # type: ignore[no-untyped-call]
    except SlackApiError as error:
        code = error.response["error"]
        raise SettingsError(f"SLACK_APP_TOKEN opens no Socket Mode connection: {code}.") from error
    except (SlackClientError, OSError) as error:
        where = settings.environment.slack_api_url
        raise SettingsError(f"SLACK_API_URL is {where}, which does not answer: {error}.") from error
    log.info("Connected by Socket Mode.")


def _introduce(settings: Settings) -> None:
    """Before any work, so that none is given up for a token that Slack does not take.

    A Slack that does not answer keeps nobody from starting: what is promised waits for it. Raises
    SettingsError when it does answer, and refuses the token.
    """
    token, where = (
        settings.environment.secret("slack_bot_token"),
        settings.environment.slack_api_url,
    )
    call = Calls(make_client(token, where, ANSWER_TIMEOUT_S), Gates(), SystemClock())
    try:
        log.info("The bot is %s.", whose_token(call))
    except TokenRefused as refused:
        raise SettingsError(str(refused)) from refused
    except ChatError as error:
        log.warning(
            "Slack cannot be used now, and what is to be done there waits for it: %s.", error
        )

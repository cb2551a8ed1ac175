"""`run`, `web` and `worker`: the bot itself, in one process or in several."""

import argparse
import logging
import signal
import threading
from contextlib import ExitStack

from slack_sdk.errors import SlackApiError, SlackClientError

from firefighter.bootstrap import Bot, assemble
from firefighter.cli.databases import current_database
from firefighter.cli.subparsers import Subparsers, add_command
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import Settings, read_settings
from firefighter.web.server import Server

log = logging.getLogger(__name__)


def add(subparsers: Subparsers) -> None:
    everything = "Answer Slack and do the work, in one process."
    listening = [
        add_command(subparsers, "run", everything, lambda given: serve(given, worker=True)),
        add_command(subparsers, "web", "Only answer Slack.", serve),
    ]
    for parser in listening:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--port", default=3000, type=int, help="port to listen on")
    add_command(subparsers, "worker", "Only do the work.", lambda _given: serve(worker=True))


def serve(listen: argparse.Namespace | None = None, *, worker: bool = False) -> int:
    """Until SIGTERM or SIGINT. Answers stop first, then the worker finishes what it holds."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = read_settings()
    _require_secrets(settings, listens=listen is not None)
    with ExitStack() as running:
        database = running.enter_context(current_database(settings))
        bot = assemble(settings, database)
        if worker:
            bot.start_working()
            running.callback(bot.stop_working)
        if listen:
            _listen(settings, bot, listen, running)
        stop.wait()
        log.info("Stopping.")
    return 0


def _require_secrets(settings: Settings, *, listens: bool) -> None:
    """Before anything is made. Raises SettingsError."""
    settings.environment.secret("slack_bot_token")
    if listens and settings.environment.slack_app_token is None:
        settings.environment.secret("slack_signing_secret")


def _listen(settings: Settings, bot: Bot, listen: argparse.Namespace, running: ExitStack) -> None:
    """Over Socket Mode when there is an app token. The health check is on HTTP either way."""
    try:
        server = Server(bot.site, listen.host, listen.port)
    except OSError as error:
        raise SettingsError(f"--port {listen.port} cannot be used: {error.strerror}.") from error
    server.start()
    running.callback(server.stop)
    log.info("Listening on http://%s:%s", listen.host, server.port)
    if settings.environment.slack_app_token is None:
        return
    _connect(settings, bot, running)


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

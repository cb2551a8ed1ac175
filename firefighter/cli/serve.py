"""`run`, `web` and `worker`: the bot, in one process or several.

Any number of `web` and `worker` processes may run.
"""

import argparse
import logging
import signal
import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from slack_sdk.errors import SlackApiError, SlackClientError
from starlette.applications import Starlette

from firefighter.adapters.http.server import Server
from firefighter.adapters.slack.outbound.calls import Calls, TokenRefused, make_client, token_owner
from firefighter.bootstrap import Bot, assemble
from firefighter.bootstrap.web import ANSWER_TIMEOUT_S
from firefighter.cli.listen_arguments import add_host, add_port, parse_port
from firefighter.cli.open_database import current_database
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.outgoing import OutgoingError
from firefighter.runtime import SystemClock
from firefighter.settings.errors import SettingsError, check_all
from firefighter.settings.settings import Settings, read_settings

log = logging.getLogger(__name__)

_STOP_CHECK_S = 1.0


def add_run(parser: argparse.ArgumentParser) -> None:
    add_host(parser)
    add_port(parser)
    parser.set_defaults(run=partial(serve, web=True, worker=True))


def add_web(parser: argparse.ArgumentParser) -> None:
    add_host(parser)
    add_port(parser)
    parser.set_defaults(run=partial(serve, web=True))


def add_worker(parser: argparse.ArgumentParser) -> None:
    add_host(parser)
    parser.add_argument(
        "--port", type=parse_port, help="port for /health and /metrics; none by default"
    )
    parser.set_defaults(run=partial(serve, worker=True))


def serve(given: argparse.Namespace, *, web: bool = False, worker: bool = False) -> int:
    """Runs until SIGTERM or SIGINT, then stops the web server and the worker together."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = read_settings()
    _require_secrets(settings, web=web)
    with (
        current_database(settings, create=web and worker) as database,
        ExitStack() as worker_stack,
        ExitStack() as web_stack,
    ):
        logging.getLogger("alembic").setLevel(logging.WARNING)  # else each health check is logged
        bot = assemble(settings, database)
        if given.port is not None:
            _listen(bot.site if web else bot.health_site, given.host, given.port, web_stack)
        if web and settings.environment.slack_app_token is not None:
            _connect(settings, bot, web_stack)
        _check_token(settings)
        if worker:
            bot.start_working()
            worker_stack.callback(bot.stop_working)
        # With a period: a debugger or profiler can delay the handler until the wait ends.
        while not stop.wait(_STOP_CHECK_S):
            pass
        log.info("Stopping.")
        bot.begin_stop()
    return 0


def _require_secrets(settings: Settings, *, web: bool) -> None:
    """Called before a database is created. Raises SettingsError with all that is missing."""
    environment = settings.environment
    checks: list[Callable[[], object]] = [
        lambda: environment.secret("slack_bot_token"),
        environment.check_confluence,
    ]
    if web and environment.slack_app_token is None:
        checks.insert(1, lambda: environment.secret("slack_signing_secret"))
    check_all(*checks)


def _listen(site: Starlette, host: str, port: int, running: ExitStack) -> None:
    """Under Socket Mode, too: the health check is on HTTP."""
    try:
        server = Server(site, host, port)
    except OSError as error:
        raise SettingsError(f"Cannot listen on port {port}: {error.strerror}.") from error
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
        raise SettingsError(
            f"Slack refused the Socket Mode connection for SLACK_APP_TOKEN: {code}."
        ) from error
    except (SlackClientError, OSError) as error:
        url = settings.environment.slack_api_url
        raise SettingsError(f"No answer from SLACK_API_URL ({url}): {error}.") from error
    log.info("Connected by Socket Mode.")


def _check_token(settings: Settings) -> None:
    """Raises SettingsError if Slack refuses the token, before any effect fails because of it.

    If Slack does not answer, the bot starts: effects wait until Slack is back.
    """
    token = settings.environment.secret("slack_bot_token")
    client = make_client(token, settings.environment.slack_api_url, ANSWER_TIMEOUT_S)
    call = Calls(client, RateLimits(), SystemClock())
    try:
        log.info("Bot user: %s.", token_owner(call))
    except TokenRefused as refused:
        raise SettingsError(str(refused)) from refused
    except OutgoingError as error:
        log.warning("Slack is unavailable; effects wait until it is back: %s.", error)

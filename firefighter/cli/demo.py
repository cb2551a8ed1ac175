"""`demo`: the playground in a browser, or one incident in the terminal; needs no Slack account."""

import argparse
import logging
import sys
from collections.abc import Callable

from firefighter.cli.listen_arguments import parse_port
from firefighter.demo.browser.game_day import show_game_day_until_stopped
from firefighter.demo.browser.site import DEFAULT_PORT, serve_until_stopped
from firefighter.demo.drill_walkthrough import run_drill_walkthrough
from firefighter.demo.game_day_walkthrough import run_game_day_walkthrough
from firefighter.demo.transcript import Pause, no_pause, reading_pause
from firefighter.demo.walkthrough import run_walkthrough
from firefighter.settings.errors import SettingsError

_LOCALHOST = "127.0.0.1"

_STARTING = "Starting a local Slack, a local Confluence and the bot…"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "--once", action="store_true", help="play one incident in the terminal instead"
    )
    played = parser.add_mutually_exclusive_group()
    played.add_argument("--drill", action="store_true", help="with --once: play a drill")
    played.add_argument(
        "--gameday",
        action="store_true",
        help="play a Game Day of two teams, in the browser or with --once in the terminal",
    )
    parser.add_argument(
        "--fast", action="store_true", help="with --once or --gameday: do not pause for reading"
    )
    parser.add_argument(
        "--host",
        default=_LOCALHOST,
        help=f"address to listen on; default: {_LOCALHOST}",
    )
    parser.add_argument(
        "--port",
        type=parse_port,
        help=f"port to listen on; default: {DEFAULT_PORT}, or any free port",
    )
    parser.add_argument(
        "--history", action="store_true", help="add 200 invented incidents of the past year"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="print the link and do not open a browser"
    )


def run(given: argparse.Namespace) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    if given.once:
        _reject_browser_options(given)
        print(_STARTING, flush=True)
        is_read = sys.stdout.isatty() and not given.fast
        _play_of(given)(reading_pause if is_read else no_pause)
    elif given.drill:
        raise SettingsError("--drill needs --once. In the browser, the guide starts a drill.")
    elif given.gameday:
        if given.history:
            raise SettingsError("--gameday cannot be combined with --history.")
        print(_STARTING, flush=True)
        show_game_day_until_stopped(
            given.host, given.port, browser=not given.no_browser, is_read=not given.fast
        )
    else:
        browser = not given.no_browser
        print(_STARTING, flush=True)
        serve_until_stopped(given.host, given.port, with_history=given.history, browser=browser)
    return 0


def _play_of(given: argparse.Namespace) -> Callable[[Pause], None]:
    if given.gameday:
        return run_game_day_walkthrough
    return run_drill_walkthrough if given.drill else run_walkthrough


def _reject_browser_options(given: argparse.Namespace) -> None:
    """Raises SettingsError: `--once` would ignore them."""
    options = {
        "--history": given.history,
        "--host": given.host != _LOCALHOST,
        "--port": given.port is not None,
    }
    if ignored := [option for option, is_given in options.items() if is_given]:
        raise SettingsError(f"--once cannot be combined with {', '.join(ignored)}.")

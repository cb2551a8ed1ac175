"""`demo`: the playground in a browser, or one incident played in the terminal; no Slack account."""

import argparse
import logging

from firefighter.cli.addresses import port
from firefighter.demo.browser.open import USUAL_PORT, stay_open
from firefighter.demo.play import play_once
from firefighter.settings.errors import SettingsError

_THIS_MACHINE = "127.0.0.1"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "--once", action="store_true", help="play one incident in the terminal instead, and end"
    )
    parser.add_argument(
        "--host",
        default=_THIS_MACHINE,
        help="address to listen on; this machine only, if not given",
    )
    parser.add_argument(
        "--port", type=port, help=f"port to listen on; {USUAL_PORT} or any free one, if not given"
    )
    parser.add_argument(
        "--history", action="store_true", help="with 200 invented incidents of the past year"
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="only print the link, and open no browser"
    )


def run(given: argparse.Namespace) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    if given.once:
        _refuse_what_is_for_the_browser(given)
        play_once()
    else:
        browser = not given.no_browser
        stay_open(given.host, given.port, with_history=given.history, browser=browser)
    return 0


def _refuse_what_is_for_the_browser(given: argparse.Namespace) -> None:
    """Rather than leave it out without a word. Raises SettingsError."""
    asked = {
        "--history": given.history,
        "--host": given.host != _THIS_MACHINE,
        "--port": given.port is not None,
    }
    if without := [option for option, is_asked in asked.items() if is_asked]:
        raise SettingsError(
            f"--once plays one incident in the terminal, where there is no {' or '.join(without)}: "
            "leave out the one or the other."
        )

"""`demo`: the playground in a browser, or one incident played in the terminal; no Slack account."""

import argparse
import logging

from firefighter.cli.subparsers import Subparsers, add_command, port
from firefighter.demo.browser.open import USUAL_PORT, stay_open
from firefighter.demo.play import play_once


def add(subparsers: Subparsers) -> None:
    does = "Try everything in a browser; needs no account."
    parser = add_command(subparsers, "demo", does, run)
    parser.add_argument(
        "--once", action="store_true", help="play one incident in the terminal instead, and end"
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="address to listen on; this machine only, if not given"
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
        play_once()
    else:
        browser = not given.no_browser
        stay_open(given.host, given.port, with_history=given.history, browser=browser)
    return 0

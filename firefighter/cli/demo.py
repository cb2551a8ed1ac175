"""`demo`: watch an incident from declared to closed, with no Slack account."""

import argparse
import logging

from firefighter.cli.subparsers import Subparsers, add_command
from firefighter.demo.play import play_once


def add(subparsers: Subparsers) -> None:
    parser = add_command(subparsers, "demo", "Watch one incident's life; needs no account.", run)
    parser.add_argument(
        "--once", action="store_true", help="play it once and end, which so far is all it does"
    )


def run(_given: argparse.Namespace) -> int:
    logging.getLogger().setLevel(logging.WARNING)
    play_once()
    return 0

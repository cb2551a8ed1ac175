"""`run`: the whole bot in one process."""

import argparse
from functools import partial

from firefighter.cli.addresses import add_host, add_port
from firefighter.cli.serve import serve


def add(parser: argparse.ArgumentParser) -> None:
    add_host(parser)
    add_port(parser)
    parser.set_defaults(run=partial(serve, answers=True, works=True))

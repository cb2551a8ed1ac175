"""`worker`: the half of the bot that does what was promised; any number of them share it out."""

import argparse
from functools import partial

from firefighter.cli.addresses import add_host, port
from firefighter.cli.serve import serve


def add(parser: argparse.ArgumentParser) -> None:
    add_host(parser)
    parser.add_argument(
        "--port", type=port, help="port for /health and /metrics; without it, for neither"
    )
    parser.set_defaults(run=partial(serve, works=True))

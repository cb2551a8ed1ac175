"""`lifecycle`: prints the state diagram, generated from the transition table."""

import argparse

from firefighter.domain.lifecycle import diagram


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    print(diagram(), end="")
    return 0

"""`lifecycle`: the state diagram, drawn from the table that the bot obeys."""

import argparse

from firefighter.cli.subparsers import Subparsers, add_command
from firefighter.domain.lifecycle import diagram


def add(subparsers: Subparsers) -> None:
    add_command(subparsers, "lifecycle", "Print the state diagram, in mermaid.", run)


def run(_given: argparse.Namespace) -> int:
    print(diagram(), end="")
    return 0

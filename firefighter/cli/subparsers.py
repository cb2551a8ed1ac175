import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - no public name
else:
    Subparsers = object

_HIGHEST_PORT = 65_535


def add_command(
    subparsers: Subparsers, name: str, does: str, run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=does, description=does)
    parser.set_defaults(run=run)
    return parser


def port(typed: str) -> int:
    """For `type=` of an argument; 0 for any that is free."""
    number = int(typed)
    if not 0 <= number <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{typed} is no port: there are 0 to {_HIGHEST_PORT}")
    return number

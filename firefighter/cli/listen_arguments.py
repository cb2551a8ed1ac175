"""The arguments `--host` and `--port`."""

import argparse

_HIGHEST_PORT = 65_535


def add_host(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")


def add_port(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", default=3000, type=parse_port, help="port to listen on")


def parse_port(typed: str) -> int:
    """For `type=` of an argument; 0 stands for any free port."""
    number = int(typed)
    if not 0 <= number <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"invalid port {typed}: use 0 to {_HIGHEST_PORT}")
    return number

"""The command line: one subcommand a file, each with `add` for its arguments and `run`."""

import argparse
import logging
import sys
from collections.abc import Sequence

from firefighter.cli import (
    demo,
    doctor,
    export,
    imports,
    lifecycle,
    manifest,
    migrate,
    serve,
    stats,
)
from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.settings.errors import SettingsError

_COMMANDS = (demo, serve, migrate, stats, imports, export, manifest, doctor, lifecycle)


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when it worked, 1 when it did not, 2 when something has to be set first."""
    parser = argparse.ArgumentParser(prog="firefighter", description=__doc__ and _ABOUT)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.add(subparsers)
    parsed = parser.parse_args(arguments)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = parsed.run(parsed)
    except SettingsError as error:
        return _complain(str(error), 2)
    except StoreUnavailable as error:
        return _complain(f"The database cannot be reached: {error}", 1)
    except FirefighterError as error:
        return _complain(str(error) or type(error).__doc__ or "It did not work.", 1)
    return code


_ABOUT = "The incident bot for Slack that loses nothing it has acknowledged."


def _complain(sentence: str, code: int) -> int:
    print(f"firefighter: {sentence}", file=sys.stderr)
    return code

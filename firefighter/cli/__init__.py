"""The command line: one subcommand a file, each with `add` for its arguments and what it runs."""

import argparse
import gc
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.settings.errors import SettingsError

COMMANDS = {
    "demo": ("demo", "Try everything in a browser; needs no account."),
    "manifest": ("manifest", "Print the Slack app manifest."),
    "doctor": ("doctor", "Check tokens, scopes, channel and database."),
    "run": ("run", "Answer Slack and do the work, in one process."),
    "web": ("web", "Only answer Slack."),
    "worker": ("worker", "Only do the work."),
    "migrate": ("migrate", "Bring the database up to date."),
    "stats": ("stats", "What incidents add up to."),
    "import": ("imports", "Bring in incidents of the past."),
    "export": ("export", "Write out all incidents with timelines."),
    "lifecycle": ("lifecycle", "Print the state diagram, in mermaid."),
}
"""Each command, the module here that adds its arguments, and what it does; listed in this order.

From a first look to an install, then the running bot, then what is asked of it.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit code: 0 when it worked, 1 when it did not, 2 when something has to be set first."""
    given = sys.argv[1:] if arguments is None else arguments
    asked = next((each for each in given if each in COMMANDS), "")
    with _lasting():
        parser = make_parser(asked)
    parsed = parser.parse_args(given)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    try:
        code: int = parsed.run(parsed)
    except SettingsError as error:
        return _complain(str(error), 2)
    except StoreUnavailable as error:
        return _complain(f"DATABASE_URL: the database cannot be reached: {error}", 1)
    except FirefighterError as error:
        return _complain(str(error) or type(error).__doc__ or "It did not work.", 1)
    return code


@contextmanager
def _lasting() -> Iterator[None]:
    """Around imports: what they make stays to the end, and is not looked through for garbage.

    That would take a tenth of a second now and a third when the process ends, of a core.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def make_parser(asked: str = "") -> argparse.ArgumentParser:
    """Knows every command, and the arguments of the one that is asked for.

    The others' modules are not loaded, since all together take longer than any of them runs.
    """
    parser = argparse.ArgumentParser(prog="firefighter", description=_ABOUT)
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (module, does) in COMMANDS.items():
        command = subparsers.add_parser(name, help=does, description=does)
        if name == asked:
            import_module(f"{__name__}.{module}").add(command)
    return parser


_ABOUT = "The incident bot for Slack that loses nothing it has acknowledged."


def _complain(sentence: str, code: int) -> int:
    print(f"firefighter: {sentence}", file=sys.stderr)
    return code

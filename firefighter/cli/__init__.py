"""The command line. Each subcommand has a function that adds its arguments and sets `run`."""

import argparse
import gc
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module

from firefighter import __version__
from firefighter.domain.errors import FirefighterError, StoreUnavailable
from firefighter.settings.errors import SettingsError

COMMANDS = {
    "demo": ("demo.add", "Try the bot in a browser. No Slack account needed."),
    "manifest": ("manifest.add", "Print the Slack app manifest."),
    "doctor": ("doctor.add", "Check tokens, scopes, channel and database."),
    "run": ("serve.add_run", "Run the whole bot in one process."),
    "web": ("serve.add_web", "Run only the web server, which answers Slack."),
    "worker": ("serve.add_worker", "Run only a worker, which runs effects and scheduled jobs."),
    "migrate": ("migrate.add", "Migrate the database to this version."),
    "stats": ("stats.add", "Show metrics for a period."),
    "import": ("imports.add", "Import past incidents."),
    "export": ("export.add", "Export all incidents with their timelines."),
    "token": ("tokens.add", "Create, list and revoke tokens for programs."),
    "webhook": ("webhook.add", "Add, list and remove webhooks, and replay their events."),
    "alerts": ("alerts.add", "Try what alerts would do."),
    "packs": ("packs.add", "Check, install and show packs of scenarios and experiments."),
    "hub": ("hub.add", "Pin packs of a hub by their hashes, and install them."),
    "experiments": ("experiments.add", "Import and link results of chaos experiments."),
    "lifecycle": ("lifecycle.add", "Print the state diagram in Mermaid."),
}
"""By command, in the order of the help: the function that adds its arguments, and the help text."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit code: 0 on success, 1 on failure, 2 for wrong arguments or settings.

    If nobody reads the output any more, as after `head`, 141: shells report that of a process that
    SIGPIPE ended, as it ends git and most others.
    """
    try:
        try:
            return _run(arguments)
        finally:
            sys.stdout.flush()  # also after --help, which raises SystemExit
    except BrokenPipeError:
        _discard_output()
        return 128 + signal.SIGPIPE


def _run(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    command = next((each for each in given if each in COMMANDS), "")
    with _gc_disabled():
        parser = make_parser(command)
    parsed = parser.parse_args(given)
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    logging.getLogger("transitions").setLevel(logging.WARNING)  # else each step is logged
    try:
        code: int = parsed.run(parsed)
    except SettingsError as error:
        return _print_error(str(error), 2)
    except StoreUnavailable as error:
        return _print_error(f"DATABASE_URL: the database cannot be reached: {error}", 1)
    except FirefighterError as error:
        return _print_error(str(error) or type(error).__doc__ or "Failed.", 1)
    return code


@contextmanager
def _gc_disabled() -> Iterator[None]:
    """Excludes objects created by imports from garbage collection.

    They live until the process exits. Collecting them takes 0.1 s now and 0.3 s at exit.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        gc.freeze()


def make_parser(command: str = "") -> argparse.ArgumentParser:
    """Knows every command, but the arguments of `command` only.

    Importing all modules would take longer than most commands run.
    """
    parser = argparse.ArgumentParser(prog="firefighter", description=_DESCRIPTION)
    parser.add_argument("--version", action="version", version=f"firefighter {__version__}")
    subparsers = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, (function, help_text) in COMMANDS.items():
        subparser = subparsers.add_parser(name, help=help_text, description=help_text)
        if name == command:
            _find(function)(subparser)
    return parser


def _find(function: str) -> Callable[[argparse.ArgumentParser], None]:
    module, _dot, name = function.partition(".")
    found: Callable[[argparse.ArgumentParser], None] = getattr(
        import_module(f"{__name__}.{module}"), name
    )
    return found


_DESCRIPTION = "A Slack bot for incident response that never loses an action it has acknowledged."


def _discard_output() -> None:
    """Lets Python end quietly after whoever read the output has.

    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())  # else Python flushes to the closed pipe at exit
    os.close(nowhere)


def _print_error(text: str, code: int) -> int:
    for sentence in text.splitlines():
        print(f"firefighter: {sentence}", file=sys.stderr)
    return code

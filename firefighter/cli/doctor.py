"""`doctor`: is everything in place, and if not, what to do."""

import argparse
import logging
from collections.abc import Sequence

from firefighter.diagnosis import Finding, examine
from firefighter.settings.settings import read_settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "--verbose", action="store_true", help="also how everything is that is well"
    )


def run(given: argparse.Namespace) -> int:
    """1 when something has to be mended, each in a line; what is well, is in the last one."""
    logging.getLogger().setLevel(logging.CRITICAL)  # the libraries say, worse, what we say below
    found = list(examine(read_settings()))
    for each in found:
        if not each.waits_for and (given.verbose or not each.well):
            print(f"{'ok  ' if each.well else 'MEND'}  {each.what}: {each.says}")
    print(_summary(found))
    return 0 if all(each.well for each in found) else 1


def _summary(found: Sequence[Finding]) -> str:
    well = ", ".join(each.what for each in found if each.well)
    waiting = ", ".join(each.what for each in found if each.waits_for)
    if all(each.well for each in found):
        return f"All is well: {well}."
    said = [f"Well: {well}."] if well else []
    if waiting:
        said.append(f"Looked at once that is mended: {waiting}.")
    return " ".join(said)

"""`doctor`: is everything in place, and if not, what to do."""

import argparse

from firefighter.diagnosis import examine
from firefighter.settings.settings import read_settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(_given: argparse.Namespace) -> int:
    well = True
    for finding in examine(read_settings()):
        print(f"{'ok  ' if finding.well else 'MEND'}  {finding.what}: {finding.says}")
        well = well and finding.well
    return 0 if well else 1

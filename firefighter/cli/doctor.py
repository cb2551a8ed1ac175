"""`doctor`: checks the setup, and says what to fix."""

import argparse
import logging
from collections.abc import Sequence

from firefighter.diagnosis import Finding, run_checks
from firefighter.settings.settings import read_settings


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument("--verbose", action="store_true", help="also print checks that passed")


def run(given: argparse.Namespace) -> int:
    """Prints a line for what failed or people should see, and a summary. Returns 1 on failure."""
    logging.getLogger().setLevel(logging.CRITICAL)  # the findings below say the same, better
    findings = list(run_checks(read_settings()))
    for finding in findings:
        is_shown = given.verbose or finding.is_notable or not finding.passed
        if is_shown and not finding.blocked_by:
            print(f"{'ok  ' if finding.passed else 'FAIL'}  {finding.what}: {finding.message}")
    print(_summary(findings))
    return 0 if all(finding.passed for finding in findings) else 1


def _summary(findings: Sequence[Finding]) -> str:
    passed = ", ".join(finding.what for finding in findings if finding.passed)
    skipped = ", ".join(finding.what for finding in findings if finding.blocked_by)
    if all(finding.passed for finding in findings):
        return f"All checks passed: {passed}."
    sentences = [f"Passed: {passed}."] if passed else []
    if skipped:
        sentences.append(f"Skipped until fixed: {skipped}.")
    return " ".join(sentences)

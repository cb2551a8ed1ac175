"""Every command is found, and brings along no more than it needs."""

import subprocess
import sys

import pytest

from firefighter.cli import COMMANDS, make_parser


def test_the_help_names_every_command() -> None:
    listed = [line.split()[0] for line in make_parser().format_help().splitlines() if line.strip()]
    assert [name for name in COMMANDS if name not in listed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_added_by_its_module(name: str) -> None:
    with pytest.raises(SystemExit) as ended:
        make_parser(name).parse_args([name, "--help"])
    assert ended.value.code == 0


def test_what_runs_in_production_does_not_load_the_playground() -> None:
    """A process that was killed is back the sooner for it."""
    script = (
        "import sys; from firefighter.cli import make_parser; make_parser('run');"
        "print([name for name in sys.modules if 'playground' in name])"
    )
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"

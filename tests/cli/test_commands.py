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


def test_what_runs_in_production_loads_neither_playground_nor_charts() -> None:
    """A process that was killed is back the sooner for it."""
    assert not {"vl_convert"} & loaded_by("run")
    assert not [name for name in loaded_by("run") if "playground" in name]


@pytest.mark.parametrize("name", ["stats", "import", "export", "migrate"])
def test_who_only_asks_the_database_waits_for_nothing_that_the_bot_needs(name: str) -> None:
    bot = {"slack_bolt", "slack_sdk", "starlette", "atlassian", "jinja2", "vl_convert"}
    assert not bot & loaded_by(name)


def loaded_by(name: str) -> set[str]:
    script = (
        f"import sys; from firefighter.cli import make_parser; make_parser({name!r});"
        "print(*sys.modules)"
    )
    loaded = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(loaded.stdout.split())

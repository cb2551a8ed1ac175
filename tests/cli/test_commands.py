"""Every command exists, and imports no more than it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

from firefighter.cli import COMMANDS, make_parser
from tests.cli.conftest import Given
from tests.cli.process import environment


def test_help_lists_every_command() -> None:
    listed = [line.split()[0] for line in make_parser().format_help().splitlines() if line.strip()]
    assert [name for name in COMMANDS if name not in listed] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_help(name: str) -> None:
    with pytest.raises(SystemExit) as ended:
        make_parser(name).parse_args([name, "--help"])
    assert ended.value.code == 0


def test_general_help_imports_no_command() -> None:
    outside = {name for name in loaded_by("") if not name.startswith("firefighter")}
    assert not {"sqlalchemy", "pydantic", "slack_sdk", "starlette"} & outside
    assert not [name for name in loaded_by("") if name.startswith("firefighter.cli.")]


@pytest.mark.parametrize("name", ["run", "web", "worker"])
def test_production_commands_import_neither_playground_nor_charts(name: str) -> None:
    """A killed process restarts faster without them."""
    loaded = loaded_by(name)
    assert not {"vl_convert"} & loaded
    assert not [each for each in loaded if "playground" in each]


_ASSEMBLED = """
import sys
from firefighter.bootstrap import assemble
from firefighter.runtime import open_database
from firefighter.settings.settings import read_settings
settings = read_settings()
database = open_database(settings)
assemble(settings, database)
database.close()
print(*sys.modules)
"""


@pytest.mark.parametrize(("with_confluence", "loaded"), [(False, False), (True, True)])
def test_confluence_library_is_imported_only_when_configured(
    tmp_path: Path, given: Given, with_confluence: bool, loaded: bool
) -> None:
    if with_confluence:
        given["CONFLUENCE_URL"] = "https://wiki.example.com"
        given["CONFLUENCE_API_TOKEN"] = "a-token"
        given["CONFLUENCE_SPACE"] = "OPS"
    assert ("atlassian" in loaded_by_bot(tmp_path, given)) is loaded


def test_driver_of_postgresql_is_not_imported_on_sqlite(tmp_path: Path, given: Given) -> None:
    assert "psycopg" not in loaded_by_bot(tmp_path, given)


def loaded_by_bot(folder: Path, given: Given) -> set[str]:
    ran = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", _ASSEMBLED],
        cwd=folder,
        env=environment(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(ran.stdout.split())


def test_doctor_without_confluence_does_not_import_its_library() -> None:
    assert "atlassian" not in loaded_by("doctor")


@pytest.mark.parametrize("name", ["stats", "import", "export", "migrate"])
def test_database_commands_do_not_import_the_bot(name: str) -> None:
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


_GC_STATE = """
import gc
from firefighter.cli import main
main(["lifecycle"])
print(gc.isenabled(), gc.get_freeze_count() > 10 * len(gc.get_objects()))
"""


def test_imported_objects_are_excluded_from_garbage_collection() -> None:
    """Collecting it would take most of the time that a process needs to exit."""
    printed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _GC_STATE],
        env=environment({}),
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert printed.splitlines()[-1] == "True True"

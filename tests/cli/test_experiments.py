"""`experiments`: a file on disk becomes a run on record, however large the file is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from firefighter.domain.experiment_catalog import ExperimentDesign
from firefighter.ports.store import DeliveryId
from firefighter.runtime import SystemClock
from firefighter.use_cases.experiments import add_experiment
from tests.adapters.experiments import chaos_toolkit_runs as toolkit
from tests.adapters.experiments import samples
from tests.cli.process import environment, firefighter
from tests.clock import SettableClock
from tests.conftest import OpenDatabase
from tests.domain.incidents import ANA
from tests.use_cases.contexts import build_context

JOURNAL = samples.journal("1.44.0", after=samples.state("1.44.0", True, True, True))
MEGABYTE = 1024 * 1024


@pytest.fixture
def given(sqlite_url: str, tmp_path: Path) -> dict[str, str]:
    given = {"DATABASE_URL": sqlite_url}
    assert firefighter("migrate", folder=tmp_path, given=given).returncode == 0
    return given


def run(folder: Path, given: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    done = firefighter("experiments", *arguments, folder=folder, given=given)
    return done.returncode, done.stdout, done.stderr


def write(folder: Path, name: str, content: object) -> str:
    folder.joinpath(name).write_bytes(samples.encoded(content))
    return name


def test_files_are_imported_once(tmp_path: Path, given: dict[str, str]) -> None:
    journal = write(tmp_path, "journal.json", JOURNAL)
    result = write(tmp_path, "result.json", samples.chaos_result())
    code, out, err = run(tmp_path, given, "import", journal, result)
    assert (code, out) == (0, "journal.json: 1 imported.\nresult.json: 1 imported.\n")
    assert err.splitlines()[0] == (
        f'"{samples.TITLE}" is no experiment of the catalog. '
        f"`firefighter experiments link '{samples.TITLE}' KEY` links it."
    )
    code, out, err = run(tmp_path, given, "import", journal)
    assert (code, out, err) == (0, "journal.json: 1 here already.\n", "")


def test_a_file_that_is_no_result_does_not_keep_others_out(
    tmp_path: Path, given: dict[str, str]
) -> None:
    wrong = write(tmp_path, "wrong.json", {"hello": 1})
    tmp_path.joinpath("empty.json").touch()
    journal = write(tmp_path, "journal.json", JOURNAL)
    files = ("missing.json", ".", wrong, "empty.json", journal)
    code, out, err = run(tmp_path, given, "import", *files)
    assert (code, out) == (1, "journal.json: 1 imported.\n")
    assert "missing.json: It cannot be read: No such file or directory." in err
    assert ".: It cannot be read: Is a directory." in err
    assert "wrong.json: It is no journal" in err
    assert "empty.json: It is empty." in err


def test_runs_are_listed_and_unknown_names_are_offered(
    tmp_path: Path, given: dict[str, str]
) -> None:
    assert run(tmp_path, given, "list")[2] == "No runs in the last 90 days.\n"
    journal = toolkit.run(tmp_path, toolkit.experiment(tmp_path, breaks=True))
    run(tmp_path, given, "import", str(journal))
    _code, listed, _err = run(tmp_path, given, "list")
    headings, row = listed.splitlines()
    assert headings.split() == [
        "STARTED",
        "EXPERIMENT",
        "TOOL",
        "VERDICT",
        "SCORE",
        "TOOL'S",
        "OWN",
    ]
    assert row.split()[-3:] == ["refuted", "50", "–"]
    name = f"Survives in {tmp_path.name}"
    _code, unlinked, _err = run(tmp_path, given, "unlinked")
    assert unlinked.splitlines()[1].startswith(f"{name}  Chaos Toolkit  1")
    code, _out, err = run(tmp_path, given, "link", name, "survives")
    assert (code, err) == (2, "firefighter: There is no experiment survives.\n")


_MEASURED = """
import re, sys
from pathlib import Path
from firefighter.cli import main
code = main()
print(re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1])
sys.exit(code)
"""
"""What rusage tells of a child counts the memory of whoever started it, which can be more."""


def peak_memory_mb(folder: Path, given: dict[str, str], *arguments: str) -> float:
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _MEASURED, "experiments", *arguments],
        cwd=folder,
        env=environment(given),
        capture_output=True,
        text=True,
        check=True,
    )
    return int(ended.stdout.splitlines()[-1]) / 1024


def test_50_mb_of_outputs_are_read_in_little_memory(tmp_path: Path, given: dict[str, str]) -> None:
    content = samples.journal("1.44.0", after=samples.state("1.44.0", True, True, True))
    output = "password=hunter2 " * (2 * MEGABYTE // 17) + '"é😀\\'
    content["run"] = [
        samples.ran("1.44.0", f"action {number}", met=None) | {"output": {"log": output}}
        for number in range(26)
    ]
    name = write(tmp_path, "large.json", content)
    assert tmp_path.joinpath(name).stat().st_size > 50 * MEGABYTE
    small = peak_memory_mb(tmp_path, given, "import", write(tmp_path, "small.json", JOURNAL))
    large = peak_memory_mb(tmp_path, given, "import", name)
    assert large < small + 150  # the file itself, which is mapped, and little besides
    assert large < 500


def test_50_mb_of_execution_data_are_read_in_little_memory(
    tmp_path: Path, given: dict[str, str]
) -> None:
    nodes = [
        samples.fault_node(f"fault-{number}", "100", probes=[samples.probe("a", "Passed")])
        | {"env": "x" * MEGABYTE}
        for number in range(50)
    ]
    content = samples.litmus_3(nodes, {"fault-1": 10})
    name = write(tmp_path, "large.json", content)
    assert tmp_path.joinpath(name).stat().st_size > 50 * MEGABYTE
    assert json.loads(tmp_path.joinpath(name).read_bytes())["data"]
    assert peak_memory_mb(tmp_path, given, "import", name) < 500


def test_scores_are_printed_once_there_was_a_run(tmp_path: Path, given: dict[str, str]) -> None:
    def stats() -> str:
        done = firefighter("stats", "--experiments", folder=tmp_path, given=given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert stats().startswith("No chaos experiment has been run yet.")
    journal = toolkit.run(tmp_path, toolkit.experiment(tmp_path, breaks=True))
    run(tmp_path, given, "import", str(journal))
    told = stats()
    assert "Resilience" in told
    assert "Not counted: 1 run of an experiment that the catalog does not know." in told


def test_the_four_commands_of_the_documentation_lead_to_a_score(
    tmp_path: Path, given: dict[str, str], open_database: OpenDatabase
) -> None:
    """docs/experiments.md; the first command is `chaos run`, three times."""
    context = build_context(open_database(given["DATABASE_URL"]), SettableClock())
    design = ExperimentDesign(title="Slow database", service="checkout", weight=8)
    add_experiment(context, DeliveryId("add"), ANA, design, "checkout-db-slow")
    journals = []
    for number in range(3):
        folder = tmp_path / f"run-{number}"
        folder.mkdir()
        content = toolkit.experiment(folder, breaks=number == 2)
        content |= {"title": "Checkout survives a slow database", "tags": []}
        journals.append(str(toolkit.run(folder, content)))
    code, out, _err = run(tmp_path, given, "import", *journals)
    assert (code, out.count("1 imported.")) == (0, 3)
    title = "Checkout survives a slow database"
    code, out, _err = run(tmp_path, given, "link", title, "checkout-db-slow")
    assert (code, out) == (
        0,
        f'Linked "{title}" to checkout-db-slow: 3 runs, and those to come.\n',
    )
    told = firefighter("stats", "--experiments", folder=tmp_path, given=given).stdout
    (row,) = (each for each in told.splitlines() if each.startswith("checkout-db-slow"))
    assert row.split() == ["checkout-db-slow", "8", "83.3", "3", "of", "3", "refuted", "50"]


def test_a_file_of_a_run_that_was_stopped_says_that_no_drill_is_ended(
    tmp_path: Path, given: dict[str, str]
) -> None:
    at = SystemClock().now().isoformat()
    content = samples.own(experiment="x", status="aborted", started_at=at, ended_at=at)
    code, out, _err = run(tmp_path, given, "import", write(tmp_path, "run.json", content))
    assert code == 0
    assert out.splitlines() == [
        "run.json: 1 imported.",
        '"x" was stopped. It belongs to no drill under way, so none is ended.',
    ]

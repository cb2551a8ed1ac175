"""`import` and `export` as processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.importers.statuspage_lines import line, page
from tests.cli.conftest import Given
from tests.cli.process import environment, firefighter

SAMPLE = os.environ.get("STATUSPAGE_SAMPLE")


def write(folder: Path, *lines: bytes) -> str:
    path = folder / "page.jsonl"
    path.write_bytes(b"".join(lines))
    return str(path)


def test_good_lines_are_imported_and_bad_ones_named(tmp_path: Path, given: Given) -> None:
    maintenance = line(page(id=3, impact="maintenance"))
    path = write(tmp_path, line(page()), b"oops\n", maintenance, line(page(id=4)))
    ended = firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert ended.stdout == (
        "2 imported, 1 left out as planned maintenance, 1 with errors, which are named above.\n"
    )
    assert f"{path}, line 2: Invalid JSON" in ended.stderr
    again = firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    assert again.stdout.startswith("0 imported, 2 here already, 1 left out")


def test_export_can_be_imported_elsewhere(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path, line(page()), line(page(id=2, title="=1+1 is slow")))
    firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    for form in ("jsonl", "csv"):
        exported = firefighter("export", "--format", form, folder=tmp_path, given=given)
        assert exported.returncode == 0
        (tmp_path / form).write_text(exported.stdout, newline="")
        elsewhere = given | {"DATABASE_URL": f"sqlite:///{tmp_path / form}.db"}
        firefighter("migrate", folder=tmp_path, given=elsewhere)
        ended = firefighter("import", form, str(tmp_path / form), folder=tmp_path, given=elsewhere)
        assert (ended.returncode, ended.stdout) == (0, "2 imported.\n")
        again = firefighter("export", "--format", form, folder=tmp_path, given=elsewhere)
        assert again.stdout == exported.stdout


@pytest.mark.parametrize(
    "command", ["export", "stats", "--help", "--version", "stats --help", "manifest", "lifecycle"]
)
def test_a_reader_who_leaves_ends_the_command_quietly(
    tmp_path: Path, given: Given, command: str
) -> None:
    path = write(tmp_path, line(page()))
    firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "firefighter", *command.split()],
        cwd=tmp_path,
        env=environment(given),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert (process.stderr.read(), process.wait(timeout=60)) == (b"", 141)


def test_unreadable_file_is_reported(tmp_path: Path, given: Given) -> None:
    ended = firefighter("import", "csv", "missing.csv", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.endswith("missing.csv cannot be read: No such file or directory.\n")


def test_table_without_required_columns_is_refused(tmp_path: Path, given: Given) -> None:
    (tmp_path / "costs.csv").write_text("id,cost\n1,5\n")
    ended = firefighter("import", "csv", "costs.csv", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "There is no column title, severity, declared_at in the first line" in ended.stderr


@pytest.mark.skipif(SAMPLE is None, reason="STATUSPAGE_SAMPLE names no file")
def test_real_status_page_is_imported_completely(tmp_path: Path, given: Given) -> None:
    lines = Path(SAMPLE or "").read_text().splitlines()
    ended = firefighter("import", "statuspage", SAMPLE or "", folder=tmp_path, given=given)
    assert (ended.returncode, ended.stdout) == (0, f"{len(lines)} imported.\n")
    exported = firefighter("export", folder=tmp_path, given=given).stdout.splitlines()
    assert sum(len(json.loads(each)["timeline"]) for each in exported) == sum(
        len(json.loads(each)["updates"]) for each in lines
    )


CSV = "id,title,severity,declared_at\n"


def test_dry_run_shows_what_would_be_imported_and_imports_nothing(
    tmp_path: Path, given: Given
) -> None:
    (tmp_path / "past.csv").write_text(f"{CSV}1,Kettles do not boil,P2,2026-03-02T10:00Z\n")
    ended = firefighter("import", "csv", "past.csv", "--dry-run", folder=tmp_path, given=given)
    assert ended.stdout == (
        "line 2: SEV2 2026-03-02 10:00 UTC Kettles do not boil\n"
        "Declared 2026-03-02 to 2026-03-02: 1 SEV2.\n"
        "1 to import.\n"
    )
    assert firefighter("export", folder=tmp_path, given=given).stdout == ""


def test_a_wrong_import_is_undone_and_the_corrected_file_imported(
    tmp_path: Path, given: Given
) -> None:
    file = tmp_path / "past.csv"
    file.write_text(f"{CSV}1,Kettles,SEV2,2026-03-02T10:00Z\n")
    assert firefighter("import", "csv", "past.csv", folder=tmp_path, given=given).returncode == 0
    file.write_text(f"{CSV}1,Kettles do not boil,SEV2,2026-03-02T10:00Z\n")
    clash = firefighter("import", "csv", "past.csv", folder=tmp_path, given=given)
    assert clash.returncode == 1
    assert (
        "past.csv, line 2: csv:1 is INC-1 already, and its title differs. If it is another "
        "incident, import the file with --source NAME; to replace it, run `firefighter import "
        "undo csv` first" in clash.stderr
    )
    undone = firefighter("import", "undo", "csv", folder=tmp_path, given=given)
    assert (undone.returncode, undone.stdout) == (0, "1 deleted.\n")
    again = firefighter("import", "csv", "past.csv", folder=tmp_path, given=given)
    assert (again.returncode, again.stdout) == (0, "1 imported.\n")


def test_the_same_id_twice_in_a_file_is_named(tmp_path: Path, given: Given) -> None:
    one, other = "1,Kettles,SEV2,2026-03-02T10:00Z\n", "1,Cups,SEV2,2026-03-03T10:00Z\n"
    (tmp_path / "past.csv").write_text(CSV + one + other + one)
    for options, done in ((("--dry-run",), "to import"), ((), "imported")):
        ended = firefighter("import", "csv", "past.csv", *options, folder=tmp_path, given=given)
        assert ended.returncode == 1
        assert f"1 {done}, 1 here already, 1 with errors, which are named above." in ended.stdout
        assert "past.csv, line 3: line 2 has the id 1 too, for something else\n" in ended.stderr


def test_the_file_of_another_team_is_imported_under_its_source(
    tmp_path: Path, given: Given
) -> None:
    (tmp_path / "ops.csv").write_text(f"{CSV}1,Kettles,SEV2,2026-03-02T10:00Z\n")
    (tmp_path / "dev.csv").write_text(f"{CSV}1,Kettles,SEV3,2026-03-02T10:00Z\n")
    for file, source, done in (
        ("ops.csv", (), "1 imported."),
        ("dev.csv", (), "0 imported, 1 with errors, which are named above."),
        ("dev.csv", ("--source", "dev"), "1 imported."),
    ):
        ended = firefighter("import", "csv", file, *source, folder=tmp_path, given=given)
        assert ended.stdout == f"{done}\n"
    undone = firefighter("import", "undo", "dev", folder=tmp_path, given=given)
    assert undone.stdout == "1 deleted.\n"
    (kept,) = firefighter("export", folder=tmp_path, given=given).stdout.splitlines()
    assert json.loads(kept)["severity"] == "SEV2"


def test_ends_before_beginnings_are_named(tmp_path: Path, given: Given) -> None:
    (tmp_path / "past.csv").write_text(
        "id,title,severity,declared_at,closed_at\n"
        "1,Kettles,SEV2,2026-03-02T10:00Z,2026-03-02T11:00Z\n"
        "2,Cups,SEV2,2026-03-02T10:00Z,2026-03-01T10:00Z\n"
    )
    ended = firefighter("import", "csv", "past.csv", folder=tmp_path, given=given)
    assert ended.stderr.strip() == "past.csv, line 3: closed_at is before declared_at"
    assert ended.stdout.startswith("2 imported, 1 with doubts, which are named above.")


def test_a_duplicate_of_what_is_not_here_is_named(tmp_path: Path, given: Given) -> None:
    (tmp_path / "past.csv").write_text(
        "id,title,severity,declared_at,closed_at,declined,duplicate_of\n"
        "2,Cups,SEV2,2026-03-02T10:00Z,2026-03-02T11:00Z,duplicate,3\n"
        "3,Pots,SEV2,2026-03-02T10:00Z,2026-03-02T11:00Z,duplicate,99\n"
    )
    ended = firefighter("import", "csv", "past.csv", folder=tmp_path, given=given)
    assert ended.stderr.strip() == (
        "past.csv, line 3: duplicate_of: there is no incident with the id 99"
    )
    assert ended.stdout.startswith("2 imported, 1 with doubts, which are named above.")


def test_undo_of_an_unknown_source_names_the_known_ones(tmp_path: Path, given: Given) -> None:
    (tmp_path / "past.csv").write_text(f"{CSV}1,Kettles,SEV2,2026-03-02T10:00Z\n")
    firefighter("import", "csv", "past.csv", "--source", "ops", folder=tmp_path, given=given)
    ended = firefighter("import", "undo", "csv", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "Nothing was imported from csv. Sources: ops (1)." in ended.stderr


def test_map_and_time_zone_read_a_table_of_another_tool(tmp_path: Path, given: Given) -> None:
    table = (
        "number;short_description;priority;opened_at;cost\n"
        "I1;Löscher leer;1 - Critical;2026-03-02 10:00:00;5\n"
    )
    (tmp_path / "log.csv").write_bytes(table.encode("cp1252"))
    maps = ("id=number", "title=short_description", "severity=Priority", "declared_at=opened_at")
    mapped = [argument for each in maps for argument in ("--map", each)]
    ended = firefighter(
        "import",
        "csv",
        "log.csv",
        *mapped,
        "--time-zone",
        "Europe/Paris",
        folder=tmp_path,
        given=given,
    )
    assert (ended.returncode, ended.stdout) == (0, "1 imported.\n")
    assert "Columns that are not used: cost." in ended.stderr
    exported = json.loads(firefighter("export", folder=tmp_path, given=given).stdout)
    assert exported["title"] == "Löscher leer"
    assert exported["declared_at"] == "2026-03-02T09:00:00Z"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--time-zone", "Mars/Base"), "unknown time zone 'Mars/Base'"),
        (("--map", "declared=Created"), "no column 'declared'; use one of id, title,"),
        (("--map", "declared_at"), "write it as declared_at=Created"),
        (("--map", "declared_at=Nope"), "there is no column Nope. There are: id, title,"),
        (("--source", "a:b"), "a source is a name without a colon"),
    ],
)
def test_wrong_options_are_answered_with_a_sentence(
    tmp_path: Path, given: Given, arguments: tuple[str, ...], sentence: str
) -> None:
    (tmp_path / "past.csv").write_text(f"{CSV}1,Kettles,SEV2,2026-03-02T10:00Z\n")
    ended = firefighter("import", "csv", "past.csv", *arguments, folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr

"""`import` and `export`, as the processes that they are."""

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Given
from tests.cli.process import firefighter
from tests.history.pages import line, page

SAMPLE = os.environ.get("STATUSPAGE_SAMPLE")


def write(folder: Path, *lines: bytes) -> str:
    path = folder / "page.jsonl"
    path.write_bytes(b"".join(lines))
    return str(path)


def test_what_is_good_goes_in_and_what_is_bad_is_named(tmp_path: Path, given: Given) -> None:
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


def test_what_is_exported_comes_in_elsewhere(tmp_path: Path, given: Given) -> None:
    path = write(tmp_path, line(page()), line(page(id=2, title="=1+1 is slow")))
    firefighter("import", "statuspage", path, folder=tmp_path, given=given)
    for form in ("jsonl", "csv"):
        exported = firefighter("export", "--format", form, folder=tmp_path, given=given)
        assert exported.returncode == 0
        (tmp_path / form).write_text(exported.stdout, newline="")
        elsewhere = given | {"DATABASE_URL": f"sqlite:///{tmp_path / form}.db"}
        ended = firefighter("import", form, str(tmp_path / form), folder=tmp_path, given=elsewhere)
        assert (ended.returncode, ended.stdout) == (0, "2 imported.\n")
        again = firefighter("export", "--format", form, folder=tmp_path, given=elsewhere)
        assert again.stdout == exported.stdout


def test_a_file_that_cannot_be_read_is_said_to_be_so(tmp_path: Path, given: Given) -> None:
    ended = firefighter("import", "csv", "missing.csv", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert ended.stderr.endswith("missing.csv cannot be read: No such file or directory.\n")


def test_a_table_without_its_columns_is_refused(tmp_path: Path, given: Given) -> None:
    (tmp_path / "costs.csv").write_text("id,cost\n1,5\n")
    ended = firefighter("import", "csv", "costs.csv", folder=tmp_path, given=given)
    assert ended.returncode == 2
    assert "there is no title, severity, declared_at" in ended.stderr


@pytest.mark.skipif(SAMPLE is None, reason="STATUSPAGE_SAMPLE names no file")
def test_a_real_status_page_comes_in_whole(tmp_path: Path, given: Given) -> None:
    lines = Path(SAMPLE or "").read_text().splitlines()
    ended = firefighter("import", "statuspage", SAMPLE or "", folder=tmp_path, given=given)
    assert (ended.returncode, ended.stdout) == (0, f"{len(lines)} imported.\n")
    exported = firefighter("export", folder=tmp_path, given=given).stdout.splitlines()
    assert sum(len(json.loads(each)["timeline"]) for each in exported) == sum(
        len(json.loads(each)["updates"]) for each in lines
    )

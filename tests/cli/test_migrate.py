"""`migrate`, up and down, on SQLite."""

import sqlite3
from pathlib import Path

from tests.cli.process import firefighter


def tables(path: Path) -> set[str]:
    with sqlite3.connect(path) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    connection.close()
    return {name for name in names if name in {"incident", "incidents", "timeline"}}


def test_migrate_creates_and_removes_the_schema(tmp_path: Path) -> None:
    path = tmp_path / "incidents.db"
    given = {"DATABASE_URL": f"sqlite:///{path}"}
    assert firefighter("migrate", folder=tmp_path, given=given).returncode == 0
    assert tables(path)
    assert firefighter("migrate", folder=tmp_path, given=given).returncode == 0
    down = firefighter("migrate", "--down-to", "base", folder=tmp_path, given=given)
    assert down.returncode == 0, down.stderr
    assert not tables(path)


def test_missing_folder_is_reported_without_traceback(tmp_path: Path) -> None:
    given = {"DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/incidents.db"}
    ended = firefighter("migrate", folder=tmp_path, given=given)
    assert ended.returncode == 1
    assert "firefighter: DATABASE_URL: the database cannot be reached: " in ended.stderr
    assert "Traceback" not in ended.stderr


def test_unknown_revision_is_reported_without_traceback(tmp_path: Path) -> None:
    given = {"DATABASE_URL": f"sqlite:///{tmp_path}/incidents.db"}
    firefighter("migrate", folder=tmp_path, given=given)
    ended = firefighter("migrate", "--down-to", "nonsense", folder=tmp_path, given=given)
    assert ended.returncode != 0
    assert "Traceback" not in ended.stderr

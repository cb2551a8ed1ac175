"""Only one place reads the clock, and only the store commits."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT, copy_to, run

BANNED = [
    "from datetime import UTC, datetime\nNOW = datetime.now(UTC)\n",
    "import datetime\nNOW = datetime.datetime.now(datetime.UTC)\n",
    "from datetime import datetime\nNOW = datetime.utcnow()\n",
    "import time\ntime.sleep(1)\n",
    "from time import sleep\nsleep(1)\n",
]

MAY_COMMIT = ("firefighter/adapters/store", "migrations")


@pytest.mark.parametrize("code", BANNED)
def test_a_banned_call_is_found(tmp_path: Path, code: str) -> None:
    copy_to(tmp_path)
    (tmp_path / "firefighter/domain/title.py").write_text(code)
    checked = run("ruff", "check", "--no-cache", "firefighter/domain/title.py", folder=tmp_path)
    assert "TID251" in checked.stdout


def test_no_banned_call_is_made() -> None:
    checked = run("ruff", "check", "--no-cache", "--select=TID251", ".")
    assert checked.returncode == 0, checked.stdout


def test_only_the_store_commits() -> None:
    assert list(commits(ROOT)) == []


@pytest.mark.parametrize("line", ["session.commit()", "with a.b() as c:\n    c.commit()"])
def test_a_commit_outside_the_store_is_found(tmp_path: Path, line: str) -> None:
    copy_to(tmp_path)
    broken = tmp_path / "firefighter/use_cases/declare.py"
    broken.write_text(line)
    assert [found.split(":")[0] for found in commits(tmp_path)] == [
        "firefighter/use_cases/declare.py"
    ]


def commits(folder: Path) -> Iterator[str]:
    """Where code outside the store commits."""
    for path in [*(folder / "firefighter").rglob("*.py"), *(folder / "migrations").rglob("*.py")]:
        name = path.relative_to(folder).as_posix()
        if not name.startswith(MAY_COMMIT):
            for node in ast.walk(ast.parse(path.read_text())):
                match node:
                    case ast.Call(func=ast.Attribute(attr="commit")):
                        yield f"{name}:{node.lineno}"
                    case _:
                        pass

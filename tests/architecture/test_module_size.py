"""A module that grows past the limit holds a second topic: see decision note 27."""

from pathlib import Path

from tests.architecture.linters import ROOT

MOST_LINES = 600


def long_modules(folder: Path) -> list[str]:
    """The modules under a folder with more than MOST_LINES lines."""
    return [
        f"{path.relative_to(folder)}: {lines} lines"
        for path in sorted(folder.rglob("*.py"))
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]


def test_no_module_is_too_long() -> None:
    assert long_modules(ROOT / "firefighter") == []


def test_a_module_that_is_too_long_is_found(tmp_path: Path) -> None:
    (tmp_path / "short.py").write_text("\n" * MOST_LINES)
    (tmp_path / "long.py").write_text("\n" * (MOST_LINES + 1))
    assert long_modules(tmp_path) == ["long.py: 601 lines"]

"""Runs the tools of `make check` on the repository, or on a copy with an error in it."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_TOOLS = Path(sys.executable).parent


def run(tool: str, *arguments: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - a tool of the environment
        [str(_TOOLS / tool), *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


def copy_to(folder: Path) -> None:
    """Copies the code and its configuration, so that a test can break them."""
    for package in ("firefighter", "migrations"):
        shutil.copytree(
            ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", folder)


def broken_contracts(folder: Path) -> list[str]:
    """The names of the import contracts that are broken in a folder."""
    answer = run("lint-imports", "--no-cache", folder=folder).stdout
    return re.findall(r"^(.+) BROKEN", answer, re.MULTILINE)

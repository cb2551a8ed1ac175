"""A short run on each database; `make chaos` is the long one."""

import subprocess
import sys

import pytest

from tests.chaos.scale import HERE

_MOST_S = 900
"""It takes half a minute; a machine that does much else besides may take its time."""


@pytest.fixture(scope="module")
def both() -> "dict[str, subprocess.Popen[str]]":
    """Both runs, at the same time: most of what they do is wait for leases to run out."""
    return {"sqlite": _start("sqlite", 10, 3), "postgresql": _start("postgresql", 16, 8)}


@pytest.mark.parametrize(
    "database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def test_nothing_is_lost_or_done_twice(
    both: "dict[str, subprocess.Popen[str]]", database: str
) -> None:
    said, _nothing = both[database].communicate(timeout=_MOST_S)
    assert both[database].returncode == 0, said


def _start(database: str, incidents: int, kills: int) -> "subprocess.Popen[str]":
    """In a process of its own, as `make chaos` runs it; the seed is in what it says."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.chaos", "--database", database),
            *("--incidents", str(incidents), "--kills", str(kills)),
        ],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

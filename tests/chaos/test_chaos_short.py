"""A short run on each database; `make chaos` is the long one."""

import subprocess
import sys

import pytest

from tests.chaos.scale import HERE

_MOST_S = 900
"""It takes half a minute on an idle machine, longer on a busy one."""


@pytest.fixture(scope="module")
def both() -> "dict[str, subprocess.Popen[str]]":
    """Both runs at the same time: mostly they wait for leases to expire."""
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
    """In its own process, as `make chaos` runs it. The output contains the seed."""
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.chaos", "--database", database),
            *("--incidents", str(incidents), "--kills", str(kills), "--without-training"),
        ],
        cwd=HERE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )

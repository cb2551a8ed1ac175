"""A hundred thousand past incidents: speed of import and statistics."""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from tests.bench.figures import Figure

_INCIDENTS = 100_000
_FEW = 5_000
_FIRST = datetime(2021, 1, 1, tzinfo=UTC)
_MINUTES = 5 * 365 * 24 * 60
_ROUNDS = 3


def past(database_url: str) -> list[Figure]:
    """Five years of a busy company, through the command line, each command a process of its own."""
    with TemporaryDirectory(prefix="firefighter-bench-") as folder:
        few_mb, _few_s = _imported(Path(folder), database_url, _FEW)
        many_mb, many_s = _imported(Path(folder), database_url, _INCIDENTS)
    took_s = min(_took_s(database_url, "stats", "--from", "2021-01-01") for _ in range(_ROUNDS))
    return [
        Figure(f"import of {_INCIDENTS:,} incidents, each", many_s / _INCIDENTS * 1000, 1, "ms"),
        # The line and a fingerprint of each id, so that one that comes twice is told of.
        Figure(f"memory of that, above that of {_FEW:,}", many_mb - few_mb, 60, "MB"),
        Figure(f"firefighter stats over {_INCIDENTS:,} incidents", took_s * 1000, 2000, "ms"),
    ]


def _imported(folder: Path, database_url: str, many: int) -> tuple[float, float]:
    """The peak of its memory in MB, and how long it took in seconds."""
    path = folder / "page.jsonl"
    with path.open("w") as file:
        file.writelines(_lines(many))
    took_s = _took_s(database_url, "import", "statuspage", str(path))
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, took_s


def _took_s(database_url: str, *arguments: str) -> float:
    before = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "firefighter", *arguments],
        env=os.environ | {"DATABASE_URL": database_url},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - before


def _lines(many: int) -> Iterator[str]:
    dice = Random(many)
    for number in range(many):
        began = _FIRST + timedelta(minutes=dice.randrange(_MINUTES))
        ended = began + timedelta(minutes=int(dice.lognormvariate(4, 1.2)) + 1)
        posts = [("Investigating", began), ("Update", began), ("Resolved", ended)]
        yield (
            json.dumps(
                {
                    "id": f"{many}-{number}",
                    "title": f"Incident with component {number % 20}",
                    "impact": dice.choice(["minor"] * 6 + ["major"] * 2 + ["critical", "none"]),
                    "updates": [
                        {"at": at.isoformat(), "status": status, "message": "We are on it."}
                        for status, at in posts
                    ],
                    "downtime_start": began.isoformat(),
                    "downtime_end": ended.isoformat(),
                    "components": dice.sample(["web", "api", "mail", "search"], dice.randrange(3)),
                }
            )
            + "\n"
        )

"""How soon the programs start, and how much memory the bot takes after many incidents."""

import re
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.schema import upgrade
from tests.bench.bot_process import COMMAND, open_bot_process
from tests.bench.figures import Figure

_STARTS = 5
_INCIDENTS = 500
_SHOWN_EVERY = 10


def starts_and_memory(database_url: str) -> list[Figure]:
    """On a database that has its tables; SQLite's are made by the bot itself otherwise."""
    database = Database(database_url)
    upgrade(database)
    database.close()
    help_s = median(_help_s() for _ in range(_STARTS))
    with open_bot_process(database_url) as bot:
        slack, ana = bot.slack, bot.slack.person("ana")
        slack.latency_s = 0
        at_start_mb = _memory_mb(bot.pid)
        for number in range(_INCIDENTS):
            ana.command("incidents", COMMAND, f"open sev4 Round {number}")
            if number % _SHOWN_EVERY == 0:
                ana.command("incidents", COMMAND, "list")
                ana.command("incidents", COMMAND, "stats 30d")
        slack.settle()
        after_mb = _memory_mb(bot.pid)
    return [
        Figure("firefighter --help, median", help_s, 0.25, "s"),
        Figure("run answers after its start", bot.ready_s, 1.5, "s"),
        Figure(f"memory of run after {_INCIDENTS} incidents", after_mb, 130, "MB"),
        Figure(
            f"the same against {at_start_mb:.0f} MB at the start", after_mb / at_start_mb, 1.2, "x"
        ),
    ]


def _help_s() -> float:
    began = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "firefighter", "--help"], check=True, stdout=subprocess.DEVNULL
    )
    return time.monotonic() - began


def _memory_mb(pid: int) -> float:
    """Resident now: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html (VmRSS)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    if found is None:
        raise ValueError("This system does not tell the memory of a process.")
    return int(found[1]) / 1024

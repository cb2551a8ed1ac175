"""Kills processes."""

import random
import threading

from tests.chaos.bot_processes import BotProcesses
from tests.chaos.crashing_server import CrashingServer
from tests.chaos.progress import Progress

_LONGEST_ALONE_S, _LONGEST_AMONG_OTHERS_S = 5.0, 3.5
_KILL_AGAIN = 0.2
"""How often a process is killed again while it is still starting."""


def kill_processes(
    bot_processes: BotProcesses, progress: Progress, seed: int, stopping: threading.Event
) -> None:
    """Kills at random times after a process answers again, so that some work is done between two
    kills on any machine. A single process gets a little more time.
    """
    chooser = random.Random(f"{seed} kills")
    longest_s = _LONGEST_ALONE_S if len(bot_processes.processes) == 1 else _LONGEST_AMONG_OTHERS_S
    while not stopping.is_set():
        bot_processes.wait_until_one_answers(stopping)
        stopping.wait(chooser.uniform(0.0, longest_s))
        victim = chooser.choice(bot_processes.processes)
        if victim.kill():
            progress.note_kill()
        if chooser.random() < _KILL_AGAIN:
            stopping.wait(chooser.uniform(0.05, 1.5))
            if victim.kill():
                progress.note_kill()


def crash_database(
    server: CrashingServer, gap_s: tuple[float, float], seed: int, stopping: threading.Event
) -> None:
    chooser = random.Random(f"{seed} crashes")
    while not stopping.wait(chooser.uniform(*gap_s)):
        server.crash(chooser.uniform(0.1, 2.0), stopping)

"""Those who kill."""

import random
import threading

from tests.chaos.crashing_server import CrashingServer
from tests.chaos.fleet import Fleet
from tests.chaos.progress import Progress

_LONGEST_ALONE_S, _LONGEST_AMONG_OTHERS_S = 5.0, 3.5
_KILL_AGAIN = 0.2
"""How often a process is killed once more, while it is still starting."""


def kill_processes(fleet: Fleet, progress: Progress, seed: int, stopping: threading.Event) -> None:
    """At random instants after one answers again: however slow the machine is, some of the work
    between two kills gets done. A process that is alone is left a little more time for it.
    """
    chooser = random.Random(f"{seed} kills")
    longest_s = _LONGEST_ALONE_S if len(fleet.processes) == 1 else _LONGEST_AMONG_OTHERS_S
    while not stopping.is_set():
        fleet.wait_until_one_answers(stopping)
        stopping.wait(chooser.uniform(0.0, longest_s))
        victim = chooser.choice(fleet.processes)
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

from itertools import pairwise

from tests.chaos.evidence import Evidence

_LINES_SHOWN = 60


def unforeseen_errors(evidence: Evidence) -> list[str]:
    """Failures that the bot has no sentence for; each with the lines that follow it in the log."""
    return [
        "".join(evidence.log[number : number + _LINES_SHOWN])
        for number, (line, after) in enumerate(pairwise(evidence.log))
        if after.startswith("Traceback") and _is_unforeseen(line)
    ]


def _is_unforeseen(line: str) -> bool:
    """A foreseen failure of an effect is logged without its traceback."""
    effect = "firefighter.worker.attempt" in line and " failed: " in line
    return effect or "An interaction broke." in line

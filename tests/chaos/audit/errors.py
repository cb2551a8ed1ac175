from itertools import pairwise

from tests.chaos.evidence import Evidence

_LINES_SHOWN = 60
_WHERE = (
    "adapters.slack.inbound",
    "worker.effect_runner",
    "worker.scheduler",
    "worker.worker",
)


def unforeseen_errors(evidence: Evidence) -> list[str]:
    """Finds errors that the bot has no sentence for, each with the log lines that follow it."""
    return [
        "".join(evidence.log[number : number + _LINES_SHOWN])
        for number, (line, after) in enumerate(pairwise(evidence.log))
        if after.startswith("Traceback") and _is_unforeseen(line)
    ]


def _is_unforeseen(line: str) -> bool:
    """Expected failures are logged without a traceback."""
    return any(f"firefighter.{where}" in line for where in _WHERE)

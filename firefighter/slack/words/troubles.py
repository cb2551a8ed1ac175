"""What could not be done yet, in plain words."""

from firefighter.ports.places import Troubles
from firefighter.slack.words.mrkdwn import clipped, moment_s, typed

_WHY_LIMIT = 200


def troubles_text(troubles: Troubles) -> str:
    """Empty when there is nothing to say."""
    why = clipped(typed(troubles.why), _WHY_LIMIT)
    if troubles.parked:
        gave_up = f":warning: I gave up on {_steps(troubles.parked)}: {why}."
        return f"{gave_up} Once that is mended, press *Retry now*."
    if troubles.waiting and troubles.next_try:
        waiting = f":hourglass_flowing_sand: {_steps(troubles.waiting)} waiting for Slack: {why}."
        return f"{waiting} Next try at {moment_s(troubles.next_try)}. Nothing is lost."
    return ""


def retrying(steps: int) -> str:
    return f"Trying {_steps(steps)} again." if steps else "There is nothing left to try again."


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"

"""What could not be done yet, in plain words."""

from firefighter.ports.places import Troubles
from firefighter.slack.words.mrkdwn import clipped, moment_s, typed
from firefighter.texts import count, say

_WHY_LIMIT = 200


def troubles_text(troubles: Troubles) -> str:
    """Empty when there is nothing to say."""
    why = clipped(typed(troubles.why), _WHY_LIMIT)
    if troubles.parked:
        gave_up = count(
            "I gave up on {number} step: {why}. Once that is mended, press *Retry now*.",
            "I gave up on {number} steps: {why}. Once that is mended, press *Retry now*.",
            troubles.parked,
            why=why,
        )
        return f":warning: {gave_up}"
    if troubles.waiting and troubles.next_try:
        waiting = count(
            "{number} step waiting: {why}. Next try at {when}. Nothing is lost.",
            "{number} steps waiting: {why}. Next try at {when}. Nothing is lost.",
            troubles.waiting,
            why=why,
            when=moment_s(troubles.next_try),
        )
        return f":hourglass_flowing_sand: {waiting}"
    return ""


def retrying(steps: int) -> str:
    if not steps:
        return say("There is nothing left to try again.")
    return count("Trying {number} step again.", "Trying {number} steps again.", steps)

"""Two people press at once, and what the slower one is told."""

import threading
from collections.abc import Callable

from firefighter.playground.slack import Person, Reply
from tests.adapters.slack.scenarios.scenario import Scenario

_TRIES = 10
_TOO_SLOW = "My database is unavailable."


def at_once(*presses: Callable[[], Reply]) -> list[Reply]:
    """Everybody presses in a thread of their own, started by one signal."""
    start = threading.Barrier(len(presses))
    replies: list[Reply] = []

    def press(doing: Callable[[], Reply]) -> None:
        start.wait()
        replies.append(doing())

    threads = [threading.Thread(target=press, args=(each,)) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(reply.acknowledged for reply in replies), replies
    return replies


def until_answered(person: Person, press: Callable[[], Reply]) -> Callable[[], Reply]:
    """Presses again when the database was too slow, as the bot asks people to."""

    def press_again() -> Reply:
        for refused in range(_TRIES):
            reply = press()
            if len(_refusals(person)) == refused:
                return reply
        raise AssertionError(f"The database did not answer {_TRIES} times.")

    return press_again


def _refusals(person: Person) -> list[str]:
    return [each.text for each in person.ephemerals() if each.text.startswith(_TOO_SLOW)]


def sentences(scenario: Scenario, person: Person) -> list[str]:
    """What the bot told one person alone, besides its answers to what they typed.

    Without the refusals after which they pressed again.
    """
    scenario.settle()
    said = [each for each in person.ephemerals() if not each.text.startswith(_TOO_SLOW)]
    return [each.text for each in said if not (each.origin or "").startswith("command-")]

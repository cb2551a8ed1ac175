"""Two people press at once, and what the slower one is told."""

import threading
from collections.abc import Callable

from firefighter.playground.slack import Person, Reply
from tests.adapters.slack.scenarios.scenario import Scenario


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


def sentences(scenario: Scenario, person: Person) -> list[str]:
    """What the bot told one person alone, besides its answers to what they typed."""
    scenario.settle()
    said = person.ephemerals()
    return [each.text for each in said if not (each.origin or "").startswith("command-")]

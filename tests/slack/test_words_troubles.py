"""What could not be done yet, in plain words."""

import pytest
from hypothesis import given

from firefighter.ports.places import Troubles
from firefighter.slack.words.troubles import retrying, troubles_text
from tests.domain.incidents import NOW
from tests.slack import strategies
from tests.slack.live_text import live_parts

WHEN = "<!date^1772334000^{time_secs}|03:00:00 UTC>"
SILENT = "no answer to chat.update (timed out)"


@pytest.mark.parametrize(
    ("troubles", "text"),
    [
        (Troubles(), ""),
        (
            Troubles(waiting=1, why=SILENT, next_try=NOW),
            (
                f":hourglass_flowing_sand: 1 step waiting: {SILENT}. "
                f"Next try at {WHEN}. Nothing is lost."
            ),
        ),
        (
            Troubles(waiting=3, parked=2, why="pins.add is refused (is_archived)", next_try=NOW),
            (
                ":warning: I gave up on 2 steps: pins.add is refused (is_archived). "
                "Once that is mended, press *Retry now*."
            ),
        ),
    ],
)
def test_people_are_told_what_is_pending(troubles: Troubles, text: str) -> None:
    assert troubles_text(troubles) == text


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (0, "There is nothing left to try again."),
        (1, "Trying 1 step again."),
        (5, "Trying 5 steps again."),
    ],
)
def test_a_retry_says_how_much_it_tries(steps: int, text: str) -> None:
    assert retrying(steps) == text


@given(strategies.troubles)
def test_whatever_went_wrong_pings_nobody(troubles: Troubles) -> None:
    assert live_parts(troubles_text(troubles)) == set()

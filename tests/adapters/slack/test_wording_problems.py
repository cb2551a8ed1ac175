"""Pending and failed effects are described plainly."""

import pytest
from hypothesis import given

from firefighter.adapters.slack.wording.failures import pending_effects_text, retrying_text
from firefighter.ports.snapshot import UnfinishedEffects
from tests.adapters.slack import strategies
from tests.adapters.slack.live_text import live_parts
from tests.domain.incidents import NOW

WHEN = "<!date^1772334000^{time_secs}|03:00:00 UTC>"
SILENT = "Slack isn't responding (chat.update: timed out)"


@pytest.mark.parametrize(
    ("unfinished_effects", "text"),
    [
        (UnfinishedEffects(), ""),
        (
            UnfinishedEffects(pending=1, why=SILENT, next_try=NOW),
            f":hourglass_flowing_sand: {SILENT}. 1 action queued; next retry {WHEN}.",
        ),
        (
            UnfinishedEffects(
                pending=3, failed=2, why="pins.add is refused (is_archived)", next_try=NOW
            ),
            (
                ":warning: 2 actions failed: pins.add is refused (is_archived). "
                "Once that's fixed, press *Retry now*."
            ),
        ),
    ],
)
def test_pending_effects_are_shown(unfinished_effects: UnfinishedEffects, text: str) -> None:
    assert pending_effects_text(unfinished_effects) == text


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        (0, "Nothing to retry."),
        (1, "Retrying 1 action."),
        (5, "Retrying 5 actions."),
    ],
)
def test_retry_answer_counts_effects(steps: int, text: str) -> None:
    assert retrying_text(steps) == text


@given(strategies.troubles)
def test_failure_text_mentions_nobody(unfinished_effects: UnfinishedEffects) -> None:
    assert live_parts(pending_effects_text(unfinished_effects)) == set()

"""What a form remembers of a command, however long it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.slack.blocks.pickers import Pending, read_pending
from firefighter.slack.blocks.vocabulary import METADATA_LIMIT
from firefighter.slack.errors import UnknownButton


@given(st.text(max_size=3000))
def test_what_fits_comes_back_as_it_was(words: str) -> None:
    pending = Pending(command="note", words=words, channel="C1")
    carried = str(pending)
    assert len(carried) <= METADATA_LIMIT
    if len(words) < 400:
        assert read_pending(carried) == pending


@pytest.mark.parametrize("words", ["a" * 40_000, '"' * 4_000, "\n" * 3_000, "🔥" * 3_001])
def test_what_does_not_fit_ends_with_a_sign(words: str) -> None:
    carried = str(Pending(shortcut="add", words=words, channel="C1", ts="1.1"))
    assert len(carried) <= METADATA_LIMIT
    kept = read_pending(carried).words
    assert kept.endswith("…")
    assert words.startswith(kept[:-1])
    assert len(carried) > METADATA_LIMIT - 50


@pytest.mark.parametrize("metadata", ["", "7|||", "[]", '{"never": "heard"}'])
def test_what_another_version_wrote_is_refused(metadata: str) -> None:
    with pytest.raises(UnknownButton):
        read_pending(metadata)

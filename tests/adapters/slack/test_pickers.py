"""A form keeps the command's arguments, whatever their length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.blocks.block_kit import METADATA_LIMIT
from firefighter.adapters.slack.blocks.incident_lists import Pending, read_pending
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.domain.title import utf16_length


@given(st.text(max_size=3000))
def test_words_that_fit_round_trip(words: str) -> None:
    pending = Pending(command="note", words=words, channel="C1")
    metadata = str(pending)
    assert utf16_length(metadata) <= METADATA_LIMIT
    if len(words) < 400:
        assert read_pending(metadata) == pending


@pytest.mark.parametrize("words", ["a" * 40_000, '"' * 4_000, "\n" * 3_000, "🔥" * 3_001])
def test_words_that_do_not_fit_end_with_an_ellipsis(words: str) -> None:
    metadata = str(Pending(shortcut="add", words=words, channel="C1", ts="1.1"))
    assert utf16_length(metadata) <= METADATA_LIMIT
    read = read_pending(metadata).words
    assert read.endswith("…")
    assert words.startswith(read[:-1])
    assert utf16_length(metadata) > METADATA_LIMIT - 50


@pytest.mark.parametrize("metadata", ["", "7|||", "[]", '{"never": "heard"}'])
def test_metadata_of_another_version_is_refused(metadata: str) -> None:
    with pytest.raises(UnknownButton):
        read_pending(metadata)

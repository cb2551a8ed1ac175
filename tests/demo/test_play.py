"""`demo --once`: what a newcomer sees first."""

import re
from pathlib import Path

import pytest

from tests.cli.process import firefighter


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("demo")
    ended = firefighter("demo", "--once", folder=folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert list(Path(folder).iterdir()) == []
    return ended.stdout


def test_it_ends_with_closed(transcript: str) -> None:
    assert "INC-1 is closed" in transcript
    *_before, last_entry, _nothing, how_to_go_on = transcript.splitlines()
    assert last_entry.endswith("closed it.")
    assert "docs/installing.md" in how_to_go_on


def test_the_whole_life_is_in_it_in_order(transcript: str) -> None:
    moments = (
        "/incident open sev1 Checkout returns 500",
        "only Ana sees",
        "#incidents",
        "#inc-1-checkout-returns-500",
        "[Start investigating]",
        "lowered the severity",
        "Rolled back release 2.14",
        "started the post-mortem",
        "Before it can be closed",
        "The end",
    )
    places = [transcript.find(moment) for moment in moments]
    assert -1 not in places, dict(zip(moments, places, strict=True))
    assert places == sorted(places)


def test_it_shows_words_and_not_slacks_markup(transcript: str) -> None:
    assert not re.search(r"<[@#!]", transcript)
    assert not re.search(r"\bU[0-9A-F]{10}\b", transcript)
    assert not re.search(r"\*\w+.*\*", transcript)
    assert not re.search(r":[a-z_]+:", transcript)
    assert "Traceback" not in transcript


def test_it_fits_a_terminal_of_a_hundred_columns(transcript: str) -> None:
    assert max(len(line) for line in transcript.splitlines()) <= 100

"""`demo --once`: what a newcomer sees first."""

import re
from pathlib import Path

import pytest

from firefighter.demo.transcript import reading_time_s
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
    milestones = (
        "/incident open sev1 Checkout returns 500",
        "only Ana sees",
        "#incidents",
        "#inc-1-checkout-returns-500",
        "[Start investigating]",
        "lowered the severity",
        "Rolled back release 2.14",
        "started the post-mortem",
        "Before you can close it",
        "The end",
    )
    places = [transcript.find(milestone) for milestone in milestones]
    assert -1 not in places, dict(zip(milestones, places, strict=True))
    assert places == sorted(places)


def test_transcript_has_no_markup_of_slack(transcript: str) -> None:
    assert not re.search(r"<[@#!]", transcript)
    assert not re.search(r"\bU[0-9A-F]{10}\b", transcript)
    assert not re.search(r"\*\w+.*\*", transcript)
    assert not re.search(r":[a-z_]+:", transcript)
    assert "Traceback" not in transcript


def test_transcript_fits_a_hundred_columns(transcript: str) -> None:
    assert max(len(line) for line in transcript.splitlines()) <= 100


def test_it_says_at_once_that_it_starts(transcript: str) -> None:
    assert transcript.startswith("Starting a local Slack, a local Confluence and the bot…")


def test_long_texts_are_read_longer_than_short_ones_up_to_a_limit() -> None:
    assert reading_time_s("") == 0
    assert 0 < reading_time_s("[Take]") < reading_time_s("Search and accounts still work")
    assert reading_time_s("word " * 500) == reading_time_s("word " * 900)

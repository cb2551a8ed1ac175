"""`demo --drill --once`: a whole drill in the terminal."""

import re
from pathlib import Path

import pytest

from tests.cli.process import firefighter


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("demo")
    ended = firefighter("demo", "--drill", "--once", folder=folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert list(Path(folder).iterdir()) == []
    return ended.stdout


def test_transcript_has_the_whole_drill_in_order(transcript: str) -> None:
    milestones = (
        "/incident drill closed-doors",
        "Scenario  (",
        "No badge opens the front door |",
        "#inc-1-exercise-no-badge",
        "[Hint…]",
        "Ben is now incident commander",
        "Lucie, Receptionist",
        "Injects: INC-1",
        "[⋯ Send now | Later by 5 minutes | Skip]",
        "/incident hypothesis",
        "Omar, Building manager",
        "took a hint for 2 points",
        "The customer is early",
        "Everybody is in",
        "The drill is over: its time is up.",
        "Cause",
        "Score: INC-1",
        "of 100 points",
        "Time to have a commander",
        "The end",
        "docs/training.md",
    )
    places, position = [], 0
    for milestone in milestones:
        position = transcript.find(milestone, position)
        places.append(position)
    assert -1 not in places, dict(zip(milestones, places, strict=True))


def test_the_solution_is_told_only_at_the_end(transcript: str) -> None:
    before, _over, after = transcript.partition("The drill is over: its time is up.")
    assert "holiday week instead of one day" not in before
    assert "holiday week instead of one day" in after


def test_each_form_has_the_mark_once(transcript: str) -> None:
    marks = re.findall(r"(?:│ 🎯 EXERCISE · not a real incident\n\s*){2}", transcript)
    assert marks == []


def test_transcript_has_no_markup_of_slack(transcript: str) -> None:
    assert not re.search(r"<[@#!]", transcript)
    assert not re.search(r"\bU[0-9A-F]{10}\b", transcript)
    assert not re.search(r"\*\w+.*\*", transcript)
    assert not re.search(r":[a-z_]+:", transcript)
    assert "Traceback" not in transcript


def test_transcript_fits_a_hundred_columns(transcript: str) -> None:
    assert max(len(line) for line in transcript.splitlines()) <= 100


def test_without_once_it_says_what_to_do(tmp_path: Path) -> None:
    ended = firefighter("demo", "--drill", folder=tmp_path)
    assert ended.returncode == 2
    assert "--drill needs --once" in ended.stderr

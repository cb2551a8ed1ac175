"""`demo --gameday --once`: a whole Game Day in the terminal."""

import re
from pathlib import Path

import httpx
import pytest

from tests.cli.process import firefighter, running


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("demo")
    ended = firefighter("demo", "--gameday", "--once", folder=folder)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    assert list(Path(folder).iterdir()) == []
    return ended.stdout


def test_the_whole_game_day_is_in_it_in_order(transcript: str) -> None:
    milestones = (
        "/incident gameday new",
        "Ideas. First workshop",
        "Proposed by the bot: 2 incidents in 90 days",
        "Second workshop",
        "Third workshop",
        "Choice. Vote with three points each",
        "Set up. Settle date, teams",
        "Ben is a hero, and sees no experiment",
        "[I consent]",
        "[Try the stop button]",
        "Running. The teams are at work.",
        "Scoreboard",
        "#inc-3-exercise",
        "Nora, Head of customer support",
        "[Pause]",
        "The Game Day goes on",
        "took a hint for 2 points",
        "confirmed H1",
        "The Game Day is over. Everything may be seen now.",
        "🏆 Red",
        "1. Red",
        "2. Blue",
        "Score: INC-3",
        "Time to mitigate",
        "Held: Both teams noticed",
        "Anonymous",
        "added a follow-up",
        "Closed. Nothing left to do.",
        "The learning report",
        "EXERCISE · GD-1: Autumn Game Day",
        "Hypothesis      If prices are copied late",
        "What happened   Held: Both teams noticed",
        "Ben is now incident commander.",
        "more rows on the page",
        "Time to mitigate",
        "1. Red · ",
        "What to keep",
        "Roles first, then one hypothesis at a time — Ben",
        "What to change",
        "Nobody told us where the list gets its prices — Anonymous",
        "What was learnt",
        "Malik  <a day>  To do",
        "docs/training.md",
    )
    transcript = re.sub(r"\d{1,2} [A-Z][a-z]{2} \d{4}(?=  To do)", "<a day>", transcript)
    places, position = [], 0
    for milestone in milestones:
        position = transcript.find(milestone, position)
        places.append(position)
    assert -1 not in places, dict(zip(milestones, places, strict=True))


def test_the_solution_is_told_once_and_only_at_the_end(transcript: str) -> None:
    before, over, after = transcript.partition("The Game Day is over. Everything may be seen now.")
    assert over
    assert "twelve minutes. Their change time" not in before
    assert after.count("one large transaction that took twelve minutes") == 1


def test_the_slower_team_is_scored_on_what_it_missed(transcript: str) -> None:
    _before, _over, after = transcript.partition("🏆")
    points = {team: int(number) for team, number in re.findall(r"(Red|Blue) · (\d+) points", after)}
    assert 0 < points["Blue"] <= points["Red"] - 20
    assert points["Red"] > 80


def test_it_shows_words_and_not_slacks_markup(transcript: str) -> None:
    assert not re.search(r"<[@#!]", transcript)
    assert not re.search(r"\bU[0-9A-F]{10}\b", transcript)
    assert not re.search(r"\*\w+.*\*", transcript)
    assert not re.search(r":[a-z_]+:", transcript)
    assert "Traceback" not in transcript


def test_it_fits_a_terminal_of_a_hundred_columns(transcript: str) -> None:
    assert max(len(line) for line in transcript.splitlines()) <= 100


def test_it_is_shown_in_a_browser_until_it_is_stopped(tmp_path: Path) -> None:
    arguments = ("demo", "--gameday", "--no-browser", "--port", "0")
    with running(*arguments, folder=tmp_path, given={}) as demo:
        demo.says("Press nothing until it is over.")
        demo.says("[Give a role…]")
        found = re.search(r"http://\S+", demo.log)
        assert found is not None
        page = httpx.get(found[0]).text
        assert "Workshop 1: ideas" in page
        assert "[Give a role…]" in page
        assert "game-day-1" in page
        assert demo.stop() == 0
    assert "Traceback" not in demo.log


def test_a_year_of_incidents_is_not_added_to_it(tmp_path: Path) -> None:
    ended = firefighter("demo", "--gameday", "--history", folder=tmp_path)
    assert ended.returncode == 2
    assert "--gameday cannot be combined with --history" in ended.stderr

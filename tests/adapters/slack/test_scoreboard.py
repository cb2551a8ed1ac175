"""The board of teams and the details of one team's score."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from firefighter.adapters.slack.blocks.scoreboard import score_details, scoreboard
from firefighter.adapters.slack.wording.game_days import outcome_text
from firefighter.domain.game_day import MOST_TEAMS, NAME_LIMIT
from firefighter.domain.rules import Rules
from firefighter.domain.scoring import DrillProgress, Score, SeverityFact, rank_teams, score
from firefighter.domain.severity import Severity
from tests.domain.drill_facts import PERFECT, minutes, seen

SECTION_LIMIT = 3000
"""Characters: https://docs.slack.dev/reference/block-kit/blocks/section-block."""

RUNNING = replace(
    PERFECT,
    progress=DrillProgress.RUNNING,
    played=minutes(25),
    declared=seen(9),
    mitigated=None,
    report=None,
)
TEAMS = rank_teams({"Blue <!here>": score(PERFECT), "Red": score(RUNNING)})


def texts(blocks: list[dict[str, object]]) -> list[str]:
    return [str(block["text"]["text"]) for block in blocks]  # type: ignore[index]


def test_the_board_ranks_teams_and_says_what_is_open() -> None:
    _title, first, second = texts(scoreboard(TEAMS))
    assert first == "1. *Blue &lt;!here&gt;* · 100 points"
    still_open = "Right severity, Time to mitigate, Report"
    assert second == f"2. *Red* · {TEAMS[1].score.total} points\nOpen: {still_open}"


def test_the_board_says_who_is_judged_on_less() -> None:
    stopped = score(replace(RUNNING, progress=DrillProgress.STOPPED))
    _title, only = texts(scoreboard(rank_teams({"Red": stopped})))
    assert only.endswith(f"Stopped early: judged on {stopped.possible} of 100 points.")
    assert stopped.possible < score(PERFECT).possible


def test_the_dark_board_tells_no_points() -> None:
    shown = "\n".join(texts(scoreboard(TEAMS, dark=True)))
    assert "points are shown at the end" in shown
    assert "Red" not in shown
    assert "100" not in shown


def test_twenty_teams_fit_into_the_message() -> None:
    names = [f"{number:02}".ljust(NAME_LIMIT, "&") for number in range(MOST_TEAMS)]
    blocks = scoreboard(rank_teams(dict.fromkeys(names, score(RUNNING))))
    told = texts(blocks)
    assert len(told) == 1 + MOST_TEAMS
    assert all(name[:2] in text for name, text in zip(names, told[1:], strict=True))
    assert max(map(len, told)) <= SECTION_LIMIT


def test_details_name_the_evidence() -> None:
    shown = texts(score_details(TEAMS[1], Rules()))
    assert "*Time to declare* · 2.5/10 points\nDone at 9:00, expected by 3:00: late." in shown
    assert "*Report* · 0/10 points\nNot recorded." in shown


PLAYED, LATE = score(PERFECT), score(replace(PERFECT, declared=seen(9)))
STOPPED = replace(PLAYED, items=PLAYED.items[:2], was_stopped=True)


@pytest.mark.parametrize(
    ("scores", "outcome"),
    [
        ({}, "The Game Day is over. No team has a score."),
        ({"Red <!here>": PLAYED, "Blue": LATE}, "Red &lt;!here&gt; wins."),
        ({"Red": PLAYED, "Blue": PLAYED}, "Blue, Red share the first place."),
        ({"Red": PLAYED, "Blue": replace(LATE, was_stopped=True)}, "Red wins."),
        (
            {"Red": LATE, "Blue": STOPPED},
            (
                "Blue has the most points, judged on 18 of 100: its drill was stopped early. "
                "Of the teams that played to the end, Red is first."
            ),
        ),
        (
            {"Red": LATE, "Blue": STOPPED, "Green": STOPPED, "White": LATE},
            (
                "Blue, Green were stopped early and are judged on less. "
                "Of the teams that played to the end, Red, White share the first place."
            ),
        ),
        (
            {"Red": STOPPED, "Blue": STOPPED},
            "Stopped early: no team wins. The points are of what was played.",
        ),
    ],
)
def test_only_a_team_that_played_to_the_end_wins(scores: Mapping[str, Score], outcome: str) -> None:
    assert outcome_text(rank_teams(scores), game_day_was_stopped=False) == outcome


def test_nobody_wins_a_game_day_that_was_stopped() -> None:
    told = outcome_text(rank_teams({"Red": PLAYED}), game_day_was_stopped=True)
    assert "no team wins" in told


def test_details_name_the_severity_and_the_roles_that_were_expected() -> None:
    wrong = (SeverityFact(seen(1), Severity.SEV4),)
    (team,) = rank_teams({"Red": score(replace(PERFECT, severities=wrong, roles=()))})
    shown = texts(score_details(team, Rules()))
    severity, roles = (
        next(each for each in shown if label in each) for label in ("severity", "Roles")
    )
    assert severity.endswith("Not as expected at 1:00. Expected: SEV2.")
    assert roles.endswith("Not recorded. Expected: Incident commander, Communications lead.")
    (best,) = rank_teams({"Red": score(PERFECT)})
    assert not any("Expected: " in each for each in texts(score_details(best, Rules())))

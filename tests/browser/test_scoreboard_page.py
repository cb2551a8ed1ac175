"""The scoreboard on a screen on the wall, which nobody scrolls."""

from dataclasses import replace
from datetime import UTC, timedelta

import pytest
from playwright.sync_api import Browser, Page

from firefighter.domain.game_day import MOST_TEAMS, NAME_LIMIT
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.scoring import DrillProgress, rank_teams, score
from firefighter.reporting.scoreboard_page import scoreboard_page
from tests.domain.drill_facts import PERFECT
from tests.domain.game_days import NOW, in_phase

SCREENS = [(1920, 1080), (1280, 720), (3840, 2160)]
PHONE = (390, 844)
STOPPED = replace(PERFECT, progress=DrillProgress.STOPPED)

READABLE = 0.03
"""Of the height of the screen, for letters that are read from five metres.

On a screen of 55 inches, 68 cm high, that is 2 cm. Signs are read from about 200 times the height
of their capital letters, which are 0.7 of the font: ISO 3864-1.
"""


def show(browser: Browser, size: tuple[int, int], teams: int, phase: GameDayPhase) -> Page:
    names = [f"Team {number} ".ljust(NAME_LIMIT, "W") for number in range(1, teams + 1)]
    facts = [STOPPED if number % 2 else PERFECT for number in range(teams)]
    ranked = rank_teams(dict(zip(names, map(score, facts), strict=True)))
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    now = NOW + timedelta(minutes=1)
    page.set_content(scoreboard_page(in_phase(phase), ranked, now, UTC))
    return page


@pytest.mark.parametrize("size", SCREENS)
@pytest.mark.parametrize("teams", [1, 2, 5, 8, 9, MOST_TEAMS])
@pytest.mark.parametrize("phase", [GameDayPhase.RUNNING, GameDayPhase.PAUSED])
def test_all_teams_fit_on_the_screen(
    chromium: Browser, size: tuple[int, int], teams: int, phase: GameDayPhase
) -> None:
    page = show(chromium, size, teams, phase)
    width, height = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert (width, height) <= size
    assert height <= size[1]
    assert page.locator("tr").count() == teams
    letters = page.locator("td.points").first.evaluate(
        "cell => parseFloat(getComputedStyle(cell).fontSize)"
    )
    assert letters >= READABLE * size[1]
    for cell in page.locator("td.points").all():
        assert cell.evaluate("cell => cell.scrollWidth <= cell.clientWidth")
    page.close()


def test_a_phone_shows_it_in_one_column(chromium: Browser) -> None:
    page = show(chromium, PHONE, MOST_TEAMS, GameDayPhase.RUNNING)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    places = [each.bounding_box() for each in page.locator("td.rank").all()]
    assert len({place["x"] for place in places if place}) == 1
    page.close()

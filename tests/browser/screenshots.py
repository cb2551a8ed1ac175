"""`make screenshots`: the pictures in docs/images, taken of the playground as it is.

python -m tests.browser.screenshots            all of them
python -m tests.browser.screenshots panel home  these
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Locator, expect

from firefighter.demo.browser.environment import BrowserDemo, open_browser_demo
from firefighter.demo.browser.site import serve_pages
from tests.browser import game_day_setup
from tests.browser.browser_session import BrowserSession
from tests.browser.chromium import PATIENCE_MS, find_chromium, launched

FOLDER = Path(__file__).parents[2] / "docs" / "images"
SCALE = 1.5
DRESS = """
::backdrop { background: var(--paper) !important; }
#log-home form { padding: 14px; max-width: 680px; }
body > main { max-height: 1000px; overflow: hidden; }
"""
"""No dark corners around a form, air around Home, and of a long page its top."""

CHANNEL = "checkout-returns-500"
DRILL_CHANNEL = "exercise"

Take = Callable[[BrowserSession], Locator]
"""Goes to where the picture is, and says what is in it."""


def playground(session: BrowserSession) -> Locator:
    session.go_to(CHANNEL)
    card = session.messages.filter(has=session.page.locator(".actions")).last
    expect(card).to_be_visible()
    card.evaluate("card => card.scrollIntoView()")
    return session.page.locator("body")


def announcement(session: BrowserSession) -> Locator:
    session.go_to("incidents")
    return session.messages.filter(has_text="Checkout returns 500").last


def panel(session: BrowserSession) -> Locator:
    session.go_to(CHANNEL)
    return session.messages.filter(has=session.page.locator(".actions")).last


def declare(session: BrowserSession) -> Locator:
    session.go_to("general")
    session.send("/incident open Search is slow")
    expect(session.form).to_be_visible()
    return session.form


def home(session: BrowserSession) -> Locator:
    session.page.get_by_role("button", name="Home").click()
    shown = session.page.locator("#log-home form")
    expect(shown).to_contain_text("Search is slow")
    return shown


def postmortem(session: BrowserSession) -> Locator:
    """The top of the page; the incident goes that far for it, which ends every drill."""
    session.go_to(CHANNEL)
    session.press("Start investigating")
    session.press("Update…")
    session.form.get_by_label("Impact").fill("One in five customers cannot pay.")
    session.answer("What changed", "Release 2.14 is suspected.", "Post update")
    session.press("Mitigated…")
    session.answer("How was it mitigated?", "Rolled back release 2.14.", "Mark as mitigated")
    session.press("Start post-mortem")
    session.page.get_by_role("link", name="Under the hood").first.click()
    expect(session.page.locator("#panel")).to_contain_text("Nothing pending.")
    session.page.get_by_role("link", name="Pages").click()
    address = session.page.locator("#panel .page a").get_attribute("href")
    session.page.goto(f"{session.address.rstrip('/')}{address}")
    return session.page.locator("main")


def drill(session: BrowserSession) -> Locator:
    session.go_to(DRILL_CHANNEL)
    card = session.messages.filter(has=session.page.locator(".actions")).first
    expect(card).to_contain_text("EXERCISE")
    return card


def injects(session: BrowserSession) -> Locator:
    session.go_to(DRILL_CHANNEL)
    session.send("/incident injects")
    expect(session.form).to_contain_text("Nobody in the drill sees this list.")
    return session.form


def debrief(session: BrowserSession) -> Locator:
    """The drill is stopped for it, so it comes after the other pictures of the drill."""
    session.go_to(DRILL_CHANNEL)
    session.press("Stop the exercise…")
    session.form.get_by_role("button", name="Stop the exercise", exact=True).click()
    told = session.messages.filter(has=session.page.get_by_role("button", name="Score…")).last
    expect(told).to_be_visible()
    return told


def game_day(session: BrowserSession) -> Locator:
    session.go_to(game_day_setup.CHANNEL)
    card = session.messages.filter(has=session.page.locator(".actions")).first
    expect(card).to_contain_text("Stop button tried")
    return card


def scoreboard(session: BrowserSession) -> Locator:
    session.go_to(game_day_setup.CHANNEL)
    board = session.messages.filter(has_text="Scoreboard").last
    expect(board).to_contain_text("1. Red")
    return board


def game_master(session: BrowserSession) -> Locator:
    session.go_to(game_day_setup.CHANNEL)
    session.press("Open…")
    expect(session.form).to_contain_text("Scoreboard for a screen on the wall")
    return session.form


def learning_report(session: BrowserSession) -> Locator:
    """The top of the page, after the Game Day that it is about."""
    session.go_to(game_day_setup.CHANNEL)
    session.page.get_by_role("link", name="Under the hood").first.click()
    session.page.get_by_role("link", name="Pages").click()
    page = session.page.locator("#panel .page", has_text="GD-1").locator("a").first
    session.page.goto(f"{session.address.rstrip('/')}{page.get_attribute('href')}")
    return session.page.locator("main")


def under_the_hood(session: BrowserSession) -> Locator:
    session.go_to(CHANNEL)
    session.page.get_by_role("link", name="Under the hood").first.click()
    expect(session.page.locator("#panel")).to_contain_text("Under the hood")
    return session.page.locator("#panel")


def digest(session: BrowserSession) -> Locator:
    """Time moves for it, so it comes last."""
    session.page.get_by_role("link", name="Under the hood").first.click()
    session.page.get_by_role("button", name="Move to Monday 09:00").click()
    expect(session.page.locator("#panel")).to_contain_text("Clock moved forward.")
    session.go_to("Messages")
    told = session.messages.filter(has=session.page.get_by_role("button", name="Details")).last
    expect(told).to_be_visible()
    return told


PICTURES: Mapping[str, Take] = {
    "playground": playground,
    "announcement": announcement,
    "panel": panel,
    "declare": declare,
    "home": home,
    "under-the-hood": under_the_hood,
    "drill": drill,
    "injects": injects,
    "debrief": debrief,
    "postmortem": postmortem,
    "game-day": game_day,
    "scoreboard": scoreboard,
    "game-master": game_master,
}

AFTERWARDS: Mapping[str, Take] = {"learning-report": learning_report, "digest": digest}
"""What ends the Game Day, or moves time, so these come last."""

WALLS: Mapping[str, Literal["light", "dark"]] = {"wall-light": "light", "wall-dark": "dark"}
"""The page for a screen, in each of its colors."""

BEFORE: Mapping[str, Callable[[BrowserDemo], None]] = {
    "game-day": game_day_setup.prepare,
    "scoreboard": game_day_setup.start,
    "game-master": game_day_setup.start,
    **dict.fromkeys(WALLS, game_day_setup.start),
    "learning-report": game_day_setup.evaluate,
}
"""What is done before the picture is taken."""


def main(names: list[str]) -> int:
    program = find_chromium()
    if program is None:
        print("There is no Chromium here: install the package chromium.", file=sys.stderr)
        return 2
    known = [*PICTURES, *WALLS, *AFTERWARDS]
    if unknown := set(names) - set(known):
        print(f"There is no picture {min(unknown)}, only {', '.join(known)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with launched(program) as browser, open_browser_demo(with_history=True) as demo:
        _begin(demo)
        for name in names or known:
            if before := BEFORE.get(name):
                before(demo)
            if name in WALLS:
                _take_wall(browser, demo, name)
            else:
                _take(browser, demo, name)
            print(FOLDER / f"{name}.png")
    return 0


def _begin(demo: BrowserDemo) -> None:
    """An incident that two people are working on."""
    slack = demo.slack
    ana, ben = slack.person("ana"), slack.person("ben")
    ana.command("shop", "/incident", "open sev1 Checkout returns 500")
    ben.command("shop", "/incident", "open sev3 Search is slow")
    slack.wait_until(lambda: _channel(demo), 60)
    slack.wait_until(lambda: slack.pins(_channel(demo)), 60)
    ben.join(_channel(demo))
    ben.press(slack.pins(_channel(demo))[0], action_id="role.commander")
    ana.press(slack.pins(_channel(demo))[0], action_id="more")
    if ana.view is not None:
        ana.press(ana.view, action_id="role.communications")
        ana.close_view()
    _begin_drill(demo)
    slack.wait_until(lambda: not demo.bot_database.pending(), 60)


def _begin_drill(demo: BrowserDemo) -> None:
    """A drill that Ana runs and Ben plays."""
    slack = demo.slack
    ana, ben = slack.person("ana"), slack.person("ben")
    ana.command("shop", "/incident", "drill two-prices")
    ana.submit({"team": [ben.id], "severity": "SEV3"})
    ana.close_view()
    slack.wait_until(lambda: _channel(demo, DRILL_CHANNEL), 60)
    slack.wait_until(lambda: slack.pins(_channel(demo, DRILL_CHANNEL)), 60)
    ben.press(slack.pins(_channel(demo, DRILL_CHANNEL))[0], action_id="role.commander")


def _channel(demo: BrowserDemo, part: str = CHANNEL) -> str:
    named = (each.name for each in demo.slack.channels() if part in each.name)
    return next(named, "")


def _take_wall(browser: Browser, demo: BrowserDemo, name: str) -> None:
    page = browser.new_page(
        viewport={"width": 1920, "height": 1080}, color_scheme=WALLS[name], device_scale_factor=0.5
    )
    page.goto(game_day_setup.wall_address(demo))
    page.screenshot(path=FOLDER / f"{name}.png")
    page.close()


def _take(browser: Browser, demo: BrowserDemo, name: str) -> None:
    context = browser.new_context(
        locale="en-GB",
        viewport={"width": 1280, "height": 860},
        device_scale_factor=SCALE,
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    with serve_pages(demo, "127.0.0.1", 0) as address:
        session = BrowserSession(context.new_page(), address)
        session.sign_in("ana")
        what = {**PICTURES, **AFTERWARDS}[name](session)
        session.page.mouse.move(0, 0)
        session.page.add_style_tag(content=DRESS)
        what.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        context.close()
    for _form in demo.slack.person("ana").views:
        demo.slack.person("ana").close_view()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

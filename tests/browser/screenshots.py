"""`make screenshots`: the pictures in docs/images, taken of the playground as it is.

python -m tests.browser.screenshots            all of them
python -m tests.browser.screenshots panel home  these
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from firefighter.demo.browser.open import serving
from firefighter.demo.browser.showroom import Showroom, open_showroom
from tests.browser.chromium import PATIENCE_MS, find_chromium, launched
from tests.browser.desk import Desk

FOLDER = Path(__file__).parents[2] / "docs" / "images"
SCALE = 1.5
DRESS = """
::backdrop { background: var(--paper) !important; }
#log-home form { padding: 14px; max-width: 680px; }
body > main { max-height: 1000px; overflow: hidden; }
"""
"""No dark corners around a form, air around Home, and of a long page its top."""

ROOM = "checkout-returns-500"

Take = Callable[[Desk], Locator]
"""Goes to where the picture is, and says what is in it."""


def playground(desk: Desk) -> Locator:
    desk.go_to(ROOM)
    card = desk.messages.filter(has=desk.page.locator(".actions")).last
    expect(card).to_be_visible()
    card.evaluate("card => card.scrollIntoView()")
    return desk.page.locator("body")


def announcement(desk: Desk) -> Locator:
    desk.go_to("incidents")
    return desk.messages.filter(has_text="Checkout returns 500").last


def panel(desk: Desk) -> Locator:
    desk.go_to(ROOM)
    return desk.messages.filter(has=desk.page.locator(".actions")).last


def declare(desk: Desk) -> Locator:
    desk.go_to("general")
    desk.say("/incident open Search is slow")
    expect(desk.form).to_be_visible()
    return desk.form


def home(desk: Desk) -> Locator:
    desk.page.get_by_role("button", name="Home").click()
    shown = desk.page.locator("#log-home form")
    expect(shown).to_contain_text("Search is slow")
    return shown


def postmortem(desk: Desk) -> Locator:
    """The top of the page; the incident goes that far for it."""
    desk.go_to(ROOM)
    desk.press("Start investigating")
    desk.press("Update…")
    desk.form.get_by_label("What is the impact?").fill("One in five customers cannot pay.")
    desk.answer("What changed?", "Release 2.14 is suspected.", "Post update")
    desk.press("Mitigated…")
    desk.answer("How was it mitigated?", "Rolled back release 2.14.", "Mark mitigated")
    desk.press("Start post-mortem")
    desk.page.get_by_role("link", name="Beneath").first.click()
    expect(desk.page.locator("#panel")).to_contain_text("Everything is done.")
    desk.page.get_by_role("link", name="Pages").click()
    address = desk.page.locator("#panel .page a").get_attribute("href")
    desk.page.goto(f"{desk.address.rstrip('/')}{address}")
    return desk.page.locator("main")


def beneath(desk: Desk) -> Locator:
    desk.go_to(ROOM)
    desk.page.get_by_role("link", name="Beneath").first.click()
    expect(desk.page.locator("#panel")).to_contain_text("What lies beneath")
    return desk.page.locator("#panel")


def digest(desk: Desk) -> Locator:
    """Time moves for it, so it comes last."""
    desk.page.get_by_role("link", name="Beneath").first.click()
    desk.page.get_by_role("button", name="Move to Monday 09:00").click()
    expect(desk.page.locator("#panel")).to_contain_text("The clock is ahead.")
    desk.go_to("Messages")
    told = desk.messages.filter(has=desk.page.get_by_role("button", name="Details")).last
    expect(told).to_be_visible()
    return told


PICTURES: Mapping[str, Take] = {
    "playground": playground,
    "announcement": announcement,
    "panel": panel,
    "declare": declare,
    "home": home,
    "beneath": beneath,
    "postmortem": postmortem,
    "digest": digest,
}


def main(names: list[str]) -> int:
    program = find_chromium()
    if program is None:
        print("There is no Chromium here: install the package chromium.", file=sys.stderr)
        return 2
    if unknown := set(names) - set(PICTURES):
        print(f"There is no picture {min(unknown)}, only {', '.join(PICTURES)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with launched(program) as browser, open_showroom(with_history=True) as showroom:
        _begin(showroom)
        for name in names or PICTURES:
            _take(browser, showroom, name)
            print(FOLDER / f"{name}.png")
    return 0


def _begin(showroom: Showroom) -> None:
    """An incident that two people are working on."""
    slack = showroom.slack
    ana, ben = slack.person("ana"), slack.person("ben")
    ana.command("shop", "/incident", "open sev1 Checkout returns 500")
    ben.command("shop", "/incident", "open sev3 Search is slow")
    slack.wait_until(lambda: _room(showroom), 60)
    slack.wait_until(lambda: slack.pins(_room(showroom)), 60)
    ben.join(_room(showroom))
    ben.press(slack.pins(_room(showroom))[0], action_id="role.commander")
    ana.press(slack.pins(_room(showroom))[0], action_id="role.communications")
    slack.wait_until(lambda: not showroom.ledger.pending(), 60)


def _room(showroom: Showroom) -> str:
    named = (each.name for each in showroom.slack.channels() if ROOM in each.name)
    return next(named, "")


def _take(browser: Browser, showroom: Showroom, name: str) -> None:
    context = browser.new_context(
        locale="en-GB",
        viewport={"width": 1280, "height": 860},
        device_scale_factor=SCALE,
        bypass_csp=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    with serving(showroom, "127.0.0.1", 0) as address:
        desk = Desk(context.new_page(), address)
        desk.sit_down("ana")
        what = PICTURES[name](desk)
        desk.page.mouse.move(0, 0)
        desk.page.add_style_tag(content=DRESS)
        what.screenshot(path=FOLDER / f"{name}.png", animations="disabled")
        context.close()
    for _form in showroom.slack.person("ana").views:
        showroom.slack.person("ana").close_view()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The playground as people use it, in a real browser; the bot is a process of its own."""

from playwright.sync_api import Route, expect

from firefighter.demo.browser.showroom import Showroom
from firefighter.domain.milestones import Milestone
from tests.browser.conftest import Sit

DECLARE = "/incident open sev1 Checkout returns 500"
ROOM = "inc-1-checkout"


def test_a_newcomer_is_led_through_a_whole_incident(sit: Sit) -> None:
    ana = sit("ana")
    ana.page.get_by_role("button", name="Type it for me").click()
    ana.page.keyboard.press("Enter")
    expect(ana.step("Declare an incident")).to_be_visible()
    ana.go_to(ROOM)
    take = ana.messages.locator(".section", has_text="Incident commander").get_by_role("button")
    take.first.click()
    expect(ana.step("Take the lead")).to_be_visible()
    ana.press("Start investigating")
    expect(ana.step("Start investigating")).to_be_visible()
    ana.press("Update…")
    ana.form.get_by_label("What is the impact?").fill("Nobody can buy.")
    ana.answer("What changed?", "We found the release.", "Post update")
    expect(ana.step("Tell everybody")).to_be_visible()
    ana.press("Mitigated…")
    ana.answer("How was it mitigated?", "Rolled back release 2.14", "Mark mitigated")
    expect(ana.step("Mitigate it")).to_be_visible()
    ana.press("Start post-mortem")
    expect(ana.step("Start the post-mortem")).to_be_visible()
    ana.messages.get_by_role("link", name="Post-mortem page").last.click()
    written = ana.page.frame_locator("#panel iframe").locator("body")
    expect(written).to_contain_text("Rolled back release 2.14")
    ana.page.get_by_role("link", name="Guide").click()
    ana.press("Close")
    ana.answer("Or close it all the same", "The rest is written tomorrow.", "Close anyway")
    expect(ana.step("Close it")).to_be_visible()
    expect(ana.form).to_have_count(0)


def test_a_panel_asked_for_stays_whatever_is_done_before_it_is_there(sit: Sit) -> None:
    ana = sit("ana")
    ana.page.get_by_role("link", name="Beneath").first.click()
    expect(ana.page.locator("#panel")).to_contain_text("Still to do")
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    ana.page.route("**/?*aside=guide*", hold, times=1)
    ana.page.get_by_role("link", name="Guide").first.click()
    ana.say("/incident open")
    expect(ana.form).to_be_visible()
    for each in late:
        each.continue_()
    expect(ana.page.locator("#panel .steps")).to_be_visible()


def test_two_people_at_once_see_what_each_other_does(sit: Sit) -> None:
    ana, chloe = sit("ana"), sit("chloe")
    expect(chloe.page.locator("html")).to_have_attribute("lang", "fr")
    ana.say(DECLARE)
    chloe.go_to("incidents")
    expect(chloe.messages.filter(has_text="Checkout returns 500")).to_be_visible()
    chloe.page.locator("#conversation a.replies").click()
    panel = chloe.page.locator("#thread")
    panel.locator(".section", has_text="Incident commander").get_by_role("button").first.click()
    ana.go_to("incidents")
    expect(ana.messages.filter(has_text="@Chloé Martin").first).to_be_visible()
    chloe.page.locator("#thread textarea").fill("Je regarde.")
    chloe.page.keyboard.press("Enter")
    expect(ana.page.locator("#conversation a.replies")).to_contain_text("replies")
    ana.go_to(ROOM)
    expect(ana.page.locator("#conversation .members")).to_contain_text("Chloé Martin")


def test_everything_can_be_done_by_keyboard(sit: Sit) -> None:
    ana = sit("ana")
    keys = ana.page.keyboard
    ana.page.locator("#conversation .composer textarea").focus()
    keys.type("/inc")
    keys.press("ArrowDown")
    keys.press("ArrowDown")
    chosen = ana.page.locator("#completions [aria-selected=true]")
    expect(chosen).to_have_count(1)
    keys.press("Enter")
    box = ana.page.locator("#conversation .composer textarea")
    expect(box).to_be_focused()
    box.fill("/incident open")
    keys.press("Enter")
    expect(ana.form).to_be_visible()
    expect(ana.form.get_by_label("What is wrong?")).to_be_focused()
    keys.press("Escape")
    expect(ana.form).to_have_count(0)
    box.fill("/incident open")
    box.press("Enter")
    expect(ana.form.get_by_label("What is wrong?")).to_be_focused()
    keys.type("Search is slow")
    keys.press("Tab")
    keys.type("SEV2")
    keys.press("Tab")
    ana.form.get_by_role("button", name="Declare").focus()
    keys.press("Enter")
    room = ana.page.locator("#sidebar a.place", has_text="inc-1-search")
    expect(room).to_be_visible()
    expect(ana.form).to_be_visible()
    keys.press("Escape")
    expect(ana.form).to_have_count(0)
    room.focus()
    keys.press("Enter")
    first = ana.messages.get_by_role("button", name="Start investigating")
    expect(first).to_be_visible()
    first.focus()
    keys.press("Enter")
    expect(ana.step("Start investigating")).to_be_visible()


def test_whatever_is_broken_nothing_acknowledged_is_lost(sit: Sit, showroom: Showroom) -> None:
    ana = sit("ana")
    panel = ana.page.locator("#panel")
    ana.page.get_by_role("link", name="Beneath").first.click()
    slack = panel.get_by_role("group", name="Slack …")
    for mood in ("answers 429", "hangs", "fails"):
        slack.get_by_role("button", name=mood, exact=True).click()
        expect(slack.get_by_role("button", name=mood, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
    ana.say(DECLARE)
    expect(panel.locator("section", has_text="Still to do")).to_contain_text("create_room")
    panel.get_by_role("button", name="kill -9").click()
    expect(panel).to_contain_text("The bot is dead.")
    ana.say("/incident help")
    expect(ana.page.get_by_role("alert")).to_contain_text("dispatch_failed")
    slack.get_by_role("button", name="answers", exact=True).click()
    panel.get_by_role("button", name="Start it again").click()
    expect(panel).to_contain_text("The bot is running.")
    ana.go_to(ROOM)
    expect(panel).to_contain_text("Everything is done.")
    said = [each for each in showroom.slack.messages("incidents") if each.by_bot]
    assert len(said) == 1


def test_who_is_on_call_is_rung_once_pagerduty_answers(sit: Sit, showroom: Showroom) -> None:
    ana = sit("ana")
    panel = ana.page.locator("#panel")
    ana.page.get_by_role("link", name="Beneath").first.click()
    pagerduty = panel.get_by_role("group", name="PagerDuty …")
    pagerduty.get_by_role("button", name="fails", exact=True).click()
    ana.say(DECLARE)
    ana.go_to(ROOM)
    ana.messages.get_by_role("button", name="Page…").first.click()
    ana.form.get_by_label("Why?").fill("The primary is down")
    ana.form.get_by_label("Who is needed?").first.fill("Database on-call (PagerDuty)")
    ana.form.get_by_role("button", name="Page", exact=True).click()
    expect(panel).to_contain_text("ring_service")
    pagerduty.get_by_role("button", name="answers", exact=True).click()
    taken = ana.messages.filter(has_text="PagerDuty has taken the page")
    expect(taken).to_contain_text("The primary is down")
    expect(panel.locator("section", has_text="PagerDuty rang")).to_contain_text("Database on-call")
    (alert,) = showroom.pagerduty.alerts
    assert alert.event["payload"]["severity"] == "critical"


def test_a_reload_in_the_middle_loses_nothing(sit: Sit) -> None:
    ana = sit("ana")
    ana.say("/incident open")
    ana.form.get_by_label("What is wrong?").fill("Half a sentence")
    with ana.page.expect_response("**/do/fill*"):
        ana.form.locator("select").first.select_option("SEV2")
    ana.page.reload()
    expect(ana.form.get_by_label("What is wrong?")).to_have_value("Half a sentence")
    expect(ana.form.locator("select").first).to_have_value("SEV2")
    ana.form.get_by_role("button", name="Declare").click()
    expect(ana.step("Declare an incident")).to_be_visible()


def test_it_fits_a_telephone(sit: Sit) -> None:
    ana = sit("ana")
    ana.page.set_viewport_size({"width": 400, "height": 800})
    ana.say(DECLARE)
    ana.page.get_by_role("button", name="Channels").click()
    ana.go_to(ROOM)
    expect(ana.messages.get_by_role("button", name="Start investigating")).to_be_visible()
    wide = ana.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_time_moves_for_slack_and_the_bot_alike(sit: Sit, showroom: Showroom) -> None:
    ana = sit("ana")
    ana.page.get_by_role("link", name="Beneath").first.click()
    ana.page.get_by_role("button", name="Move to Monday 09:00").click()
    expect(ana.page.locator("#panel")).to_contain_text("The clock is ahead.")
    ana.say(DECLARE)
    ana.go_to("incidents")
    expect(ana.messages.filter(has_text="Checkout returns 500")).to_be_visible()
    found = showroom.ledger.incident("")
    assert found is not None
    declared = found[0].incident.milestones[Milestone.DECLARED]
    assert abs((declared - showroom.now).total_seconds()) < 60
    assert showroom.is_ahead


def test_the_week_in_figures_comes_on_monday_morning(sit: Sit, showroom: Showroom) -> None:
    showroom.add_history()
    ana = sit("ana")
    ana.page.get_by_role("link", name="Beneath").first.click()
    ana.page.get_by_role("button", name="Move to Monday 09:00").click()
    ana.page.get_by_role("link", name="Guide").first.click()
    expect(ana.step("Read the week in figures")).to_be_visible()
    ana.go_to("Messages")
    expect(ana.messages.get_by_role("button", name="Details").last).to_be_visible()
    expect(ana.messages.locator("img").last).to_be_visible()

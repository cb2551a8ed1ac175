"""The playground as people use it, in a real browser; the bot is a process of its own."""

from datetime import timedelta

from playwright.sync_api import Route, expect

from firefighter.demo.browser.environment import BrowserDemo
from firefighter.domain.milestones import Milestone
from tests.browser.conftest import OpenBrowser

DECLARE = "/incident open sev1 Checkout returns 500"
CHANNEL = "inc-1-checkout"


def test_guide_leads_through_a_whole_incident(open_browser: OpenBrowser) -> None:
    ana = open_browser("ana")
    ana.page.get_by_role("button", name="Type it for me").click()
    ana.page.keyboard.press("Enter")
    expect(ana.step("Declare an incident")).to_be_visible()
    ana.go_to(CHANNEL)
    ana.press("Take command")
    expect(ana.step("Take command")).to_be_visible()
    ana.press("Start investigating")
    expect(ana.step("Start investigating")).to_be_visible()
    ana.press("Update…")
    ana.form.get_by_label("Impact").fill("Nobody can buy.")
    ana.answer("What changed", "We found the release.", "Post update")
    expect(ana.step("Post an update")).to_be_visible()
    ana.press("Mitigated…")
    ana.answer("How was it mitigated?", "Rolled back release 2.14", "Mark as mitigated")
    expect(ana.step("Mitigate")).to_be_visible()
    ana.press("Start post-mortem")
    expect(ana.step("Start the post-mortem")).to_be_visible()
    ana.messages.get_by_role("link", name="Post-mortem page").last.click()
    written = ana.page.frame_locator("#panel iframe").locator("body")
    expect(written).to_contain_text("Rolled back release 2.14")
    ana.page.get_by_role("link", name="Guide").click()
    ana.press("Close")
    ana.answer("Close without completing (reason)", "The rest is written tomorrow.", "Close anyway")
    expect(ana.step("Close")).to_be_visible()
    expect(ana.form).to_have_count(0)


def test_requested_panel_stays_open_while_others_act(
    open_browser: OpenBrowser,
) -> None:
    ana = open_browser("ana")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    expect(ana.page.locator("#panel")).to_contain_text("Pending")
    late: list[Route] = []

    def hold(route: Route) -> None:
        late.append(route)

    ana.page.route("**/?*aside=guide*", hold, times=1)
    ana.page.get_by_role("link", name="Guide").first.click()
    ana.send("/incident open")
    expect(ana.form).to_be_visible()
    for each in late:
        each.continue_()
    expect(ana.page.locator("#panel .steps").first).to_be_visible()


def test_two_people_see_each_others_actions(open_browser: OpenBrowser) -> None:
    ana, chloe = open_browser("ana"), open_browser("chloe")
    expect(chloe.page.locator("html")).to_have_attribute("lang", "fr")
    ana.send(DECLARE)
    chloe.go_to("incidents")
    expect(chloe.messages.filter(has_text="Checkout returns 500")).to_be_visible()
    chloe.page.locator("#conversation a.replies").click()
    panel = chloe.page.locator("#thread")
    panel.get_by_role("button", name="Take command").first.click()
    ana.go_to("incidents")
    expect(ana.messages.filter(has_text="@Chloé Martin").first).to_be_visible()
    chloe.page.locator("#thread textarea").fill("Je regarde.")
    chloe.page.keyboard.press("Enter")
    expect(ana.page.locator("#conversation a.replies")).to_contain_text("replies")
    ana.go_to(CHANNEL)
    expect(ana.page.locator("#conversation .members")).to_contain_text("Chloé Martin")


def test_every_action_works_by_keyboard(open_browser: OpenBrowser) -> None:
    ana = open_browser("ana")
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
    incident_channel = ana.page.locator("#sidebar a.place", has_text="inc-1-search")
    expect(incident_channel).to_be_visible()
    expect(ana.form).to_be_visible()
    keys.press("Escape")
    expect(ana.form).to_have_count(0)
    incident_channel.focus()
    keys.press("Enter")
    first = ana.messages.get_by_role("button", name="Start investigating")
    expect(first).to_be_visible()
    first.focus()
    keys.press("Enter")
    expect(ana.step("Start investigating")).to_be_visible()


def test_drill_can_be_played_alone(open_browser: OpenBrowser, demo: BrowserDemo) -> None:
    ben = open_browser("ben")
    ben.page.get_by_role("button", name="Start the drill").click()
    expect(ben.step("Start the drill")).to_be_visible()
    here = ben.page.locator("#sidebar a.place", has_text="inc-1-exercise-no-badge")
    expect(here).to_have_attribute("aria-current", "page")
    ben.press("Take command")
    expect(ben.step("Take command")).to_be_visible()
    ben.page.get_by_role("button", name="Type it for me").last.click()
    ben.page.keyboard.press("Enter")
    expect(ben.step("Write a hypothesis")).to_be_visible()
    expect(ben.messages.filter(has_text="Lucie, Receptionist").first).to_be_visible()
    ben.press("Hint…")
    ben.form.get_by_role("button", name="Take").first.click()
    expect(ben.step("Take a hint")).to_be_visible()
    ben.page.keyboard.press("Escape")
    ben.press("Start investigating")
    ben.press("Mitigated…")
    ben.answer("How was it mitigated?", "Lucie opens by hand", "Mark as mitigated")
    expect(ben.step("Let people in")).to_be_visible()
    expect(ben.messages.filter(has_text="Everybody is in")).to_be_visible()
    move_clock(demo, timedelta(minutes=4))
    expect(ben.step("Read the debrief")).to_be_visible()
    ben.press("Score…")
    expect(ben.form).to_contain_text("of 100 points")
    ben.page.keyboard.press("Escape")
    expect(ben.page.get_by_role("button", name="Play it again")).to_be_visible()
    assert not ben.page.locator("#panel .steps .done", has_text="Declare an incident").count()


def move_clock(demo: BrowserDemo, by: timedelta) -> None:
    """Moves Slack and the bot, as the switch does that leads to Monday."""
    demo.bot.stop()
    demo.slack.ahead_s += by.total_seconds()
    demo.start_bot()


def test_nothing_acknowledged_is_lost_during_faults(
    open_browser: OpenBrowser, demo: BrowserDemo
) -> None:
    ana = open_browser("ana")
    panel = ana.page.locator("#panel")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    slack = panel.get_by_role("group", name="Slack …")
    for mode in ("answers 429", "hangs", "fails"):
        slack.get_by_role("button", name=mode, exact=True).click()
        expect(slack.get_by_role("button", name=mode, exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
    ana.send(DECLARE)
    expect(panel.locator("section", has_text="Pending")).to_contain_text("create_channel")
    panel.get_by_role("button", name="kill -9").click()
    expect(panel).to_contain_text("The bot is stopped.")
    ana.send("/incident help")
    expect(ana.page.get_by_role("alert")).to_contain_text("dispatch_failed")
    slack.get_by_role("button", name="answers", exact=True).click()
    panel.get_by_role("button", name="Start").click()
    expect(panel).to_contain_text("The bot is running.")
    ana.go_to(CHANNEL)
    expect(panel).to_contain_text("Nothing pending.")
    said = [each for each in demo.slack.messages("incidents") if each.by_bot]
    assert len(said) == 1


def test_page_is_sent_once_pagerduty_answers(open_browser: OpenBrowser, demo: BrowserDemo) -> None:
    ana = open_browser("ana")
    panel = ana.page.locator("#panel")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    pagerduty = panel.get_by_role("group", name="PagerDuty …")
    pagerduty.get_by_role("button", name="fails", exact=True).click()
    ana.send(DECLARE)
    ana.go_to(CHANNEL)
    ana.messages.get_by_role("button", name="Page…").first.click()
    ana.form.get_by_label("Reason").fill("The primary is down")
    ana.form.get_by_label("Responder").first.fill("Database on-call (PagerDuty)")
    ana.form.get_by_role("button", name="Page", exact=True).click()
    expect(panel).to_contain_text("page_oncall_service")
    pagerduty.get_by_role("button", name="answers", exact=True).click()
    taken = ana.messages.filter(has_text="via PagerDuty")
    expect(taken).to_contain_text("The primary is down")
    expect(panel.locator("section", has_text="PagerDuty alerts")).to_contain_text(
        "Database on-call"
    )
    (alert,) = demo.pagerduty.alerts
    assert alert.event["payload"]["severity"] == "critical"


def test_reload_loses_nothing(open_browser: OpenBrowser) -> None:
    ana = open_browser("ana")
    ana.send("/incident open")
    ana.form.get_by_label("What is wrong?").fill("Half a sentence")
    with ana.page.expect_response("**/do/fill*"):
        ana.form.locator("select").first.select_option("SEV2")
    ana.page.reload()
    expect(ana.form.get_by_label("What is wrong?")).to_have_value("Half a sentence")
    expect(ana.form.locator("select").first).to_have_value("SEV2")
    ana.form.get_by_role("button", name="Declare").click()
    expect(ana.step("Declare an incident")).to_be_visible()


def test_playground_fits_a_phone(open_browser: OpenBrowser) -> None:
    ana = open_browser("ana")
    ana.page.set_viewport_size({"width": 400, "height": 800})
    ana.send(DECLARE)
    ana.page.get_by_role("button", name="Channels").click()
    ana.go_to(CHANNEL)
    expect(ana.messages.get_by_role("button", name="Start investigating")).to_be_visible()
    wide = ana.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0


def test_clock_is_moved_for_slack_and_the_bot(open_browser: OpenBrowser, demo: BrowserDemo) -> None:
    ana = open_browser("ana")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    ana.page.get_by_role("button", name="Move to Monday 09:00").click()
    expect(ana.page.locator("#panel")).to_contain_text("Clock moved forward.")
    ana.send(DECLARE)
    ana.go_to("incidents")
    expect(ana.messages.filter(has_text="Checkout returns 500")).to_be_visible()
    found = demo.bot_database.incident("")
    assert found is not None
    declared = found[0].incident.milestones[Milestone.DECLARED]
    assert abs((declared - demo.now).total_seconds()) < 60
    assert demo.is_ahead


def test_weekly_digest_comes_on_monday_morning(
    open_browser: OpenBrowser, demo: BrowserDemo
) -> None:
    demo.add_history()
    ana = open_browser("ana")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    ana.page.get_by_role("button", name="Move to Monday 09:00").click()
    ana.page.get_by_role("link", name="Guide").first.click()
    expect(ana.step("Read the weekly digest")).to_be_visible()
    ana.go_to("Messages")
    expect(ana.messages.get_by_role("button", name="Details").last).to_be_visible()
    expect(ana.messages.locator("img").last).to_be_visible()


def test_moving_the_clock_shows_its_progress(open_browser: OpenBrowser, demo: BrowserDemo) -> None:
    ana = open_browser("ana")
    ana.page.get_by_role("link", name="Under the hood").first.click()
    ana.page.get_by_role("button", name="Move to Monday 09:00").click()
    expect(ana.page.locator("#panel")).to_contain_text("Moving the clock: step 1 of")
    expect(ana.page.locator("#panel")).to_contain_text("Clock moved forward.")
    assert demo.progress is None


def test_notice_goes_by_itself_and_the_focus_returns(open_browser: OpenBrowser) -> None:
    ana = open_browser("ana")
    ana.send("/nobody-knows-this")
    notices = ana.page.locator("#notices p")
    expect(notices).to_have_count(1)
    expect(notices).to_have_count(0)
    ana.send("/incident open")
    expect(ana.form).to_be_visible()
    ana.page.keyboard.press("Escape")
    expect(ana.form).to_have_count(0)
    expect(ana.page.locator("#conversation .composer textarea")).to_be_focused()


def test_new_messages_below_the_screen_are_shown(open_browser: OpenBrowser) -> None:
    ana, ben = open_browser("ana"), open_browser("ben")
    for number in range(30):
        ana.send(f"Message {number}")
        expect(ana.messages.filter(has_text=f"Message {number}").first).to_be_visible()
    log = ana.page.locator("#conversation .log")
    log.evaluate("each => each.scrollTop = 0")
    ben.send("The newest")
    button = ana.page.get_by_role("button", name="New messages")
    expect(button).to_be_visible()
    button.click()
    expect(button).to_be_hidden()
    expect(ana.messages.filter(has_text="The newest")).to_be_in_viewport()

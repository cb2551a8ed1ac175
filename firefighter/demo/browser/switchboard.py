"""What can be broken and mended again, with how it is now."""

from firefighter.demo.browser.showroom import Mood, Showroom
from firefighter.playground.client.html import Html, h
from firefighter.playground.client.look import Look
from firefighter.texts import say


def switchboard(showroom: Showroom, look: Look) -> Html:
    return h(
        "section",
        h("h3", say("Break something")),
        _bot(showroom, look),
        _slack(showroom, look),
        _confluence(showroom, look),
        _pagerduty(showroom, look),
        _clock(showroom, look),
        _history(showroom, look),
        class_="switches",
    )


def _bot(showroom: Showroom, look: Look) -> Html:
    running = showroom.bot.is_running
    said = say("The bot is running.") if running else say("The bot is dead.")
    label = "kill -9" if running else say("Start it again")
    verb = "kill" if running else "start"
    return _row("good" if running else "bad", said, _button(look, verb, label, danger=running))


def _slack(showroom: Showroom, look: Look) -> Html:
    return _moods(look, "slack", say("Slack …"), showroom.mood)


def _pagerduty(showroom: Showroom, look: Look) -> Html:
    said = say("PagerDuty …")
    return _moods(look, "pagerduty", said, showroom.pagerduty_mood, prefix="pagerduty-")


def _moods(look: Look, whose: str, said: str, present: Mood, *, prefix: str = "") -> Html:
    moods = {
        Mood.WELL: say("answers"),
        Mood.BUSY: say("answers 429"),
        Mood.HANGS: say("hangs"),
        Mood.FAILS: say("fails"),
    }
    buttons = [
        _button(look, f"{prefix}{mood}", label, pressed=mood is present)
        for mood, label in moods.items()
    ]
    name = f"{whose}-mood"
    inside = h("div", buttons, class_="choice", role="group", aria_labelledby=name)
    state = "good" if present is Mood.WELL else "bad"
    return _row(state, h("span", said, id=name), inside)


def _confluence(showroom: Showroom, look: Look) -> Html:
    if showroom.is_confluence_there:
        button = _button(look, "confluence-away", say("Take it away"))
        return _row("good", say("Confluence is there."), button)
    return _row(
        "bad", say("Confluence is away."), _button(look, "confluence-back", say("Bring it back"))
    )


def _clock(showroom: Showroom, look: Look) -> Html:
    label = say("Move to Monday 09:00")
    said = say("The clock is ahead.") if showroom.is_ahead else say("The clock is right.")
    return _row("bad" if showroom.is_ahead else "good", said, _button(look, "monday", label))


def _history(showroom: Showroom, look: Look) -> Html:
    if showroom.ledger.has_history():
        return _row("good", say("There is a year of history."), Html(""))
    return _row("good", say("There is no history."), _button(look, "history", say("Add a year")))


def _row(state: str, said: Html | str, button: Html) -> Html:
    dot = h("span", class_=f"dot {state}", aria_hidden="true")
    return h("div", dot, h("span", said, class_="grow"), button, class_="row")


def _button(
    look: Look, verb: str, label: str, *, danger: bool = False, pressed: bool | None = None
) -> Html:
    style = "button danger" if danger else "button"
    state = None if pressed is None else str(pressed).lower()
    button = h("button", label, class_=style, aria_pressed=state)
    return h("form", button, method="post", action=f"/beneath/{verb}?{look.query}")

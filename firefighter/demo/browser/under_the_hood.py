"""The panel that shows the bot's process, calls and records, with switches that break things."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.demo.browser.bot_database import PendingEffect
from firefighter.demo.browser.environment import BrowserDemo, ServiceMode
from firefighter.domain.ids import UserId
from firefighter.domain.timeline import Entry
from firefighter.i18n import gettext, ngettext
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.screen import load_screen
from firefighter.playground.client.text import mrkdwn
from firefighter.playground.client.viewer import Location, Viewer, read_location
from firefighter.playground.confluence import Call as PageCall
from firefighter.playground.pagerduty import Alert
from firefighter.playground.pagerduty import Call as PagingCall
from firefighter.playground.slack import Call, Reply
from firefighter.ports.snapshot import Snapshot

Switch = Callable[[Location], object]


def switches(demo: BrowserDemo) -> Mapping[str, Switch]:
    return {
        "kill": lambda _location: demo.bot.kill(),
        "start": lambda _location: demo.start_bot(),
        "confluence-away": lambda _location: demo.disconnect_confluence(),
        "confluence-back": lambda _location: demo.reconnect_confluence(),
        "history": lambda _location: demo.add_history(),
        "monday": partial(_move_to_monday, demo),
        **{mode: partial(_switch_slack, demo, mode) for mode in ServiceMode},
        **{f"pagerduty-{mode}": partial(_switch_pagerduty, demo, mode) for mode in ServiceMode},
    }


def _switch_slack(demo: BrowserDemo, mode: ServiceMode, _location: Location) -> None:
    demo.switch_slack(mode)


def _switch_pagerduty(demo: BrowserDemo, mode: ServiceMode, _location: Location) -> None:
    demo.switch_pagerduty(mode)


def _move_to_monday(demo: BrowserDemo, location: Location) -> None:
    """Times are shown in the user's own time zone."""
    user = demo.slack.person(location.handle).user
    demo.start_moving_to_monday(UserId(user.id), user.tz)


def switch_route(demo: BrowserDemo) -> Route:
    known = switches(demo)

    async def switch_slack(request: Request) -> Response:
        switch = known.get(request.path_params["name"])
        if switch is None:
            return PlainTextResponse("There is no such switch.", 404)
        location = read_location(request.query_params)
        await run_in_threadpool(switch, location)
        return RedirectResponse(location.address, 303)

    return Route("/under-the-hood/{name}", switch_slack, methods=["POST"])


def switch_list(demo: BrowserDemo, location: Location) -> Html:
    return h(
        "section",
        h("h3", gettext("Break something")),
        _bot(demo, location),
        _slack(demo, location),
        _confluence(demo, location),
        _pagerduty(demo, location),
        _clock(demo, location),
        _history(demo, location),
        class_="switches",
    )


def _bot(demo: BrowserDemo, location: Location) -> Html:
    running = demo.bot.is_running
    said = gettext("The bot is running.") if running else gettext("The bot is stopped.")
    label = "kill -9" if running else gettext("Start")
    verb = "kill" if running else "start"
    return _row("good" if running else "bad", said, _button(location, verb, label, danger=running))


def _slack(demo: BrowserDemo, location: Location) -> Html:
    return _mode_switches(location, "slack", gettext("Slack …"), demo.mode)


def _pagerduty(demo: BrowserDemo, location: Location) -> Html:
    said = gettext("PagerDuty …")
    return _mode_switches(location, "pagerduty", said, demo.pagerduty_mode, prefix="pagerduty-")


def _mode_switches(
    location: Location, whose: str, said: str, present: ServiceMode, *, prefix: str = ""
) -> Html:
    modes = {
        ServiceMode.WELL: gettext("answers"),
        ServiceMode.BUSY: gettext("answers 429"),
        ServiceMode.HANGS: gettext("hangs"),
        ServiceMode.FAILS: gettext("fails"),
    }
    buttons = [
        _button(location, f"{prefix}{mode}", label, pressed=mode is present)
        for mode, label in modes.items()
    ]
    name = f"{whose}-mood"
    inside = h("div", buttons, class_="choice", role="group", aria_labelledby=name)
    state = "good" if present is ServiceMode.WELL else "bad"
    return _row(state, h("span", said, id=name), inside)


def _confluence(demo: BrowserDemo, location: Location) -> Html:
    if demo.is_confluence_connected:
        button = _button(location, "confluence-away", gettext("Disconnect"))
        return _row("good", gettext("Confluence is connected."), button)
    return _row(
        "bad",
        gettext("Confluence is disconnected."),
        _button(location, "confluence-back", gettext("Reconnect")),
    )


def moving_text(progress: tuple[int, int]) -> str:
    step, steps = progress
    if not steps:
        return gettext("Moving the clock…")
    return gettext("Moving the clock: step {step} of {steps}…", step=step, steps=steps)


def _clock(demo: BrowserDemo, location: Location) -> Html:
    label = gettext("Move to Monday 09:00")
    if demo.progress is not None:
        return _row("bad", moving_text(demo.progress), many())
    said = (
        gettext("Clock moved forward.") if demo.is_ahead else gettext("Clock shows the real time.")
    )
    return _row("bad" if demo.is_ahead else "good", said, _button(location, "monday", label))


def _history(demo: BrowserDemo, location: Location) -> Html:
    if demo.bot_database.has_history():
        return _row("good", gettext("One year of history."), Html(""))
    return _row(
        "good", gettext("No history."), _button(location, "history", gettext("Add one year"))
    )


def _row(state: str, said: Html | str, button: Html) -> Html:
    dot = h("span", class_=f"dot {state}", aria_hidden="true")
    return h("div", dot, h("span", said, class_="grow"), button, class_="row")


def _button(
    location: Location, verb: str, label: str, *, danger: bool = False, pressed: bool | None = None
) -> Html:
    style = "button danger" if danger else "button"
    state = None if pressed is None else str(pressed).lower()
    button = h("button", label, class_=style, aria_pressed=state)
    return h("form", button, method="post", action=f"/under-the-hood/{verb}?{location.query}")


_SHOWN, _SHOWN_LATER = 10, 5

_WHEN = "{date_short_pretty} {time}"

_FIRST_ERROR_STATUS = 400
"""HTTP statuses from here on are none that anybody wants."""


def under_the_hood(demo: BrowserDemo, location: Location) -> Html:
    screen = load_screen(demo.slack, location)
    channel = screen.channel.id if screen.channel else ""
    return many(
        h("header", h("h2", gettext("Under the hood"))),
        switch_list(demo, location),
        _pending(demo.bot_database.pending()),
        _due_later(demo, screen.viewer),
        _incident(demo, channel, screen.viewer),
        _pages(demo.pagerduty.alerts),
        _traffic(demo),
        _log(demo.bot.log),
    )


def _pending(effects: Sequence[PendingEffect]) -> Html:
    title = h("h3", gettext("Pending"), " ", h("span", str(len(effects)), class_="count"))
    if not effects:
        return h("section", title, h("p", gettext("Nothing pending."), class_="hint"))
    rows = [h("li", _effect(each)) for each in effects[:_SHOWN]]
    more = len(effects) - _SHOWN
    rest = ngettext("and {number} more", "and {number} more", more) if more > 0 else None
    return h("section", title, h("ul", rows, class_="facts"), rest and h("p", rest, class_="hint"))


def _effect(effect: PendingEffect) -> Html:
    if effect.failed:
        state = gettext("failed")
    elif effect.is_blocked:
        state = gettext("waiting for another")
    elif effect.failures:
        state = ngettext("failed {number} time", "failed {number} times", effect.failures)
    else:
        state = gettext("due")
    why = effect.last_error and h("small", effect.last_error)
    return many(h("code", effect.kind), " ", h("span", state, class_="state"), why)


def _due_later(demo: BrowserDemo, viewer: Viewer) -> Html | None:
    due = demo.bot_database.jobs()[:_SHOWN_LATER]
    if not due:
        return None
    rows = [
        h("li", h("code", kind), " ", h("small", viewer.dates.stamp(at.timestamp(), _WHEN)))
        for at, kind in due
    ]
    return h("section", h("h3", gettext("Scheduled")), h("ul", rows, class_="facts"))


def _incident(demo: BrowserDemo, channel: str, viewer: Viewer) -> Html:
    found = demo.bot_database.incident(channel)
    if found is None:
        return h(
            "section",
            h("h3", gettext("Recorded")),
            h("p", gettext("No incident yet."), class_="hint"),
        )
    snapshot, entries = found
    incident = snapshot.incident
    title = h("h3", gettext("Recorded"), ": ", incident.reference)
    state = f"{incident.severity} · {labels.status_label(incident.status)}"
    lines = [h("li", each) for each in _lines(demo, snapshot, entries, viewer)]
    return h(
        "section",
        title,
        h("p", h("b", state), " ", incident.title),
        h("ol", lines, class_="timeline"),
    )


def _lines(
    demo: BrowserDemo, snapshot: Snapshot, entries: Sequence[Entry], viewer: Viewer
) -> Iterator[Html]:
    for entry in entries:
        at = h("time", viewer.dates.stamp(entry.event.at.timestamp(), "{time_secs}"))
        yield many(at, " ", mrkdwn(line(entry.event, snapshot.incident, demo.rules), viewer))


def _pages(alerts: Sequence[Alert]) -> Html | None:
    """Whom PagerDuty woke, the latest first."""
    if not alerts:
        return None
    rows = [h("li", _alert(each)) for each in reversed(alerts[-_SHOWN:])]
    return h("section", h("h3", gettext("PagerDuty alerts")), h("ul", rows, class_="facts"))


def _alert(alert: Alert) -> Html:
    ended = alert.status == "resolved"
    state = gettext("resolved") if ended else gettext("paging")
    mark = h("span", state, class_="state good" if ended else "state")
    return many(alert.service, " ", mark, h("small", str(alert.event["payload"]["summary"])))


def _traffic(demo: BrowserDemo) -> Html:
    into = [_delivery(each) for each in demo.slack.deliveries[-_SHOWN:]]
    out = [_call(each) for each in demo.slack.calls[-_SHOWN:]]
    pages = [_page_call(each) for each in demo.confluence.calls[-_SHOWN:]]
    paged = [_paging_call(each) for each in demo.pagerduty.calls[-_SHOWN:]]
    return h(
        "section",
        _exchanges(gettext("Slack → bot"), into),
        _exchanges(gettext("Bot → Slack"), out),
        _exchanges(gettext("Bot → Confluence"), pages),
        _exchanges(gettext("Bot → PagerDuty"), paged),
    )


def _exchanges(title: str, rows: Sequence[Html]) -> Html | None:
    """The newest first."""
    if not rows:
        return None
    return many(h("h3", title), h("ul", [h("li", each) for each in reversed(rows)], class_="facts"))


def _delivery(reply: Reply) -> Html:
    status = str(reply.status or reply.failure)
    took = f"{reply.seconds * 1000:.0f} ms"
    return _exchange(_delivery_name(reply), status, well=reply.acknowledged, note=took)


def _delivery_name(reply: Reply) -> str:
    payload = reply.payload
    match reply.kind:
        case "slash_commands":
            return f"{payload['command']} {payload['text']}".strip()
        case "events_api":
            return str(payload["event"]["type"])
        case _:
            actions = payload.get("actions") or [{"action_id": payload.get("type", reply.kind)}]
            return str(actions[0]["action_id"])


def _call(call: Call) -> Html:
    error = str(call.answer.get("error") or "")
    status = str(call.status or gettext("no response"))
    well = call.status is not None and call.status < _FIRST_ERROR_STATUS and not error
    return _exchange(call.method, status, well=well, note=error)


def _page_call(call: PageCall) -> Html:
    status = str(call.status or gettext("no response"))
    well = call.status is not None and call.status < _FIRST_ERROR_STATUS
    return _exchange(call.name, status, well=well, note="")


def _paging_call(call: PagingCall) -> Html:
    status = str(call.status or gettext("no response"))
    well = call.status is not None and call.status < _FIRST_ERROR_STATUS
    action = str(call.body.get("event_action", ""))
    return _exchange(action, status, well=well, note="; ".join(call.errors))


def _exchange(what: str, status: str, *, well: bool, note: str) -> Html:
    mark = h("span", status, class_="state good" if well else "state bad")
    return many(h("code", what[:60]), " ", mark, note and h("small", note))


def _log(lines: Sequence[str]) -> Html:
    said = h("pre", "\n".join(lines[-30:]), tabindex="0")
    return h("details", h("summary", gettext("Bot log")), said, id="bot-log")

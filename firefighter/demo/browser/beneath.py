"""What lies beneath: the bot's process, what goes back and forth, what is on record, what waits."""

from collections.abc import Iterator, Sequence

from firefighter.demo.browser.ledger import Pending
from firefighter.demo.browser.showroom import Showroom
from firefighter.demo.browser.switchboard import switchboard
from firefighter.domain.timeline import Entry
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.look import Look
from firefighter.playground.client.reader import Reader
from firefighter.playground.client.screen import look_up
from firefighter.playground.client.text import mrkdwn
from firefighter.playground.confluence import Call as PageCall
from firefighter.playground.pagerduty import Alert
from firefighter.playground.pagerduty import Call as PagingCall
from firefighter.playground.slack import Call, Reply
from firefighter.ports.places import Snapshot
from firefighter.slack.words import labels
from firefighter.slack.words.lines import line
from firefighter.texts import count, say

_SHOWN, _SHOWN_LATER = 10, 5
_WHEN = "{date_short_pretty} {time}"
_WELL = 400
"""HTTP statuses from here on are none that anybody wants."""


def beneath(showroom: Showroom, look: Look) -> Html:
    screen = look_up(showroom.slack, look)
    channel = screen.channel.id if screen.channel else ""
    return many(
        h("header", h("h2", say("What lies beneath"))),
        switchboard(showroom, look),
        _pending(showroom.ledger.pending()),
        _later(showroom, screen.reader),
        _incident(showroom, channel, screen.reader),
        _rung(showroom.pagerduty.alerts),
        _traffic(showroom),
        _log(showroom.bot.log),
    )


def _pending(effects: Sequence[Pending]) -> Html:
    title = h("h3", say("Still to do"), " ", h("span", str(len(effects)), class_="count"))
    if not effects:
        return h("section", title, h("p", say("Everything is done."), class_="hint"))
    rows = [h("li", _effect(each)) for each in effects[:_SHOWN]]
    more = len(effects) - _SHOWN
    rest = count("and {number} more", "and {number} more", more) if more > 0 else None
    return h("section", title, h("ul", rows, class_="facts"), rest and h("p", rest, class_="hint"))


def _effect(effect: Pending) -> Html:
    if effect.parked:
        state = say("given up")
    elif effect.waits:
        state = say("waits for another")
    elif effect.failures:
        state = count("failed {number} time", "failed {number} times", effect.failures)
    else:
        state = say("due")
    why = effect.last_error and h("small", effect.last_error)
    return many(h("code", effect.kind), " ", h("span", state, class_="state"), why)


def _later(showroom: Showroom, reader: Reader) -> Html | None:
    due = showroom.ledger.appointments()[:_SHOWN_LATER]
    if not due:
        return None
    rows = [
        h("li", h("code", kind), " ", h("small", reader.reading.stamp(at.timestamp(), _WHEN)))
        for at, kind in due
    ]
    return h("section", h("h3", say("Due later")), h("ul", rows, class_="facts"))


def _incident(showroom: Showroom, channel: str, reader: Reader) -> Html:
    found = showroom.ledger.incident(channel)
    if found is None:
        return h(
            "section", h("h3", say("On record")), h("p", say("No incident yet."), class_="hint")
        )
    snapshot, entries = found
    incident = snapshot.incident
    title = h("h3", say("On record"), ": ", incident.reference)
    state = f"{incident.severity} · {labels.status_label(incident.status)}"
    lines = [h("li", each) for each in _lines(showroom, snapshot, entries, reader)]
    return h(
        "section",
        title,
        h("p", h("b", state), " ", incident.title),
        h("ol", lines, class_="timeline"),
    )


def _lines(
    showroom: Showroom, snapshot: Snapshot, entries: Sequence[Entry], reader: Reader
) -> Iterator[Html]:
    for entry in entries:
        at = h("time", reader.reading.stamp(entry.event.at.timestamp(), "{time_secs}"))
        yield many(at, " ", mrkdwn(line(entry.event, snapshot.incident, showroom.rules), reader))


def _rung(alerts: Sequence[Alert]) -> Html | None:
    """Whom PagerDuty woke, the latest first."""
    if not alerts:
        return None
    rows = [h("li", _alert(each)) for each in reversed(alerts[-_SHOWN:])]
    return h("section", h("h3", say("PagerDuty rang")), h("ul", rows, class_="facts"))


def _alert(alert: Alert) -> Html:
    ended = alert.status == "resolved"
    state = say("ended") if ended else say("rings")
    mark = h("span", state, class_="state good" if ended else "state")
    return many(alert.service, " ", mark, h("small", str(alert.event["payload"]["summary"])))


def _traffic(showroom: Showroom) -> Html:
    into = [_delivery(each) for each in showroom.slack.deliveries[-_SHOWN:]]
    out = [_call(each) for each in showroom.slack.calls[-_SHOWN:]]
    pages = [_page_call(each) for each in showroom.confluence.calls[-_SHOWN:]]
    paged = [_paging_call(each) for each in showroom.pagerduty.calls[-_SHOWN:]]
    return h(
        "section",
        _exchanges(say("Slack → bot"), into),
        _exchanges(say("Bot → Slack"), out),
        _exchanges(say("Bot → Confluence"), pages),
        _exchanges(say("Bot → PagerDuty"), paged),
    )


def _exchanges(title: str, rows: Sequence[Html]) -> Html | None:
    """The newest first."""
    if not rows:
        return None
    return many(h("h3", title), h("ul", [h("li", each) for each in reversed(rows)], class_="facts"))


def _delivery(reply: Reply) -> Html:
    status = str(reply.status or reply.failure)
    took = f"{reply.seconds * 1000:.0f} ms"
    return _exchange(_what(reply), status, well=reply.acknowledged, note=took)


def _what(reply: Reply) -> str:
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
    status = str(call.status or say("no answer"))
    well = call.status is not None and call.status < _WELL and not error
    return _exchange(call.method, status, well=well, note=error)


def _page_call(call: PageCall) -> Html:
    status = str(call.status or say("no answer"))
    well = call.status is not None and call.status < _WELL
    return _exchange(call.name, status, well=well, note="")


def _paging_call(call: PagingCall) -> Html:
    status = str(call.status or say("no answer"))
    well = call.status is not None and call.status < _WELL
    action = str(call.body.get("event_action", ""))
    return _exchange(action, status, well=well, note="; ".join(call.errors))


def _exchange(what: str, status: str, *, well: bool, note: str) -> Html:
    mark = h("span", status, class_="state good" if well else "state bad")
    return many(h("code", what[:60]), " ", mark, note and h("small", note))


def _log(lines: Sequence[str]) -> Html:
    said = h("pre", "\n".join(lines[-30:]), tabindex="0")
    return h("details", h("summary", say("What the bot logs")), said, id="bot-log")

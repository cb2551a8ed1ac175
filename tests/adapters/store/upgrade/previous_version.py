"""What the previous version left: its database, and the chat and pager as they were then.

`data/README.md` says what is in the files.
"""

import base64
import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.pagerduty.alerts import Alert
from firefighter.playground.slack import LocalSlack
from firefighter.playground.slack.posting import with_live_parts
from firefighter.playground.slack.records import (
    Bookmark,
    Channel,
    File,
    Message,
    Note,
    Pin,
    Reaction,
    User,
    Usergroup,
    View,
)
from firefighter.playground.slack.response_urls import Interaction

Json = dict[str, Any]

DATA = Path(__file__).parent / "data"
STOPPED_AT = datetime(2026, 3, 9, 12, 5, tzinfo=UTC)
"""A Monday, when every process of the previous version stopped in the middle of its work."""

_RECORDED_ADDRESS = "http://127.0.0.1:41999"
"""Where the local Slack was; replaced by where it is now."""


def load_database(url: str, slack_address: str) -> None:
    """Fills an empty database of either sort with the tables and rows of the previous version."""
    if make_url(url).get_backend_name() == "sqlite":
        with closing(sqlite3.connect(make_url(url).database or "")) as connection:
            connection.executescript(_read("sqlite.sql", slack_address))
        return
    with psycopg.connect(url) as connection:
        for statement in _read("postgresql.sql", slack_address).splitlines():
            connection.execute(statement.encode())


def load_pagerduty(pagerduty: LocalPagerDuty) -> None:
    alerts = json.loads((DATA / "pagerduty.json").read_text())
    pagerduty._alert_store.alerts.extend(Alert(**each) for each in alerts)


def load_slack(slack: LocalSlack) -> Json:
    """Puts everything that was in the chat into a new one; what it was, as recorded."""
    state: Json = json.loads(_read("slack.json", slack.url))
    for path in sorted(DATA.glob("slack_messages_*.json")):
        state["messages"] += json.loads(_read(path.name, slack.url))
    slack._thread.now(lambda: _rebuild(slack, state))
    return state


def _read(name: str, address: str) -> str:
    return (DATA / name).read_text().replace(_RECORDED_ADDRESS, address)


def _rebuild(slack: LocalSlack, state: Json) -> None:
    workspace = slack._workspace
    workspace.users.update({each["id"]: User(**each) for each in state["users"]})
    workspace.usergroups.update(
        {each["id"]: Usergroup(**_with_tuples(each, "members")) for each in state["usergroups"]}
    )
    workspace.channels.update({each["id"]: _channel(each) for each in state["channels"]})
    workspace.files.update({each["id"]: _file(each) for each in state["files"]})
    for each in state["messages"]:
        message = _message(each, workspace.files)
        workspace.messages.setdefault(message.channel, {})[message.ts] = message
    for name, pins in state["pins"].items():
        workspace.pins[name] = [Pin(**each) for each in pins]
    for name, bookmarks in state["bookmarks"].items():
        workspace.bookmarks[name] = [Bookmark(**each) for each in bookmarks]
    workspace.views.update({each["id"]: View(**each) for each in state["views"]})
    workspace.stacks.update(state["stacks"])
    workspace.homes.update(state["homes"])
    for key, each in state["response_urls"].items():
        _issue_response_url(slack, key, each)
    last_s = max(float(each["ts"]) for each in state["messages"])
    workspace._last_ts_us = int(last_s * 1_000_000) + 1_000


def _issue_response_url(slack: LocalSlack, key: str, given: Json) -> None:
    channel = slack._workspace.channels[given["channel"]]
    message = slack._workspace.messages.get(channel.id, {}).get(given["message"] or "")
    urls = slack._response_urls
    address = urls.issue(
        Interaction(given["origin"], given["user"], channel, message, given["thread_ts"])
    )
    urls._addresses[key] = urls._addresses.pop(address.rpartition("/")[2])


def _channel(given: Json) -> Channel:
    notes = {name: Note(**given[name]) for name in ("topic", "purpose")}
    return Channel(**_with_tuples(given, "members", "previous_names") | notes)


def _file(given: Json) -> File:
    content = {"content": base64.b64decode(given["content"])}
    return File(**_with_tuples(given, "shared_in") | content)


def _message(given: Json, files: dict[str, File]) -> Message:
    parts = {
        "files": tuple(files[each] for each in given.get("files", ())),
        "reactions": tuple(_reactions(given.get("reactions", ()))),
    }
    known = _with_tuples(given, "blocks", "attachments", "reply_users")
    return with_live_parts(Message(**known | parts))


def _reactions(given: Iterable[Json]) -> Iterable[Reaction]:
    return (Reaction(each["name"], tuple(each["users"])) for each in given)


def _with_tuples(given: Json, *names: str) -> Json:
    return given | {name: tuple(given[name]) for name in names if name in given}

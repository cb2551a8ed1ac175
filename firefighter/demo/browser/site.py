"""Serves the whole playground at one address until it is stopped."""

import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial

from firefighter.adapters.http.server import Server
from firefighter.adapters.slack.inbound.registry import COMMAND, find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.demo.browser import guide, under_the_hood
from firefighter.demo.browser.alerts import ALERTS_PANEL, alert_route, alerts_panel
from firefighter.demo.browser.drill import drill_route
from firefighter.demo.browser.environment import BrowserDemo, open_browser_demo
from firefighter.demo.browser.pages import PAGES_PANEL, page_link, page_routes, pages_panel
from firefighter.domain.errors import FirefighterError
from firefighter.i18n import gettext
from firefighter.playground.client.installed_app import Completion, InstalledApp, read_manifest
from firefighter.playground.client.page import Panel
from firefighter.playground.client.site import LOOPBACK, Client, Extension

DEFAULT_PORT = 4224


class PortTaken(FirefighterError):
    """The requested port cannot be used."""


def serve_until_stopped(host: str, port: int | None, *, with_history: bool, browser: bool) -> None:
    """Runs until SIGINT or SIGTERM."""
    stop = stop_signal()
    with (
        open_browser_demo(with_history=with_history) as demo,
        serve_pages(demo, host, port) as address,
    ):
        announce(address, host, browser=browser)
        stop.wait()
        print("Stopping.", flush=True)


def stop_signal() -> threading.Event:
    """Set by SIGINT or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def announce(address: str, host: str, *, browser: bool) -> None:
    """Prints the address, and opens it in a browser if there is one and it may."""
    print(_start_message(address, host), flush=True)
    if browser and _has_browser():
        webbrowser.open(address)


def serve_pages(demo: BrowserDemo, host: str, port: int | None) -> AbstractContextManager[str]:
    """Serves the pages at the yielded address. Raises PortTaken."""
    return serve_client(Client(demo.slack, installed_app, _extension(demo)), host, port)


@contextmanager
def serve_client(client: Client, host: str, port: int | None) -> Iterator[str]:
    """Serves Slack's client at the yielded address. Raises PortTaken."""
    server = _server(client, host, port)
    server.start()
    try:
        yield f"http://{_host_in_url(host)}:{server.port}/"
    finally:
        client.closing.set()
        server.stop()


def _server(client: Client, host: str, port: int | None) -> Server:
    """Returns the usual port if it is free, so that the address stays the same."""
    site = client.site(LOOPBACK if _is_loopback(host) else None)
    try:
        return Server(site, host, DEFAULT_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return Server(site, host, 0)
        raise PortTaken(f"--host {host} --port {port}: {error.strerror}.") from error


def installed_app() -> InstalledApp:
    """Returns the manifest's commands and each subcommand, which Slack would not complete."""
    found = find_features()
    known = read_manifest(manifest(found, request_url=None))
    subcommands = [
        Completion(
            f"{COMMAND} {each.name}", each.usage and gettext(each.usage), gettext(each.description)
        )
        for each in found.commands.values()
    ]
    return InstalledApp([*known.completions, *subcommands], known.shortcuts, known.global_shortcuts)


def _extension(demo: BrowserDemo) -> Extension:
    return Extension(
        panels=(
            Panel("guide", lambda: gettext("Guide"), partial(guide.guide, demo)),
            Panel(PAGES_PANEL, lambda: gettext("Pages"), partial(pages_panel, demo)),
            Panel(ALERTS_PANEL, lambda: gettext("Alerts"), partial(alerts_panel, demo.alerts)),
            Panel(
                "under-the-hood",
                lambda: gettext("Under the hood"),
                partial(under_the_hood.under_the_hood, demo),
            ),
        ),
        link_resolver=partial(page_link, demo.confluence),
        routes=(
            under_the_hood.switch_route(demo),
            drill_route(demo),
            alert_route(demo.alerts),
            *page_routes(demo.confluence),
        ),
        version=lambda: (
            demo.bot_database.version(),
            demo.bot.is_running,
            demo.is_confluence_connected,
            demo.confluence.version,
            demo.pagerduty.version,
            demo.alerts.version,
            demo.progress,
        ),
    )


def _is_loopback(host: str) -> bool:
    return host in LOOPBACK


def _host_in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _start_message(address: str, host: str) -> str:
    who = (
        "It listens on this machine only."
        if _is_loopback(host)
        else f"It listens on {host}. "
        "Anyone who can reach this machine can use it; there is no password."
    )
    return f"The playground is open:  {address}\n{who} Press Ctrl-C to stop; all data is deleted."


def _has_browser() -> bool:
    """One with a window, and somebody in front of it."""
    on_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return on_screen and sys.stdout.isatty()

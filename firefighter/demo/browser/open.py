"""The whole playground at one address, until it is told to stop."""

import os
import signal
import sys
import threading
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from firefighter.demo.browser import beneath, guide, pages, switches
from firefighter.demo.browser.showroom import Showroom, open_showroom
from firefighter.domain.errors import FirefighterError
from firefighter.playground.client.guard import LOOPBACK
from firefighter.playground.client.installed import Completion, Installed, read_manifest
from firefighter.playground.client.page import Panel
from firefighter.playground.client.site import Beside, Client
from firefighter.slack.manifest import manifest
from firefighter.slack.registry import COMMAND, find_features
from firefighter.texts import say
from firefighter.web.server import Server

USUAL_PORT = 4224


class PortTaken(FirefighterError):
    """The port that was asked for cannot be used."""


def stay_open(host: str, port: int | None, *, with_history: bool, browser: bool) -> None:
    """Until SIGINT or SIGTERM."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    with (
        open_showroom(with_history=with_history) as showroom,
        serving(showroom, host, port) as address,
    ):
        print(_welcome(address, host), flush=True)
        if browser and _has_browser():
            webbrowser.open(address)
        stop.wait()
        print("Stopping.", flush=True)


@contextmanager
def serving(showroom: Showroom, host: str, port: int | None) -> Iterator[str]:
    """The pages, at the address that is yielded. Raises PortTaken."""
    client = Client(showroom.slack, _installed, _beside(showroom))
    server = _server(client, host, port)
    server.start()
    try:
        yield f"http://{_name_of(host)}:{server.port}/"
    finally:
        client.closing.set()
        server.stop()


def _server(client: Client, host: str, port: int | None) -> Server:
    """At the usual port if it is free, so that the address is the same the next time."""
    site = client.site(LOOPBACK if _is_loopback(host) else None)
    try:
        return Server(site, host, USUAL_PORT if port is None else port)
    except OSError as error:
        if port is None:
            return Server(site, host, 0)
        raise PortTaken(f"--host {host} --port {port}: {error.strerror}.") from error


def _installed() -> Installed:
    """As the manifest has it, and each subcommand besides: Slack would complete the first only."""
    found = find_features()
    known = read_manifest(manifest(found, request_url=None))
    subcommands = [
        Completion(f"{COMMAND} {each.name}", each.usage and say(each.usage), say(each.does))
        for each in found.commands.values()
    ]
    return Installed([*known.completions, *subcommands], known.shortcuts, known.everywhere)


def _beside(showroom: Showroom) -> Beside:
    return Beside(
        panels=(
            Panel("guide", lambda: say("Guide"), partial(guide.guide, showroom)),
            Panel(pages.PAGES, lambda: say("Pages"), partial(pages.pages, showroom)),
            Panel("beneath", lambda: say("Beneath"), partial(beneath.beneath, showroom)),
        ),
        leads=partial(pages.leads, showroom.confluence),
        routes=(switches.route(showroom), *pages.routes(showroom.confluence)),
        version=lambda: (
            showroom.ledger.version(),
            showroom.bot.is_running,
            showroom.is_confluence_there,
            showroom.confluence.version,
            showroom.pagerduty.version,
        ),
    )


def _is_loopback(host: str) -> bool:
    return host in LOOPBACK


def _name_of(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _welcome(address: str, host: str) -> str:
    who = (
        "It listens on this machine only."
        if _is_loopback(host)
        else f"It listens on {host}: whoever reaches this machine can use it, without a password."
    )
    return f"The playground is open:  {address}\n{who} Ctrl-C closes it, and nothing is kept."


def _has_browser() -> bool:
    """One with a window, and somebody in front of it."""
    on_screen = sys.platform in ("darwin", "win32") or any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return on_screen and sys.stdout.isatty()

"""Plays a whole Game Day in the browser. People look on, and look around once it is over."""

import sys
import threading
from collections.abc import Sequence

from firefighter.demo.browser.site import announce, installed_app, serve_client, stop_signal
from firefighter.demo.game_day_walkthrough import GameDayWalkthrough, open_game_day
from firefighter.demo.scripted_play import WalkthroughFailed
from firefighter.demo.transcript import Act, reading_time_s
from firefighter.domain.errors import FirefighterError
from firefighter.i18n import gettext
from firefighter.playground.client.html import Html, h, many
from firefighter.playground.client.page import Panel
from firefighter.playground.client.site import Client, Extension
from firefighter.playground.client.viewer import Location

_HOW = (
    "Everything happens by itself, in about five minutes. Open #game-day-1 and look on as Ana, who "
    "runs it, or switch user at the top left. Press nothing until it is over."
)
_OVER = "It is over. Look around for as long as you like."


class _Stopped(FirefighterError):
    """Somebody stopped the program while the Game Day was played."""


def show_game_day_until_stopped(
    host: str, port: int | None, *, browser: bool, is_read: bool
) -> None:
    """Plays it, then serves it until SIGINT or SIGTERM. `is_read`: it leaves time to read."""
    stop = stop_signal()

    def pause(text: str) -> None:
        if stop.wait(reading_time_s(text) if is_read else 0):
            raise _Stopped

    with open_game_day(pause) as walkthrough:
        try:
            _play(walkthrough, host, port, browser=browser, stop=stop)
        except _Stopped:
            print("Stopping.", flush=True)


def _play(
    walkthrough: GameDayWalkthrough,
    host: str,
    port: int | None,
    *,
    browser: bool,
    stop: threading.Event,
) -> None:
    acts = walkthrough.transcript.acts
    extension = Extension(
        panels=(Panel("game-day", lambda: gettext("Game Day"), lambda _: _panel(acts)),),
        version=lambda: len(acts),
    )
    people = walkthrough.begin_game_day()
    client = Client(walkthrough.sandbox.slack, installed_app, extension)
    with serve_client(client, host, port) as address:
        announce(
            f"{address}{Location(panel='game-day').address.removeprefix('/')}",
            host,
            browser=browser,
        )
        print(_HOW, flush=True)
        try:
            walkthrough.perform(people)
            print(f"\n{_OVER}", flush=True)
        except WalkthroughFailed as error:
            print(f"\n{error} It ends here. {_OVER}", file=sys.stderr, flush=True)
        stop.wait()
    raise _Stopped


def _panel(acts: Sequence[Act]) -> Html:
    """The chapters so far, and what people did in the newest one."""
    starts = [number for number, act in enumerate(acts) if act.opens_chapter]
    ends = [*starts[1:], len(acts)]
    chapters = [
        _chapter(acts[start].text, acts[start + 1 : end], is_newest=end == len(acts))
        for start, end in zip(starts, ends, strict=True)
    ]
    header = h("header", h("h2", gettext("What happens now")))
    return many(header, h("ol", chapters, class_="steps", aria_live="polite"))


def _chapter(title: str, acts: Sequence[Act], *, is_newest: bool) -> Html:
    done = [h("p", act.text) for act in acts] if is_newest else []
    mark = h("span", "▸" if is_newest else "✓", class_="mark", aria_hidden="true")
    told = h("div", h("h3", title), done, class_="grow")
    return h("li", mark, told, class_="next" if is_newest else "done")

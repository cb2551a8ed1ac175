"""Where the switches of the panel are sent to."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from firefighter.demo.browser.showroom import Mood, Showroom
from firefighter.playground.client.look import Look, read_look

Switch = Callable[[Look], object]


def switches(showroom: Showroom) -> Mapping[str, Switch]:
    return {
        "kill": lambda _look: showroom.bot.kill(),
        "start": lambda _look: showroom.start_bot(),
        "confluence-away": lambda _look: showroom.take_confluence_away(),
        "confluence-back": lambda _look: showroom.bring_confluence_back(),
        "history": lambda _look: showroom.add_history(),
        "monday": lambda look: showroom.move_to_monday(_zone(showroom, look)),
        **{mood: partial(_turn, showroom, mood) for mood in Mood},
        **{f"pagerduty-{mood}": partial(_turn_pagerduty, showroom, mood) for mood in Mood},
    }


def _turn(showroom: Showroom, mood: Mood, _look: Look) -> None:
    showroom.turn(mood)


def _turn_pagerduty(showroom: Showroom, mood: Mood, _look: Look) -> None:
    showroom.turn_pagerduty(mood)


def _zone(showroom: Showroom, look: Look) -> str:
    """Where the person lives who looks."""
    return showroom.slack.person(look.who).user.tz


def route(showroom: Showroom) -> Route:
    known = switches(showroom)

    async def turn(request: Request) -> Response:
        switch = known.get(request.path_params["name"])
        if switch is None:
            return PlainTextResponse("There is no such switch.", 404)
        look = read_look(request.query_params)
        await run_in_threadpool(switch, look)
        return RedirectResponse(look.address, 303)

    return Route("/beneath/{name}", turn, methods=["POST"])

"""Where the switches of the panel are sent to."""

from collections.abc import Callable, Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from firefighter.demo.browser.showroom import Mood, Showroom
from firefighter.playground.client.look import read_look

Switch = Callable[[], None]


def switches(showroom: Showroom) -> Mapping[str, Switch]:
    return {
        "kill": showroom.bot.kill,
        "start": showroom.start_bot,
        "confluence-away": showroom.take_confluence_away,
        "confluence-back": showroom.bring_confluence_back,
        "history": showroom.add_history,
        "monday": showroom.move_to_monday,
        **{mood: partial(showroom.turn, mood) for mood in Mood},
    }


def route(showroom: Showroom) -> Route:
    known = switches(showroom)

    async def turn(request: Request) -> Response:
        switch = known.get(request.path_params["name"])
        if switch is None:
            return PlainTextResponse("There is no such switch.", 404)
        await run_in_threadpool(switch)
        return RedirectResponse(read_look(request.query_params).address, 303)

    return Route("/beneath/{name}", turn, methods=["POST"])

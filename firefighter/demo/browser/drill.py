"""Starts the shipped four-minute drill for one person, as a shortcut and its form would."""

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from firefighter.adapters.slack.blocks.action_ids import START_DRILL
from firefighter.demo.browser.environment import BrowserDemo
from firefighter.demo.drill_walkthrough import SCENARIO
from firefighter.playground.client.viewer import Location, read_location
from firefighter.playground.slack import Channel, LocalSlack, NotPossibleError, Person

DRILL_ADDRESS = "/drill"

_MAX_WAIT_S = 10.0
"""For the drill's channel. After that the person finds it in the sidebar."""


def drill_route(demo: BrowserDemo) -> Route:
    async def start(request: Request) -> Response:
        location = read_location(request.query_params)
        then = await run_in_threadpool(start_drill, demo.slack, location)
        return RedirectResponse(then.address, 303)

    return Route(DRILL_ADDRESS, start, methods=["POST"])


def start_drill(slack: LocalSlack, location: Location) -> Location:
    """Returns where the drill is played.

    Returns the same location if the bot does not start it, or creates its channel late.
    """
    person = slack.person(location.handle)
    before = {channel.id for channel in slack.channels()}
    try:
        while person.view is not None:
            person.close_view()
        person.shortcut(START_DRILL)
        reply = person.submit({"scenario": SCENARIO, "team": [person.id]})
    except NotPossibleError:
        return location
    if reply.errors or not reply.acknowledged:
        return location
    try:
        slack.wait_until(lambda: _new(slack, person, before), _MAX_WAIT_S)
    except TimeoutError:
        return location
    person.close_view()
    return location.at(_new(slack, person, before)[0].id)


def _new(slack: LocalSlack, person: Person, before: set[str]) -> list[Channel]:
    return [
        each for each in slack.channels() if each.id not in before and person.id in each.members
    ]

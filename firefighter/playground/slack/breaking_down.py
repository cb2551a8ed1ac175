"""How any local server fails without an answer of its own; what is else said is up to each."""

import asyncio
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from firefighter.playground.slack.connections import drop
from firefighter.playground.slack.faults import DropAfterDoing, DropBefore, Hang, ServerError

Breakdown = ServerError | Hang | DropBefore | DropAfterDoing


async def break_down(
    fault: Breakdown,
    request: Request,
    stopping: asyncio.Event,
    *,
    do: Callable[[], object],
    note: Callable[[int | None], None],
    says: str,
) -> Response:
    """`do` does what was asked, unheard; `note` records the status where nothing is done."""
    match fault:
        case ServerError(status):
            note(status)
            return HTMLResponse(f"<html><body>{says}</body></html>", status)
        case DropBefore():
            note(None)
        case DropAfterDoing():
            do()
        case Hang(seconds, after_doing):
            if after_doing:
                do()
            else:
                note(None)
            await stopped_within(stopping, seconds)
    return drop(request)


async def stopped_within(stopping: asyncio.Event, seconds: float) -> bool:
    """Waits at most so long; whether the local server closes before."""
    if seconds <= 0:
        return stopping.is_set()
    try:
        await asyncio.wait_for(stopping.wait(), seconds)
    except TimeoutError:
        return False
    return True

"""How much longer whoever is answering may take; nothing they need is waited for beyond that."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

_END: ContextVar[float | None] = ContextVar("answer_end", default=None)


@contextmanager
def answering_within(seconds: float) -> Iterator[None]:
    token = _END.set(monotonic() + seconds)
    try:
        yield
    finally:
        _END.reset(token)


def seconds_left() -> float | None:
    """Negative when the time is over; None where nobody waits for an answer."""
    end = _END.get()
    return None if end is None else end - monotonic()

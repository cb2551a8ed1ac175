"""How long the effect that this thread does is still its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

_END: ContextVar[datetime | None] = ContextVar("lease_end", default=None)


@contextmanager
def lease_until(end: datetime) -> Iterator[None]:
    token = _END.set(end)
    try:
        yield
    finally:
        _END.reset(token)


def lasts_until(moment: datetime) -> bool:
    """Whether a call that ends by `moment` ends within the lease; always, outside of an effect.

    A call that outlives its lease could be made a second time by whoever takes the effect over.
    """
    end = _END.get()
    return end is None or moment <= end

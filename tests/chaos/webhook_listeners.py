"""Two systems that are told of events: one of everything, one of what is public."""

import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler

from tests.adapters.webhooks.receiver import (
    SECRET_TEXT,
    Fail,
    Received,
    Receiver,
    answer,
    hang_up,
    receiving,
)

SECRET_VARIABLE = "CHAOS_WEBHOOK_SECRET"
SIEM, STATUS_PAGE = "siem", "status-page"
_GAP_S = (0.5, 3.0)


@dataclass(frozen=True)
class WebhookListeners:
    siem: Receiver
    """Is told of private incidents and drills too."""
    status_page: Receiver

    @property
    def environment(self) -> dict[str, str]:
        return {SECRET_VARIABLE: SECRET_TEXT}

    @property
    def settings(self) -> str:
        return _table(SIEM, self.siem, "private_incidents = true\ndrills = true\n") + _table(
            STATUS_PAGE, self.status_page, ""
        )

    def fail_now_and_then(self, seed: int, stopping: threading.Event) -> None:
        """One call at a time fails, before or after it was taken in."""
        chooser = random.Random(f"{seed} webhooks")
        while not stopping.wait(chooser.uniform(*_GAP_S)):
            chooser.choice((self.siem, self.status_page)).fails.append(chooser.choice(_FAILURES))
        for receiver in (self.siem, self.status_page):
            receiver.fails.clear()


def arrived(received: Sequence[Received]) -> list[Received]:
    """What a receiver that ignores repetitions takes in, in that order."""
    first: dict[str, Received] = {}
    for each in received:
        first.setdefault(each.id, each)
    return list(first.values())


@contextmanager
def open_listeners() -> Iterator[WebhookListeners]:
    with receiving() as siem, receiving() as status_page:
        yield WebhookListeners(siem, status_page)


def _table(name: str, receiver: Receiver, asks_for: str) -> str:
    return f"""
[[webhooks]]
name = "{name}"
url = "{receiver.url}/"
secret_env = "{SECRET_VARIABLE}"
private_network = true
{asks_for}"""


def _slow(handler: BaseHTTPRequestHandler) -> None:
    """Answers after the bot has given up."""
    threading.Event().wait(12)
    answer(204)(handler)


_FAILURES: Sequence[Fail] = (answer(500), answer(503), answer(429, Retry_After="1"), hang_up, _slow)

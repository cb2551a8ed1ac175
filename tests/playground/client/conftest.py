from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import pytest

from firefighter.playground.client.site import LOOPBACK, Client
from firefighter.playground.client.viewer import Location
from firefighter.playground.slack import Channel, LocalSlack, Message, Person
from tests.playground.conftest import running


@dataclass
class Browser:
    """Opens pages and sends their forms, as a browser without a script does."""

    http: httpx.Client

    def open(self, person: Person, channel: Channel | str = "", thread: str = "") -> str:
        where = channel.id if isinstance(channel, Channel) else channel
        answer = self.http.get(Location(person.handle, where, thread).address)
        assert answer.status_code == 200
        return answer.text

    def do(self, verb: str, person: Person, where: Channel | str, **fields: str) -> str:
        """The page after it."""
        place = where.id if isinstance(where, Channel) else where
        answer = self.http.post(Location(person.handle, place).do(verb), data=fields)
        assert answer.status_code == 200, answer.text
        assert len(answer.history) == 1
        return answer.text


def named(message: Message) -> str:
    return f"{message.channel}/{message.ts}"


@pytest.fixture
def pages(slack: LocalSlack) -> Client:
    return Client(slack)


@pytest.fixture
def browser(pages: Client) -> Iterator[Browser]:
    with (
        running(pages.site(LOOPBACK)) as url,
        httpx.Client(base_url=url, follow_redirects=True, trust_env=False) as http,
    ):
        yield Browser(http)
        pages.closing.set()

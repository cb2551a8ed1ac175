"""What somebody looks at, as the page's address says it: reloading changes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

HOME = "home"


@dataclass(frozen=True)
class Look:
    who: str = ""
    """A person's handle."""
    where: str = ""
    """The id of a conversation, or HOME."""
    thread: str = ""
    """The timestamp of the message whose replies are shown beside."""
    aside: str = ""
    """Which of the page's further panels is open."""

    @property
    def query(self) -> str:
        given = {"as": self.who, "in": self.where, "thread": self.thread, "aside": self.aside}
        return urlencode({name: value for name, value in given.items() if value})

    @property
    def address(self) -> str:
        return f"/?{self.query}"

    def do(self, verb: str) -> str:
        """Where a form is sent, so that the page afterwards is the one it was sent from."""
        return f"/do/{verb}?{self.query}"

    def at(self, where: str) -> "Look":
        return replace(self, where=where, thread="")

    def with_thread(self, ts: str) -> "Look":
        return replace(self, thread=ts)

    def as_person(self, handle: str) -> "Look":
        return replace(self, who=handle, thread="")

    def with_aside(self, name: str) -> "Look":
        return replace(self, aside=name)


def read_look(query: Mapping[str, str]) -> Look:
    return Look(*(query.get(name, "") for name in ("as", "in", "thread", "aside")))

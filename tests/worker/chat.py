"""A chat in memory that keeps a real one's rules, and fails when it is told to."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.chat import Channel, ChannelFacts, Chart, EffectId, Message, Seen
from firefighter.ports.digest import Digest
from firefighter.ports.home import Home
from firefighter.ports.house import Clock
from firefighter.ports.places import ChannelId, MessageRef, Snapshot
from tests.effects.chat_double import ChatDouble


@dataclass
class Fault:
    """What befalls calls of a method: all of them, or a number, or those about one incident."""

    method: str
    befall: Callable[[], None]
    times: int = 1_000_000
    incident: IncidentId | None = None
    afterwards: bool = False
    """Whether the call gets through before it happens."""


def fails(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


class ScriptedChat(ChatDouble):
    """Any thread may call it."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.now())
        self.calls: list[str] = []
        self._clock = clock
        self._faults: list[Fault] = []
        self._lock = threading.RLock()

    def strike(self, *faults: Fault) -> None:
        """Adds to what befalls calls; the first that fits does."""
        self._faults += faults

    def heal(self) -> None:
        self._faults.clear()

    def post(
        self, channel: ChannelId, message: Message, mark: EffectId, thread: str = ""
    ) -> MessageRef:
        with self._call("post", message.snapshot.incident.id):
            return super().post(channel, message, mark, thread)

    def find_post(
        self, channel: ChannelId, mark: EffectId, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        with self._call("find_post"):
            return super().find_post(channel, mark, since, thread)

    def edit(self, message: MessageRef, content: Message) -> None:
        with self._call("edit", content.snapshot.incident.id):
            super().edit(message, content)

    def look_at(self, message: MessageRef) -> Seen | None:
        with self._call("look_at"):
            return super().look_at(message)

    def create_channel(self, name: str, *, private: bool) -> ChannelId:
        with self._call("create_channel"):
            return super().create_channel(name, private=private)

    def archive(self, channel: ChannelId) -> None:
        with self._call("archive"):
            super().archive(channel)

    def find_channels(self, beginning: str) -> Sequence[Channel]:
        with self._call("find_channels"):
            return super().find_channels(beginning)

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        with self._call("look_at_channel"):
            return super().look_at_channel(channel)

    def join(self, channel: ChannelId) -> None:
        with self._call("join"):
            super().join(channel)

    def take_back(self, channel: ChannelId, thread: str = "", saying: str = "") -> None:
        with self._call("take_back"):
            super().take_back(channel, thread, saying)

    def retire(self, channel: ChannelId, name: str) -> None:
        with self._call("retire"):
            super().retire(channel, name)

    def put_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        with self._call("put_topic"):
            super().put_topic(channel, topic, ours)

    def pin(self, message: MessageRef) -> None:
        with self._call("pin"):
            super().pin(message)

    def open_direct(self, user: UserId) -> ChannelId | None:
        with self._call("open_direct"):
            return super().open_direct(user)

    def invite(self, channel: ChannelId, people: Sequence[str]) -> None:
        with self._call("invite"):
            super().invite(channel, people)

    def members(self, circle: str) -> frozenset[UserId]:
        with self._call("members"):
            return super().members(circle)

    def show_home(self, shown: Home) -> None:
        with self._call("show_home"):
            super().show_home(shown)

    def permalink(self, message: MessageRef) -> str:
        with self._call("permalink"):
            return super().permalink(message)

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        with self._call("show_declared", snapshot.incident.id):
            super().show_declared(form_id, snapshot)

    def post_digest(self, channel: ChannelId, digest: Digest, mark: EffectId) -> None:
        with self._call("post_digest"):
            super().post_digest(channel, digest, mark)

    def share_chart(self, channel: ChannelId, chart: Chart, mark: EffectId) -> None:
        with self._call("share_chart"):
            super().share_chart(channel, chart, mark)

    def tell(
        self,
        user: UserId,
        channel: ChannelId,
        text: str,
        thread: str = "",
        response_url: str = "",  # noqa: ARG002 - the port's
    ) -> None:
        with self._call("tell"):
            super().tell(user, channel, text, thread)

    @contextmanager
    def _call(self, method: str, incident: IncidentId | None = None) -> Iterator[None]:
        fault = self._fault_for(method, incident)
        if fault and not fault.afterwards:
            fault.befall()
        with self._lock:
            self.now = self._clock.now()
            yield
        if fault and fault.afterwards:
            fault.befall()

    def _fault_for(self, method: str, incident: IncidentId | None) -> Fault | None:
        with self._lock:
            self.calls.append(method)
            for fault in self._faults:
                fits = fault.method == method and fault.incident in {None, incident}
                if fits and fault.times > 0:
                    fault.times -= 1
                    return fault
            return None

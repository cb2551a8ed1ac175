"""A chat in memory that enforces a real one's rules, and fails on request."""

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.alert_messages import AlertCard
from firefighter.ports.app_context import Clock
from firefighter.ports.chat import (
    Channel,
    ChannelFacts,
    Chart,
    HomeView,
    IdempotencyKey,
    Message,
    MessageFacts,
    NotInvitedReason,
)
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.snapshot import ChannelId, MessageRef, Snapshot
from firefighter.ports.statistics import Digest
from firefighter.ports.teams import TeamNotice
from tests.effects.chat_double import ChatDouble, incident_of


@dataclass
class Fault:
    """Makes calls of a method fail: all, a number of them, or those about one incident."""

    method: str
    befall: Callable[[], None]
    times: int = 1_000_000
    incident: IncidentId | None = None
    afterwards: bool = False
    """Whether the call is carried out before it fails."""


def fails(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


class ScriptedChat(ChatDouble):
    """Thread-safe."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock.now())
        self.calls: list[str] = []
        self._clock = clock
        self._faults: list[Fault] = []
        self._lock = threading.RLock()

    def add_faults(self, *faults: Fault) -> None:
        """Adds faults. The first one that matches a call applies."""
        self._faults += faults

    def clear_faults(self) -> None:
        self._faults.clear()

    def post(
        self,
        channel: ChannelId,
        message: Message,
        idempotency_key: IdempotencyKey,
        thread: str = "",
    ) -> MessageRef:
        with self._call("post", _incident_id(message)):
            return super().post(channel, message, idempotency_key, thread)

    def find_post(
        self, channel: ChannelId, idempotency_key: IdempotencyKey, since: datetime, thread: str = ""
    ) -> MessageRef | None:
        with self._call("find_post"):
            return super().find_post(channel, idempotency_key, since, thread)

    def edit(self, message: MessageRef, content: Message) -> None:
        with self._call("edit", _incident_id(content)):
            super().edit(message, content)

    def look_at(self, message: MessageRef) -> MessageFacts | None:
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

    def channel_sharing(self) -> Mapping[ChannelId, bool]:
        with self._call("channel_sharing"):
            return super().channel_sharing()

    def look_at_channel(self, channel: ChannelId) -> ChannelFacts | None:
        with self._call("look_at_channel"):
            return super().look_at_channel(channel)

    def join(self, channel: ChannelId) -> None:
        with self._call("join"):
            super().join(channel)

    def delete_own_messages(
        self, channel: ChannelId, thread: str = "", containing: str = ""
    ) -> None:
        with self._call("delete_own_messages"):
            super().delete_own_messages(channel, thread, containing)

    def retire(self, channel: ChannelId, name: str) -> None:
        with self._call("retire"):
            super().retire(channel, name)

    def set_topic(self, channel: ChannelId, topic: str, ours: str) -> None:
        with self._call("set_topic"):
            super().set_topic(channel, topic, ours)

    def pin(self, message: MessageRef) -> None:
        with self._call("pin"):
            super().pin(message)

    def open_direct(self, user: UserId) -> ChannelId | None:
        with self._call("open_direct"):
            return super().open_direct(user)

    def invite(
        self, channel: ChannelId, people: Sequence[str]
    ) -> Mapping[UserId, NotInvitedReason]:
        with self._call("invite"):
            return super().invite(channel, people)

    def members(self, list_id: str) -> frozenset[UserId]:
        with self._call("members"):
            return super().members(list_id)

    def show_home(self, shown: HomeView) -> None:
        with self._call("show_home"):
            super().show_home(shown)

    def permalink(self, message: MessageRef) -> str:
        with self._call("permalink"):
            return super().permalink(message)

    def show_declared(self, form_id: str, snapshot: Snapshot) -> None:
        with self._call("show_declared", snapshot.incident.id):
            super().show_declared(form_id, snapshot)

    def post_digest(
        self, channel: ChannelId, digest: Digest, idempotency_key: IdempotencyKey
    ) -> MessageRef:
        with self._call("post_digest"):
            return super().post_digest(channel, digest, idempotency_key)

    def share_chart(
        self, channel: ChannelId, chart: Chart, idempotency_key: IdempotencyKey
    ) -> None:
        with self._call("share_chart"):
            super().share_chart(channel, chart, idempotency_key)

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

    def respond(self, response_url: str, message: Message) -> None:
        with self._call("respond"):
            super().respond(response_url, message)

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


def _incident_id(message: Message) -> IncidentId | None:
    """None for a message of a Game Day or a team, for a card of alerts, and for a run."""
    without = AlertCard | ExperimentRunLine | TeamNotice | ExerciseMessage
    snapshot = None if isinstance(message, without) else message.snapshot
    return incident_of(message).id if isinstance(snapshot, Snapshot) else None

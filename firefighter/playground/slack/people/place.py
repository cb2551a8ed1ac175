"""Where a person stands: what she may reach, looked up in the thread that owns the state."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from firefighter.playground.slack import modals
from firefighter.playground.slack.interactions import Interactions
from firefighter.playground.slack.records import Channel, Message, User, View
from firefighter.playground.slack.refusal import NotPossibleError, RefusedError
from firefighter.playground.slack.submissions import Submissions
from firefighter.playground.slack.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Loop:
    """The way from any thread into the one that owns the state."""

    now: Callable[[Callable[[], Any]], Any]  # run a function there
    until_done: Callable[[Coroutine[Any, Any, Any]], Any]  # run a coroutine there


@dataclass(frozen=True)
class Place:
    user: User
    _loop: Loop = field(repr=False)
    _workspace: Workspace = field(repr=False)
    _interactions: Interactions = field(repr=False)
    _submissions: Submissions = field(repr=False)

    @property
    def id(self) -> str:
        return self.user.id

    @property
    def handle(self) -> str:
        return self.user.handle

    def _now(self, action: Callable[[], T]) -> T:
        """What Slack refuses, its client does not offer."""
        try:
            result: T = self._loop.now(action)
        except RefusedError as refusal:
            raise NotPossibleError(f"{self.handle} cannot do that: {refusal.error}") from refusal
        return result

    def _until_done(self, action: Coroutine[Any, Any, T]) -> T:
        result: T = self._loop.until_done(action)
        return result

    # All that follows is for the loop's thread.

    def _named(self, channel: str | Channel) -> Channel:
        name = channel.id if isinstance(channel, Channel) else channel
        found = self._workspace.find_channel(name)
        if found is None:
            raise NotPossibleError(f"there is no channel {name!r}")
        return found

    def _visible(self, channel: str | Channel) -> Channel:
        found = self._named(channel)
        if not self._workspace.sees(self.id, found):
            raise NotPossibleError(f"{self.handle} cannot see #{found.name}")
        return found

    def _open(self, channel: str | Channel) -> Channel:
        found = self._visible(channel)
        if found.is_archived:
            raise NotPossibleError(f"#{found.name} is archived")
        return found

    def _joined(self, channel: str | Channel) -> Channel:
        found = self._open(channel)
        if self.id not in found.members:
            raise NotPossibleError(f"{self.handle} is not in #{found.name}")
        return found

    def _current(self, message: Message) -> Message:
        """The message as it is now, if she is shown it."""
        self._visible(message.channel)
        if message.is_ephemeral:
            mine = [each for each in self._workspace.ephemerals if each.shown_to == self.id]
            found = {each.ts: each for each in mine}
        else:
            found = self._workspace.messages.get(message.channel, {})
        if message.ts not in found:
            raise NotPossibleError(f"{self.handle} sees no message {message.ts}: {message.text!r}")
        return found[message.ts]

    def _there(self, message: Message) -> tuple[Channel, Message]:
        return self._open(message.channel), self._current(message)

    def _own(self, message: Message) -> tuple[Channel, Message]:
        return self._open(message.channel), self._mine(message)

    def _mine(self, message: Message) -> Message:
        current = self._current(message)
        if current.user != self.id:
            raise NotPossibleError(f"{self.handle} did not write {current.text!r}")
        return current

    def _current_view(self, view: View) -> View:
        found = self._workspace.views[view.id]
        if found.user != self.id or not modals.is_open(self._workspace, found):
            raise NotPossibleError(f"{self.handle} does not have that view open")
        return found

    def _top_view(self) -> View:
        found = modals.top(self._workspace, self.id)
        if found is None:
            raise NotPossibleError(f"{self.handle} has no modal open")
        return found

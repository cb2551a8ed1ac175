"""What a person can see and do, through Slack's client.

The client refuses with `NotPossibleError` what a person cannot do there.
"""

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from firefighter.playground.slack import events, membership, modals, posting
from firefighter.playground.slack.deliveries import Reply
from firefighter.playground.slack.errors import NotPossibleError, RefusedError
from firefighter.playground.slack.forms import Press, type_into
from firefighter.playground.slack.interactions import Interactions, Submissions
from firefighter.playground.slack.mrkdwn import as_message
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Draft, Message, User, View
from firefighter.playground.slack.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Loop:
    """Runs work in the thread that owns the state, from any thread."""

    now: Callable[[Callable[[], Any]], Any]  # run a function there
    until_done: Callable[[Coroutine[Any, Any, Any]], Any]  # run a coroutine there


@dataclass(frozen=True)
class PersonAccess:
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
        """Slack's client does not offer what Slack refuses."""
        try:
            result: T = self._loop.now(action)
        except RefusedError as refusal:
            raise NotPossibleError(f"{self.handle} cannot do that: {refusal.error}") from refusal
        return result

    def _until_done(self, action: Coroutine[Any, Any, T]) -> T:
        result: T = self._loop.until_done(action)
        return result

    # everything below runs in the loop's thread

    def _named(self, channel: str | Channel) -> Channel:
        name = channel.id if isinstance(channel, Channel) else channel
        found = self._workspace.find_channel(name)
        if found is None:
            raise NotPossibleError(f"there is no channel {name!r}")
        return found

    def _visible(self, channel: str | Channel) -> Channel:
        found = self._named(channel)
        if not self._workspace.can_see(self.id, found):
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
        """The current message, if the person can see it."""
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


class BotInteractions(PersonAccess):
    """Interactions with the bot. Each waits for its answer as long as Slack would."""

    def command(self, channel: str | Channel, command: str, text: str = "") -> Reply:
        """Types a slash command. Never in a thread, where Slack does not run them."""
        where = self._now(lambda: self._open(channel))
        return self._until_done(self._interactions.command(self.user, where, command, text))

    def press(
        self,
        surface: Message | View,
        *,
        action_id: str,
        block_id: str | None = None,
        value: object = None,
        stale: bool = False,
    ) -> Reply:
        """Presses a button, or chooses `value` in a menu.

        It is looked up in the current message or view; with `stale`, in the older copy given, as
        for somebody whose screen has not refreshed.
        """
        press = Press(action_id, block_id, value)
        if isinstance(surface, View):
            view = surface if stale else self._now(lambda: self._current_view(surface))
            return self._until_done(self._interactions.press_view(self.user, view, press))
        channel = self._now(lambda: self._visible(surface.channel))
        message = surface if stale else self._now(lambda: self._current(surface))
        return self._until_done(
            self._interactions.press_message(self.user, channel, message, press)
        )

    def submit(self, values: Mapping[str, object] | None = None, *, force: bool = False) -> Reply:
        """Fills in the top view, by block_id or action_id, and submits it.

        What Slack's client would not send is refused, unless `force` is set.
        """
        view = self._now(self._top_view)
        return self._until_done(
            self._submissions.submit(self.user, view, values or {}, force=force)
        )

    def fill(self, values: Mapping[str, object]) -> None:
        """Types into the top view, by block_id or action_id, without submitting it."""
        self._now(lambda: type_into(self._workspace, self._top_view(), values))

    def suggest(self, action_id: str, typed: str) -> Reply:
        """Types into an external select of the top view. The answer holds the options."""
        view = self._now(self._top_view)
        return self._until_done(self._interactions.suggest(self.user, view, action_id, typed))

    def close_view(self) -> Reply | None:
        """Cancels the top view. There is a reply only if the view asked to notify the bot."""
        view = self._now(self._top_view)
        return self._until_done(self._submissions.close(self.user, view))

    def shortcut(self, callback_id: str) -> Reply:
        return self._until_done(self._interactions.shortcut(self.user, callback_id))

    def message_shortcut(self, callback_id: str, message: Message) -> Reply:
        channel = self._now(lambda: self._visible(message.channel))
        current = self._now(lambda: self._current(message))
        return self._until_done(
            self._interactions.message_shortcut(self.user, channel, current, callback_id)
        )

    def open_home(self) -> None:
        """Opens the bot's Home tab. The bot gets an event."""

        def opened() -> None:
            channel = self._workspace.direct_channel(self.id)
            events.home_opened(self._workspace, self.id, channel)

        self._now(opened)


class VisibleState(PersonAccess):
    def can_see(self, channel: str | Channel) -> bool:
        return self._now(lambda: self._workspace.can_see(self.id, self._named(channel)))

    @property
    def view(self) -> View | None:
        """The top modal."""
        return self._now(lambda: modals.top(self._workspace, self.id))

    @property
    def views(self) -> list[View]:
        """The open modals, top last."""

        def found() -> list[View]:
            stack = self._workspace.stacks.get(self.id, [])
            return [self._workspace.views[each] for each in stack]

        return self._now(found)

    @property
    def home(self) -> View | None:
        """The Home tab, if the bot has published one for this person."""

        def found() -> View | None:
            view_id = self._workspace.homes.get(self.id)
            return self._workspace.views[view_id] if view_id else None

        return self._now(found)

    def ephemerals(self, channel: str | Channel | None = None) -> list[Message]:
        """Ephemeral messages to this person, oldest first."""

        def found() -> list[Message]:
            wanted = None if channel is None else self._named(channel).id
            mine = [each for each in self._workspace.ephemerals if each.shown_to == self.id]
            return [each for each in mine if wanted in (None, each.channel)]

        return self._now(found)

    @property
    def dm(self) -> Channel:
        """The direct messages with the bot."""
        return self._now(lambda: self._workspace.direct_channel(self.id))

    @property
    def dms(self) -> list[Message]:
        """Messages of the conversation, oldest first."""
        return self._now(
            lambda: self._workspace.in_order(self._workspace.direct_channel(self.id).id)
        )

    @property
    def notices(self) -> list[str]:
        """What Slack itself told this person, such as that a command timed out."""
        return self._now(lambda: list(self._workspace.notices.get(self.id, [])))


class ChannelActivity(PersonAccess):
    """What a person does among people. The bot gets events where it is a member."""

    def post(
        self,
        channel: str | Channel,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Iterable[Draft] = (),
    ) -> Message:
        """Posts a message, with or without files. Names typed after @ and # become live."""

        def posted() -> Message:
            where = self._joined(channel)
            parent = posting.thread_parent(self._workspace, where, thread_ts) if thread_ts else None
            shared = posting.share_files(self._workspace, where, self.id, files)
            message = Message(
                channel=where.id,
                ts=self._workspace.next_ts(),
                user=self.id,
                text=as_message(self._workspace, text),
                thread_ts=parent.ts if parent else None,
                files=shared,
                subtype="file_share" if shared else None,
            )
            return posting.post(self._workspace, where, message)

        return self._now(posted)

    def message_bot(self, text: str) -> Message:
        """Writes to the bot in direct messages."""
        return self.post(self._now(lambda: self._workspace.direct_channel(self.id)), text)

    def edit(self, message: Message, text: str) -> Message:
        def edited() -> Message:
            channel, current = self._own(message)
            new = replace(current, text=as_message(self._workspace, text))
            return posting.edit(self._workspace, channel, current, new)

        return self._now(edited)

    def delete(self, message: Message) -> None:
        self._now(lambda: posting.delete(self._workspace, *self._own(message)))

    def delete_file(self, message: Message, name: str) -> Message:
        """Deletes a file that this person shared, also in an archived channel.

        The message stays.
        """

        def deleted() -> Message:
            return posting.delete_file(self._workspace, self._mine(message), name)

        return self._now(deleted)

    def react(self, message: Message, emoji: str) -> None:
        self._now(lambda: posting.react(self._workspace, *self._there(message), self.id, emoji))

    def unreact(self, message: Message, emoji: str) -> None:
        self._now(lambda: posting.unreact(self._workspace, *self._there(message), self.id, emoji))

    def pin(self, message: Message) -> None:
        self._now(lambda: posting.pin(self._workspace, *self._there(message), self.id))

    def unpin(self, message: Message) -> None:
        self._now(lambda: posting.unpin(self._workspace, *self._there(message), self.id))

    def join(self, channel: str | Channel) -> None:
        def joined() -> None:
            where = self._open(channel)
            if self.id not in where.members:
                membership.refuse_newcomer(self._workspace, where, self.id)
                membership.join(self._workspace, where, self.id)

        self._now(joined)

    def leave(self, channel: str | Channel) -> None:
        self._now(lambda: membership.leave(self._workspace, self._joined(channel), self.id))

    def invite(self, channel: str | Channel, *others: PersonAccess) -> None:
        """Invites others, or with nobody named the bot, to a channel."""

        def invited() -> None:
            where = self._joined(channel)
            for user in [each.id for each in others] or [BOT_USER_ID]:
                if user not in where.members:
                    membership.refuse_newcomer(self._workspace, where, user)
                    where = membership.join(self._workspace, where, user, inviter=self.id)

        self._now(invited)

    def remove(self, channel: str | Channel, other: PersonAccess | None = None) -> None:
        """Removes somebody, or with nobody named the bot, from a channel."""
        user = other.id if other else BOT_USER_ID
        self._now(lambda: membership.leave(self._workspace, self._joined(channel), user))

    def rename(self, channel: str | Channel, name: str) -> None:
        self._now(lambda: membership.rename(self._workspace, self._joined(channel), name, self.id))

    def set_topic(self, channel: str | Channel, topic: str) -> None:
        self._now(
            lambda: membership.set_topic(self._workspace, self._joined(channel), topic, self.id)
        )

    def archive(self, channel: str | Channel) -> None:
        self._now(lambda: membership.archive(self._workspace, self._joined(channel), self.id))

    def delete_channel(self, channel: str | Channel) -> None:
        """As an administrator can, whether it is archived or not."""
        self._now(lambda: membership.delete(self._workspace, self._visible(channel), self.id))

    def unarchive(self, channel: str | Channel) -> None:
        self._now(lambda: membership.unarchive(self._workspace, self._visible(channel), self.id))


__all__ = ["Loop", "Person"]


class Person(VisibleState, BotInteractions, ChannelActivity):
    """Somebody in the workspace. Every method is thread-safe."""

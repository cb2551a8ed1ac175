from collections.abc import Iterable
from dataclasses import replace

from firefighter.playground.slack import membership, posting, sharing
from firefighter.playground.slack.people.place import Place
from firefighter.playground.slack.records import BOT_USER_ID, Channel, Draft, Message
from firefighter.playground.slack.typing_text import as_message


class TakesPart(Place):
    """What she does among people; the bot hears of it by events, where it is a member."""

    def post(
        self,
        channel: str | Channel,
        text: str,
        thread_ts: str | None = None,
        *,
        files: Iterable[Draft] = (),
    ) -> Message:
        """Say something, with files or without; names typed after @ and # become live."""

        def posted() -> Message:
            where = self._joined(channel)
            parent = posting.thread_parent(self._workspace, where, thread_ts) if thread_ts else None
            shared = sharing.share(self._workspace, where, self.id, files)
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
        """Write to the bot in her direct messages."""
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
        """Take a file away that she shared, in an archived channel too; the message stays."""

        def deleted() -> Message:
            return sharing.delete(self._workspace, self._mine(message), name)

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
                membership.join(self._workspace, where, self.id)

        self._now(joined)

    def leave(self, channel: str | Channel) -> None:
        self._now(lambda: membership.leave(self._workspace, self._joined(channel), self.id))

    def invite(self, channel: str | Channel, *others: Place) -> None:
        """Bring others, or with nobody named the bot, into a channel."""

        def invited() -> None:
            where = self._joined(channel)
            for user in [each.id for each in others] or [BOT_USER_ID]:
                if user not in where.members:
                    where = membership.join(self._workspace, where, user, inviter=self.id)

        self._now(invited)

    def remove(self, channel: str | Channel, other: Place | None = None) -> None:
        """Take somebody, or with nobody named the bot, out of a channel."""
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

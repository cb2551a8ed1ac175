from collections.abc import Mapping

from firefighter.playground.slack import events
from firefighter.playground.slack.forms import type_into
from firefighter.playground.slack.people.place import Place
from firefighter.playground.slack.pressing import Press
from firefighter.playground.slack.records import Channel, Message, View
from firefighter.playground.slack.replies import Reply


class Interacts(Place):
    """What she does with the bot; each waits for its answer, for as long as Slack would."""

    def command(self, channel: str | Channel, command: str, text: str = "") -> Reply:
        """Type a slash command; never inside a thread, where Slack does not run them."""
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
        """Press a button, or choose `value` in a menu.

        It is looked for in the message or view as it is now; with `stale`, in the older copy given,
        as happens to somebody whose screen has not caught up.
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
        """Fill in the view on top, by block_id or action_id, and send it.

        What Slack's client would not send is refused, unless `force` is set.
        """
        view = self._now(self._top_view)
        return self._until_done(
            self._submissions.submit(self.user, view, values or {}, force=force)
        )

    def fill(self, values: Mapping[str, object]) -> None:
        """Type into the view on top, by block_id or action_id, without sending it."""
        self._now(lambda: type_into(self._workspace, self._top_view(), values))

    def suggest(self, action_id: str, typed: str) -> Reply:
        """Type into an external select of the view on top; the answer holds the options."""
        view = self._now(self._top_view)
        return self._until_done(self._interactions.suggest(self.user, view, action_id, typed))

    def close_view(self) -> Reply | None:
        """Cancel the view on top; a reply only if the view asked that the bot be told."""
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
        """Turn to the bot's Home tab; the bot hears of it by an event."""

        def opened() -> None:
            channel = self._workspace.direct_channel(self.id)
            events.home_opened(self._workspace, self.id, channel)

        self._now(opened)

from firefighter.playground.slack import modals
from firefighter.playground.slack.people.place import Place
from firefighter.playground.slack.records import Channel, Message, View


class Sees(Place):
    def sees(self, channel: str | Channel) -> bool:
        return self._now(lambda: self._workspace.sees(self.id, self._named(channel)))

    @property
    def view(self) -> View | None:
        """The modal on top of her stack."""
        return self._now(lambda: modals.top(self._workspace, self.id))

    @property
    def views(self) -> list[View]:
        """Her open modals, the one on top last."""

        def found() -> list[View]:
            stack = self._workspace.stacks.get(self.id, [])
            return [self._workspace.views[each] for each in stack]

        return self._now(found)

    @property
    def home(self) -> View | None:
        """The Home tab, if the bot has published one for her."""

        def found() -> View | None:
            view_id = self._workspace.homes.get(self.id)
            return self._workspace.views[view_id] if view_id else None

        return self._now(found)

    def ephemerals(self, channel: str | Channel | None = None) -> list[Message]:
        """What only she was shown, oldest first."""

        def found() -> list[Message]:
            wanted = None if channel is None else self._named(channel).id
            mine = [each for each in self._workspace.ephemerals if each.shown_to == self.id]
            return [each for each in mine if wanted in (None, each.channel)]

        return self._now(found)

    @property
    def dm(self) -> Channel:
        """Her conversation with the bot."""
        return self._now(lambda: self._workspace.direct_channel(self.id))

    @property
    def dms(self) -> list[Message]:
        """What was said there, oldest first."""
        return self._now(
            lambda: self._workspace.in_order(self._workspace.direct_channel(self.id).id)
        )

    @property
    def notices(self) -> list[str]:
        """What Slack itself told her, such as that a command was not answered in time."""
        return self._now(lambda: list(self._workspace.notices.get(self.id, [])))

"""One incident, as it is recorded and as people see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from firefighter.demo.stage import Stage
from firefighter.domain.errors import UnknownIncident
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.playground.slack import Channel, Message, Person, Reply
from firefighter.ports.places import Located, Place


@dataclass(frozen=True)
class Case:
    stage: Stage
    id: IncidentId

    @property
    def exists(self) -> bool:
        try:
            self.stage.bot.house.records.snapshot(self.id)
        except UnknownIncident:
            return False
        return True

    @property
    def incident(self) -> Incident:
        return self.stage.bot.house.records.snapshot(self.id).incident

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def timeline(self) -> list[AnyEvent]:
        return [entry.event for entry in self.stage.bot.house.records.timeline(self.id)]

    @property
    def places(self) -> Mapping[Place, Located]:
        return self.stage.bot.house.records.snapshot(self.id).places

    @property
    def room(self) -> Channel:
        return self.stage.slack.channel(self.places[Place.ROOM].channel)

    @property
    def announcement(self) -> Message:
        return self._message(Place.ANNOUNCEMENT)

    @property
    def thread_panel(self) -> Message:
        return self._message(Place.THREAD_PANEL)

    @property
    def room_panel(self) -> Message:
        return self._message(Place.ROOM_PANEL)

    @property
    def panels(self) -> list[Message]:
        return [
            self._message(place)
            for place in (Place.THREAD_PANEL, Place.ROOM_PANEL)
            if place in self.places
        ]

    @property
    def panel(self) -> Message:
        """Where people press: the room's, if there is a room."""
        return self.panels[-1]

    @property
    def messages(self) -> list[Message]:
        """All that the bot said about it, and what Slack says of the bot's own deeds."""
        bot = self.stage.slack.bot_user_id
        told = [*self._cards(), *self._in_thread()]
        if Place.ROOM in self.places:
            told += self.stage.slack.messages(self.room)
        return [each for each in told if each.user == bot and each.subtype != "channel_join"]

    @property
    def lines(self) -> list[str]:
        """What the bot said besides its cards, in the thread and in the room."""
        cards = {message.ts for message in (*self._cards(),)}
        said = [*self._in_thread(), *self._in_room()]
        return [each.text for each in said if each.by_bot and each.ts not in cards]

    @property
    def page_notices(self) -> int:
        """How many lines are no event, but say what became of the post-mortem page."""
        return sum("post-mortem page" in line or "has its page" in line for line in self.lines)

    def press(
        self, person: Person, action_id: str, label: str = "", on: Message | None = None
    ) -> Reply:
        """Presses a button of the panel, or chooses what has this label in a menu of it."""
        panel = on or self.panel
        value = option(panel, action_id, label) if label else None
        reply = person.press(panel, action_id=action_id, value=value, stale=on is not None)
        assert reply.acknowledged, reply
        self.quiet()
        return reply

    def rate(
        self, person: Person, severity: str, on: Message | None = None, reason: str = "It changed"
    ) -> Reply:
        """Presses a severity, and says why where that is asked."""
        reply = self.press(person, f"severity.{severity}", on=on)
        asked = person.view is not None and "reason" in person.view.typed
        return self.send(person, reason=reason) if asked else reply

    def send(self, person: Person, **values: object) -> Reply:
        """Sends the form on top of the person's screen."""
        reply = person.submit(values)
        assert reply.acknowledged, reply
        self.quiet()
        return reply

    def quiet(self) -> None:
        self.stage.wait_until_quiet()

    def _message(self, place: Place) -> Message:
        located = self.places[place]
        return self.stage.slack.message(located.channel, located.ts)

    def _cards(self) -> Iterator[Message]:
        for place in self.places:
            if place is not Place.ROOM:
                yield self._message(place)

    def _in_thread(self) -> list[Message]:
        if Place.ANNOUNCEMENT not in self.places:
            return []
        announced = self.places[Place.ANNOUNCEMENT]
        return self.stage.slack.thread(announced.channel, announced.ts)

    def _in_room(self) -> list[Message]:
        if Place.ROOM not in self.places:
            return []
        return [each for each in self.stage.slack.messages(self.room) if each.subtype is None]


def elements(message: Message) -> list[dict[str, Any]]:
    """Everything that can be pressed in a message."""
    return [
        element
        for block in message.blocks
        for element in (*block.get("elements", ()), block.get("accessory"))
        if element and "action_id" in element
    ]


def steps(message: Message) -> list[str]:
    """The status buttons that a panel offers."""
    ids = [element["action_id"] for element in elements(message)]
    return [each.removeprefix("step.") for each in ids if each.startswith("step.")]


def option(message: Message, action_id: str, label: str) -> str:
    """The value of a menu's option with this label."""
    menu = next(each for each in elements(message) if each["action_id"] == action_id)
    values = {each["text"]["text"]: each["value"] for each in menu["options"]}
    return str(values[label])


def shown(message: Message) -> str:
    """All that a message's blocks say, in one text."""
    texts: list[str] = []
    for block in message.blocks:
        parts = (block.get("text"), *block.get("fields", ()), *block.get("elements", ()))
        for part in parts:
            text = part.get("text") if part else None
            texts.append(text if isinstance(text, str) else (text or {}).get("text", ""))
    return "\n".join(texts)

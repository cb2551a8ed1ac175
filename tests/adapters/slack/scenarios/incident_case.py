"""One incident, as it is recorded and as people see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import actions, button
from firefighter.demo.sandbox import Sandbox
from firefighter.domain.errors import UnknownIncident
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.severity import Severity
from firefighter.playground.slack import Channel, Message, Person, Reply, View
from firefighter.playground.slack.posting import AUTHORED_SUBTYPES
from firefighter.ports.snapshot import Place, PlaceRef


@dataclass(frozen=True)
class IncidentCase:
    sandbox: Sandbox
    id: IncidentId

    @property
    def exists(self) -> bool:
        try:
            self.sandbox.bot.context.records.snapshot(self.id)
        except UnknownIncident:
            return False
        return True

    @property
    def incident(self) -> Incident:
        return self.sandbox.bot.context.records.snapshot(self.id).incident

    @property
    def reference(self) -> str:
        return self.incident.reference

    @property
    def timeline(self) -> list[AnyEvent]:
        return [entry.event for entry in self.sandbox.bot.context.records.timeline(self.id)]

    @property
    def places(self) -> Mapping[Place, PlaceRef]:
        return self.sandbox.bot.context.records.snapshot(self.id).places

    @property
    def incident_channel(self) -> Channel:
        return self.sandbox.slack.channel(self.places[Place.CHANNEL].channel)

    @property
    def announcement(self) -> Message:
        return self._message(Place.ANNOUNCEMENT)

    @property
    def thread_panel(self) -> Message:
        return self._message(Place.THREAD_PANEL)

    @property
    def channel_panel(self) -> Message:
        return self._message(Place.CHANNEL_PANEL)

    @property
    def panels(self) -> list[Message]:
        return [
            self._message(place)
            for place in (Place.THREAD_PANEL, Place.CHANNEL_PANEL)
            if place in self.places
        ]

    @property
    def panel(self) -> Message:
        """Where people press: the channel's, if there is a channel."""
        return self.panels[-1]

    @property
    def messages(self) -> list[Message]:
        """All messages of the bot about it, and Slack's messages about the bot's actions."""
        told = [*self._cards(), *self._in_thread()]
        if Place.CHANNEL in self.places:
            told += self.sandbox.slack.messages(self.incident_channel)
        return [each for each in told if each.by_bot and each.subtype != "channel_join"]

    @property
    def lines(self) -> list[str]:
        """What the bot said besides its cards, in the thread and in the channel."""
        cards = {message.ts for message in (*self._cards(),)}
        said = [*self._in_thread(), *self._in_channel()]
        return [each.text for each in said if each.by_bot and each.ts not in cards]

    @property
    def page_notices(self) -> int:
        """The number of notices about the post-mortem page."""
        return sum("post-mortem page" in line.lower() for line in self.lines)

    def press(
        self, person: Person, action_id: str, label: str = "", on: Message | None = None
    ) -> Reply:
        """Presses a button of the panel, or chooses what has this label in a menu of it.

        What the panel does not show is looked for behind its *Severity…* and *More…*.
        """
        reply = self.press_without_waiting(person, action_id, label, on)
        self.settle()
        return reply

    def press_without_waiting(
        self, person: Person, action_id: str, label: str = "", on: Message | None = None
    ) -> Reply:
        """Presses like `press`, also while effects cannot be done."""
        if _offers((on or self.panel).blocks, action_id):
            return self._press_on_panel(person, action_id, label, on)
        return self._press_in_list(person, action_id, label, on)

    def open_list(self, person: Person, name: str = "more", on: Message | None = None) -> View:
        """The list behind *More…* or *Severity…*, as it stands on the person's screen."""
        self._open_list(person, name, on)
        self.settle()
        assert person.view is not None
        return person.view

    def rate(
        self, person: Person, severity: str, on: Message | None = None, reason: str = "It changed"
    ) -> Reply:
        """Presses a severity. Says why before it is lowered, and nothing after it is raised."""
        reply = self.press(person, f"severity.{severity}", on=on)
        form = person.view.body["callback_id"] if person.view else ""
        if form == "severity_reason":
            person.close_view()
        return self.send(person, reason=reason) if form == "severity" else reply

    def steps(self, person: Person) -> list[str]:
        """The steps that the panel and its list offer, the way forward first."""
        listed = self.open_list(person)
        person.close_view()
        offered = (*elements(self.panel), *elements_in(listed.blocks))
        ids = [element["action_id"] for element in offered]
        return [each.removeprefix("step.") for each in ids if each.startswith("step.")]

    def _press_in_list(
        self, person: Person, action_id: str, label: str, on: Message | None
    ) -> Reply:
        """Closes the list if it is still there afterwards."""
        name = "choose_severity" if action_id.startswith("severity.") else "more"
        listed = self._open_list(person, name, on)
        value = option(listed.blocks, action_id, label) if label else None
        reply = person.press(listed, action_id=action_id, value=value)
        assert reply.acknowledged, reply
        if person.view is not None and person.view.body["callback_id"] == name:
            person.close_view()
        return reply

    def _open_list(self, person: Person, name: str, on: Message | None) -> View:
        """*Severity…* is on the panel while it is needed, and behind *More…* later."""
        if name == "more" or _offers((on or self.panel).blocks, name):
            self._press_on_panel(person, name, on=on)
        else:
            assert person.press(self._open_list(person, "more", on), action_id=name).acknowledged
        assert person.view is not None
        return person.view

    def _press_on_panel(
        self, person: Person, action_id: str, label: str = "", on: Message | None = None
    ) -> Reply:
        panel = on or self.panel
        value = option(panel.blocks, action_id, label) if label else None
        reply = person.press(panel, action_id=action_id, value=value, stale=on is not None)
        assert reply.acknowledged, reply
        return reply

    def send(self, person: Person, **values: object) -> Reply:
        """Sends the form on top of the person's screen."""
        reply = person.submit(values)
        assert reply.acknowledged, reply
        self.settle()
        return reply

    def settle(self) -> None:
        self.sandbox.wait_until_idle()

    def _message(self, place: Place) -> Message:
        located = self.places[place]
        return self.sandbox.slack.message(located.channel, located.ts)

    def _cards(self) -> Iterator[Message]:
        for place in self.places:
            if place not in (Place.CHANNEL, Place.COMMANDER_NUDGE, Place.UPDATE_NUDGE):
                yield self._message(place)

    def _in_thread(self) -> list[Message]:
        if Place.ANNOUNCEMENT not in self.places:
            return []
        announced = self.places[Place.ANNOUNCEMENT]
        return self.sandbox.slack.thread(announced.channel, announced.ts)

    def _in_channel(self) -> list[Message]:
        if Place.CHANNEL not in self.places:
            return []
        return [
            each
            for each in self.sandbox.slack.messages(self.incident_channel)
            if each.subtype in AUTHORED_SUBTYPES
        ]


def elements(message: Message) -> list[dict[str, Any]]:
    """Everything that can be pressed in a message."""
    return elements_in(message.blocks)


def elements_in(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Everything that can be pressed in blocks."""
    return [
        element
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory"))
        if element and "action_id" in element
    ]


def _offers(blocks: Sequence[dict[str, Any]], action_id: str) -> bool:
    return any(each["action_id"] == action_id for each in elements_in(blocks))


def option(blocks: Sequence[dict[str, Any]], action_id: str, label: str) -> str:
    """The value of a menu's option with this label."""
    menu = next(each for each in elements_in(blocks) if each["action_id"] == action_id)
    values = {each["text"]["text"]: each["value"] for each in menu["options"]}
    return str(values[label])


def severity_buttons(case: IncidentCase, panel: Message) -> Message:
    """The panel as an older version drew it, with a button for each severity."""
    seen = str(ButtonState(case.id, case.incident.severity))
    buttons = [button(f"severity.{each}", each, seen) for each in Severity]
    return replace(panel, blocks=({"block_id": "old", **actions(buttons)},))


def shown(message: Message) -> str:
    """All that a message's blocks say, in one text."""
    texts: list[str] = []
    for block in message.blocks:
        parts = (block.get("text"), *block.get("fields", ()), *block.get("elements", ()))
        for part in parts:
            text = part.get("text") if part else None
            texts.append(text if isinstance(text, str) else (text or {}).get("text", ""))
    return "\n".join(texts)

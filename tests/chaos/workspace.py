"""The workspace: its users, and what of the bot's messages they can see and press."""

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import takewhile
from threading import Lock
from typing import Any

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.playground.slack import LocalSlack, Message, Person
from firefighter.playground.slack.records import BOT_USER_ID, Usergroup

ON_CALL = "Database on-call"
"""The only service in PagerDuty."""

_HANDLES = ("ana", "ben", "chloe", "dora", "emil", "fatima")

_LEADING = ("gus", "olga", "pia")
"""Who runs drills, the game master, and the safety officer."""

ACKNOWLEDGE = "acknowledge_page"


@dataclass
class ChaosWorkspace:
    slack: LocalSlack
    people: list[Person]
    on_call: Person
    group: Usergroup
    runner: Person
    """Starts and runs drills, and takes part in none."""
    master: Person
    """The game master of every Game Day."""
    officer: Person
    """The safety officer of every Game Day, who also answers for its service."""
    panels: list[Message] = field(default_factory=list)
    """Every control panel ever posted, as it was then, oldest first."""
    pages: list[Message] = field(default_factory=list)
    """Every simulated page that could be acknowledged, as it was then, oldest first."""
    _seen: dict[str, str] = field(default_factory=lambda: defaultdict(str))
    """The newest message seen in each channel."""
    _lock: Lock = field(default_factory=Lock)

    def find_panels(self) -> list[Message]:
        """All panels so far."""
        with self._lock:
            self._look()
            return self.panels

    def find_pages(self) -> list[Message]:
        """All simulated pages so far."""
        with self._lock:
            self._look()
            return self.pages

    def find_all(self, action_id: str) -> list[Message]:
        """All messages that offer this, as they are now."""

        def found() -> list[Message]:
            channels = self.slack._workspace.messages.values()
            return [
                each
                for said in channels
                for each in said.values()
                if action_id in _action_ids(each)
            ]

        result: list[Message] = self.slack._loop.now(found)
        return result

    def somebody_in(self, channel: str) -> Person:
        """Who can press there: only members, in a private channel."""
        members = self.slack.channel(channel).members
        inside = (each for each in self.people if each.id in members)
        return next(inside, self.people[0])

    def _look(self) -> None:
        new = self._new_messages()
        self.panels += [each for each in new if is_panel(each)]
        self.pages += [each for each in new if ACKNOWLEDGE in _action_ids(each)]

    def _new_messages(self) -> list[Message]:
        def found() -> list[Message]:
            new = []
            for channel, messages in self.slack._workspace.messages.items():
                seen = self._seen[channel]
                newest_first = list(takewhile(seen.__lt__, reversed(messages)))
                new += [messages[ts] for ts in reversed(newest_first)]
                self._seen[channel] = newest_first[0] if newest_first else seen
            return new

        result: list[Message] = self.slack._loop.now(found)
        return result


def set_up_workspace(slack: LocalSlack) -> ChaosWorkspace:
    """The channels, the users in them, and the bot in both."""
    slack.install(manifest(find_features(), None))
    slack.subscriptions = frozenset({"app_mention"})
    slack.retry_delays_s = (0.0, 1.0, 5.0)
    people = [slack.add_person(handle) for handle in _HANDLES]
    on_call, second = slack.add_person("on.call"), slack.add_person("second")
    runner, master, officer = (slack.add_person(handle) for handle in _LEADING)
    everybody = [*people, on_call, second, runner, master, officer]
    slack.add_channel("general", members=everybody)
    slack.add_channel("incidents", members=everybody)
    group = slack.add_usergroup("oncall", members=[second])
    return ChaosWorkspace(slack, people, on_call, group, runner, master, officer)


def elements(message: Message) -> list[dict[str, Any]]:
    """Everything in a message that can be pressed."""
    return [
        element
        for block in message.blocks
        for element in (*block.get("elements", ()), block.get("accessory"))
        if element and "action_id" in element
    ]


def is_panel(message: Message) -> bool:
    return message.user == BOT_USER_ID and any(
        each.startswith("step.") for each in _action_ids(message)
    )


def is_about_drill(message: Message) -> bool:
    return message.text.startswith("EXERCISE")


def _action_ids(message: Message) -> list[str]:
    return [each["action_id"] for each in elements(message)]

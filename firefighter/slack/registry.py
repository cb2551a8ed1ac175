"""Finds the features. Help and manifest are made from what is found, so they cannot drift."""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from typing import TypeVar

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.ports.house import House
from firefighter.slack import features
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.more import Entry, always
from firefighter.slack.blocks.vocabulary import Block, Option
from firefighter.slack.errors import UnknownButton
from firefighter.slack.moments import place
from firefighter.slack.visits import (
    Answer,
    Called,
    Happened,
    Pointed,
    Pressed,
    Sought,
    Submitted,
    Typed,
)
from firefighter.slack.which import (
    OnIncident,
    OnMessage,
    Words,
    about_named,
    about_pointed,
    for_insiders,
)

COMMAND = "/incident"

_SUBSCRIPTIONS = {
    "message": ("message.channels", "message.groups"),
    "bot_joined": ("member_joined_channel",),
}
"""https://docs.slack.dev/reference/events/message, and the names that we gave."""

_Handler = TypeVar("_Handler")

OnCommand = Callable[[Typed], Answer | None]
OnPress = Callable[[Pressed], None]
OnSubmission = Callable[[Submitted], Block | None]
"""May return what the form shows once it is taken; None closes it."""
OnCall = Callable[[Called], None]
OnPoint = Callable[[Pointed], None]
OnSearch = Callable[[Sought], Sequence[Option]]
OnEvent = Callable[[Happened], None]
Redraw = Callable[[House, UserId, IncidentId], Block]


@dataclass(frozen=True)
class Subcommand:
    name: str
    usage: str
    """What may follow the name, as the help shows it; a text of the catalogue, or empty."""
    does: str
    """One line, as the help shows it; a text of the catalogue."""
    handle: OnCommand
    go_on: OnIncident | None = None
    """The same, once somebody chose the incident that it is about."""


@dataclass(frozen=True)
class Shortcut:
    """An entry of Slack's own menus: a message's, or the one that is everywhere."""

    callback_id: str
    name: str
    """A text of the catalogue, of at most 24 characters in every language."""
    does: str
    """A text of the catalogue."""
    on_call: OnCall | None = None
    on_message: OnPoint | None = None
    go_on: OnMessage | None = None


@dataclass
class Feature:
    """One interaction: its command, modal, submission and buttons together."""

    scopes: Sequence[str] = ()
    """What its own calls need beyond what the gateway needs."""
    commands: list[Subcommand] = field(default_factory=list)
    presses: dict[str, OnPress] = field(default_factory=dict)
    submissions: dict[str, OnSubmission] = field(default_factory=dict)
    redraws: dict[str, Redraw] = field(default_factory=dict)
    shortcuts: list[Shortcut] = field(default_factory=list)
    suggestions: dict[str, OnSearch] = field(default_factory=dict)
    events: dict[str, OnEvent] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def command(self, name: str, *, usage: str = "", does: str) -> Callable[[OnCommand], OnCommand]:
        def register(handle: OnCommand) -> OnCommand:
            self.commands.append(Subcommand(name, usage, does, handle))
            return handle

        return register

    def incident_command(
        self, name: str, *, usage: str = "", does: str, words: Words = Words.AFTER_NUMBER
    ) -> Callable[[OnIncident], OnIncident]:
        """About the incident that is named, or the room's, or one that is then chosen.

        Only those who may see it get as far as the handler, which finds in `words` what is left.
        """

        def register(handle: OnIncident) -> OnIncident:
            run = about_named(name, words, handle)
            self.commands.append(Subcommand(name, usage, does, run, go_on=handle))
            return handle

        return register

    def press(self, action_id: str, *, about_incident: bool = True) -> Callable[[OnPress], OnPress]:
        """`step` hears `step.close` too, unless another feature names that exactly.

        What the button carries begins with an incident's number, and only those who may see that
        incident get as far as the handler; unless it is not `about_incident`.
        """

        def register(handle: OnPress) -> OnPress:
            self.presses[action_id] = for_insiders(handle) if about_incident else handle
            return handle

        return register

    def more(
        self,
        name: str,
        label: str,
        *,
        does: str,
        rarity: int,
        offered: Callable[[Incident], bool] = always,
    ) -> Callable[[OnPress], OnPress]:
        """An entry of the list behind *More…* on the panel; what it opens takes the list's place.

        The handler is given what a button of the panel would give it.
        """

        def register(handle: OnPress) -> OnPress:
            self.entries.append(Entry(name, label, does, rarity, offered))
            return self.press(presses.action(presses.MORE, name))(handle)

        return register

    def submission(
        self, callback_id: str, *, about_incident: bool = True
    ) -> Callable[[OnSubmission], OnSubmission]:
        """`about_incident` as for a press."""

        def register(handle: OnSubmission) -> OnSubmission:
            self.submissions[callback_id] = for_insiders(handle) if about_incident else handle
            return handle

        return register

    def shortcut(self, callback_id: str, name: str, *, does: str) -> Callable[[OnCall], OnCall]:
        """In Slack's own menu, from anywhere. Its name has at most 24 characters."""

        def register(handle: OnCall) -> OnCall:
            self.shortcuts.append(Shortcut(callback_id, name, does, on_call=handle))
            return handle

        return register

    def message_shortcut(
        self, callback_id: str, name: str, *, does: str
    ) -> Callable[[OnPoint], OnPoint]:
        """In the menu of every message."""

        def register(handle: OnPoint) -> OnPoint:
            self.shortcuts.append(Shortcut(callback_id, name, does, on_message=handle))
            return handle

        return register

    def incident_message_shortcut(
        self, callback_id: str, name: str, *, does: str
    ) -> Callable[[OnMessage], OnMessage]:
        """The same, about the incident in whose room or thread the message is, or a chosen one."""

        def register(handle: OnMessage) -> OnMessage:
            run = about_pointed(callback_id, handle)
            self.shortcuts.append(Shortcut(callback_id, name, does, on_message=run, go_on=handle))
            return handle

        return register

    def suggestion(self, action_id: str) -> Callable[[OnSearch], OnSearch]:
        """Finds the options of a menu that searches; `incident` hears `incident.original` too."""

        def register(handle: OnSearch) -> OnSearch:
            self.suggestions[action_id] = handle
            return handle

        return register

    def redraw(self, callback_id: str) -> Callable[[Redraw], Redraw]:
        """Draws a modal anew after a button in it, or a form on top of it, did its work."""

        def register(handle: Redraw) -> Redraw:
            self.redraws[callback_id] = handle
            return handle

        return register

    def event(self, name: str) -> Callable[[OnEvent], OnEvent]:
        """An event of Slack's Events API, by its type; its scope belongs into `scopes`.

        Several features may hear the same one, each in a transaction of its own.
        """

        def register(handle: OnEvent) -> OnEvent:
            self.events[name] = handle
            return handle

        return register


@dataclass(frozen=True)
class Registry:
    commands: Mapping[str, Subcommand]
    """In the order in which people need them."""
    presses: Mapping[str, OnPress]
    submissions: Mapping[str, OnSubmission]
    redraws: Mapping[str, Redraw]
    shortcuts: Mapping[str, Shortcut]
    suggestions: Mapping[str, OnSearch]
    events: Mapping[str, Mapping[str, OnEvent]]
    """For each type of event, who hears it: by the feature's name."""
    more: Sequence[Entry]
    """The rarer actions, the least rare first."""
    scopes: frozenset[str]

    @property
    def subscriptions(self) -> frozenset[str]:
        """What Slack has to tell us of; of messages by the kinds of channels they stand in."""
        asked = (_SUBSCRIPTIONS.get(kind, (kind,)) for kind in self.events)
        return frozenset(name for names in asked for name in names)

    def on_press(self, action_id: str) -> OnPress:
        """Raises UnknownButton."""
        return _of_family(self.presses, action_id)

    def on_search(self, action_id: str) -> OnSearch:
        """Raises UnknownButton."""
        return _of_family(self.suggestions, action_id)

    def nearest(self, name: str) -> str | None:
        """The subcommand that was probably meant."""
        return next(iter(get_close_matches(name, self.commands, n=1, cutoff=0.5)), None)


def find_features() -> Registry:
    """Every feature of the package, in alphabetical order. ValueError when two claim one name."""
    names = [module.name for module in pkgutil.iter_modules(features.__path__)]
    return assemble({name: import_module(f"{features.__name__}.{name}").feature for name in names})


def assemble(named: Mapping[str, Feature]) -> Registry:
    found = named.values()
    commands = sorted(
        (command for one in found for command in one.commands), key=lambda each: place(each.name)
    )
    kinds = sorted({kind for one in found for kind in one.events})
    return Registry(
        commands=_unique([(command.name, command) for command in commands]),
        presses=_unique([item for one in found for item in one.presses.items()]),
        submissions=_unique([item for one in found for item in one.submissions.items()]),
        redraws=_unique([item for one in found for item in one.redraws.items()]),
        shortcuts=_unique([(each.callback_id, each) for one in found for each in one.shortcuts]),
        suggestions=_unique([item for one in found for item in one.suggestions.items()]),
        events={
            kind: {name: one.events[kind] for name, one in named.items() if kind in one.events}
            for kind in kinds
        },
        more=sorted((each for one in found for each in one.entries), key=lambda each: each.rarity),
        scopes=frozenset(scope for one in found for scope in one.scopes),
    )


def _of_family(handlers: Mapping[str, _Handler], name: str) -> _Handler:
    """The handler of `step.close`, or else that of `step`."""
    handle = handlers.get(name) or handlers.get(name.partition(".")[0])
    if handle is None:
        raise UnknownButton
    return handle


def _unique(pairs: Sequence[tuple[str, _Handler]]) -> Mapping[str, _Handler]:
    handlers = dict(pairs)
    if len(handlers) < len(pairs):
        names = [name for name, _handler in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"Two features claim the same name: {', '.join(twice)}.")
    return handlers

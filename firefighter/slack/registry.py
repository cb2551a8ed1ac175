"""Finds the features. Help and manifest are made from what is found, so they cannot drift."""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from importlib import import_module
from typing import TypeVar

from firefighter.domain.ids import IncidentId, UserId
from firefighter.ports.house import House
from firefighter.slack import features
from firefighter.slack.blocks.vocabulary import Block
from firefighter.slack.errors import UnknownButton
from firefighter.slack.visits import Answer, Happened, Pressed, Submitted, Typed

COMMAND = "/incident"

_Handler = TypeVar("_Handler")

OnCommand = Callable[[Typed], Answer | None]
OnPress = Callable[[Pressed], None]
OnSubmission = Callable[[Submitted], Block | None]
"""May return what the form shows once it is taken; None closes it."""
OnEvent = Callable[[Happened], None]
Redraw = Callable[[House, UserId, IncidentId], Block]


@dataclass(frozen=True)
class Subcommand:
    name: str
    usage: str
    """What may follow the name, as the help shows it."""
    does: str
    """One line, as the help shows it."""
    handle: OnCommand


@dataclass
class Feature:
    """One interaction: its command, modal, submission and buttons together."""

    scopes: Sequence[str] = ()
    """What its own calls need beyond what the gateway needs."""
    commands: list[Subcommand] = field(default_factory=list)
    presses: dict[str, OnPress] = field(default_factory=dict)
    submissions: dict[str, OnSubmission] = field(default_factory=dict)
    redraws: dict[str, Redraw] = field(default_factory=dict)
    events: dict[str, OnEvent] = field(default_factory=dict)

    def command(self, name: str, *, usage: str = "", does: str) -> Callable[[OnCommand], OnCommand]:
        def register(handle: OnCommand) -> OnCommand:
            self.commands.append(Subcommand(name, usage, does, handle))
            return handle

        return register

    def press(self, action_id: str) -> Callable[[OnPress], OnPress]:
        """`step` hears `step.close` too, unless another feature names that exactly."""

        def register(handle: OnPress) -> OnPress:
            self.presses[action_id] = handle
            return handle

        return register

    def submission(self, callback_id: str) -> Callable[[OnSubmission], OnSubmission]:
        def register(handle: OnSubmission) -> OnSubmission:
            self.submissions[callback_id] = handle
            return handle

        return register

    def redraw(self, callback_id: str) -> Callable[[Redraw], Redraw]:
        """Draws a modal anew after a button in it, or a form on top of it, did its work."""

        def register(handle: Redraw) -> Redraw:
            self.redraws[callback_id] = handle
            return handle

        return register

    def event(self, name: str) -> Callable[[OnEvent], OnEvent]:
        """An event of Slack's Events API, by its type; its scope belongs into `scopes`."""

        def register(handle: OnEvent) -> OnEvent:
            self.events[name] = handle
            return handle

        return register


@dataclass(frozen=True)
class Registry:
    commands: Mapping[str, Subcommand]
    presses: Mapping[str, OnPress]
    submissions: Mapping[str, OnSubmission]
    redraws: Mapping[str, Redraw]
    events: Mapping[str, OnEvent]
    scopes: frozenset[str]

    def on_press(self, action_id: str) -> OnPress:
        """Raises UnknownButton."""
        family = action_id.partition(".")[0]
        handle = self.presses.get(action_id) or self.presses.get(family)
        if handle is None:
            raise UnknownButton
        return handle

    def nearest(self, name: str) -> str | None:
        """The subcommand that was probably meant."""
        return next(iter(get_close_matches(name, self.commands, n=1, cutoff=0.5)), None)


def find_features() -> Registry:
    """Every feature of the package, in alphabetical order. ValueError when two claim one name."""
    modules = pkgutil.iter_modules(features.__path__, f"{features.__name__}.")
    return assemble([import_module(module.name).feature for module in modules])


def assemble(found: Sequence[Feature]) -> Registry:
    return Registry(
        commands=_unique([(command.name, command) for one in found for command in one.commands]),
        presses=_unique([item for one in found for item in one.presses.items()]),
        submissions=_unique([item for one in found for item in one.submissions.items()]),
        redraws=_unique([item for one in found for item in one.redraws.items()]),
        events=_unique([item for one in found for item in one.events.items()]),
        scopes=frozenset(scope for one in found for scope in one.scopes),
    )


def _unique(pairs: Sequence[tuple[str, _Handler]]) -> Mapping[str, _Handler]:
    handlers = dict(pairs)
    if len(handlers) < len(pairs):
        names = [name for name, _handler in pairs]
        twice = sorted({name for name in names if names.count(name) > 1})
        raise ValueError(f"Two features claim the same name: {', '.join(twice)}.")
    return handlers

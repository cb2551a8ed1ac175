"""Finds the features. Help and manifest are generated from them, so they cannot drift."""

import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from importlib import import_module
from typing import TypeVar

from firefighter.adapters.slack import features
from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import Block, Option
from firefighter.adapters.slack.blocks.more_actions import Entry, Group, always
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.admission import OnRefusedEvent, event_requires, requires
from firefighter.adapters.slack.inbound.command_order import NEVER_SUGGESTED, position
from firefighter.adapters.slack.inbound.incident_lookup import (
    Arguments,
    OnIncident,
    OnIncidentMessage,
    Redraw,
    require_access,
    require_access_to_press,
    with_mark_in_drills,
    with_marked_refusals,
    with_message_incident,
    with_named_incident,
)
from firefighter.adapters.slack.inbound.interactions import (
    Answer,
    BlockAction,
    GlobalShortcut,
    Interaction,
    MessageShortcut,
    OptionsRequest,
    SlackEvent,
    SlashCommand,
    ViewSubmission,
)
from firefighter.domain.accounts import AccessRight
from firefighter.domain.incident import Incident
from firefighter.domain.spelling import folded

COMMAND = "/incident"

_SUBSCRIPTIONS = {
    "message": ("message.channels", "message.groups"),
    "bot_joined": ("member_joined_channel",),
}
"""https://docs.slack.dev/reference/events/message, by the event names used here."""

_Handler = TypeVar("_Handler")
_From = TypeVar("_From", bound=Interaction | OptionsRequest)
_Answer = TypeVar("_Answer")

OnCommand = Callable[[SlashCommand], Answer | None]
OnBlockAction = Callable[[BlockAction], None]
OnSubmission = Callable[[ViewSubmission], Block | None]
"""May return the view that replaces the submitted form; None closes it."""
DrawAgain = Callable[[ViewSubmission], Block]
"""Draws a submitted form with the current state."""
OnGlobalShortcut = Callable[[GlobalShortcut], None]
OnMessageShortcut = Callable[[MessageShortcut], None]
OnOptionsRequest = Callable[[OptionsRequest], Sequence[Option]]
OnEvent = Callable[[SlackEvent], None]

_NEAR = 0.7
"""Minimum similarity of a suggested command, from 0 to 1."""


@dataclass(frozen=True)
class Subcommand:
    name: str
    usage: str
    """What may follow the name, as shown in the help: a msgid, or empty."""
    description: str
    """One line for the help; a msgid."""
    handle: OnCommand
    resume: OnIncident | None = None
    """The same with a chosen incident."""
    aliases: Sequence[str] = ()
    """Other names of the command."""

    @property
    def names(self) -> frozenset[str]:
        return frozenset((self.name, *self.aliases))


@dataclass(frozen=True)
class Shortcut:
    """A global or message shortcut."""

    callback_id: str
    name: str
    """A msgid of at most 24 characters in every language."""
    description: str
    """A msgid."""
    on_global_shortcut: OnGlobalShortcut | None = None
    on_message_shortcut: OnMessageShortcut | None = None
    resume: OnIncidentMessage | None = None


@dataclass
class Feature:
    """One interaction: its command, buttons, forms and events."""

    scopes: Sequence[str] = ()
    """Scopes that its own calls need in addition to the gateway's."""
    needs: AccessRight = AccessRight.RESPOND
    """What who is not a member of the workspace must be allowed by the settings."""
    is_exercise: bool = False
    """Whether all of it is about Game Days, so that its refusals carry the mark of drills."""
    commands: list[Subcommand] = field(default_factory=list)
    presses: dict[str, OnBlockAction] = field(default_factory=dict)
    submissions: dict[str, OnSubmission] = field(default_factory=dict)
    redraws: dict[str, Redraw] = field(default_factory=dict)
    submitted_forms: dict[str, OnSubmission] = field(default_factory=dict)
    shortcuts: list[Shortcut] = field(default_factory=list)
    suggestions: dict[str, OnOptionsRequest] = field(default_factory=dict)
    events: dict[str, OnEvent] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    """Events that say what happened, whoever caused it."""
    refused_events: dict[str, OnRefusedEvent] = field(default_factory=dict)
    """What tells people that their event was ignored; most are ignored in silence."""
    other_needs: dict[str, AccessRight] = field(default_factory=dict)
    """What single buttons and forms need instead, by action or callback id."""

    def command(
        self, name: str, *, usage: str = "", description: str, aliases: Sequence[str] = ()
    ) -> Callable[[OnCommand], OnCommand]:
        def register(handle: OnCommand) -> OnCommand:
            self.commands.append(Subcommand(name, usage, description, handle, aliases=aliases))
            return handle

        return register

    def incident_command(
        self,
        name: str,
        *,
        usage: str = "",
        description: str,
        words: Arguments = Arguments.AFTER_NUMBER,
        aliases: Sequence[str] = (),
    ) -> Callable[[OnIncident], OnIncident]:
        """Registers a command about the named incident, the channel's, or one that is then chosen.

        The handler is called only for people who may see it; `words` holds the remaining
        arguments.
        """

        def register(handle: OnIncident) -> OnIncident:
            run = with_named_incident(name, words, handle)
            self.commands.append(Subcommand(name, usage, description, run, handle, aliases))
            return handle

        return register

    def press(
        self,
        action_id: str,
        *,
        about_incident: bool = True,
        by_any_team: bool = False,
        needs: AccessRight | None = None,
    ) -> Callable[[OnBlockAction], OnBlockAction]:
        """Registers `step` for `step.close` too, unless another feature registers that exactly.

        With `about_incident`, the button's value begins with an incident number, and the handler
        is called only for people who may see that incident; in a Game Day `by_any_team` or by its
        own.
        """

        def register(handle: OnBlockAction) -> OnBlockAction:
            run = with_marked_refusals(handle) if self.is_exercise else handle
            self._need(action_id, needs)
            guarded = require_access_to_press(handle, by_any_team=by_any_team)
            self.presses[action_id] = guarded if about_incident else run
            return handle

        return register

    def more(
        self,
        name: str,
        label: str,
        *,
        description: str,
        rarity: int,
        offered: Callable[[Incident], bool] = always,
        group: Group = Group.INCIDENT,
    ) -> Callable[[OnBlockAction], OnBlockAction]:
        """Registers an entry of *More…* on the panel; what it opens replaces the list.

        The handler receives the same as for a button of the panel. `group` is the heading under
        which the entry stands.
        """

        def register(handle: OnBlockAction) -> OnBlockAction:
            self.entries.append(Entry(name, label, description, rarity, offered, group))
            return self.press(action_ids.action(action_ids.MORE, name))(handle)

        return register

    def submission(
        self,
        callback_id: str,
        *,
        about_incident: bool = True,
        by_any_team: bool = False,
        needs: AccessRight | None = None,
    ) -> Callable[[OnSubmission], OnSubmission]:
        """`about_incident` and `by_any_team` as for a press."""

        def register(handle: OnSubmission) -> OnSubmission:
            run = with_marked_refusals(handle) if self.is_exercise else handle
            self._need(callback_id, needs)
            guarded = require_access(handle, by_any_team=by_any_team)
            self.submissions[callback_id] = guarded if about_incident else run
            return handle

        return register

    def shortcut(
        self, callback_id: str, name: str, *, description: str
    ) -> Callable[[OnGlobalShortcut], OnGlobalShortcut]:
        """Registers a global shortcut. Its name has at most 24 characters."""

        def register(handle: OnGlobalShortcut) -> OnGlobalShortcut:
            self.shortcuts.append(
                Shortcut(callback_id, name, description, on_global_shortcut=handle)
            )
            return handle

        return register

    def message_shortcut(
        self, callback_id: str, name: str, *, description: str
    ) -> Callable[[OnMessageShortcut], OnMessageShortcut]:
        """Registers a message shortcut."""

        def register(handle: OnMessageShortcut) -> OnMessageShortcut:
            self.shortcuts.append(
                Shortcut(callback_id, name, description, on_message_shortcut=handle)
            )
            return handle

        return register

    def incident_message_shortcut(
        self, callback_id: str, name: str, *, description: str
    ) -> Callable[[OnIncidentMessage], OnIncidentMessage]:
        """Registers a message shortcut about the channel's, thread's or a chosen incident."""

        def register(handle: OnIncidentMessage) -> OnIncidentMessage:
            run = with_message_incident(callback_id, handle)
            self.shortcuts.append(
                Shortcut(callback_id, name, description, on_message_shortcut=run, resume=handle)
            )
            return handle

        return register

    def suggestion(self, action_id: str) -> Callable[[OnOptionsRequest], OnOptionsRequest]:
        """Registers an external data source; `incident` also serves `incident.original`."""

        def register(handle: OnOptionsRequest) -> OnOptionsRequest:
            self.suggestions[action_id] = handle
            return handle

        return register

    def redraw(
        self, callback_id: str, *, about_incident: bool = True
    ) -> Callable[[Redraw], Redraw]:
        """Redraws a modal after a button in it, or a form on top of it, changed something.

        `about_incident` as for a press.
        """

        def register(handle: Redraw) -> Redraw:
            self.redraws[callback_id] = with_mark_in_drills(handle) if about_incident else handle
            return handle

        return register

    def draw_again(self, callback_id: str) -> Callable[[DrawAgain], DrawAgain]:
        """Registers what draws a form that was submitted after somebody else was faster.

        What it shows is also compared with what the person saw: see `conflicts.merge`.
        """

        def register(draw: DrawAgain) -> DrawAgain:
            self.submitted_forms[callback_id] = require_access(draw)
            return draw

        return register

    def event(
        self, name: str, *, is_fact: bool = False, on_refused: OnRefusedEvent | None = None
    ) -> Callable[[OnEvent], OnEvent]:
        """Registers for an event type of Slack's Events API; add its scope to `scopes`.

        Several features may handle the same event, each in its own transaction. A fact is handled
        whoever caused it; otherwise `on_refused` is called for people without the right.
        """

        def register(handle: OnEvent) -> OnEvent:
            self.events[name] = handle
            if is_fact:
                self.facts.add(name)
            if on_refused:
                self.refused_events[name] = on_refused
            return handle

        return register

    def _need(self, name: str, right: AccessRight | None) -> None:
        if right is not None:
            self.other_needs[name] = right

    def guarded(self) -> "Feature":
        """The same, reached only by people who have the right to."""
        return replace(
            self,
            commands=[self._guarded_command(each) for each in self.commands],
            presses=self._guarded(self.presses),
            submissions=self._guarded(self.submissions),
            submitted_forms=self._guarded(self.submitted_forms),
            shortcuts=[self._guarded_shortcut(each) for each in self.shortcuts],
            suggestions=self._guarded(self.suggestions),
            events={
                name: handle
                if name in self.facts
                else event_requires(self.needs, handle, self.refused_events.get(name))
                for name, handle in self.events.items()
            },
        )

    def _guarded(
        self, handlers: Mapping[str, Callable[[_From], _Answer]]
    ) -> dict[str, Callable[[_From], _Answer]]:
        return {
            name: requires(self.other_needs.get(name, self.needs), handle)
            for name, handle in handlers.items()
        }

    def _guarded_command(self, command: Subcommand) -> Subcommand:
        resume = requires(self.needs, command.resume) if command.resume else None
        return replace(command, handle=requires(self.needs, command.handle), resume=resume)

    def _guarded_shortcut(self, shortcut: Shortcut) -> Shortcut:
        on_global, on_message, resume = (
            shortcut.on_global_shortcut,
            shortcut.on_message_shortcut,
            shortcut.resume,
        )
        return replace(
            shortcut,
            on_global_shortcut=requires(self.needs, on_global) if on_global else None,
            on_message_shortcut=requires(self.needs, on_message) if on_message else None,
            resume=requires(self.needs, resume) if resume else None,
        )


@dataclass(frozen=True)
class Registry:
    commands: Mapping[str, Subcommand]
    """In the order of the help."""
    presses: Mapping[str, OnBlockAction]
    submissions: Mapping[str, OnSubmission]
    redraws: Mapping[str, Redraw]
    submitted_forms: Mapping[str, OnSubmission]
    """What draws a submitted form again."""
    shortcuts: Mapping[str, Shortcut]
    suggestions: Mapping[str, OnOptionsRequest]
    events: Mapping[str, Mapping[str, OnEvent]]
    """Handlers by event type and feature name."""
    more: Sequence[Entry]
    """Entries of *More…*, the most common first."""
    scopes: frozenset[str]

    @property
    def subscriptions(self) -> frozenset[str]:
        """Returns the event subscriptions; message events are split by type of channel."""
        asked = (_SUBSCRIPTIONS.get(kind, (kind,)) for kind in self.events)
        return frozenset(name for names in asked for name in names)

    def on_press(self, action_id: str) -> OnBlockAction:
        """Raises UnknownButton."""
        return _of_family(self.presses, action_id)

    def on_submission(self, callback_id: str) -> OnSubmission:
        """Raises UnknownButton."""
        handle = self.submissions.get(callback_id)
        if handle is None:
            raise UnknownButton
        return handle

    def on_search(self, action_id: str) -> OnOptionsRequest:
        """Raises UnknownButton."""
        return _of_family(self.suggestions, action_id)

    def command(self, name: str) -> Subcommand | None:
        """Returns the subcommand of that name or alias, with or without hyphens."""
        spelled = {name, folded(name)}
        return next((one for one in self.commands.values() if spelled & one.names), None)

    def nearest(self, name: str) -> str | None:
        """Returns the name or alias that was probably meant; never one of a risky command."""
        safe = [one for one in self.commands.values() if one.name not in NEVER_SUGGESTED]
        names = [known for one in safe for known in sorted(one.names)]
        near = get_close_matches(name, names, cutoff=_NEAR)
        swapped = [each for each in near if sorted(each) == sorted(name)]
        return next(iter([*swapped, *near]), None)


def find_features() -> Registry:
    """Returns every feature of the package. Raises ValueError if two register the same name."""
    names = [module.name for module in pkgutil.iter_modules(features.__path__)]
    return assemble({name: import_module(f"{features.__name__}.{name}").feature for name in names})


def assemble(unguarded: Mapping[str, Feature]) -> Registry:
    named = {name: one.guarded() for name, one in unguarded.items()}
    found = named.values()
    commands = sorted(
        (command for one in found for command in one.commands), key=lambda each: position(each.name)
    )
    _unique([(name, command) for command in commands for name in (command.name, *command.aliases)])
    kinds = sorted({kind for one in found for kind in one.events})
    return Registry(
        commands=_unique([(command.name, command) for command in commands]),
        presses=_unique([item for one in found for item in one.presses.items()]),
        submissions=_unique([item for one in found for item in one.submissions.items()]),
        redraws=_unique([item for one in found for item in one.redraws.items()]),
        submitted_forms=_unique([item for one in found for item in one.submitted_forms.items()]),
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
    """Returns the handler of `step.close`, or else that of `step`."""
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

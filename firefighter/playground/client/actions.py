"""What a person does on the page. Each action does what Slack's client would do."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from firefighter.i18n import gettext
from firefighter.playground.client.fields import (
    EXTERNAL_SELECT,
    PRESS,
    ButtonPress,
    entered,
    field_name,
    find_option,
    known_as,
    read_press,
    value_of,
)
from firefighter.playground.client.page import PersonState
from firefighter.playground.client.screen import Screen
from firefighter.playground.client.viewer import HOME, Location
from firefighter.playground.slack import LocalSlack, Message, NotPossibleError, Person, View
from firefighter.playground.slack.elements import VALUE_ELEMENTS, PlacedElement, placed_elements
from firefighter.playground.slack.errors import NotSentError
from firefighter.playground.slack.records import User

_Errors = tuple[str, Mapping[str, str]]


@dataclass
class ClientState:
    """Each change is one assignment, so it is thread-safe."""

    _notices: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _dismissed: dict[str, int] = field(default_factory=dict)
    _errors: dict[str, _Errors] = field(default_factory=dict)
    _read: defaultdict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))

    def note(self, person: Person, notice: str) -> None:
        self._notices[person.id].append(notice)

    def dismiss(self, person: Person) -> None:
        self._dismissed[person.id] = len(person.notices)
        self._notices[person.id] = []

    def show_errors(self, person: Person, errors: Mapping[str, str]) -> None:
        """Valid until another modal, or another version of it, is on top."""
        view = person.view
        if view is not None:
            self._errors[person.id] = (f"{view.id}/{view.hash}", errors)

    def clear_errors(self, person: Person) -> None:
        self._errors.pop(person.id, None)

    def person_state(self, screen: Screen) -> PersonState:
        """Also records that the person has read what is on the screen."""
        person, read = screen.person, self._read[screen.person.id]
        if screen.channel is not None:
            read[screen.channel.id] = screen.newest.get(screen.channel.id, "")
        fresh = person.notices[self._dismissed.get(person.id, 0) :]
        return PersonState([*fresh, *self._notices[person.id]], self._errors_of(screen), dict(read))

    def _errors_of(self, screen: Screen) -> Mapping[str, str]:
        version, errors = self._errors.get(screen.person.id, ("", {}))
        top = screen.modals[-1] if screen.modals else None
        return errors if top is not None and version == f"{top.id}/{top.hash}" else {}


@dataclass(frozen=True)
class UserAction:
    slack: LocalSlack
    state: ClientState
    person: Person
    location: Location
    form: FormData

    @property
    def user(self) -> User:
        return self.person.user

    def given(self, name: str) -> str:
        return str(self.form.get(name, ""))

    @property
    def message(self) -> Message:
        """Returns the message that the form belongs to, including ephemeral ones."""
        channel, _, ts = self.given("message").partition("/")
        private = (each for each in self.person.ephemerals(channel) if each.ts == ts)
        return next(private, None) or self.slack.message(channel, ts)

    @property
    def view(self) -> View:
        shown = [*self.person.views, *([self.person.home] if self.person.home else [])]
        for view in shown:
            if view.id == self.given("view"):
                return view
        raise NotPossibleError(gettext("That form is no longer open."))


def press(action: UserAction) -> None:
    pressed = read_press(action.given(PRESS))
    surface = action.view if action.given("view") else action.message
    element = _pressed(surface, pressed)
    value: object = pressed.value
    if element.type in VALUE_ELEMENTS:
        name = field_name(pressed.block_id, pressed.action_id)
        value = value_of(element, [str(each) for each in action.form.getlist(name)], action.user)
    if isinstance(surface, View) and surface.type == "modal":
        action.person.fill(_entered(action, surface))
        surface = action.view
    action.person.press(
        surface, action_id=element.action_id, block_id=element.block_id, value=value
    )


def submit(action: UserAction) -> None:
    """Submits the form, unless a button inside it was pressed."""
    if action.given(PRESS):
        press(action)
        return
    values = _entered(action, action.view)
    action.state.clear_errors(action.person)
    try:
        reply = action.person.submit(values)
    except NotSentError as error:
        action.state.show_errors(action.person, error.problems)
        return
    if reply.errors:
        action.state.show_errors(action.person, reply.errors)


def fill(action: UserAction) -> None:
    """Keeps what was typed, so that a reload loses nothing."""
    if action.person.view is not None and action.person.view.id == action.given("view"):
        action.person.fill(_entered(action, action.view))


def close(action: UserAction) -> None:
    action.state.clear_errors(action.person)
    if action.person.view is not None and action.person.view.id == action.given("view"):
        action.person.close_view()


def _pressed(surface: Message | View, pressed: ButtonPress) -> PlacedElement:
    """Looks up the current button: a redrawn message gets new block ids where it sets none."""
    same = [each for each in placed_elements(surface.blocks) if _matches(each, pressed)]
    exact = [each for each in same if each.block_id == pressed.block_id]
    if not same:
        raise NotPossibleError(gettext("That just changed or was removed. Please try again."))
    return (exact or same)[0]


def _matches(each: PlacedElement, pressed: ButtonPress) -> bool:
    if each.action_id != pressed.action_id:
        return False
    return each.type != "button" or each.element.get("value") == pressed.value


def _entered(action: UserAction, view: View) -> dict[str, object]:
    """Includes the options found by their labels."""
    values = entered(view.blocks, action.form, action.user)
    for element in placed_elements(view.blocks):
        if element.type == EXTERNAL_SELECT and view.type == "modal":
            name = known_as(element)
            values[name] = find_option(action.person, element, values[name])
    return values


ActionHandler = Callable[[UserAction], Location | None]
"""May redirect to another screen."""


def send_message(action: UserAction) -> None:
    text, thread = action.given("text").strip(), action.given("thread") or None
    if not text:
        return
    command, _, words = text.partition(" ")
    if not command.startswith("/"):
        action.person.post(action.location.where, text.replace("\r\n", "\n"), thread)
    elif thread:
        action.state.note(
            action.person, gettext("{command} is not supported in threads.", command=command)
        )
    else:
        action.person.command(action.location.where, command, words.strip())


def react(action: UserAction) -> None:
    action.person.react(action.message, action.given("emoji"))


def unreact(action: UserAction) -> None:
    action.person.unreact(action.message, action.given("emoji"))


def pin(action: UserAction) -> None:
    action.person.pin(action.message)


def unpin(action: UserAction) -> None:
    action.person.unpin(action.message)


def message_shortcut(action: UserAction) -> None:
    action.person.message_shortcut(action.given("shortcut"), action.message)


def shortcut(action: UserAction) -> None:
    action.person.shortcut(action.given("shortcut"))


def open_home(action: UserAction) -> Location | None:
    action.person.open_home()
    return action.location.at(HOME)


def join(action: UserAction) -> None:
    action.person.join(action.location.where)


def leave(action: UserAction) -> None:
    action.person.leave(action.location.where)


def invite(action: UserAction) -> None:
    action.person.invite(action.location.where, action.slack.person(action.given("user")))


def dismiss(action: UserAction) -> None:
    action.state.dismiss(action.person)


ACTIONS: Mapping[str, ActionHandler] = {
    "say": send_message,
    "press": press,
    "submit": submit,
    "fill": fill,
    "close": close,
    "react": react,
    "unreact": unreact,
    "pin": pin,
    "unpin": unpin,
    "message-shortcut": message_shortcut,
    "shortcut": shortcut,
    "open-home": open_home,
    "join": join,
    "leave": leave,
    "invite": invite,
    "dismiss": dismiss,
}

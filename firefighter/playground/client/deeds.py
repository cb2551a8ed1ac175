"""What a person does on the page: each is what Slack's client would do for her."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from firefighter.playground.client.fields import (
    PRESS,
    Pressed,
    entered,
    field_name,
    known_as,
    read_press,
    value_of,
)
from firefighter.playground.client.look import HOME, Look
from firefighter.playground.client.memory import Memory
from firefighter.playground.client.seeking import SEEKS, found
from firefighter.playground.slack import LocalSlack, Message, NotPossibleError, Person, View
from firefighter.playground.slack.elements import STATEFUL, Placed, placed
from firefighter.playground.slack.records import User
from firefighter.playground.slack.refusal import NotSentError
from firefighter.texts import say


@dataclass(frozen=True)
class Visit:
    slack: LocalSlack
    memory: Memory
    person: Person
    look: Look
    form: FormData

    @property
    def user(self) -> User:
        return self.person.user

    def given(self, name: str) -> str:
        return str(self.form.get(name, ""))

    @property
    def message(self) -> Message:
        """The one whose form it is, also where only she sees it."""
        channel, _, ts = self.given("message").partition("/")
        private = (each for each in self.person.ephemerals(channel) if each.ts == ts)
        return next(private, None) or self.slack.message(channel, ts)

    @property
    def view(self) -> View:
        shown = [*self.person.views, *([self.person.home] if self.person.home else [])]
        for view in shown:
            if view.id == self.given("view"):
                return view
        raise NotPossibleError(say("That form is no longer open."))


Deed = Callable[[Visit], Look | None]
"""May lead to another look."""


def speak(visit: Visit) -> Look | None:
    text, thread = visit.given("text").strip(), visit.given("thread") or None
    if not text:
        return None
    command, _, words = text.partition(" ")
    if not command.startswith("/"):
        visit.person.post(visit.look.where, text.replace("\r\n", "\n"), thread)
    elif thread:
        visit.memory.note(
            visit.person, say("{command} is not supported in threads.", command=command)
        )
    else:
        visit.person.command(visit.look.where, command, words.strip())
    return None


def press(visit: Visit) -> Look | None:
    pressed = read_press(visit.given(PRESS))
    surface = visit.view if visit.given("view") else visit.message
    element = _pressed(surface, pressed)
    value: object = pressed.value
    if element.type in STATEFUL:
        name = field_name(pressed.block_id, pressed.action_id)
        value = value_of(element, [str(each) for each in visit.form.getlist(name)], visit.user)
    if isinstance(surface, View) and surface.type == "modal":
        visit.person.fill(_entered(visit, surface))
        surface = visit.view
    visit.person.press(surface, action_id=element.action_id, block_id=element.block_id, value=value)
    return None


def _pressed(surface: Message | View, pressed: Pressed) -> Placed:
    """As it is now: a card that was redrawn meanwhile has new block ids where it names none."""
    same = [each for each in placed(surface.blocks) if _is_meant(each, pressed)]
    exact = [each for each in same if each.block_id == pressed.block_id]
    if not same:
        raise NotPossibleError(say("That has just changed, or is gone. Please look again."))
    return (exact or same)[0]


def _is_meant(each: Placed, pressed: Pressed) -> bool:
    if each.action_id != pressed.action_id:
        return False
    return each.type != "button" or each.element.get("value") == pressed.value


def _entered(visit: Visit, view: View) -> dict[str, object]:
    """With the options that were found by their labels."""
    values = entered(view.blocks, visit.form, visit.user)
    for field in placed(view.blocks):
        if field.type == SEEKS and view.type == "modal":
            name = known_as(field)
            values[name] = found(visit.person, field, values[name])
    return values


def submit(visit: Visit) -> Look | None:
    """Sends the form, unless it was a button in it that was pressed."""
    if visit.given(PRESS):
        return press(visit)
    values = _entered(visit, visit.view)
    visit.memory.forgive(visit.person)
    try:
        reply = visit.person.submit(values)
    except NotSentError as error:
        visit.memory.refuse(visit.person, error.problems)
        return None
    if reply.errors:
        visit.memory.refuse(visit.person, reply.errors)
    return None


def fill(visit: Visit) -> Look | None:
    """Keeps what is typed, so that reloading the page loses nothing."""
    if visit.person.view is not None and visit.person.view.id == visit.given("view"):
        visit.person.fill(_entered(visit, visit.view))
    return None


def close(visit: Visit) -> Look | None:
    visit.memory.forgive(visit.person)
    if visit.person.view is not None and visit.person.view.id == visit.given("view"):
        visit.person.close_view()
    return None


def react(visit: Visit) -> Look | None:
    visit.person.react(visit.message, visit.given("emoji"))
    return None


def unreact(visit: Visit) -> Look | None:
    visit.person.unreact(visit.message, visit.given("emoji"))
    return None


def pin(visit: Visit) -> Look | None:
    visit.person.pin(visit.message)
    return None


def unpin(visit: Visit) -> Look | None:
    visit.person.unpin(visit.message)
    return None


def message_shortcut(visit: Visit) -> Look | None:
    visit.person.message_shortcut(visit.given("shortcut"), visit.message)
    return None


def shortcut(visit: Visit) -> Look | None:
    visit.person.shortcut(visit.given("shortcut"))
    return None


def open_home(visit: Visit) -> Look | None:
    visit.person.open_home()
    return visit.look.at(HOME)


def join(visit: Visit) -> Look | None:
    visit.person.join(visit.look.where)
    return None


def leave(visit: Visit) -> Look | None:
    visit.person.leave(visit.look.where)
    return None


def invite(visit: Visit) -> Look | None:
    visit.person.invite(visit.look.where, visit.slack.person(visit.given("user")))
    return None


def dismiss(visit: Visit) -> Look | None:
    visit.memory.dismiss(visit.person)
    return None


DEEDS: Mapping[str, Deed] = {
    "say": speak,
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

"""What a person does on the page: each is what Slack's client would do for her."""

from collections.abc import Callable, Mapping

from firefighter.playground.client.filling import close, fill, press, submit
from firefighter.playground.client.look import HOME, Look
from firefighter.playground.client.visit import Visit
from firefighter.texts import say

Deed = Callable[[Visit], Look | None]
"""May lead to another look."""


def speak(visit: Visit) -> None:
    text, thread = visit.given("text").strip(), visit.given("thread") or None
    if not text:
        return
    command, _, words = text.partition(" ")
    if not command.startswith("/"):
        visit.person.post(visit.look.where, text.replace("\r\n", "\n"), thread)
    elif thread:
        visit.memory.note(
            visit.person, say("{command} is not supported in threads.", command=command)
        )
    else:
        visit.person.command(visit.look.where, command, words.strip())


def react(visit: Visit) -> None:
    visit.person.react(visit.message, visit.given("emoji"))


def unreact(visit: Visit) -> None:
    visit.person.unreact(visit.message, visit.given("emoji"))


def pin(visit: Visit) -> None:
    visit.person.pin(visit.message)


def unpin(visit: Visit) -> None:
    visit.person.unpin(visit.message)


def message_shortcut(visit: Visit) -> None:
    visit.person.message_shortcut(visit.given("shortcut"), visit.message)


def shortcut(visit: Visit) -> None:
    visit.person.shortcut(visit.given("shortcut"))


def open_home(visit: Visit) -> Look | None:
    visit.person.open_home()
    return visit.look.at(HOME)


def join(visit: Visit) -> None:
    visit.person.join(visit.look.where)


def leave(visit: Visit) -> None:
    visit.person.leave(visit.look.where)


def invite(visit: Visit) -> None:
    visit.person.invite(visit.look.where, visit.slack.person(visit.given("user")))


def dismiss(visit: Visit) -> None:
    visit.memory.dismiss(visit.person)


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

"""Pressing what stands on cards and in forms, filling forms in, and sending them."""

from firefighter.playground.client.fields import (
    PRESS,
    Pressed,
    entered,
    field_name,
    known_as,
    read_press,
    value_of,
)
from firefighter.playground.client.seeking import SEEKS, found
from firefighter.playground.client.visit import Visit
from firefighter.playground.slack import Message, NotPossibleError, View
from firefighter.playground.slack.elements import STATEFUL, Placed, placed
from firefighter.playground.slack.refusal import NotSentError
from firefighter.texts import say


def press(visit: Visit) -> None:
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


def submit(visit: Visit) -> None:
    """Sends the form, unless it was a button in it that was pressed."""
    if visit.given(PRESS):
        press(visit)
        return
    values = _entered(visit, visit.view)
    visit.memory.forgive(visit.person)
    try:
        reply = visit.person.submit(values)
    except NotSentError as error:
        visit.memory.refuse(visit.person, error.problems)
        return
    if reply.errors:
        visit.memory.refuse(visit.person, reply.errors)


def fill(visit: Visit) -> None:
    """Keeps what is typed, so that reloading the page loses nothing."""
    if visit.person.view is not None and visit.person.view.id == visit.given("view"):
        visit.person.fill(_entered(visit, visit.view))


def close(visit: Visit) -> None:
    visit.memory.forgive(visit.person)
    if visit.person.view is not None and visit.person.view.id == visit.given("view"):
        visit.person.close_view()


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

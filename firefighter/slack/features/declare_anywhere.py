"""Declare an incident from Slack's own menu, or from the Home tab."""

from firefighter.slack.blocks import presses
from firefighter.slack.declaring import begin
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Called, Pressed
from firefighter.texts import mark

feature = Feature()


@feature.shortcut(
    "declare", mark("Declare an incident"), does=mark("Opens the form, wherever you are.")
)
def declare_from_menu(visit: Called) -> None:
    begin(visit)


@feature.press(presses.DECLARE, about_incident=False)
def declare_by_button(visit: Pressed) -> None:
    begin(visit)

"""The list of the rarer actions, each of which another feature registers."""

from firefighter.slack.blocks import presses
from firefighter.slack.blocks.more import more_form
from firefighter.slack.registry import Feature, find_features
from firefighter.slack.visits import Pressed

feature = Feature()


@feature.press(presses.MORE)
def show_list(visit: Pressed) -> None:
    incident = visit.house.records.snapshot(visit.incident_id).incident
    visit.open_form(more_form(incident, find_features().more))

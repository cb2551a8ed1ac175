"""The Home tab, drawn whenever somebody turns to it."""

from firefighter.slack.blocks.home import home_tab
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Happened
from firefighter.usecases.look_home import look_home, note_at_home

feature = Feature()


@feature.event("app_home_opened")
def draw_home(visit: Happened) -> None:
    """At once, since somebody is looking; what changes while they do follows by the outbox."""
    if visit.detail == "home":
        house = visit.house
        shown = look_home(house.records, visit.user, house.clock.now())
        visit.publish_home(home_tab(shown, house.rules))
        note_at_home(house, visit.delivery, visit.user)

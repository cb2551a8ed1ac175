"""What a person can see and do: the side of Slack that the bot never touches.

Each action goes through Slack's client, which refuses (`NotPossibleError`) what she could not do
there. A new thing to do with the bot goes into `interacting`, with people into `taking_part`.
"""

from firefighter.playground.slack.people.interacting import Interacts
from firefighter.playground.slack.people.place import Loop
from firefighter.playground.slack.people.seeing import Sees
from firefighter.playground.slack.people.taking_part import TakesPart

__all__ = ["Loop", "Person"]


class Person(Sees, Interacts, TakesPart):
    """Somebody in the workspace; every method may be called from any thread."""

"""Declare an incident from a message that speaks of it."""

from firefighter.domain.events import Source
from firefighter.slack.declaring import begin
from firefighter.slack.registry import Feature
from firefighter.slack.visits import Pointed
from firefighter.slack.words.mrkdwn import untyped
from firefighter.texts import mark

feature = Feature()


@feature.message_shortcut(
    "declare_from_message",
    mark("Declare incident"),
    does=mark("Declares an incident from this message, and tells its thread."),
)
def declare_from_message(visit: Pointed) -> None:
    begin(visit, untyped(visit.text), source=Source(visit.channel, visit.ts, visit.thread))

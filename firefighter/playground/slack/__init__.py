"""A real HTTP server that refuses what Slack would refuse. Start reading at `local`."""

from firefighter.playground.slack.deliveries import Reply
from firefighter.playground.slack.errors import NotPossibleError
from firefighter.playground.slack.faults import (
    DropAfterDoing,
    DropBefore,
    DropThenDo,
    Hang,
    RateLimited,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.local import LocalSlack
from firefighter.playground.slack.people import Person
from firefighter.playground.slack.records import Call, Channel, Draft, Message, View
from firefighter.playground.slack.server import NotInTimeError

__all__ = [
    "Call",
    "Channel",
    "Draft",
    "DropAfterDoing",
    "DropBefore",
    "DropThenDo",
    "Hang",
    "LocalSlack",
    "Message",
    "NotInTimeError",
    "NotPossibleError",
    "Person",
    "RateLimited",
    "Reply",
    "ServerError",
    "SlackError",
    "View",
]

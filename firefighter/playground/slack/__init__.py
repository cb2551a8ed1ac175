"""A real HTTP server that refuses what Slack would refuse; `local` says where things are."""

from firefighter.playground.slack.changes import NotInTimeError
from firefighter.playground.slack.faults import (
    DropAfterDoing,
    DropBefore,
    Hang,
    RateLimited,
    ServerError,
    SlackError,
)
from firefighter.playground.slack.local import LocalSlack
from firefighter.playground.slack.people import Person
from firefighter.playground.slack.records import Call, Channel, Draft, Message, View
from firefighter.playground.slack.refusal import NotPossibleError
from firefighter.playground.slack.replies import Reply

__all__ = [
    "Call",
    "Channel",
    "Draft",
    "DropAfterDoing",
    "DropBefore",
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

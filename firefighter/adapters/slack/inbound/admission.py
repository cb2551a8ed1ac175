"""Lets only those reach a feature who have the right that it needs: see `domain.accounts`."""

import logging
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from firefighter.adapters.slack.inbound.interactions import (
    Interaction,
    OptionsRequest,
    SlackEvent,
    ViewSubmission,
)
from firefighter.adapters.slack.wording.failures import refusal
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import AccountNotAllowed
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.use_cases.accounts import refuse_outsider, refuse_outsiders_among
from firefighter.use_cases.enqueue import enqueue_reply

log = logging.getLogger(__name__)

_From = TypeVar("_From", bound=Interaction | OptionsRequest)
_More = ParamSpec("_More")
_Answer = TypeVar("_Answer")

OnEvent = Callable[[SlackEvent], None]
OnRefusedEvent = Callable[[SlackEvent, str], None]


def requires(
    right: AccessRight, handle: Callable[Concatenate[_From, _More], _Answer]
) -> Callable[Concatenate[_From, _More], _Answer]:
    """Raises AccountNotAllowed instead, also if a form names somebody without the right."""

    def run(interaction: _From, /, *args: _More.args, **named: _More.kwargs) -> _Answer:
        admit(interaction, right)
        if isinstance(interaction, ViewSubmission) and interaction.people:
            people, actor = interaction.people, interaction.user
            refuse_outsiders_among(interaction.context, actor, people, right)
        return handle(interaction, *args, **named)

    return run


def admit(interaction: Interaction | OptionsRequest, right: AccessRight) -> None:
    """Raises AccountNotAllowed."""
    refuse_outsider(
        interaction.context, interaction.user, right, from_elsewhere=interaction.from_elsewhere
    )


def event_requires(
    right: AccessRight, handle: OnEvent, on_refused: OnRefusedEvent | None
) -> OnEvent:
    """Ignores events of people without the right; `on_refused` may tell them, with the reason.

    Events of nobody, such as Slack's own, are facts.
    """

    def run(event: SlackEvent) -> None:
        try:
            if event.user:
                admit(event, right)
        except AccountNotAllowed as refused:
            log.info("Ignored %s of %s, whose account is %s.", event.kind, event.user, refused)
            if on_refused:
                on_refused(event, refusal(refused, event.context.rules))
        else:
            handle(event)

    return run


def reply_to_sender(event: SlackEvent, text: str) -> None:
    """Answers an event, visible only to who caused it."""
    reply = ReplyPrivately(event.user, event.channel, text, event.thread)
    enqueue_reply(event.context, event.delivery, reply.request())

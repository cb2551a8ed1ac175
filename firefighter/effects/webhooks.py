"""Webhooks that a drill calls to start or stop something, and their rollbacks."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from firefighter.domain.drill import Drill
from firefighter.domain.scenario import Inject
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.effect import Effect, EffectContext, Postponed, payload_adapter
from firefighter.i18n import gettext
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.store import EffectRequest
from firefighter.ports.webhooks import WebhookMessage

log = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(minutes=2)
"""Game time. An inject that comes later would no longer fit into the story."""
_PAUSE_CHECKED_S = 10
_LONGEST_WAIT_S = 10


@dataclass(frozen=True)
class CallWebhook(Effect):
    """Calls the webhook of an inject while its drill runs.

    The receiver ignores repetitions by the message's id, so after a crash or a lost answer the call
    is repeated. It never ends as failed: the rollback in its lane must not wait for people.
    """

    inject: str
    webhook: str
    rollback: str = ""
    """The webhook to call at the end of the drill; empty for none."""

    kind: ClassVar[str] = "call_webhook"
    is_kept: ClassVar[bool] = True
    simulates: ClassVar[bool] = True
    longest_wait_s: ClassVar[float | None] = _LONGEST_WAIT_S
    """The rollback waits for this effect."""

    @staticmethod
    def of(inject: Inject) -> EffectRequest:
        return CallWebhook(inject.id, inject.webhook, inject.rollback).request()

    @property
    def lane(self) -> str:
        return _lane(self.inject)

    def do(self, context: EffectContext) -> Outcome:
        """Looks at the drill again: the snapshot may be from before a pause or the end."""
        drill = context.records.snapshot(context.incident.id).drill
        if drill is None or drill.is_over:
            return Outcome()
        if not drill.is_running:
            raise Postponed(_PAUSE_CHECKED_S)
        try:
            context.webhooks.send(self.webhook, self._message(context))
        except OutgoingError as error:
            if _may_get_through(error) and not _is_late(drill, context):
                raise
            log.warning("%s: webhook %s: %s", context.incident.reference, self.webhook, error)
            return Outcome(next_effects=self._tell(context, str(error)))
        return Outcome()

    def _message(self, context: EffectContext) -> WebhookMessage:
        return _message(context, "exercise.inject", self.inject, self.webhook)

    def _tell(self, context: EffectContext, why: str) -> tuple[EffectRequest, ...]:
        text = gettext(
            "{incident}: the webhook {webhook} was not called. {why}. Do by hand what it was "
            "to do.",
            incident=context.incident.reference,
            webhook=f"`{self.webhook}`",
            why=why,
        )
        return _tell_who_runs_it(context, text)


@dataclass(frozen=True)
class RollBackWebhooks(Effect):
    """Calls the rollbacks of a drill that is over, the last inject first.

    Also of calls that may not have got through: nobody knows that.
    """

    kind: ClassVar[str] = "roll_back_webhooks"

    @property
    def lane(self) -> str:
        return "webhook-rollbacks"

    def do(self, context: EffectContext) -> Outcome:
        asked = context.records.requested_effects(context.incident.id, CallWebhook.kind)
        calls: list[CallWebhook] = [
            payload_adapter(CallWebhook).validate_python(each.payload) for each in reversed(asked)
        ]
        return Outcome(
            next_effects=tuple(
                RollBackWebhook(each.inject, each.rollback).request()
                for each in calls
                if each.rollback
            )
        )


@dataclass(frozen=True)
class RollBackWebhook(Effect):
    """Calls the webhook that undoes an inject. Retried until it is done."""

    inject: str
    webhook: str

    kind: ClassVar[str] = "roll_back_webhook"

    @property
    def lane(self) -> str:
        """Behind the call, which may be in progress."""
        return _lane(self.inject)

    def do(self, context: EffectContext) -> Outcome:
        message = _message(context, "exercise.rollback", self.inject, self.webhook)
        context.webhooks.send(self.webhook, message)
        return Outcome()

    def failure_effects(self, context: EffectContext, why: str) -> tuple[Effect, ...]:
        text = gettext(
            "{incident}: the rollback {webhook} is not done. {why}. Undo by hand what the drill "
            "changed.",
            incident=context.incident.reference,
            webhook=f"`{self.webhook}`",
            why=why,
        )
        return (ReplyPrivately(context.incident.declared_by, ChannelId(""), text),)


def _lane(inject: str) -> str:
    return f"webhook-{inject}"


def _message(context: EffectContext, kind: str, inject: str, webhook: str) -> WebhookMessage:
    return WebhookMessage(
        id=context.idempotency_key,
        type=kind,
        at=context.enqueued_at,
        data={
            "incident": context.incident.reference,
            "inject": inject,
            "webhook": webhook,
        },
    )


def _may_get_through(error: OutgoingError) -> bool:
    """Whether another try, soon, may be accepted."""
    match error:
        case CallRefused():
            return False
        case RateLimited(retry_after_s=wait_s):
            return wait_s <= _LONGEST_WAIT_S
        case _:
            return True


def _is_late(drill: Drill, context: EffectContext) -> bool:
    now = context.snapshot.at or context.enqueued_at
    return drill.game_time(now) - drill.game_time(context.enqueued_at) >= GIVE_UP_AFTER


def _tell_who_runs_it(context: EffectContext, text: str) -> tuple[EffectRequest, ...]:
    """Nobody if they take part: then they must not know of it before the end."""
    runs = context.incident.declared_by
    drill = context.snapshot.drill
    if drill is None or not drill.is_run_by(runs, context.incident):
        return ()
    return (ReplyPrivately(runs, ChannelId(""), text).request(),)

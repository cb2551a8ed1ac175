"""Messages that stand there twice, because the chat carried out a call after its retry."""

import logging
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from firefighter.effects.effect import Effect, EffectContext, SentMessage
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class WithdrawDuplicates(Effect):
    """Deletes the other messages of an effect. Keeps the one that is on record, if there is one.

    A refusal is not retried: people could do nothing about it.
    """

    sent: SentMessage
    """Without a timestamp if none is kept."""
    idempotency_key: IdempotencyKey
    """That of the effect that posted it."""
    since: datetime

    kind: ClassVar[str] = "withdraw_duplicates"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        kept, chat = self.sent.ref, context.chat
        try:
            there = chat.find_posts(
                kept.channel, self.idempotency_key, self.since, thread=self.sent.thread
            )
            for duplicate in there:
                if duplicate != kept:
                    log.warning("Slack posted %s late; deleting it", self.idempotency_key)
                    chat.withdraw(duplicate)
        except CallRefused as refused:
            log.warning("Duplicates of %s stay: %s", self.idempotency_key, refused)
        return Outcome()

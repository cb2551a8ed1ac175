"""A worker whose events go to webhooks of a real receiver."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.webhooks import StoredWebhooks
from firefighter.adapters.webhooks.call_slots import CallSlots
from firefighter.adapters.webhooks.signed_calls import SignedCalls, WebhookTarget
from firefighter.adapters.webhooks.subscribers import HttpSubscribers
from firefighter.domain.ids import IncidentId
from firefighter.domain.webhooks import Subscription
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.subscribers import SUBSCRIBERS
from firefighter.use_cases.updates import UpdateDraft, post_update
from tests.adapters.store.store_client import LEASE, delivery
from tests.adapters.webhooks.receiver import SECRET, Received, Receiver, receiving
from tests.clock import SettableClock
from tests.use_cases.contexts import RULES
from tests.worker.worker_harness import ANA, WorkerHarness

STATUS_PAGE = Subscription("status-page")


@dataclass
class ToldWebhooks:
    """One receiver for all webhooks; the path says which of them is called."""

    harness: WorkerHarness
    receiver: Receiver
    stored: StoredWebhooks

    def told(self, webhook: str = "status-page") -> Sequence[Received]:
        return [each for each in self.receiver.received if each.path == f"/{webhook}"]

    def types(self, webhook: str = "status-page") -> list[str]:
        return [each.body["type"] for each in self.told(webhook)]

    def once(self, webhook: str = "status-page") -> list[dict[str, Any]]:
        """What a receiver that ignores repetitions reads, in the order of arrival."""
        first = {each.id: each.body for each in reversed(self.told(webhook))}
        return [first[each] for each in dict.fromkeys(each.id for each in self.told(webhook))]

    def post_updates(self, incident_id: IncidentId, *texts: str) -> None:
        for text in texts:
            draft = UpdateDraft(impact="Nobody can pay.", changed=text)
            post_update(self.harness.context, delivery(), ANA, incident_id, draft)

    def restart(self) -> None:
        """A new process: it knows no more of failing webhooks than the database does."""
        _wire(self.harness, self.receiver, self.stored)

    def waiting(self) -> int:
        return sum(each.pending for each in self.stored.backlog())


@contextmanager
def telling(
    database: Database, clock: SettableClock, *subscriptions: Subscription
) -> Iterator[ToldWebhooks]:
    rules = replace(RULES, webhooks=subscriptions or (STATUS_PAGE,))
    harness = WorkerHarness(database, clock, rules)
    stored = StoredWebhooks(database, rules, clock)
    with receiving() as receiver:
        _wire(harness, receiver, stored)
        yield ToldWebhooks(harness, receiver, stored)


def _wire(harness: WorkerHarness, receiver: Receiver, stored: StoredWebhooks) -> None:
    rate_limits = RateLimits()
    _no_claims, limits = harness.outbox.claim("a new worker", 0, LEASE)
    rate_limits.extend(limits)
    subscribers = HttpSubscribers(
        stored.find,
        stored.event,
        lambda webhook: WebhookTarget(f"{receiver.url}/{webhook}", SECRET, private=True),
        SignedCalls(1, harness.clock),
        rate_limits,
        CallSlots(harness.clock, jitter=lambda: 0.0),
    )
    others = [each for each in harness.gateways.bindings if each.port is not SUBSCRIBERS]
    harness.gateways = Gateways(*others, bind(SUBSCRIBERS, subscribers))

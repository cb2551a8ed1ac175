"""What is only kept for a while is deleted in small steps."""

from datetime import timedelta

from sqlalchemy import func, insert, select

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.tables import ChangeRow, WebhookEventRow
from firefighter.domain.changes import ChangeKind, OutsideChange
from firefighter.jobs.retention import KEEP_WEBHOOK_EVENTS, next_deletion
from firefighter.ports.changes import ReportedChange
from firefighter.use_cases.changes import report_change
from firefighter.use_cases.enqueue import schedule
from tests.clock import SettableClock
from tests.worker.told_webhooks import ToldWebhooks, telling


def events(webhooks: ToldWebhooks) -> int:
    with webhooks.harness.database.reading() as session:
        return session.scalar(select(func.count()).select_from(WebhookEventRow)) or 0


def add_old(webhooks: ToldWebhooks, incident_id: int, number: int) -> None:
    at = webhooks.harness.clock.now()
    rows = [
        {
            "id": str(each),
            "incident_id": incident_id,
            "type": "incident.updated",
            "happened_at": at,
            "recorded_at": at,
            "data": {},
        }
        for each in range(number)
    ]
    with webhooks.harness.database.writing() as session:
        session.execute(insert(WebhookEventRow), rows)


def test_old_events_of_webhooks_are_deleted_a_few_at_a_time(
    database: Database, clock: SettableClock
) -> None:
    with telling(database, clock) as webhooks:
        incident = webhooks.harness.declare()
        add_old(webhooks, incident.id, 1_100)
        clock.advance((KEEP_WEBHOOK_EVENTS - timedelta(days=1)).total_seconds())
        schedule(webhooks.harness.context, next_deletion(clock.now()))
        webhooks.post_updates(incident.id, "A newer event")
        left = []
        for _day in range(2):
            clock.advance(timedelta(days=1).total_seconds())
            webhooks.harness.run_due_jobs()
            left.append(events(webhooks))
            for _step in range(3):
                clock.advance(5)
                webhooks.harness.run_due_jobs()
                left.append(events(webhooks))
        assert left == [1_102, 1_102, 1_102, 1_102, 602, 102, 1, 1]


def test_old_changes_are_deleted_too(database: Database, clock: SettableClock) -> None:
    with telling(database, clock) as webhooks:
        harness, keep = webhooks.harness, webhooks.harness.context.rules.keep_changes
        schedule(harness.context, next_deletion(clock.now()))
        change = OutsideChange(
            kind=ChangeKind.FLAG, title="new-prices on", service="checkout", at=clock.now()
        )
        assert report_change(harness.context, ReportedChange("flags", "1", change), lambda _: ())
        clock.advance(keep.total_seconds())
        assert report_change(harness.context, ReportedChange("flags", "2", change), lambda _: ())
        clock.advance(timedelta(days=1).total_seconds())
        harness.run_due_jobs()
        with database.reading() as session:
            assert list(session.scalars(select(ChangeRow.sender_id))) == ["2"]

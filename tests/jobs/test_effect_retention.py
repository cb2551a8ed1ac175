"""What was done long ago is deleted, unless other effects look for it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select, update

import firefighter.effects
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.settled_effects import StoredSettledEffects
from firefighter.adapters.store.tables import EffectRow
from firefighter.effects.registry import find_effects, kept_kinds
from firefighter.jobs.retention import next_deletion
from firefighter.ports.outbox import Outcome
from firefighter.use_cases.enqueue import schedule
from tests.adapters.store.store_client import NEVER, StoreClient, effect
from tests.clock import SettableClock
from tests.worker.worker_harness import WorkerHarness


def kinds(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.scalars(select(EffectRow.kind).order_by(EffectRow.id)))


def test_old_effects_are_deleted_unless_others_look_for_them(
    database: Database, clock: SettableClock
) -> None:
    harness = WorkerHarness(database, clock)
    harness.declare()
    assert harness.run_until_idle()
    done = kinds(database)
    with database.writing() as session:
        session.execute(update(EffectRow).values(settled_at=clock.now()))
    schedule(harness.context, next_deletion(clock.now()))
    clock.advance((harness.context.rules.keep_effects - timedelta(days=2)).total_seconds())
    harness.run_due_jobs()
    assert kinds(database)[: len(done)] == done
    clock.advance(timedelta(days=3).total_seconds())
    harness.run_due_jobs()
    left = kinds(database)
    kept = [kind for kind in done if kind in kept_kinds()]
    assert left[: len(kept)] == kept
    assert "set_topic" in done
    assert "set_topic" not in left


def test_unfinished_and_failed_effects_stay(database: Database, clock: SettableClock) -> None:
    client = StoreClient(database, clock)
    client.enqueue(None, effect("set_topic"))
    client.outbox.mark_failed(client.claim_one(), NEVER)
    client.enqueue(None, effect("set_topic"))
    clock.advance(timedelta(days=4000).total_seconds())
    with database.writing() as session:
        found = StoredSettledEffects(session).forget((), None, clock.now(), 500)
    assert (found.deleted, len(kinds(database))) == (0, 2)


def test_each_effect_is_read_once(database: Database, clock: SettableClock) -> None:
    """Those that are kept do not slow the next steps down."""
    client, began = StoreClient(database, clock), clock.now()
    for number in range(7):
        client.enqueue(None, effect("post_line" if number % 2 else "set_topic"))
        client.outbox.done(client.claim_one(), Outcome())
        clock.advance(1)
    steps = []
    since: datetime | None = None
    for _ in range(3):
        with database.writing() as session:
            step = StoredSettledEffects(session).forget({"post_line"}, since, clock.now(), 2)
        since = step.until
        steps.append((step.deleted, (since - began).total_seconds()))
    assert steps == [(2, 2), (2, 6), (0, 7)]
    assert kinds(database) == ["post_line"] * 3


def test_what_other_effects_look_for_is_kept() -> None:
    effects = {each.__name__: each for each in find_effects().values()}
    sources = Path(firefighter.effects.__file__).parent.glob("*.py")
    text = "\n".join(each.read_text(encoding="utf-8") for each in sources)
    wanted = set(re.findall(r"\.requested\((\w+)\)", text))
    wanted |= set(re.findall(r"requested_effects\([\w.]+, (\w+)\.kind\)", text))
    expiring = {"ShowPossibleDuplicates"}  # Slack takes answers to a command for 30 minutes
    assert {"PostLine", "CallWebhook"} <= wanted
    assert all(effects[name].is_kept for name in wanted - expiring - {"effect"})

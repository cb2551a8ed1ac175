"""What a merge records, and concurrent merges."""

from functools import partial

import pytest

from firefighter.adapters.store.database import Database
from firefighter.domain.errors import InvalidField, NotAllowedInStatus
from firefighter.domain.events import Merged
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status
from firefighter.domain.severity import Severity
from firefighter.ports.app_context import AppContext
from firefighter.use_cases.declare import Declaration, declare
from firefighter.use_cases.status import merge
from tests.adapters.store.concurrency import run_at_once
from tests.adapters.store.store_client import delivery
from tests.adapters.store.table_contents import contents
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context, effects_on_record

ANA, BOB = UserId("U0ANA"), UserId("U0BOB")


def declared(
    context: AppContext, severity: Severity, by: UserId = ANA, *, private: bool = False
) -> Incident:
    said = Declaration("Checkout is slow", severity, private=private)
    return declare(context, delivery(), by, said)


def on_record(context: AppContext, incident_id: IncidentId) -> Incident:
    return context.records.snapshot(incident_id).incident


def test_people_of_both_incidents_are_not_moved(context: AppContext) -> None:
    merge_target = declared(context, Severity.SEV1)
    for by, expected in ((ANA, ()), (BOB, (BOB,)), (BOB, (BOB,))):
        duplicate = declared(context, Severity.SEV3, by)
        merge(context, delivery(), ANA, duplicate.id, merge_target.id)
        told = context.records.timeline(merge_target.id)[-1].event
        assert isinstance(told, Merged)
        assert (told.duplicate, told.people) == (duplicate.id, expected)


def test_merge_posts_one_line_each_and_invites_once(
    context: AppContext, sqlite_database: Database
) -> None:
    merge_target, duplicate = (
        declared(context, Severity.SEV1),
        declared(context, Severity.SEV3, BOB),
    )
    before = len(effects_on_record(sqlite_database))
    merge(context, delivery(), ANA, duplicate.id, merge_target.id)
    added = effects_on_record(sqlite_database)[before:]
    assert added.count("post_line") == 2
    assert added.count("invite_people") == 1
    assert set(added) <= {"post_line", "invite_people", "refresh_card", "resolve_nudge"}


def test_merging_crosswise_does_not_end_both(database: Database, clock: SettableClock) -> None:
    context = build_context(database, clock)
    for _round in range(5):
        one, other = declared(context, Severity.SEV3), declared(context, Severity.SEV3)
        results = run_at_once(
            partial(merge, context, delivery(), ANA, one.id, other.id),
            partial(merge, context, delivery(), BOB, other.id, one.id),
        )
        (refusal,) = [each for each in results if isinstance(each, Exception)]
        assert isinstance(refusal, InvalidField | NotAllowedInStatus)
        ends = [on_record(context, each.id).status for each in (one, other)]
        assert sorted(ends) == [Status.CLOSED, Status.OPEN]


def test_merge_of_private_incidents_requires_access_to_both(
    context: AppContext, sqlite_database: Database
) -> None:
    mine = declared(context, Severity.SEV3, private=True)
    theirs = declared(context, Severity.SEV3, BOB, private=True)
    before = contents(sqlite_database)
    with pytest.raises(InvalidField, match="unknown incident"):
        merge(context, delivery(), ANA, mine.id, theirs.id)
    assert contents(sqlite_database) == before

"""Whoever is told to try again has declared nothing yet."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from firefighter.adapters.slack.features import open as open_feature
from firefighter.adapters.store.database import Database
from firefighter.domain.errors import StoreUnavailable
from firefighter.ports.app_context import AppContext
from firefighter.ports.store import DeliveryId, UnitOfWork
from tests.adapters.slack.direct_dispatch import make_dispatch
from tests.clock import SettableClock
from tests.use_cases.contexts import build_context, effects_on_record


@dataclass
class FailsAfterCommit:
    """A database that goes away right after a commit, for reading."""

    context: AppContext
    is_away: bool = False

    def units(self, delivery: DeliveryId | None) -> AbstractContextManager[UnitOfWork]:
        return self._commit(delivery)

    @contextmanager
    def _commit(self, delivery: DeliveryId | None) -> Iterator[UnitOfWork]:
        with self.context.units(delivery) as unit:
            yield unit
        self.is_away = True

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - any query of the records
        if self.is_away:
            raise StoreUnavailable("away")
        return getattr(self.context.records, name)


def test_answer_to_a_declaration_needs_nothing_after_the_commit(
    sqlite_database: Database, clock: SettableClock
) -> None:
    context = build_context(sqlite_database, clock)
    store = FailsAfterCommit(context)
    failing = replace(context, units=store.units, records=store)
    answer = make_dispatch(failing, clock, open=open_feature.feature).command(
        {
            "command": "/incident",
            "text": "open sev1 Checkout is down",
            "user_id": "U0ANA",
            "channel_id": "C1",
            "trigger_id": "1.1",
            "response_url": "https://hooks.slack.example/1",
        }
    )
    assert store.is_away
    assert "INC-1 is declared as SEV1" in answer["text"]
    assert "post_announcement" in effects_on_record(sqlite_database)

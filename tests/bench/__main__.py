import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from firefighter.adapters.store.database import Database
from tests.bench import (
    alert_speed,
    api_speed,
    end_to_end,
    list_speed,
    outbox_speed,
    process_size,
    statistics_speed,
    training_speed,
)
from tests.bench.figures import Figure, Ratio
from tests.databases import Databases, PostgresqlDatabases, SqliteFiles, postgresql_server


def main() -> int:
    within_limit = True
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="firefighter-bench-")))
        postgresql = PostgresqlDatabases(running.enter_context(postgresql_server()))
        running.callback(postgresql.close)
        for name, databases in (("SQLite", SqliteFiles(folder)), ("PostgreSQL", postgresql)):
            print(f"\n{name}", flush=True)
            for figure in _figures(databases):
                print(f"  {figure}", flush=True)
                within_limit = within_limit and figure.within_limit
    return 0 if within_limit else 1


def _figures(databases: Databases) -> Iterator[Figure | Ratio]:
    alone: list[Callable[[Database], Figure]] = [
        outbox_speed.claim_and_settle,
        outbox_speed.commit_to_start,
        outbox_speed.idle,
    ]
    for measure in alone:
        if not _is_wanted(measure.__name__):
            continue
        with databases.fresh() as url:
            database = Database(url)
            try:
                yield measure(database)
            finally:
                database.close()
    for measure_all in (
        end_to_end.visible_and_complete,
        end_to_end.all_at_once,
        training_speed.many_teams,
        statistics_speed.past,
        api_speed.pages,
        alert_speed.accepted,
        alert_speed.storm,
        process_size.starts_and_memory,
    ):
        if _is_wanted(measure_all.__name__):
            with databases.fresh() as url:
                yield from measure_all(url)
    if _is_wanted(list_speed.lists.__name__):
        with databases.fresh() as few_url, databases.fresh() as many_url:
            yield from list_speed.lists(few_url, many_url)


def _is_wanted(name: str) -> bool:
    """Whether it was named on the command line. Without any name, all are."""
    return not sys.argv[1:] or name in sys.argv[1:]


if __name__ == "__main__":
    sys.exit(main())

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from firefighter.store.database import Database
from tests.bench import queue, statistics, wire
from tests.bench.figures import Figure
from tests.databases import Databases, PostgresqlDatabases, SqliteFiles, postgresql_server


def main() -> int:
    kept = True
    with ExitStack() as running:
        folder = Path(running.enter_context(TemporaryDirectory(prefix="firefighter-bench-")))
        postgresql = PostgresqlDatabases(running.enter_context(postgresql_server()))
        running.callback(postgresql.close)
        for name, databases in (("SQLite", SqliteFiles(folder)), ("PostgreSQL", postgresql)):
            print(f"\n{name}", flush=True)
            for figure in _figures(databases):
                print(f"  {figure}", flush=True)
                kept = kept and figure.kept
    return 0 if kept else 1


def _figures(databases: Databases) -> Iterator[Figure]:
    alone: list[Callable[[Database], Figure]] = [
        queue.claim_and_settle,
        queue.commit_to_start,
        queue.idle,
    ]
    for measure in alone:
        with databases.fresh() as url:
            database = Database(url)
            try:
                yield measure(database)
            finally:
                database.close()
    for measure_all in (wire.visible_and_complete, wire.all_at_once, statistics.past):
        with databases.fresh() as url:
            yield from measure_all(url)


if __name__ == "__main__":
    sys.exit(main())

"""Lists of many incidents show what a look at each of them would, and look at few of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.engine import Connection

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.incident_views import StoredIncidentViews
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.tables import HolderRow, IncidentRow, ServiceRow
from firefighter.adapters.store.text_search import words_of
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.incident_views import IncidentFilter
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.snapshot import ChannelId
from firefighter.use_cases.people import load_home
from tests.bench.incident_rows import LAST_S, PERSON, fill
from tests.databases import Databases

MANY, OPEN = 24_000, 1_200
USER = UserId(PERSON)
NOW = datetime.fromtimestamp(LAST_S, UTC)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
)
def many(request: pytest.FixtureRequest) -> Iterator[Database]:
    """24,000 incidents, so that words, services and drills are many as well."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    with databases.fresh() as url, closing(Database(url)) as database:
        fill(database, MANY, OPEN)
        yield database


@dataclass(frozen=True)
class Stored:
    id: int
    title: str
    summary: str
    status: Status
    severity: Severity
    kind: Kind
    private: bool
    declared_by: str


class Model:
    """All incidents in memory."""

    def __init__(self, database: Database) -> None:
        columns = (getattr(IncidentRow, each.name) for each in fields(Stored))
        with database.reading() as session:
            self.rows = [Stored(*row) for row in session.execute(select(*columns))]
            named = select(ServiceRow.incident_id, ServiceRow.service)
            self.services = {(number, name.lower()) for number, name in session.execute(named)}
            holders = select(HolderRow.incident_id).where(HolderRow.user == USER)
            self.held = frozenset(session.scalars(holders))

    def search(self, wanted: IncidentQuery) -> list[int]:
        found = [row for row in self.rows if self._matches(row, wanted)]
        found.sort(key=lambda row: (_urgency(row), -row.id))
        return [row.id for row in found]

    def _matches(self, row: Stored, wanted: IncidentQuery) -> bool:
        is_mine = row.declared_by == USER or row.id in self.held
        texts = words_of(f"{row.title} {row.summary}")
        return (
            (not row.private or is_mine)
            and _is_of_kind(row.kind, wanted.drills)
            and (not wanted.only_open or row.status is not Status.CLOSED)
            and (wanted.severity is None or row.severity is wanted.severity)
            and (wanted.among is None or row.id in wanted.among)
            and (not wanted.service or (row.id, wanted.service.lower()) in self.services)
            and (wanted.held_by is None or row.id in self.held)
            and (wanted.involving is None or is_mine)
            and all(
                any(each.startswith(start) for each in texts) for start in words_of(wanted.words)
            )
        )


def _urgency(row: Stored) -> str:
    return "~" if row.status is Status.CLOSED else str(row.severity)


def _is_of_kind(kind: Kind, drills: DrillFilter) -> bool:
    return drills is DrillFilter.WITH or (kind is Kind.DRILL) is (drills is DrillFilter.ONLY)


@pytest.fixture(scope="module")
def model(many: Database) -> Model:
    return Model(many)


QUERIES = [
    IncidentQuery(only_open=True),
    IncidentQuery(),
    IncidentQuery(drills=DrillFilter.WITH),
    IncidentQuery(drills=DrillFilter.ONLY),
    IncidentQuery(drills=DrillFilter.ONLY, only_open=True),
    IncidentQuery(severity=Severity.SEV1),
    IncidentQuery(severity=Severity.SEV4, only_open=True),
    IncidentQuery(words="checkout"),
    IncidentQuery(words="c"),
    IncidentQuery(words="gearbox"),
    IncidentQuery(words="ÉLEVÉ"),
    IncidentQuery(words="checkout élevé"),
    IncidentQuery(words="nowhere"),
    IncidentQuery(words="checkout", only_open=True),
    IncidentQuery(words="gearbox", only_open=True),
    IncidentQuery(words="zone", drills=DrillFilter.ONLY),
    IncidentQuery(words="checkout", drills=DrillFilter.ONLY),
    IncidentQuery(words="checkout", severity=Severity.SEV1),
    IncidentQuery(words="checkout", service="checkout"),
    IncidentQuery(service="Checkout"),
    IncidentQuery(service="checkout", only_open=True),
    IncidentQuery(service="service-500"),
    IncidentQuery(service="nothing"),
    IncidentQuery(involving=USER, only_open=True),
    IncidentQuery(involving=USER),
    IncidentQuery(held_by=USER),
    IncidentQuery(held_by=USER, words="search"),
    IncidentQuery(among=tuple(map(IncidentId, range(5, 900, 7)))),
]
IDS = [
    ", ".join(f"{name} {value}"[:30] for name, value in vars(each).items() if value)
    for each in QUERIES
]


@pytest.mark.parametrize("wanted", QUERIES, ids=IDS)
@pytest.mark.parametrize(("limit", "offset"), [(10, 0), (10, 90), (100, 1_000)])
def test_pages_are_those_of_a_look_at_each_incident(
    many: Database, model: Model, wanted: IncidentQuery, limit: int, offset: int
) -> None:
    expected = model.search(wanted)
    found = StoredRecords(many, Rules()).search(USER, wanted, limit, offset)
    assert [each.id for each in found.items] == expected[offset : offset + limit]
    if found.is_least:
        assert offset + limit <= found.total < len(expected)
    else:
        assert found.total == len(expected)


FILTERS = [
    IncidentFilter(),
    IncidentFilter(words="checkout"),
    IncidentFilter(words="gearbox"),
    IncidentFilter(words="nowhere"),
    IncidentFilter(words="checkout", statuses=(Status.OPEN, Status.INVESTIGATING)),
    IncidentFilter(words="checkout", severities=(Severity.SEV1,)),
    IncidentFilter(service="checkout", statuses=(Status.CLOSED,)),
    IncidentFilter(service="service-500"),
    IncidentFilter(service="checkout", holder=USER),
    IncidentFilter(holder=USER, words="search"),
]


@pytest.mark.parametrize("wanted", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.parametrize("before", [None, IncidentId(MANY // 2)])
def test_pages_for_programs_are_the_newest_incidents(
    many: Database, model: Model, wanted: IncidentFilter, before: IncidentId | None
) -> None:
    query = IncidentQuery(words=wanted.words, service=wanted.service, held_by=wanted.holder)
    statuses = {row.id: (row.status, row.severity) for row in model.rows}
    expected = [
        number
        for number in sorted(model.search(query), reverse=True)
        if (before is None or number < before)
        and (not wanted.statuses or statuses[number][0] in wanted.statuses)
        and (not wanted.severities or statuses[number][1] in wanted.severities)
    ]
    private = {row.id for row in model.rows if row.private}
    found = StoredIncidentViews(many, Rules()).newest(wanted, 50, before, private=False)
    assert [each.incident.id for each in found] == [n for n in expected if n not in private][:50]


Parameters = tuple[object, ...] | dict[str, object]


@contextmanager
def recorded(database: Database) -> Iterator[list[tuple[str, Parameters]]]:
    statements: list[tuple[str, Parameters]] = []

    def record(
        _connection: Connection, _cursor: object, statement: str, parameters: Parameters, *_: object
    ) -> None:
        statements.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", record)
    try:
        yield statements
    finally:
        event.remove(database.engine, "before_cursor_execute", record)


LARGE = ("incidents", "timeline", "effects", "incident_search", "incident_facts", "places")


def full_scans(database: Database, statement: str, parameters: Parameters) -> list[str]:
    """What the plan reads as a whole of the tables that grow."""
    with database.engine.connect() as connection:
        if database.is_sqlite:
            rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            lines = [row.detail for row in rows]
            is_page = "LIMIT" in statement and not any("TEMP B-TREE" in line for line in lines)
            return [line for line in lines if _is_sqlite_scan(line, is_page=is_page)]
        # At this size, reading the whole table is often cheaper; at a million it is not.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"EXPLAIN {statement}", parameters)
        lines = [row[0] for row in rows]
        return [line for line in lines if any(f"Seq Scan on {each} " in line for each in LARGE)]


def _is_sqlite_scan(line: str, *, is_page: bool) -> bool:
    words = line.split()
    is_whole = words[0] == "SCAN" and words[1] in LARGE
    # An index of a part has only the open incidents. A page in the order of the key ends early.
    is_short = "ix_incidents_open" in line or (is_page and "sqlite_autoindex" in line)
    return is_whole and not is_short and "VIRTUAL TABLE INDEX" not in line


def looks(database: Database) -> dict[str, Callable[[], object]]:
    records = StoredRecords(database, Rules())
    views = StoredIncidentViews(database, Rules())
    last = IncidentId(MANY)
    incident = records.snapshot(last).incident

    def search(wanted: IncidentQuery) -> Callable[[], object]:
        return lambda: records.search(USER, wanted, 10)

    def newest(wanted: IncidentFilter) -> Callable[[], object]:
        return lambda: views.newest(wanted, 50, private=False)

    return {
        **{name: search(wanted) for name, wanted in zip(IDS, QUERIES, strict=True)},
        **{str(wanted): newest(wanted) for wanted in FILTERS},
        "home": lambda: load_home(records, USER, NOW),
        "show": lambda: records.snapshot(last),
        "timeline": lambda: records.timeline(last),
        "duplicates": lambda: records.open_traits(USER, 200),
        "similar": lambda: records.similar(incident),
        "channel": lambda: records.incident_in(ChannelId(f"C{MANY}")),
        "failed": lambda: records.incidents_with_failed_effects(NOW - timedelta(days=1)),
    }


def test_no_list_or_look_reads_a_whole_table(many: Database) -> None:
    scans: dict[str, Sequence[str]] = {}
    for name, look in looks(many).items():
        with recorded(many) as statements:
            look()
        assert statements, name
        for statement, parameters in statements:
            if found := full_scans(many, statement, parameters):
                scans[f"{name}: {statement}"] = found
    assert scans == {}


def test_a_scan_is_found(many: Database) -> None:
    with recorded(many) as statements, many.reading() as session:
        session.scalar(select(func.count(IncidentRow.mitigation)))
    assert full_scans(many, *statements[-1])

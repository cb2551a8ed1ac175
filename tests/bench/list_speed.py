"""Every list and look with a million incidents, beside a thousand, in turns in one run."""

from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.incident_views import StoredIncidentViews
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Question
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.incident_views import IncidentFilter
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.snapshot import ChannelId
from firefighter.ports.statistics import compare
from firefighter.use_cases.people import load_home
from tests.bench.figures import Ratio, in_turns
from tests.bench.incident_rows import (
    FREQUENT,
    LAST_S,
    PERSON,
    RARE,
    RARE_SERVICE,
    USUAL_SERVICE,
    fill,
)

_MANY, _FEW, _FEW_OPEN = 1_000_000, 1_000, 100
_ROUNDS, _ROUNDS_OF_STATISTICS = 30, 3
_USER = UserId(PERSON)
_NOW = datetime.fromtimestamp(LAST_S, UTC)
_LIMIT_MS = 50

_LISTS = {
    "list": IncidentQuery(only_open=True),
    "list mine": IncidentQuery(only_open=True, involving=_USER),
    "list all": IncidentQuery(),
    "list drills": IncidentQuery(drills=DrillFilter.ONLY),
    "list sev1": IncidentQuery(severity=Severity.SEV1),
    "list, a frequent word": IncidentQuery(words=FREQUENT),
    "list, the beginning of a word": IncidentQuery(words=FREQUENT[:4]),
    "list, one letter": IncidentQuery(words=FREQUENT[0]),
    "list, a rare word": IncidentQuery(words=RARE),
    "list, a word that is nowhere": IncidentQuery(words="nowhere"),
    "list, two words": IncidentQuery(words=f"{FREQUENT} {RARE}"),
    "list, a usual service": IncidentQuery(service=USUAL_SERVICE),
    "list, a rare service": IncidentQuery(service=RARE_SERVICE),
    "menu of open incidents": IncidentQuery(only_open=True, drills=DrillFilter.WITH),
}
_PAGES = {
    "API, the newest": IncidentFilter(),
    "API, open": IncidentFilter(statuses=(Status.OPEN, Status.INVESTIGATING)),
    "API, sev1": IncidentFilter(severities=(Severity.SEV1,)),
    "API, a frequent word": IncidentFilter(words=FREQUENT),
    "API, a rare word": IncidentFilter(words=RARE),
    "API, a usual service": IncidentFilter(service=USUAL_SERVICE),
    "API, a rare service": IncidentFilter(service=RARE_SERVICE),
    "API, a role holder": IncidentFilter(holder=_USER),
    "API, a day": IncidentFilter(declared_from=_NOW - timedelta(days=1)),
}
_PERIODS = {
    "stats, 30 days": (_NOW - timedelta(days=30), _NOW, 1_000),
    "stats, a year": (datetime(2024, 1, 1, tzinfo=UTC), datetime(2025, 1, 1, tzinfo=UTC), 1_000),
    "stats, ten years": (datetime(2016, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC), 3_000),
}


class _Clock:
    def now(self) -> datetime:
        return _NOW


def lists(few_url: str, many_url: str) -> Iterator[Ratio]:
    with closing(Database(few_url)) as few, closing(Database(many_url)) as many:
        fill(few, _FEW, _FEW_OPEN)
        fill(many, _MANY)
        references = _looks(few, _FEW)
        for what, look in _looks(many, _MANY).items():
            yield Ratio(what, *in_turns(look, references[what], _ROUNDS), _LIMIT_MS)
        for what, (start, end, limit_ms) in _PERIODS.items():
            look, reference = _statistics(many, start, end), _statistics(few, start, end)
            took = in_turns(look, reference, _ROUNDS_OF_STATISTICS)
            yield Ratio(what, *took, limit_ms, ratio_limit=None)


def _looks(database: Database, many: int) -> dict[str, Callable[[], object]]:
    records = StoredRecords(database, Rules())
    views = StoredIncidentViews(database, Rules())
    statistics = StoredStatistics(database, Rules(), _Clock())
    middle = IncidentId(many // 2)
    incident = records.snapshot(IncidentId(many)).incident

    def search(wanted: IncidentQuery) -> Callable[[], object]:
        return lambda: records.search(_USER, wanted, 10)

    def page(wanted: IncidentFilter) -> Callable[[], object]:
        return lambda: views.newest(wanted, 50, private=False)

    return {
        **{what: search(wanted) for what, wanted in _LISTS.items()},
        "Home tab": lambda: load_home(records, _USER, _NOW),
        "show": lambda: records.snapshot(middle),
        "timeline": lambda: records.timeline(middle),
        "possible duplicates": lambda: records.open_traits(_USER, 200),
        "similar incidents": lambda: records.similar(incident),
        "incident of a channel": lambda: records.incident_in(ChannelId(f"C{many}")),
        **{what: page(wanted) for what, wanted in _PAGES.items()},
        "names of services": statistics.service_names,
        "backlog": statistics.backlog,
    }


def _statistics(database: Database, start: datetime, end: datetime) -> Callable[[], object]:
    """What `/incident stats` computes."""
    statistics, question = (
        StoredStatistics(database, Rules(), _Clock()),
        Question(Period(start, end, UTC)),
    )

    def compute() -> None:
        backlog = statistics.backlog()
        compare(statistics, question, backlog.at)
        statistics.load(question)

    return compute

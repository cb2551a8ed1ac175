"""No query of the store lets a drill into anything about real incidents.

Every method of the ports that read the database is listed here, so a new one has to be decided on:
either it is run on a database with a drill in it, or it is named as one about a single incident.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta
from inspect import getmembers, isfunction
from zoneinfo import ZoneInfo

import pytest

from firefighter.adapters.store.database import Database
from firefighter.adapters.store.import_export import StoredImportExport
from firefighter.adapters.store.incident_views import StoredIncidentViews
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.domain.drill import Drill, DrillPlan
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.lifecycle import Status
from firefighter.domain.metrics.periods import Period
from firefighter.domain.metrics.report import Question, baseline
from firefighter.domain.milestones import Milestone
from firefighter.domain.roles import COMMANDER
from firefighter.domain.severity import Severity
from firefighter.ports.incident_views import IncidentFilter, IncidentViews
from firefighter.ports.records import Records
from firefighter.ports.search import DrillFilter, IncidentQuery
from firefighter.ports.statistics import Statistics
from firefighter.ports.store import ImportExport
from tests.adapters.store.store_client import ANA, RULES, StoreClient, delivery
from tests.clock import SettableClock

TITLE = "Zebra crossing is striped"
"""Of the drill; occurs nowhere else."""
OWNER, SERVICE = UserId("U0ZEBRA"), "zebra"
"""Of the drill only."""


def _incident(kind: Kind, number: IncidentId, clock: SettableClock) -> Incident:
    is_drill = kind is Kind.DRILL
    who = OWNER if is_drill else ANA
    now = clock.now() - timedelta(days=2 if is_drill else 1)
    incident = Incident.declare(
        incident_id=number,
        kind=kind,
        title=TITLE if is_drill else "Checkout is down",
        summary="",
        severity=Severity.SEV1,
        policy=RULES.policy(Severity.SEV1),
        services=(SERVICE,) if is_drill else ("checkout",),
        private=False,
        actor=who,
        now=now,
    )
    incident.assign_role(COMMANDER, who, seen=None, actor=who, now=now)
    due = (now - timedelta(days=9)).date()
    follow_up = FollowUp(number=FollowUpNumber(1), text="Paint it", owner=who, due=due)
    incident.follow_up(follow_up, actor=who, now=now)
    return incident


def _mitigated(incident: Incident, clock: SettableClock) -> Incident:
    """Long ago, so that its post-mortem is late."""
    incident.status, incident.has_postmortem_page = Status.MITIGATED, True
    incident.milestones[Milestone.MITIGATED] = clock.now() - timedelta(days=60)
    return incident


@pytest.fixture
def drill(store_client: StoreClient, clock: SettableClock) -> IncidentId:
    """A database with a real incident and two drills, one of them mitigated."""
    numbers: list[IncidentId] = []
    for kind, is_mitigated in ((Kind.REAL, False), (Kind.DRILL, True), (Kind.DRILL, False)):
        with store_client.units(delivery()) as unit:
            incident = _incident(kind, unit.incidents.next_id(), clock)
            unit.incidents.add(incident)
            if kind is Kind.DRILL:
                plan = DrillPlan((OWNER,))
                unit.drills.add(Drill.start(incident, plan, actor=OWNER, now=clock.now()))
            if is_mitigated:
                _mitigated(incident, clock)
            numbers.append(incident.id)
    return numbers[-1]


class Store:
    """The ports that read the database."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.records = StoredRecords(database, RULES)
        self.statistics = StoredStatistics(database, RULES, clock)
        self.views = StoredIncidentViews(database, RULES)
        self.whole = StoredImportExport(database, RULES)
        self.question = Question(
            Period(clock.now() - timedelta(days=30), clock.now(), ZoneInfo("UTC")), private=True
        )
        self.real = self.records.snapshot(IncidentId(1)).incident


_Query = Callable[[Store], object]

ABOUT_ONE = None
"""A query about one incident, channel, person or effect, which the caller names."""

RECORDS: dict[str, _Query | None] = {
    "search": lambda store: [
        store.records.search(OWNER, wanted, 99)
        for wanted in (
            IncidentQuery(),
            IncidentQuery(only_open=True),
            IncidentQuery(words="Zebra"),
            IncidentQuery(severity=Severity.SEV1),
            IncidentQuery(service=SERVICE),
            IncidentQuery(involving=OWNER),
            IncidentQuery(held_by=OWNER),
        )
    ],
    "open_traits": lambda store: store.records.open_traits(OWNER, 99),
    "similar": lambda store: store.records.similar(store.real),
    "snapshot": ABOUT_ONE,
    "incident_in": ABOUT_ONE,
    "may_see": ABOUT_ONE,
    "stale_channel_of": ABOUT_ONE,
    "visible_kind": ABOUT_ONE,
    "insiders": ABOUT_ONE,
    "related": ABOUT_ONE,
    "incidents_naming": ABOUT_ONE,
    "requested_effects": ABOUT_ONE,
    "timeline": ABOUT_ONE,
    "attachment_results": ABOUT_ONE,
    "incidents_showing": ABOUT_ONE,
    "participants": ABOUT_ONE,
    "people": ABOUT_ONE,
    "is_among": ABOUT_ONE,
    "has_announcement_in": ABOUT_ONE,
    "follow_ups_of": ABOUT_ONE,
    "proposed_alerts": ABOUT_ONE,
    # About the bot's own work, whatever it is for.
    "incidents_with_failed_effects": ABOUT_ONE,
    "announcement_problem": ABOUT_ONE,
    "home_viewers_since": ABOUT_ONE,
    "incident_channels": ABOUT_ONE,
    "shared_channels": ABOUT_ONE,
}
STATISTICS: dict[str, _Query | None] = {
    "report": lambda store: store.statistics.report(store.question),
    "load": lambda store: store.statistics.load(store.question),
    "backlog": lambda store: store.statistics.backlog(private=True),
    "breakdown": lambda store: store.statistics.breakdown(store.question),
    "evidence": lambda store: store.statistics.evidence(
        store.question, baseline(store.question.period, None, store.question.period.end, 1)
    ),
    "service_names": lambda store: store.statistics.service_names(private=True),
    "points": lambda store: store.statistics.points(store.question, 99),
    "history_start": lambda store: store.statistics.history_start(private=True),
    "training": ABOUT_ONE,  # It counts nothing but drills.
    "played": ABOUT_ONE,  # As above.
    "last_played": ABOUT_ONE,  # As above.
    "resilience": lambda store: store.statistics.resilience(store.question),
}
VIEWS: dict[str, _Query | None] = {
    "newest": lambda store: [
        store.views.newest(wanted, 99, private=True)
        for wanted in (
            IncidentFilter(),
            IncidentFilter(words="Zebra"),
            IncidentFilter(statuses=tuple(Status)),
            IncidentFilter(severities=tuple(Severity)),
            IncidentFilter(service=SERVICE),
            IncidentFilter(holder=OWNER),
        )
    ],
    "get": ABOUT_ONE,
    "drills_of": ABOUT_ONE,
}
WHOLE: dict[str, _Query | None] = {
    "everything": lambda store: list(store.whole.everything(private=True)),
    "sources": lambda store: store.whole.sources(),
    "add": ABOUT_ONE,
    "connect": ABOUT_ONE,
    "undo": ABOUT_ONE,
}


def _queries() -> Iterator[tuple[str, _Query]]:
    for listed in (RECORDS, STATISTICS, VIEWS, WHOLE):
        yield from ((name, query) for name, query in listed.items() if query)


@pytest.mark.parametrize(
    ("port", "listed"),
    [
        (Records, RECORDS),
        (Statistics, STATISTICS),
        (IncidentViews, VIEWS),
        (ImportExport, WHOLE),
    ],
)
def test_every_query_of_a_port_is_decided_on(port: type, listed: dict[str, object]) -> None:
    methods = {name for name, _ in getmembers(port, isfunction) if not name.startswith("_")}
    assert methods == listed.keys(), "Say whether the query lets drills through."


@pytest.mark.usefixtures("drill")
@pytest.mark.parametrize(("name", "query"), [*_queries()], ids=[name for name, _ in _queries()])
def test_no_drill_gets_through(
    name: str, query: _Query, database: Database, clock: SettableClock
) -> None:
    found = repr(query(Store(database, clock)))
    for word in (TITLE, SERVICE, OWNER):
        assert word not in found, name


@pytest.mark.usefixtures("drill")
def test_the_figures_are_those_of_the_real_incident(
    database: Database, clock: SettableClock
) -> None:
    store = Store(database, clock)
    backlog = store.statistics.backlog(private=True)
    assert store.statistics.report(store.question).counted == 1
    assert backlog.open == 1
    assert backlog.follow_ups == 1
    assert backlog.postmortems.open == 0
    assert store.statistics.history_start() == clock.now() - timedelta(days=1)


def test_drills_are_found_where_they_are_asked_for(
    drill: IncidentId, database: Database, clock: SettableClock
) -> None:
    store = Store(database, clock)
    only = store.records.search(ANA, IncidentQuery(drills=DrillFilter.ONLY), 99)
    everything = store.records.search(ANA, IncidentQuery(drills=DrillFilter.WITH), 99)
    assert {each.kind for each in only.items} == {Kind.DRILL}
    assert (only.total, everything.total) == (2, 3)
    exported = store.whole.everything(private=True, drills=DrillFilter.WITH)
    assert drill in {each.incident.id for each in exported}

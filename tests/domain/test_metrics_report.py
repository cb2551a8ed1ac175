from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.incident import Kind
from firefighter.domain.lifecycle import Decline, DeclineReason, StepKind
from firefighter.domain.metrics.facts import Duration, Fact, Group, durations, fact_of
from firefighter.domain.metrics.periods import days_between, parse_period
from firefighter.domain.metrics.report import (
    Compared,
    Obstacle,
    Question,
    Report,
    WorkingHours,
    activity,
    baseline,
    evidence_of,
    report_on,
)
from firefighter.domain.metrics.significance import Change
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from tests.domain.facts import SPRING, fact, facts
from tests.domain.incidents import ANA, COMPLETE_STEPS, NOW, declared

PARIS = ZoneInfo("Europe/Paris")
COUNTS = (
    "by_severity",
    "by_service",
    "by_trigger",
    "by_failure_class",
    "by_factor",
    "by_failure_group",
    "by_hour_of_week",
    "apart",
)
ALL = Question(days_between(date(2026, 3, 1), date(2026, 6, 1), UTC))


def report(*known: Fact, question: Question = ALL) -> Report:
    return report_on(known, question)


@given(known=facts(), data=st.data())
def test_metrics_do_not_depend_on_the_order_of_facts(
    known: list[Fact], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(known))
    assert report_on(shuffled, ALL) == report_on(known, ALL)


@given(known=facts(), data=st.data())
def test_consecutive_periods_cover_the_whole(known: list[Fact], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(known)))
    assert report_on(known[cut:] + known[:cut], ALL) == report_on(known, ALL)


@given(known=facts(), days=st.lists(st.dates(date(2026, 3, 2), date(2026, 5, 31)), max_size=4))
def test_counts_of_parts_add_up_to_the_whole(known: list[Fact], days: list[date]) -> None:
    bounds = sorted({date(2026, 3, 1), *days, date(2026, 6, 1)})
    parts = [report_on(known, Question(days_between(*each, UTC))) for each in pairwise(bounds)]
    whole = report_on(known, ALL)
    assert sum(part.counted for part in parts) == whole.counted
    for name in (
        "by_severity",
        "by_service",
        "by_trigger",
        "by_failure_class",
        "by_factor",
        "by_failure_group",
        "by_hour_of_week",
        "apart",
    ):
        added: Counter[object] = Counter()
        for part in parts:
            added.update(getattr(part, name))
        assert added == Counter(getattr(whole, name))
    for duration in Duration:
        assert sum(part.durations[duration].measured for part in parts) == (
            whole.durations[duration].measured
        )


@given(known=facts())
def test_missing_values_are_counted_and_not_zero(known: list[Fact]) -> None:
    found = report_on(known, ALL)
    counted = [each for each in known if each.group is Group.COUNTED and not each.private]
    for duration, distribution in found.durations.items():
        assert distribution.of == len(counted) == found.counted
        assert distribution.measured == sum(duration in each.seconds for each in counted)
        assert (distribution.median is None) == (distribution.measured == 0)


@given(known=facts())
def test_unread_post_mortem_counts_as_missing(known: list[Fact]) -> None:
    distribution = report_on(known, ALL).completeness
    counted = [each for each in known if each.group is Group.COUNTED and not each.private]
    done = [each.complete for each in counted if each.complete is not None]
    assert (distribution.measured, distribution.of) == (len(done), len(counted))
    assert distribution.longest == max(done, default=None)


def test_duration_is_the_time_between_its_milestones() -> None:
    times = {each: SPRING + timedelta(minutes=n**2) for n, each in enumerate(Milestone)}
    found = durations(times)
    assert list(times) == [
        Milestone.IMPACT_STARTED,
        Milestone.DETECTED,
        Milestone.DECLARED,
        Milestone.ACKNOWLEDGED,
        Milestone.MITIGATED,
        Milestone.CLOSED,
    ]
    assert found == {
        Duration.DETECT: 60,
        Duration.ACKNOWLEDGE: (9 - 4) * 60,
        Duration.MITIGATE: 16 * 60,
        Duration.RESPOND: (16 - 4) * 60,
        Duration.CLOSE: (25 - 4) * 60,
    }


def test_negative_duration_is_missing() -> None:
    backwards = {
        Milestone.IMPACT_STARTED: SPRING,
        Milestone.MITIGATED: SPRING - timedelta(milliseconds=1),
    }
    assert durations(backwards) == {}


@pytest.mark.parametrize(
    ("kind", "declined", "group"),
    [
        (Kind.REAL, None, Group.COUNTED),
        (Kind.BACKFILLED, None, Group.COUNTED),
        (Kind.DRILL, None, Group.DRILL),
        (Kind.DRILL, DeclineReason.OTHER, Group.DRILL),
        (Kind.REAL, DeclineReason.DUPLICATE, Group.DUPLICATE),
        *((Kind.REAL, each, Group.DECLINED) for each in list(DeclineReason)[1:]),
    ],
)
def test_only_real_incidents_count(
    kind: Kind, declined: DeclineReason | None, group: Group
) -> None:
    incident = declared()
    incident.kind = kind
    incident.declined = Decline(declined) if declined else None
    assert fact_of(incident).group is group
    assert fact_of(incident).backfilled == (kind is Kind.BACKFILLED)


def test_drills_declined_and_duplicates_are_reported_apart() -> None:
    known = [fact(n, n, group=group) for n, group in enumerate(Group)]
    found = report(*known, fact(9, group=Group.DRILL), fact(10, backfilled=True))
    assert (found.counted, found.backfilled) == (2, 1)
    assert found.apart == {Group.DRILL: 2, Group.DECLINED: 1, Group.DUPLICATE: 1}


def test_incident_counts_once_for_each_group_that_had_a_part_in_it() -> None:
    groups = {"data": "technical", "network": "technical", "workload": "human"}
    known = (
        fact(1, failure_class="data", contributing_factors=("network", "workload")),
        fact(2, failure_class="unknown", contributing_factors=("workload",)),
        fact(3, failure_class="a class that was removed"),
        fact(4),
        fact(5, failure_class="data", group=Group.DRILL, contributing_factors=("workload",)),
    )
    found = report_on(known, ALL, group_of=groups)
    assert found.by_factor == {"network": 1, "workload": 2}
    assert found.by_failure_group == {"technical": 1, "human": 2}


def test_private_incidents_count_only_on_request() -> None:
    known = (fact(1), fact(2, private=True))
    assert report(*known).counted == 1
    assert report(*known, question=Question(ALL.period, private=True)).counted == 2


def test_service_filter_counts_only_its_incidents() -> None:
    known = (fact(1, 0, "checkout"), fact(2, 0, "payments", "checkout"), fact(3))
    found = report(*known, question=Question(ALL.period, "payments"))
    assert (found.counted, found.by_service) == (1, {"payments": 1, "checkout": 1})


def test_incident_of_two_services_counts_for_both() -> None:
    found = report(fact(1, 0, "checkout", "payments"), fact(2))
    assert (found.counted, found.without_service) == (2, 1)
    assert found.by_service == {"checkout": 1, "payments": 1}


def test_hours_and_weeks_are_in_local_time() -> None:
    period = days_between(date(2026, 3, 1), date(2026, 6, 1), PARIS)
    winter = fact(1, 28 - 0.5 / 24)  # Saturday 28 March, 23:30 in London, 00:30 in Paris
    summer = fact(2, 29 - 0.5 / 24)  # a day later the clocks of Paris are two hours ahead
    found = report(winter, summer, question=Question(period))
    assert found.by_hour_of_week == {(6, 0): 1, (0, 1): 1}
    assert found.by_week == {
        date(2026, 3, 23): {Severity.SEV2: 1},
        date(2026, 3, 30): {Severity.SEV2: 1},
    }


def test_out_of_hours_follows_working_hours() -> None:
    monday = 1  # 2 March 2026
    known = [fact(n, monday + hour / 24) for n, hour in enumerate((8, 9, 17, 18))]
    found = report(*known, fact(9, 0.5))
    assert found.out_of_hours(WorkingHours()) == 3
    assert found.out_of_hours(WorkingHours(frozenset({6}), 0, 24)) == 4
    assert found.by_weekday == [4, 0, 0, 0, 0, 0, 1]
    assert sum(found.by_hour) == 5


SEPTEMBER = days_between(date(2026, 9, 1), date(2026, 10, 1), PARIS)


def test_activity_adds_up_only_short_gaps_between_entries() -> None:
    start = datetime(2026, 9, 1, 9, tzinfo=UTC)
    half_an_hour = [start + timedelta(minutes=each) for each in (0, 10, 30)]
    a_week_later = start + timedelta(days=7)
    assert activity([*half_an_hour, a_week_later]) == timedelta(minutes=30)
    assert activity([start]) == activity([]) == timedelta()


def test_period_is_compared_only_with_periods_on_record() -> None:
    week = days_between(date(2026, 9, 14), date(2026, 9, 21), PARIS)
    started = datetime(2026, 8, 31, 8, tzinfo=UTC)
    found = baseline(week, started, week.end, times=12)
    assert (found.times, found.obstacle) == (2, None)
    assert found.before.first_day == date(2026, 8, 31)


@pytest.mark.parametrize("started", [None, datetime(2026, 8, 20, tzinfo=UTC)])
def test_period_without_a_full_earlier_one_on_record_is_not_compared(
    started: datetime | None,
) -> None:
    found = baseline(SEPTEMBER, started, SEPTEMBER.end)
    assert found.obstacle is Obstacle.NO_HISTORY


def test_period_that_is_not_over_is_compared_until_the_same_time() -> None:
    now = datetime(2026, 9, 10, 12, tzinfo=UTC)
    found = baseline(SEPTEMBER, datetime(2020, 1, 1, tzinfo=UTC), now)
    assert found.period.end == now
    assert found.before.start == days_between(date(2026, 8, 1), date(2026, 9, 1), PARIS).start
    assert found.before.end == datetime(2026, 8, 10, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "now", "first", "last"),
    [
        ("2026-W49", "2026-12-01 12:00", "2026-11-23", "2026-11-24 12:00"),
        ("2026", "2026-12-01 12:00", "2025-01-01", "2025-12-01 12:00"),
        ("2024", "2024-12-01 12:00", "2023-01-01", "2023-12-01 12:00"),
        ("2024", "2024-02-29 12:00", "2023-01-01", "2023-03-01 00:00"),
        ("2026-03", "2026-03-30 12:00", "2026-02-01", "2026-03-01 00:00"),
        ("2026-Q2", "2026-05-03 12:00", "2026-01-01", "2026-02-03 12:00"),
        ("2026-01", "2026-01-31 12:00", "2025-12-01", "2025-12-31 12:00"),
        ("30d", "2026-12-01 12:00", "2026-10-03", "2026-11-01 12:00"),
    ],
)
def test_running_period_is_compared_with_the_same_part_of_the_one_before(
    typed: str, now: str, first: str, last: str
) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=PARIS)
    period = parse_period(typed, local, PARIS)
    assert period is not None
    found = baseline(period, datetime(2020, 1, 1, tzinfo=UTC), local)
    assert found.obstacle is None
    assert found.period.end == local
    assert found.before.first_day == date.fromisoformat(first)
    assert found.before.end == datetime.fromisoformat(last).replace(tzinfo=PARIS)
    too_late = found.before.start + timedelta(days=1)
    assert baseline(period, too_late, local).obstacle is Obstacle.NO_HISTORY


def test_period_that_is_not_over_is_not_compared_with_several_whole_ones() -> None:
    now = datetime(2026, 9, 10, 12, tzinfo=UTC)
    found = baseline(SEPTEMBER, datetime(2020, 1, 1, tzinfo=UTC), now, times=12)
    assert found.obstacle is Obstacle.NOT_OVER


def test_future_period_is_not_compared() -> None:
    now = datetime(2026, 8, 1, tzinfo=UTC)
    found = baseline(SEPTEMBER, datetime(2020, 1, 1, tzinfo=UTC), now)
    assert found.obstacle is Obstacle.NOT_STARTED


def test_period_is_counted_in_blocks_of_about_a_week() -> None:
    started = SPRING - timedelta(days=200)
    thirty_days = Question(days_between(date(2026, 4, 1), date(2026, 5, 1), UTC))
    found = baseline(thirty_days.period, started, thirty_days.period.end)
    known = [fact(n, n / 2, seconds={Duration.CLOSE: n}) for n in range(1, 140)]
    evidence = evidence_of(known, thirty_days, found)
    assert (found.blocks, found.earlier_blocks) == (4, 12)
    assert evidence.counts.now == (15, 15, 15, 15)
    assert evidence.counts.before == (15, 15, 15, 15)
    assert evidence.counts.earlier == (*(0,) * 11, 1)
    assert evidence.durations[Duration.CLOSE].now == 60


def test_doubled_number_of_incidents_is_more_than_usual() -> None:
    quarter = Question(days_between(date(2026, 4, 1), date(2026, 5, 27), UTC))
    before = [fact(n, n / 2 - 25) for n in range(112)]
    doubled = [*before, *(fact(1000 + n, 31 + n / 4) for n in range(224))]
    found = baseline(quarter.period, SPRING - timedelta(days=25), quarter.period.end)
    evidence = evidence_of(doubled, quarter, found)
    now = report_on(doubled, quarter)
    assert Compared(now, now, evidence=evidence).count_change is Change.UP


def test_what_cannot_be_compared_shows_no_change() -> None:
    compared = Compared(report(), report(), obstacle=Obstacle.NOT_OVER)
    assert compared.count_change is Change.UNKNOWN
    assert compared.duration_change(Duration.CLOSE) is Change.UNKNOWN


def test_out_of_hours_does_not_depend_on_the_zone_of_the_reader() -> None:
    known = [fact(n, n + n / 24) for n in range(1, 9)]
    found = [
        report_on(
            known, Question(days_between(ALL.period.first_day, date(2026, 6, 1), zone)), PARIS
        )
        for zone in (PARIS, ZoneInfo("Pacific/Kiritimati"))
    ]
    assert found[0].by_hour_of_week == found[1].by_hour_of_week
    assert found[0].out_of_hours(WorkingHours()) == found[1].out_of_hours(WorkingHours())


def test_reopened_incident_counts_and_is_excluded_from_interrupted_durations() -> None:
    incident = declared()
    incident.milestones[Milestone.IMPACT_STARTED] = NOW
    for step_kind in (StepKind.MITIGATE, StepKind.REOPEN, StepKind.MITIGATE, StepKind.CLOSE):
        incident.advance(COMPLETE_STEPS[step_kind], actor=ANA, now=NOW + timedelta(days=10))
    found = fact_of(incident)
    assert found.reopened
    assert set(found.seconds) == {Duration.DETECT, Duration.ACKNOWLEDGE}
    question = Question(days_between(NOW.date(), NOW.date() + timedelta(days=1), UTC))
    assert report(found, question=question).reopened == 1


def test_time_from_declared_to_mitigated_needs_no_impact_start() -> None:
    incident = declared()
    incident.advance(COMPLETE_STEPS[StepKind.MITIGATE], actor=ANA, now=NOW + timedelta(minutes=20))
    assert fact_of(incident).seconds[Duration.RESPOND] == 20 * 60

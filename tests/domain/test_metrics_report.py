from collections import Counter
from datetime import UTC, date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.incident import Cancellation, Kind
from firefighter.domain.lifecycle import CancelReason
from firefighter.domain.metrics.facts import Duration, Fact, Group, durations, fact_of
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question, Report, WorkingHours, report_on
from firefighter.domain.milestones import Milestone
from firefighter.domain.severity import Severity
from tests.domain.facts import SERVICES, SPRING, fact, facts
from tests.domain.incidents import declared

PARIS = ZoneInfo("Europe/Paris")
COUNTS = (
    "by_severity",
    "by_service",
    "by_trigger",
    "by_failure_class",
    "by_hour_of_week",
    "apart",
    "repeats_by_service",
)
ALL = Question(days_between(date(2026, 3, 1), date(2026, 6, 1), UTC))


def report(*known: Fact, question: Question = ALL) -> Report:
    return report_on(known, question)


@given(known=facts(), data=st.data())
def test_the_order_of_incidents_changes_no_figure(known: list[Fact], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(known))
    assert report_on(shuffled, ALL) == report_on(known, ALL)


@given(known=facts(), data=st.data())
def test_parts_put_together_again_are_the_whole(known: list[Fact], data: st.DataObject) -> None:
    cut = data.draw(st.integers(0, len(known)))
    assert report_on(known[cut:] + known[:cut], ALL) == report_on(known, ALL)


@given(known=facts(), days=st.lists(st.dates(date(2026, 3, 2), date(2026, 5, 31)), max_size=4))
def test_what_is_counted_of_parts_of_a_period_adds_up_to_the_whole(
    known: list[Fact], days: list[date]
) -> None:
    bounds = sorted({date(2026, 3, 1), *days, date(2026, 6, 1)})
    parts = [report_on(known, Question(days_between(*each, UTC))) for each in pairwise(bounds)]
    whole = report_on(known, ALL)
    assert sum(part.counted for part in parts) == whole.counted
    assert sum(part.repeats for part in parts) == whole.repeats
    for name in (
        "by_severity",
        "by_service",
        "by_trigger",
        "by_failure_class",
        "by_hour_of_week",
        "apart",
        "repeats_by_service",
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
def test_what_is_missing_is_counted_and_never_zero(known: list[Fact]) -> None:
    found = report_on(known, ALL)
    counted = [each for each in known if each.group is Group.COUNTED and not each.private]
    for duration, spread in found.durations.items():
        assert spread.of == len(counted) == found.counted
        assert spread.measured == sum(duration in each.seconds for each in counted)
        assert (spread.median is None) == (spread.measured == 0)


@given(known=facts())
def test_a_post_mortem_that_was_never_read_is_left_out_and_counted(known: list[Fact]) -> None:
    spread = report_on(known, ALL).completeness
    counted = [each for each in known if each.group is Group.COUNTED and not each.private]
    done = [each.complete for each in counted if each.complete is not None]
    assert (spread.measured, spread.of) == (len(done), len(counted))
    assert spread.longest == max(done, default=None)


def test_a_duration_lies_between_its_two_milestones() -> None:
    moments = {each: SPRING + timedelta(minutes=n**2) for n, each in enumerate(Milestone)}
    found = durations(moments)
    assert list(moments) == [
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
        Duration.CLOSE: (25 - 4) * 60,
    }


def test_a_duration_that_would_end_before_it_began_is_missing() -> None:
    backwards = {
        Milestone.IMPACT_STARTED: SPRING,
        Milestone.MITIGATED: SPRING - timedelta(milliseconds=1),
    }
    assert durations(backwards) == {}


@pytest.mark.parametrize(
    ("kind", "cancelled", "group"),
    [
        (Kind.REAL, None, Group.COUNTED),
        (Kind.BACKFILLED, None, Group.COUNTED),
        (Kind.DRILL, None, Group.DRILL),
        (Kind.DRILL, CancelReason.OTHER, Group.DRILL),
        (Kind.REAL, CancelReason.DUPLICATE, Group.DUPLICATE),
        *((Kind.REAL, each, Group.CANCELLED) for each in list(CancelReason)[1:]),
    ],
)
def test_only_real_incidents_count(
    kind: Kind, cancelled: CancelReason | None, group: Group
) -> None:
    incident = declared()
    incident.kind = kind
    incident.cancellation = Cancellation(cancelled) if cancelled else None
    assert fact_of(incident).group is group
    assert fact_of(incident).backfilled == (kind is Kind.BACKFILLED)


def test_drills_cancelled_and_duplicates_are_told_apart() -> None:
    known = [fact(n, n, group=group) for n, group in enumerate(Group)]
    found = report(*known, fact(9, group=Group.DRILL), fact(10, backfilled=True))
    assert (found.counted, found.backfilled) == (2, 1)
    assert found.apart == {Group.DRILL: 2, Group.CANCELLED: 1, Group.DUPLICATE: 1}


def test_private_incidents_count_only_when_asked_for() -> None:
    known = (fact(1), fact(2, private=True))
    assert report(*known).counted == 1
    assert report(*known, question=Question(ALL.period, private=True)).counted == 2


def test_of_one_service_only_its_own_count() -> None:
    known = (fact(1, 0, "checkout"), fact(2, 0, "payments", "checkout"), fact(3))
    found = report(*known, question=Question(ALL.period, "payments"))
    assert (found.counted, found.by_service) == (1, {"payments": 1, "checkout": 1})


def test_an_incident_of_two_services_counts_for_each() -> None:
    found = report(fact(1, 0, "checkout", "payments"), fact(2))
    assert (found.counted, found.without_service) == (2, 1)
    assert found.by_service == {"checkout": 1, "payments": 1}


def test_hours_and_weeks_are_those_of_the_zone() -> None:
    period = days_between(date(2026, 3, 1), date(2026, 6, 1), PARIS)
    winter = fact(1, 28 - 0.5 / 24)  # Saturday 28 March, 23:30 in London, 00:30 in Paris
    summer = fact(2, 29 - 0.5 / 24)  # a day later the clocks of Paris are two hours ahead
    found = report(winter, summer, question=Question(period))
    assert found.by_hour_of_week == {(6, 0): 1, (0, 1): 1}
    assert found.by_week == {
        date(2026, 3, 23): {Severity.SEV2: 1},
        date(2026, 3, 30): {Severity.SEV2: 1},
    }


def test_out_of_hours_is_when_nobody_is_at_work_anyway() -> None:
    monday = 1  # 2 March 2026
    known = [fact(n, monday + hour / 24) for n, hour in enumerate((8, 9, 17, 18))]
    found = report(*known, fact(9, 0.5))
    assert found.out_of_hours(WorkingHours()) == 3
    assert found.out_of_hours(WorkingHours(frozenset({6}), 0, 24)) == 4
    assert found.by_weekday == [4, 0, 0, 0, 0, 0, 1]
    assert sum(found.by_hour) == 5


def test_a_repeat_is_the_same_service_within_thirty_days() -> None:
    found = report(
        fact(1, 0, "checkout"),
        fact(2, 30, "checkout", "search"),
        fact(3, 61, "checkout", "search"),
        fact(4, 62, "payments"),
    )
    assert (found.repeats, found.repeats_by_service) == (1, {"checkout": 1})


def test_a_repeat_may_be_of_an_incident_before_the_period() -> None:
    april = Question(days_between(date(2026, 4, 1), date(2026, 5, 1), UTC))
    known = (fact(1, 30, *SERVICES), fact(2, 32, "checkout"))
    assert report(*known, question=april).repeats == 1


def test_a_drill_is_repeated_by_nothing() -> None:
    assert report(fact(1, 0, "checkout", group=Group.DRILL), fact(2, 1, "checkout")).repeats == 0

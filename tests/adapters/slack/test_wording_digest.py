from datetime import UTC, date, datetime

from firefighter.adapters.slack.wording.digest import (
    on_call_load as on_call_line,
)
from firefighter.adapters.slack.wording.digest import (
    overdue_postmortems,
    volume,
)
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.metrics.backlog import (
    Backlog,
    LatePostmortem,
    OpenPostmortems,
    OverdueFollowUps,
)
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import (
    Compared,
    Load,
    Obstacle,
    PersonLoad,
    Question,
    WorkingHours,
    report_on,
)
from firefighter.domain.severity import Severity
from firefighter.reporting.tables import on_call_load, open_work

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ANA = UserId("U0ANA")


def late(number: int, owner: UserId | None = ANA) -> LatePostmortem:
    incident = IncidentId(number)
    return LatePostmortem(incident, "Down <!here>", Severity.SEV1, date(2026, 3, 9), owner)


def told(postmortems: OpenPostmortems) -> list[str]:
    return overdue_postmortems(Backlog(NOW, postmortems=postmortems)).split("\n")


def test_overdue_postmortems_are_listed_with_commander_and_date() -> None:
    assert told(OpenPostmortems(3, 2, [late(7), late(8, None)])) == [
        "*Overdue post-mortems* · 2 of 3 open:",
        "• *INC-7* SEV1 Down &lt;!here&gt;: <@U0ANA>, review due since 9 Mar 2026",
        "• *INC-8* SEV1 Down &lt;!here&gt;: unassigned, review due since 9 Mar 2026",
    ]


def test_only_the_first_overdue_postmortems_are_listed() -> None:
    lines = told(OpenPostmortems(30, 25, [late(each) for each in range(20)]))
    assert len(lines) == 12
    assert lines[-1] == "… and 15 more."


def test_no_overdue_postmortem_is_stated() -> None:
    assert told(OpenPostmortems(open=2)) == ["*Overdue post-mortems* · None. Open: 2."]


def test_tables_show_backlog_and_load() -> None:
    overdue = [OverdueFollowUps(ANA, 2, NOW.date()), OverdueFollowUps(None, 1, NOW.date())]
    backlog = Backlog(NOW, (), 4, overdue, 5, OpenPostmortems(3, 1))
    assert open_work(backlog).rows == [
        ("Incidents", "4", ""),
        ("Post-mortems", "3", "1"),
        ("Follow-ups", "5", "3"),
    ]
    people = on_call_load(Load([PersonLoad(ANA, 2, 5400)], 2))
    assert [row[1] for row in people.rows] == ["1", "1.5", "2"]
    assert on_call_load(Load()).rows == ()


WEEK = Question(days_between(date(2026, 11, 16), date(2026, 11, 23), UTC))


def test_digest_shows_on_call_load_without_names() -> None:
    load = Load([PersonLoad(ANA, 3, 5400)], 3)
    line = on_call_line(report_on([], WEEK), load, WorkingHours())
    assert ANA not in line
    assert "1.5 active person-hours" in line
    assert "out of hours (UTC)" in line


def test_digest_says_why_a_week_is_not_compared() -> None:
    report = report_on([], WEEK)
    line = volume(Compared(report, report, 12, Obstacle.NO_HISTORY))
    assert line.endswith("not compared: no full earlier period on record")

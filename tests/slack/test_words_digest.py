from datetime import UTC, date, datetime

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.metrics.load import Load, Share
from firefighter.domain.metrics.standing import LatePostmortem, Overdue, Postmortems, Standing
from firefighter.domain.severity import Severity
from firefighter.reporting.people import left_to_do, load_on_people
from firefighter.slack.words.digest import overdue_postmortems

NOW = datetime(2026, 3, 12, 9, tzinfo=UTC)
ANA = UserId("U0ANA")


def late(number: int, owner: UserId | None = ANA) -> LatePostmortem:
    incident = IncidentId(number)
    return LatePostmortem(incident, "Down <!here>", Severity.SEV1, date(2026, 3, 9), owner)


def told(postmortems: Postmortems) -> list[str]:
    return overdue_postmortems(Standing(NOW, postmortems=postmortems)).split("\n")


def test_overdue_postmortems_are_told_with_who_led_and_since_when() -> None:
    assert told(Postmortems(3, 2, [late(7), late(8, None)])) == [
        "*Overdue post-mortems* · 2 of 3 that are open:",
        "• *INC-7* SEV1 Down &lt;!here&gt;: <@U0ANA>, review due since 9 Mar 2026",
        "• *INC-8* SEV1 Down &lt;!here&gt;: nobody's, review due since 9 Mar 2026",
    ]


def test_of_many_the_first_are_named_and_the_others_counted() -> None:
    lines = told(Postmortems(30, 25, [late(each) for each in range(20)]))
    assert len(lines) == 12
    assert lines[-1] == "… and 15 more."


def test_that_none_is_overdue_is_told_too() -> None:
    assert told(Postmortems(open=2)) == ["*Overdue post-mortems* · None; open: 2."]


def test_the_tables_say_what_is_left_to_do_and_what_it_cost() -> None:
    overdue = [Overdue(ANA, 2, NOW.date()), Overdue(None, 1, NOW.date())]
    standing = Standing(NOW, (), 4, overdue, 5, Postmortems(3, 1))
    assert left_to_do(standing).rows == [
        ("Incidents", "4", ""),
        ("Post-mortems", "3", "1"),
        ("Follow-ups", "5", "3"),
    ]
    people = load_on_people(Load([Share(ANA, 2, 5400)], 2))
    assert [row[1] for row in people.rows] == ["1", "1.5", "2"]
    assert load_on_people(Load()).rows == ()

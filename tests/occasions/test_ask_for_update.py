"""An update that was promised is asked for when it is due, and only while it is."""

from datetime import datetime, timedelta

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Step, Trigger
from firefighter.domain.severity import Severity
from firefighter.ports.chat import Nudge, Wanted
from firefighter.usecases.change_severity import change_severity
from firefighter.usecases.change_status import change_status
from firefighter.usecases.post_update import News, post_update
from firefighter.usecases.put_off_update import put_off_update, waive_update
from tests.occasions.test_ask_for_commander import let_pass
from tests.store.desk import delivery
from tests.worker.workshop import ANA, Workshop

CADENCE_MIN = 60


def asked(workshop: Workshop) -> int:
    """How often an update was asked for."""
    return sum(
        isinstance(post.content, Nudge) and post.content.wanted is Wanted.UPDATE
        for post in workshop.chat.posts
    )


def due(workshop: Workshop, incident: Incident) -> datetime:
    found = workshop.house.records.snapshot(incident.id).incident.update_due
    assert found is not None
    return found


def post(workshop: Workshop, incident: Incident, next_in_min: int | None) -> None:
    news = News(impact="Slow", changed="Nothing", next_in_min=next_in_min)
    post_update(workshop.house, delivery(), ANA, incident.id, news)


def test_it_is_asked_for_when_it_is_due_and_not_before(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV2)
    let_pass(workshop, CADENCE_MIN - 1)
    assert asked(workshop) == 0
    let_pass(workshop, 1)
    assert asked(workshop) == 1


def test_without_a_cadence_nothing_is_asked_for_until_somebody_promises(
    workshop: Workshop,
) -> None:
    incident = workshop.declare(Severity.SEV4)
    let_pass(workshop, 10 * CADENCE_MIN)
    assert asked(workshop) == 0
    post(workshop, incident, 15)
    let_pass(workshop, 15)
    assert asked(workshop) == 1


def test_an_update_in_time_puts_the_question_off(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    let_pass(workshop, CADENCE_MIN - 1)
    post(workshop, incident, 90)
    let_pass(workshop, 89)
    assert asked(workshop) == 0
    let_pass(workshop, 1)
    assert asked(workshop) == 1


def test_who_promises_nothing_is_asked_for_nothing(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    post(workshop, incident, None)
    let_pass(workshop, 10 * CADENCE_MIN)
    assert asked(workshop) == 0


def test_a_question_that_nobody_answers_is_asked_ever_less_often(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV2)
    counted = []
    for _ in range(9):
        let_pass(workshop, 60)
        counted.append(asked(workshop))
    assert counted == [1, 2, 3, 3, 4, 4, 4, 4, 5]


def test_putting_it_off_asks_again_a_little_later(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    let_pass(workshop, CADENCE_MIN)
    seen = due(workshop, incident)
    put_off_update(workshop.house, delivery(), ANA, incident.id, seen=seen)
    assert due(workshop, incident) == seen + timedelta(minutes=15)
    let_pass(workshop, 14)
    assert asked(workshop) == 1
    let_pass(workshop, 1)
    assert asked(workshop) == 2


def test_what_is_not_needed_is_not_asked_for_again(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    let_pass(workshop, CADENCE_MIN)
    seen = due(workshop, incident)
    waive_update(workshop.house, delivery(), ANA, incident.id, seen=seen)
    let_pass(workshop, 20 * CADENCE_MIN)
    assert asked(workshop) == 1


def test_once_it_is_mitigated_nobody_is_asked(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV2)
    mitigated = Step(Trigger.MITIGATE, "Rolled back")
    change_status(workshop.house, delivery(), ANA, incident.id, mitigated)
    let_pass(workshop, 10 * CADENCE_MIN)
    assert asked(workshop) == 0


def test_a_raised_severity_asks_at_its_own_pace(workshop: Workshop) -> None:
    incident = workshop.declare(Severity.SEV4)
    change_severity(
        workshop.house,
        delivery(),
        ANA,
        incident.id,
        seen=Severity.SEV4,
        severity=Severity.SEV2,
        reason="It grows",
    )
    let_pass(workshop, CADENCE_MIN)
    assert asked(workshop) == 1

"""The timekeeper in its thread."""

from datetime import timedelta

import pytest

from firefighter.domain.severity import Severity
from firefighter.ports.calendar import Due
from firefighter.ports.chat import Nudge
from firefighter.ports.store import Appointment, UnitOfWork
from firefighter.store.calendar import given_up_appointments
from firefighter.worker.timekeeper import Timekeeper
from tests.store.desk import delivery
from tests.worker.waiting import eventually
from tests.worker.workshop import PACE, Workshop, at_pace


def appoint(workshop: Workshop, *keys: str) -> None:
    with workshop.house.units(delivery()) as unit:
        for key in keys:
            unit.appoint(Appointment("tea", key, workshop.clock.now(), {}))


def test_what_is_due_comes_and_its_effects_are_done(workshop: Workshop) -> None:
    workshop.declare(Severity.SEV2)
    timekeeper = Timekeeper(workshop.calendar, workshop.keep, workshop.clock, PACE)
    timekeeper.start()
    with workshop.working():
        workshop.clock.advance(timedelta(hours=1).total_seconds())
        eventually(lambda: any(isinstance(post.content, Nudge) for post in workshop.chat.posts))
        timekeeper.stop()


def test_one_that_fails_delays_no_other_and_is_given_up_at_last(
    workshop: Workshop, caplog: pytest.LogCaptureFixture
) -> None:
    kept: list[str] = []

    def keep(_unit: UnitOfWork, due: Due) -> None:
        if due.appointment.key == "broken":
            raise RuntimeError("The pot leaks.")
        kept.append(due.appointment.key)

    appoint(workshop, "broken", "whole")
    timekeeper = Timekeeper(
        workshop.calendar, keep, workshop.clock, at_pace(tries=3, retry_base_s=0.01)
    )
    timekeeper.start()

    def given_up() -> bool:
        workshop.clock.advance(1)
        return given_up_appointments(workshop.database) == 1

    eventually(given_up)
    timekeeper.stop()
    assert kept == ["whole"]
    assert "The pot leaks." in caplog.text


def test_a_kind_that_only_newer_code_knows_is_tried_again(workshop: Workshop) -> None:
    appoint(workshop, "of tomorrow")
    timekeeper = Timekeeper(workshop.calendar, workshop.keep, workshop.clock, PACE)
    timekeeper.start()
    eventually(lambda: workshop.calendar.next_due() != workshop.clock.now())
    timekeeper.stop()
    assert given_up_appointments(workshop.database) == 0

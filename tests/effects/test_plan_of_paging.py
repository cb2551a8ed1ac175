"""Who is called when people are asked for, and what ends the ringing."""

from dataclasses import replace

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import CancelReason, Status, Trigger
from firefighter.domain.paging import Whom
from firefighter.effects.plan import plan
from tests.domain.incidents import ANA, LATER, SAID_IN_FULL, in_status


def kinds(incident: Incident) -> list[str]:
    (event,) = incident.events
    return [request.kind for request in plan(incident, event)]


@pytest.mark.parametrize(
    ("whom", "kind"),
    [(Whom(group="S1"), "post_group_page"), (Whom(service="Database"), "ring_service")],
)
def test_each_is_called_once_and_no_line_retells_it(whom: Whom, kind: str) -> None:
    incident = in_status(Status.OPEN)
    incident.page(whom, "It is down", key="1", through="", actor=ANA, now=LATER)
    planned = kinds(incident)
    assert planned.count(kind) == 1
    others = {"post_line", "ring_service", "post_group_page"} - {kind}
    assert not others & set(planned)


@pytest.mark.parametrize(
    ("status", "trigger", "ends"),
    [
        (Status.OPEN, Trigger.INVESTIGATE, False),
        (Status.INVESTIGATING, Trigger.MITIGATE, True),
        (Status.MITIGATED, Trigger.START_POSTMORTEM, False),
        (Status.POSTMORTEM, Trigger.CLOSE, True),
        (Status.OPEN, Trigger.CANCEL, True),
        (Status.CLOSED, Trigger.REOPEN, False),
    ],
)
def test_the_ringing_ends_when_it_no_longer_burns(
    status: Status, trigger: Trigger, ends: bool
) -> None:
    incident = in_status(status)
    incident.advance(SAID_IN_FULL[trigger], actor=ANA, now=LATER)
    assert ("stand_down" in kinds(incident)) is ends


def test_who_was_rung_for_a_duplicate_is_still_needed() -> None:
    incident = in_status(Status.OPEN)
    duplicate = replace(
        SAID_IN_FULL[Trigger.CANCEL],
        cancel_reason=CancelReason.DUPLICATE,
        duplicate_of=IncidentId(7),
    )
    incident.advance(duplicate, actor=ANA, now=LATER)
    assert "stand_down" not in kinds(incident)

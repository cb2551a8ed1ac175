"""Who is paged, and when pages are resolved."""

from dataclasses import replace

import pytest

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Status, StepKind
from firefighter.domain.paging import PageTarget
from firefighter.effects.plan import plan_effects
from tests.domain.incidents import ANA, COMPLETE_STEPS, LATER, in_status


def kinds(incident: Incident) -> list[str]:
    (event,) = incident.events
    return [request.kind for request in plan_effects(incident, event)]


@pytest.mark.parametrize(
    ("page_target", "kind"),
    [
        (PageTarget(group="S1"), "page_group"),
        (PageTarget(service="Database"), "page_oncall_service"),
    ],
)
def test_page_is_sent_once_without_a_line(page_target: PageTarget, kind: str) -> None:
    incident = in_status(Status.OPEN)
    incident.page_oncall(page_target, "It is down", key="1", provider="", actor=ANA, now=LATER)
    planned = kinds(incident)
    assert planned.count(kind) == 1
    others = {"post_line", "page_oncall_service", "page_group"} - {kind}
    assert not others & set(planned)


@pytest.mark.parametrize(
    ("status", "step_kind", "ends"),
    [
        (Status.OPEN, StepKind.INVESTIGATE, False),
        (Status.INVESTIGATING, StepKind.MITIGATE, True),
        (Status.MITIGATED, StepKind.START_POSTMORTEM, False),
        (Status.POSTMORTEM, StepKind.CLOSE, True),
        (Status.OPEN, StepKind.DECLINE, True),
        (Status.CLOSED, StepKind.REOPEN, False),
    ],
)
def test_pages_are_resolved_when_impact_stops(
    status: Status, step_kind: StepKind, ends: bool
) -> None:
    incident = in_status(status)
    incident.advance(COMPLETE_STEPS[step_kind], actor=ANA, now=LATER)
    assert ("resolve_pages" in kinds(incident)) is ends


def test_pages_of_a_duplicate_stay_active() -> None:
    incident = in_status(Status.OPEN)
    duplicate = replace(
        COMPLETE_STEPS[StepKind.DECLINE],
        decline_reason=DeclineReason.DUPLICATE,
        duplicate_of=IncidentId(7),
    )
    incident.advance(duplicate, actor=ANA, now=LATER)
    assert "resolve_pages" not in kinds(incident)

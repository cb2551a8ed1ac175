"""Drives an incident through a status that stands between mitigated and the post-mortem."""

from datetime import timedelta

from firefighter.demo.sandbox import SPACE
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.playground.confluence import LocalConfluence
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase, shown
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text, open_scenario
from tests.clock import MovedClock


def walk_through(status: Status, step_kind: StepKind) -> None:
    """Declares, mitigates, takes `step_kind` to `status`, writes the post-mortem and closes.

    Checks the panel, the announcement, the list, the metrics, the digest, the page and the
    reminders.
    """
    clock = MovedClock()
    with LocalConfluence() as wiki:
        wiki.add_space(SPACE, "Operations")
        policy = Policy(lifecycle={status: True})
        with open_scenario(policy, clock=clock, wiki=wiki) as scenario:
            case = mitigated(scenario)
            assert step_kind in case.steps(scenario.ben)
            case.press(scenario.ben, f"step.{step_kind}")
            assert case.incident.status is status
            _check_cards(case, scenario, status)
            _check_lists(scenario, status)
            (page,) = wiki.pages
            assert f'<ac:parameter ac:name="title">{status.row.label}<' in page.body
            _check_reminder(scenario, clock)
            _finish(case, scenario)


def mitigated(scenario: Scenario) -> IncidentCase:
    """A SEV1, which requires a post-mortem, led by Ben."""
    case = scenario.declare("sev1 Checkout returns 500")
    case.press(scenario.ben, "role.commander")
    case.press(scenario.ben, "step.mitigate")
    case.send(scenario.ben, note="Rolled back 2.14")
    return case


def _check_cards(case: IncidentCase, scenario: Scenario, status: Status) -> None:
    for card in (case.announcement, *case.panels):
        assert status.row.label in shown(card)
    assert set(case.steps(scenario.ben)) == {StepKind.START_POSTMORTEM, StepKind.REOPEN}
    assert status.row.next_step in shown(case.panel)
    assert case.lines[-1].startswith(":")


def _check_lists(scenario: Scenario, status: Status) -> None:
    scenario.type(scenario.ana, "list")
    assert scenario.ana.view is not None
    assert status.row.label in modal_text(scenario.ana.view)
    reply = scenario.type(scenario.ana, "stats")
    assert reply.ephemeral is not None
    told = f"{reply.ephemeral.text}\n{shown(reply.ephemeral)}"
    assert status.row.label.lower() in told
    scenario.answer(scenario.ana, "digest")
    scenario.settle()
    assert status.row.label.lower() in "\n".join(map(shown, scenario.ana.dms))


def _check_reminder(scenario: Scenario, clock: MovedClock) -> None:
    """Of the draft, which is due three days after mitigation."""
    clock.move_on(timedelta(days=3, minutes=1))
    scenario.slack.wait_until(
        lambda: any("post-mortem is due" in m.text for m in scenario.ben.dms), 30
    )


def _finish(case: IncidentCase, scenario: Scenario) -> None:
    case.press(scenario.ben, "step.start_postmortem")
    case.press(scenario.ben, "step.close")
    case.send(scenario.ben, note="The customer wrote it up")
    assert case.incident.status is Status.CLOSED

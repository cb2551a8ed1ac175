"""The review of a post-mortem: asked for, approved, and required before closing."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firefighter.domain.events import PostmortemApproved, ReviewRequested
from firefighter.domain.lifecycle import Status
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.slack import Person
from tests.adapters.slack.scenarios.drill_case import start_drill
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements, shown
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, modal_text, open_scenario
from tests.clock import MovedClock


@pytest.fixture
def scenario(sqlite_url: str, wiki: LocalConfluence, clock: MovedClock) -> Iterator[Scenario]:
    with open_scenario(POLICY, sqlite_url, clock, wiki) as scenario:
        yield scenario


@pytest.fixture
def case(scenario: Scenario) -> IncidentCase:
    """Mitigated, with a post-mortem page that Ben owns."""
    return mitigated(scenario.declare("sev1 Checkout returns 500"), scenario.ben)


def mitigated(case: IncidentCase, owner: Person) -> IncidentCase:
    case.press(owner, "role.commander")
    case.press(owner, "step.mitigate")
    case.send(owner, note="Rolled back 2.14")
    return case


def ask(case: IncidentCase, owner: Person, *reviewers: Person, due: str = "") -> None:
    case.press(owner, "ask_review")
    reply = case.send(owner, reviewers=[each.id for each in reviewers], due=due)
    assert not reply.errors, reply.errors


def approve(scenario: Scenario, reviewer: Person, message: int = 0) -> None:
    assert reviewer.press(reviewer.dms[message], action_id="approve_postmortem").acknowledged
    scenario.settle()


def test_reviewers_are_asked_once_and_their_approvals_are_everywhere(
    wiki: LocalConfluence, scenario: Scenario, case: IncidentCase
) -> None:
    ana, ben, dora = scenario.ana, scenario.ben, scenario.dora
    ask(case, ben, ana, dora, due="2030-03-09")
    (asked,) = ana.dms
    text = shown(asked)
    assert f"*{case.reference} · Checkout returns 500*" in text
    assert f"<@{ben.id}> asks you to review the post-mortem by 9 Mar 2030." in text
    assert [each["text"]["text"] for each in elements(asked)] == ["Approve", "Open page"]
    assert "· In review" in shown(case.announcement)
    assert f"<@{ana.id}>: not approved yet · <@{dora.id}>: not approved yet" in shown(case.panel)
    (page,) = wiki.pages
    assert "<th>Review due</th><td>2030-03-09</td>" in page.body
    assert "Ana: not approved yet<br/>Dora: not approved yet" in page.body

    approve(scenario, ana)
    (asked,) = ana.dms
    assert "You approved the post-mortem" in shown(asked)
    assert elements(asked) == []
    assert case.lines[-1].endswith(f"<@{ana.id}> approved the post-mortem. 1 reviewer hasn't yet.")
    assert "Ana: approved 20" in wiki.pages[0].body
    assert "Ana approved the post-mortem." in wiki.pages[0].body

    ask(case, ben, ana, dora, due="2030-03-09")
    assert (len(ana.dms), len(dora.dms)) == (1, 2)
    approve(scenario, dora)
    assert "· Approved" in shown(case.panel)
    assert "· Approved" in shown(case.announcement)
    assert all(elements(each) == [] for each in dora.dms)
    assert "In review" not in wiki.pages[0].body
    approvals = [each.actor for each in case.timeline if isinstance(each, PostmortemApproved)]
    assert approvals == [ana.id, dora.id]


def test_changed_reviewers_lose_or_get_the_request(scenario: Scenario, case: IncidentCase) -> None:
    ask(case, scenario.ben, scenario.ana)
    ask(case, scenario.ben, scenario.dora)
    assert "no longer asked" in shown(scenario.ana.dms[0])
    assert elements(scenario.ana.dms[0]) == []
    assert len(scenario.dora.dms) == 1
    scenario.type(scenario.dora, f"postmortem {case.reference}")
    shown_to_dora = scenario.dora.ephemerals()[-1]
    assert "approve_postmortem" in [each["action_id"] for each in elements(shown_to_dora)]
    scenario.type(scenario.ana, f"postmortem {case.reference}")
    shown_to_ana = scenario.ana.ephemerals()[-1]
    assert "approve_postmortem" not in [each["action_id"] for each in elements(shown_to_ana)]


def test_a_reviewer_who_cannot_be_messaged_is_reported_in_the_channel_once(
    scenario: Scenario, case: IncidentCase, clock: MovedClock
) -> None:
    ask(case, scenario.ben, scenario.dora, due=f"{clock.now() + timedelta(days=2):%Y-%m-%d}")
    scenario.slack.deactivate(scenario.dora)
    clock.move_on(timedelta(days=5))

    def found() -> list[str]:
        return [each for each in case.lines if "I can't message" in each]

    scenario.slack.wait_until(found, 30)
    ask(case, scenario.ben, scenario.dora, scenario.ana)
    (line,) = found()
    assert f"I can't message <@{scenario.dora.id}>, who hasn't reviewed" in line
    assert line.endswith(f"`/incident postmortem {case.reference}`. <@{scenario.ben.id}>")


def test_a_due_review_is_reminded_of_with_the_button_to_approve(
    scenario: Scenario, case: IncidentCase, clock: MovedClock
) -> None:
    due = clock.now() + timedelta(days=2)
    ask(case, scenario.ben, scenario.ana, due=f"{due:%Y-%m-%d}")
    scenario.slack.ahead_s += timedelta(days=5).total_seconds()
    clock.move_on(timedelta(days=5))
    scenario.slack.wait_until(lambda: len(scenario.ana.dms) == 2, 30)
    reminder = scenario.ana.dms[1]
    assert "Your review of this post-mortem is overdue since" in shown(reminder)
    assert [each["text"]["text"] for each in elements(reminder)] == ["Approve", "Open page"]
    approve(scenario, scenario.ana, message=1)
    assert all("You approved the post-mortem" in shown(each) for each in scenario.ana.dms)
    assert all(elements(each) == [] for each in scenario.ana.dms)


def test_only_the_owner_asks_and_reviews_nothing(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ana, "ask_review")
    assert f"Only <@{scenario.ben.id}> can ask for a review." in scenario.told(scenario.ana)[-1]
    case.press(scenario.ben, "ask_review")
    reply = case.send(scenario.ben, reviewers=[scenario.ben.id, scenario.ana.id])
    assert "doesn't review it" in reply.errors["reviewers"]
    assert not [each for each in case.timeline if isinstance(each, ReviewRequested)]


def test_a_reviewer_who_becomes_the_owner_cannot_approve(
    scenario: Scenario, case: IncidentCase
) -> None:
    ask(case, scenario.ben, scenario.ana)
    case.press(scenario.ben, "assign")
    case.send(scenario.ben, role="commander", to=scenario.ana.handle)
    assert elements(scenario.ana.dms[0]) == []
    scenario.type(scenario.ana, f"postmortem {case.reference}")
    buttons = [each["action_id"] for each in elements(scenario.ana.ephemerals()[-1])]
    assert "ask_review" in buttons
    assert "approve_postmortem" not in buttons


def test_a_declined_incident_offers_no_approval(scenario: Scenario, case: IncidentCase) -> None:
    ask(case, scenario.ben, scenario.ana)
    case.press(scenario.ben, "step.reopen")
    case.send(scenario.ben, note="Errors again")
    case.press(scenario.ben, "step.decline")
    case.send(scenario.ben, reason="false_alarm")
    (asked,) = scenario.ana.dms
    assert "was declined, so its post-mortem needs no review" in shown(asked)
    assert elements(asked) == []
    scenario.type(scenario.ana, f"postmortem {case.reference}")
    assert "Approve" not in str(elements(scenario.ana.ephemerals()[-1]))


def test_review_date_in_the_past_is_refused(scenario: Scenario, case: IncidentCase) -> None:
    case.press(scenario.ben, "ask_review")
    reply = case.send(scenario.ben, reviewers=[scenario.ana.id], due="2020-01-02")
    assert reply.errors == {"due": "This day is over. Choose today or a later one."}
    assert case.incident.review is None


def test_reviewers_of_a_private_incident_must_see_it(scenario: Scenario) -> None:
    case = scenario.declare_by_form(title="Payroll leaked", severity="SEV1", private="private")
    mitigated(case, scenario.ana)
    case.press(scenario.ana, "ask_review")
    case.send(scenario.ana, reviewers=[scenario.ben.id])
    assert scenario.ana.view is not None
    assert f"private, and <@{scenario.ben.id}> can't see it" in modal_text(scenario.ana.view)
    assert (scenario.ben.dms, case.incident.review) == ([], None)
    scenario.ana.invite(case.incident_channel, scenario.ben)
    scenario.settle()
    case.send(scenario.ana, reviewers=[scenario.ben.id])
    assert "asks you to review" in shown(scenario.ben.dms[0])
    scenario.ben.leave(case.incident_channel)
    scenario.settle()
    approve(scenario, scenario.ben)
    assert case.incident.review is not None
    assert case.incident.review.approvals == {}
    scenario.ana.invite(case.incident_channel, scenario.dora)
    scenario.settle()
    ask(case, scenario.ana, scenario.dora)
    assert not any("Payroll leaked" in shown(each) for each in scenario.ben.dms)
    assert "asks you to review" in shown(scenario.dora.dms[0])


def test_a_review_in_a_drill_says_exercise(scenario: Scenario) -> None:
    case = start_drill(scenario, team=[scenario.ben], severity="SEV1")
    mitigated(case, scenario.ben)
    ask(case, scenario.ben, scenario.ana)
    assert "EXERCISE" in shown(scenario.ana.dms[-1])
    approve(scenario, scenario.ana, -1)
    assert "EXERCISE" in shown(scenario.ana.dms[-1])
    assert "· Approved" in shown(case.panel)


def test_approval_is_required_before_closing_if_so_configured(
    sqlite_url: str, clock: MovedClock
) -> None:
    table = POLICY.postmortem.model_copy(update={"approval_required": True})
    policy = POLICY.model_copy(update={"postmortem": table})
    with open_scenario(policy, sqlite_url, clock) as scenario:
        case = mitigated(scenario.declare("sev1 Checkout returns 500"), scenario.ben)
        scenario.type(scenario.ben, f"postmortem {case.reference}")
        case.press(scenario.ben, "step.start_postmortem")
        case.press(scenario.ben, "step.close")
        assert scenario.ben.view is not None
        assert "isn't approved by its reviewers yet" in modal_text(scenario.ben.view)
        scenario.ben.close_view()
        ask(case, scenario.ben, scenario.ana)
        approve(scenario, scenario.ana)
        case.press(scenario.ben, "step.close")
        assert "approved by its reviewers" not in modal_text(scenario.ben.view)
        case.send(scenario.ben, note="Nothing else to write")
        assert case.incident.status is Status.CLOSED

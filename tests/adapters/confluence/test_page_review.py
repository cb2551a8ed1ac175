"""What a page says of its review, of time in each state, and of the updates sent."""

from dataclasses import replace
from datetime import date, timedelta

from firefighter.adapters.confluence.storage_format import parse
from firefighter.domain.events import StatusChanged, UpdatePosted, VisibilityChanged
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.milestones import Milestone
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.review import Review
from firefighter.domain.taxonomy import UNKNOWN
from firefighter.domain.timeline import Entry
from tests.adapters.confluence.sample_postmortem import ENGLISH, lived, postmortem
from tests.domain.incidents import ANA, BOB, CAM, NOW


def section(name: str, told: Postmortem) -> str:
    found = ENGLISH.section(told)(name)
    assert found is not None
    parse(found)
    return found


def test_page_is_a_draft_with_a_review_date_until_it_is_closed() -> None:
    incident = replace(lived(), policy=replace(lived().policy, review_days=7))
    glance = section("glance", postmortem(incident))
    assert "<th>Review due</th><td>2026-03-08</td>" in glance
    assert "Draft" in glance


def test_closed_post_mortem_is_approved_by_who_closed_it() -> None:
    told = postmortem()
    closed = StatusChanged(
        actor=CAM,
        at=NOW + timedelta(days=2),
        step_kind=StepKind.CLOSE,
        before=Status.POSTMORTEM,
        after=Status.CLOSED,
        overridden=True,
    )
    glance = section("glance", replace(told, timeline=(*told.timeline, Entry(closed, closed.at))))
    assert "Approved" in glance
    assert "2026-03-03 03:00 (checklist incomplete)" in glance
    assert "Draft" not in glance


def test_reviewers_are_named_with_when_they_approved() -> None:
    review = Review(CAM, NOW, (ANA, BOB), date(2026, 3, 20), {ANA: NOW})
    told = postmortem(replace(lived(), review=review))
    glance = section("glance", told)
    names = "Ana Lima: approved 2026-03-01 03:00<br/>Bob Brown: not approved yet"
    assert f"<th>Reviewers</th><td>{names}</td>" in glance
    assert "<th>Review due</th><td>2026-03-20</td>" in glance
    assert "In review" in glance
    everybody = replace(review, approvals={ANA: NOW, BOB: NOW + timedelta(hours=1)})
    glance = section("glance", postmortem(replace(lived(), review=everybody)))
    assert "Approved" in glance
    assert "</ac:structured-macro> 2026-03-01 04:00</td>" in glance


def test_closing_does_not_stand_for_the_approval_of_reviewers() -> None:
    review = Review(CAM, NOW, (ANA,))
    told = postmortem(replace(lived(), review=review))
    closed = StatusChanged(
        actor=CAM, at=NOW, step_kind=StepKind.CLOSE, before=Status.POSTMORTEM, after=Status.CLOSED
    )
    glance = section("glance", replace(told, timeline=(*told.timeline, Entry(closed, NOW))))
    assert "In review" in glance
    assert "Closed by Cam Costa, 2026-03-01 03:00, before all reviewers approved." in glance


def test_time_in_each_severity_and_status_is_on_the_page() -> None:
    facts = section("facts", postmortem())
    assert "<tr><td>SEV2</td><td>5 min</td></tr>" in facts
    assert "<tr><td>SEV1</td><td>ongoing</td></tr>" in facts
    assert "<tr><td>Open</td><td>3 min</td></tr>" in facts


def test_follow_ups_have_priority_and_kind() -> None:
    listed = section("follow_ups", postmortem())
    assert "<td>P1</td><td>Prevent</td><td>Bob Brown</td>" in listed
    assert "<td></td><td></td><td>unassigned</td>" in listed


def test_updates_sent_are_listed() -> None:
    told = postmortem()
    update = UpdatePosted(actor=ANA, at=NOW, impact="Carts are empty", changed="Rolling back")
    listed = section("updates", replace(told, timeline=(*told.timeline, Entry(update, NOW))))
    assert "<p>Rolling back</p>" in listed
    assert "<td>Ana Lima</td><td>Everybody</td>" in listed
    assert "Add them below." in listed
    assert "No updates were posted" in section("updates", replace(told, timeline=()))


def test_an_update_sent_while_the_incident_was_private_says_so() -> None:
    times = [NOW + timedelta(minutes=minutes) for minutes in range(3)]
    opened = VisibilityChanged(actor=ANA, at=times[1], private=False)
    sent = [UpdatePosted(actor=ANA, at=at, impact="Carts", changed="News") for at in times[::2]]
    told = postmortem()
    events = (sent[0], opened, sent[1])
    timeline = (*told.timeline, *(Entry(event, event.at) for event in events))
    listed = section("updates", replace(told, timeline=timeline))
    assert listed.index("Participants only") < listed.index("Everybody")


def test_what_is_not_known_yet_is_listed_until_it_is() -> None:
    known = postmortem()
    assert "Not known yet" not in section("glance", known)
    incident = lived(summary="")
    incident.trigger, incident.failure_class = "", UNKNOWN
    del incident.milestones[Milestone.DETECTED]
    incident.hypotheses = {
        number: replace(each, state=HypothesisState.TESTING, text="The <cache> is cold")
        for number, each in incident.hypotheses.items()
    }
    listed = section("glance", replace(postmortem(incident), impact=""))
    names = "Summary; Impact; Trigger; Failure class; Detected; H1: The &lt;cache&gt; is cold"
    assert f"<tr><th>Not known yet</th><td>{names}</td></tr>" in listed

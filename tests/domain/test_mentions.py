from firefighter.domain.events import DecisionRecorded, FollowUpChanged
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.hypotheses import Hypothesis, HypothesisNumber
from firefighter.domain.ids import UserId
from firefighter.domain.mentions import (
    event_texts,
    incident_texts,
    incident_with_names,
    mentioned_ids,
    with_names,
)
from firefighter.domain.postmortem import Postmortem
from firefighter.domain.timeline import Entry
from tests.domain.incidents import NOW, declared

ANA = UserId("U0005ANA")


def test_mentions_become_names() -> None:
    assert with_names(f"@{ANA} and @U0006BEN, mail a@b.example", {ANA: "Ana"}) == (
        "@Ana and @U0006BEN, mail a@b.example"
    )


def test_somebody_without_a_name_keeps_the_id() -> None:
    assert with_names(f"@{ANA}", {ANA: ""}) == f"@{ANA}"


def test_mentioned_people_are_found_in_all_texts() -> None:
    assert mentioned_ids([f"@{ANA}: look", "@U0006BEN", "@here"]) == {ANA, "U0006BEN"}


def test_an_incident_is_shown_with_names_and_stays_as_it_was() -> None:
    incident = declared()
    incident.summary = f"@{ANA} saw it"
    assert incident_with_names(incident, {ANA: "Ana"}).summary == "@Ana saw it"
    assert incident.summary == f"@{ANA} saw it"


def test_hypotheses_and_decisions_are_shown_with_names() -> None:
    incident = declared()
    number = HypothesisNumber(1)
    incident.hypotheses[number] = Hypothesis(
        number=number, text=f"@{ANA} changed it", proposed_by=ANA, proposed_at=NOW, note=f"@{ANA}"
    )
    assert ANA in mentioned_ids(incident_texts(incident))
    shown = incident_with_names(incident, {ANA: "Ana"}).hypotheses[number]
    assert (shown.text, shown.note) == ("@Ana changed it", "@Ana")
    decision = DecisionRecorded(actor=ANA, at=NOW, text=f"@{ANA} rolls back")
    page = Postmortem(incident, (Entry(decision, NOW),), names={ANA: "Ana"})
    assert [each.text for each in page.decisions] == ["@Ana rolls back"]


def test_groups_and_channels_become_names() -> None:
    names = {UserId("S0006SRE"): "sre", UserId("C0006GENERAL"): "general"}
    text = "@S0006SRE, see #C0006GENERAL"
    assert mentioned_ids([text]) == names.keys()
    assert with_names(text, names) == "@sre, see #general"


def test_a_sign_of_another_kind_is_no_mention() -> None:
    assert mentioned_ids(["#U0006BEN @C0006GENERAL #42 #checkout"]) == frozenset()


def test_texts_of_what_an_event_is_about_are_found() -> None:
    follow_up = FollowUp(number=FollowUpNumber(1), text=f"@{ANA} adds an alert")
    event = FollowUpChanged(actor=ANA, at=NOW, before=None, after=follow_up)
    assert ANA in mentioned_ids(event_texts(event))

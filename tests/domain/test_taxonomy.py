import pytest

from firefighter.domain.errors import AlreadySo, InvalidField
from firefighter.domain.events import Classified
from firefighter.domain.lifecycle import Status
from firefighter.domain.taxonomy import UNKNOWN, Taxonomy
from tests.domain.incidents import BOB, LATER, in_status


def test_unknown_is_always_a_choice_and_the_last_one() -> None:
    assert Taxonomy(("deploy",), (UNKNOWN, "bug")) == Taxonomy(
        ("deploy", UNKNOWN), ("bug", UNKNOWN)
    )


@pytest.mark.parametrize(("trigger", "failure_class"), [("", UNKNOWN), (UNKNOWN, "no such")])
def test_a_word_that_is_no_choice_is_refused(trigger: str, failure_class: str) -> None:
    with pytest.raises(InvalidField):
        Taxonomy().check(trigger=trigger, failure_class=failure_class)


def test_an_incident_may_be_classified_after_it_is_closed() -> None:
    incident = in_status(Status.CLOSED)
    incident.classify("deployment", "capacity", actor=BOB, now=LATER)
    assert (incident.trigger, incident.failure_class) == ("deployment", "capacity")
    assert incident.events == [
        Classified(actor=BOB, at=LATER, trigger="deployment", failure_class="capacity")
    ]


def test_saying_the_same_again_changes_nothing() -> None:
    incident = in_status(Status.MITIGATED)
    incident.classify("deployment", UNKNOWN, actor=BOB, now=LATER)
    with pytest.raises(AlreadySo):
        incident.classify("deployment", UNKNOWN, actor=BOB, now=LATER)

import pytest

from firefighter.domain.errors import InvalidField, NoChange
from firefighter.domain.events import Classified
from firefighter.domain.lifecycle import Status
from firefighter.domain.rules import UNKNOWN, Taxonomy
from tests.domain.incidents import BOB, LATER, in_status


def test_unknown_is_the_last_choice() -> None:
    assert Taxonomy(("deploy",), (UNKNOWN, "bug")) == Taxonomy(
        ("deploy", UNKNOWN), ("bug", UNKNOWN)
    )


@pytest.mark.parametrize(("trigger", "failure_class"), [("", UNKNOWN), (UNKNOWN, "no such")])
def test_other_value_is_refused(trigger: str, failure_class: str) -> None:
    with pytest.raises(InvalidField):
        Taxonomy().check(trigger=trigger, failure_class=failure_class)


def test_closed_incident_can_be_classified() -> None:
    incident = in_status(Status.CLOSED)
    incident.classify("deployment", "capacity", actor=BOB, now=LATER)
    assert (incident.trigger, incident.failure_class) == ("deployment", "capacity")
    assert incident.events == [
        Classified(actor=BOB, at=LATER, trigger="deployment", failure_class="capacity")
    ]


def test_unchanged_classification_is_refused() -> None:
    incident = in_status(Status.MITIGATED)
    incident.classify("deployment", UNKNOWN, actor=BOB, now=LATER)
    with pytest.raises(NoChange):
        incident.classify("deployment", UNKNOWN, actor=BOB, now=LATER)

import pytest

from firefighter.domain.errors import FieldProblem, InvalidField, NoChange
from firefighter.domain.events import Classified
from firefighter.domain.lifecycle import Status
from firefighter.domain.taxonomy import (
    FAILURE_GROUPS,
    NO_GROUP,
    UNKNOWN,
    Classification,
    Taxonomy,
    grouped,
)
from tests.domain.incidents import BOB, LATER, in_status

CAPACITY = Classification("deployment", "capacity", ("workload", "testing"))


def test_unknown_is_the_last_choice() -> None:
    taxonomy = Taxonomy(("deploy",), {"technical": (UNKNOWN, "bug"), "human": ("haste",)})
    assert taxonomy.triggers == ("deploy", UNKNOWN)
    assert taxonomy.failure_classes == ("bug", "haste", UNKNOWN)


def test_unknown_contributes_to_nothing() -> None:
    assert UNKNOWN not in Taxonomy().factors
    assert UNKNOWN not in Taxonomy().group_of()


def test_every_built_in_class_is_in_one_group() -> None:
    names = [each for classes in FAILURE_GROUPS.values() for each in classes]
    assert len(names) == len(set(names))
    assert set(FAILURE_GROUPS) == {"technical", "human", "process", "outside"}


def test_listed_classes_keep_the_groups_that_are_known() -> None:
    assert grouped(["tea", "workload", "data", "capacity"]) == {
        "technical": ("data", "capacity"),
        "human": ("workload",),
        NO_GROUP: ("tea",),
    }


@pytest.mark.parametrize(
    ("given", "name", "problem"),
    [
        (Classification("", UNKNOWN), "trigger", FieldProblem.NO_TRIGGER),
        (Classification(UNKNOWN, "no such"), "failure_class", FieldProblem.NO_FAILURE_CLASS),
        (
            Classification(UNKNOWN, "data", ("no such",)),
            "contributing_factors",
            FieldProblem.NO_FACTOR,
        ),
        (
            Classification(UNKNOWN, "data", (UNKNOWN,)),
            "contributing_factors",
            FieldProblem.NO_FACTOR,
        ),
        (
            Classification(UNKNOWN, "data", ("network", "data")),
            "contributing_factors",
            FieldProblem.FACTOR_IS_MAIN_CLASS,
        ),
        (
            Classification(UNKNOWN, "data", Taxonomy().factors[:3] + Taxonomy().factors[5:7]),
            "contributing_factors",
            FieldProblem.TOO_MANY_FACTORS,
        ),
    ],
)
def test_other_value_is_refused(given: Classification, name: str, problem: FieldProblem) -> None:
    with pytest.raises(InvalidField) as caught:
        Taxonomy().check(given)
    assert (caught.value.name, caught.value.problem) == (name, problem)


def test_four_factors_are_accepted() -> None:
    Taxonomy().check(Classification(UNKNOWN, UNKNOWN, Taxonomy().factors[:4]))


def test_closed_incident_can_be_classified() -> None:
    incident = in_status(Status.CLOSED)
    incident.classify(CAPACITY, actor=BOB, now=LATER)
    assert (incident.trigger, incident.failure_class) == ("deployment", "capacity")
    assert incident.contributing_factors == ("workload", "testing")
    assert incident.events == [
        Classified(
            actor=BOB,
            at=LATER,
            trigger="deployment",
            failure_class="capacity",
            contributing_factors=("workload", "testing"),
        )
    ]


def test_unchanged_classification_is_refused() -> None:
    incident = in_status(Status.MITIGATED)
    incident.classify(CAPACITY, actor=BOB, now=LATER)
    with pytest.raises(NoChange):
        incident.classify(CAPACITY, actor=BOB, now=LATER)


def test_factors_alone_can_change() -> None:
    incident = in_status(Status.MITIGATED)
    incident.classify(CAPACITY, actor=BOB, now=LATER)
    incident.classify(Classification("deployment", "capacity"), actor=BOB, now=LATER)
    assert incident.contributing_factors == ()

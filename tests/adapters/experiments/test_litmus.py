"""Runs of LitmusChaos: both versions of ChaosCenter, both shapes of a ChaosResult."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import astuple
from datetime import UTC, datetime

import pytest
import yaml

from firefighter.adapters.experiments.pruned_json import InvalidResult
from firefighter.adapters.experiments.reader import read_results
from firefighter.domain.experiment_runs import (
    ExperimentRun,
    Fault,
    FaultEnd,
    ProbePhase,
    ProbeResult,
    RunReason,
    RunVerdict,
    ScoreDifference,
    litmus_score,
)
from tests.adapters.experiments.samples import (
    NOW,
    SECRET,
    Content,
    chaos_result,
    encoded,
    fault_node,
    litmus_2,
    litmus_3,
    old_probe,
    probe,
)

PASSED = [probe("answers", "Passed")]
FAILED = [probe("answers", "Failed")]
MakeRun = Callable[..., Content]


def read(content: object) -> ExperimentRun:
    (run,) = read_results(encoded(content), NOW).runs
    return run


def judged(content: object) -> tuple[object, ...]:
    found = read(content).judged
    assert found is not None
    return astuple(found)


@pytest.fixture(params=[litmus_2, litmus_3])
def run_of(request: pytest.FixtureRequest) -> MakeRun:
    made: MakeRun = request.param
    return made


HALVES = [probe("a", "Passed"), probe("b", "Failed")]

BY_HAND: Sequence[tuple[str, Mapping[str, int], Sequence[Content], int]] = [
    (
        "10 x 100 + 5 x 50 + 1 x 0 = 1250, / 16 = 78.125, cut",
        {"pod-delete": 10, "network-loss": 5, "disk-fill": 1},
        [
            fault_node("pod-delete", "100", probes=PASSED),
            fault_node("network-loss", "50", verdict="Fail", probes=HALVES),
            fault_node("disk-fill", "0", verdict="Fail", probes=FAILED),
        ],
        7812,
    ),
    (
        "an empty percentage counts 0: 10 x 100 / 15 = 66.66",
        {"pod-delete": 10, "network-loss": 5},
        [
            fault_node("pod-delete", "100", probes=PASSED),
            fault_node("network-loss", "", verdict="Fail", probes=FAILED),
        ],
        6666,
    ),
    (
        "N/A counts 0: 5 x 50 / 6 = 41.66",
        {"network-loss": 5, "disk-fill": 1},
        [
            fault_node("network-loss", "50", verdict="Fail", probes=HALVES),
            fault_node("disk-fill", "N/A", verdict="N/A", probes=None),
        ],
        4166,
    ),
    (
        "a percentage that is no whole number counts 0: 10 x 100 / 20",
        {"pod-delete": 10, "network-loss": 10},
        [
            fault_node("pod-delete", "100", probes=PASSED),
            fault_node("network-loss", "99.9", verdict="Fail", probes=HALVES),
        ],
        5000,
    ),
    (
        "a fault that never ran counts 0: 10 x 100 / 15",
        {"pod-delete": 10, "network-loss": 5},
        [fault_node("pod-delete", "100", probes=PASSED)],
        6666,
    ),
    (
        "pod-delete begins the name of pod-delete-all: (10 x 50 + 5 x 100) / 15",
        {"pod-delete": 10, "pod-delete-all": 5},
        [
            fault_node("pod-delete", "50", verdict="Fail", probes=HALVES),
            fault_node("pod-delete-all", "100", probes=PASSED),
        ],
        6666,
    ),
    (
        "weights of 0 do not count",
        {"pod-delete": 10, "network-loss": 0},
        [
            fault_node("pod-delete", "100", probes=PASSED),
            fault_node("network-loss", "0", verdict="Fail", probes=FAILED),
        ],
        10_000,
    ),
]


@pytest.mark.parametrize(("reason", "weights", "nodes", "score"), BY_HAND)
def test_the_score_is_that_of_the_published_rule(
    run_of: MakeRun,
    reason: str,
    weights: Mapping[str, int],
    nodes: Sequence[Content],
    score: int,
) -> None:
    found = read(run_of(nodes, weights)).judged
    assert found, reason
    assert found.score == score, reason


def test_a_fault_is_found_by_its_engine_where_the_names_begin_alike() -> None:
    """The engine's name contains both names; the longer is meant."""
    weights = {"pod-delete": 10, "pod-delete-all": 5}
    nodes = [
        fault_node("", "50", verdict="Fail", probes=HALVES, engine="pod-delete-x1"),
        fault_node("", "100", probes=PASSED, engine="pod-delete-all-x2"),
    ]
    found = read(litmus_3(nodes, weights)).judged
    assert found
    assert found.score == 6666


def test_no_weight_at_all_is_no_score() -> None:
    assert litmus_score([]) is None
    assert litmus_score([Fault(name="a", weight=0, end=FaultEnd.PASSED, percentage=100)]) is None


def test_all_probes_passed_is_held(run_of: MakeRun) -> None:
    content = run_of([fault_node("pod-delete", "100", probes=PASSED)], {"pod-delete": 10})
    run = read(content)
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.HELD, RunReason.PROBES_PASSED, 10_000)
    assert run.difference is None
    assert run.name == "checkout-chaos"
    assert run.started_at == datetime(2026, 3, 2, 9, 40, tzinfo=UTC)
    assert run.ended_at == datetime(2026, 3, 2, 9, 45, tzinfo=UTC)


def test_a_fault_without_probes_is_no_evidence_and_their_score_is_kept_beside(
    run_of: MakeRun,
) -> None:
    run = read(run_of([fault_node("pod-delete", "100", probes=[])], {"pod-delete": 10}))
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.NOT_MEASURED, RunReason.NO_EVIDENCE, None)
    assert run.tool_score == 10_000
    assert run.difference is ScoreDifference.NOT_MEASURED


def test_faults_without_probes_are_left_out_of_the_score(run_of: MakeRun) -> None:
    """Theirs: (10 x 100 + 5 x 50) / 15 = 83.33. Ours: 50, of the one fault that was checked."""
    nodes = [
        fault_node("pod-delete", "100", probes=[]),
        fault_node("network-loss", "50", verdict="Fail", probes=HALVES),
    ]
    run = read(run_of(nodes, {"pod-delete": 10, "network-loss": 5}, score=83.33))
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.REFUTED, RunReason.PROBES_FAILED, 5000)
    assert run.tool_score == 8333
    assert run.difference is ScoreDifference.UNCHECKED_FAULTS


def test_a_figure_that_does_not_follow_from_its_weights_is_named(run_of: MakeRun) -> None:
    nodes = [fault_node("pod-delete", "50", verdict="Fail", probes=HALVES)]
    run = read(run_of(nodes, {"pod-delete": 1}))
    assert run.tool_score == 10_000
    assert run.difference is ScoreDifference.ANOTHER_SUM


@pytest.mark.parametrize("phase", ["Running", "Queued", "Pending", ""])
def test_a_run_under_way_has_no_verdict(run_of: MakeRun, phase: str) -> None:
    run = read(run_of([], {"pod-delete": 10}, phase=phase, score=0))
    assert run.is_running
    assert run.tool_score is None


@pytest.mark.parametrize("phase", ["Stopped", "Terminated", "Timeout", "Aborted"])
def test_a_stopped_run_is_stopped(run_of: MakeRun, phase: str) -> None:
    content = run_of(
        [fault_node("pod-delete", "100", probes=PASSED)], {"pod-delete": 10}, phase=phase
    )
    assert judged(content) == (RunVerdict.STOPPED, RunReason.ABORTED, None)


@pytest.mark.parametrize("phase", ["Error", "Failed"])
def test_an_error_before_any_fault_ran_measures_nothing(run_of: MakeRun, phase: str) -> None:
    assert judged(run_of([], {"pod-delete": 10}, phase=phase, score=0)) == (
        RunVerdict.NOT_MEASURED,
        RunReason.TOOL_FAILED,
        None,
    )


def test_a_run_with_failed_probes_is_refuted_though_its_phase_is_an_error(run_of: MakeRun) -> None:
    content = run_of(
        [fault_node("pod-delete", "0", verdict="Fail", probes=FAILED)],
        {"pod-delete": 10},
        phase="Error",
    )
    assert judged(content)[0] is RunVerdict.REFUTED


def test_a_probe_that_failed_before_the_fault_makes_it_not_eligible(run_of: MakeRun) -> None:
    probes = [probe("answers", "Failed", "SOT"), probe("orders", "N/A")]
    content = run_of(
        [fault_node("pod-delete", "0", verdict="Fail", probes=probes)], {"pod-delete": 10}
    )
    assert judged(content) == (RunVerdict.NOT_ELIGIBLE, RunReason.MISSED_BEFORE, None)


def test_a_run_and_its_start_have_one_identity(run_of: MakeRun) -> None:
    started = read(run_of([], {"pod-delete": 10}, phase="Running"))
    ended = read(run_of([fault_node("pod-delete", "100", probes=PASSED)], {"pod-delete": 10}))
    assert started.id == ended.id
    assert not started.is_id_provisional


def test_nothing_secret_of_a_run_is_kept(run_of: MakeRun) -> None:
    content = run_of([fault_node("pod-delete", "100", probes=PASSED)], {"pod-delete": 10})
    assert SECRET in str(content)
    assert SECRET not in str(read(content))


@pytest.mark.parametrize("weight", [-1, 11, 1.5, "10", True, None])
def test_a_weight_out_of_range_is_refused(weight: object) -> None:
    content: Content = litmus_3([], {})
    run = content["data"]["getExperimentRun"]  # type: ignore[index]
    run["weightages"] = [{"faultName": "pod-delete", "weightage": weight}]
    with pytest.raises(InvalidResult, match='the weight of "pod-delete" is no number from 0 to 10'):
        read(content)


def test_an_answer_that_is_an_error_says_so() -> None:
    with pytest.raises(InvalidResult, match="no data"):
        read({"errors": [{"message": SECRET}], "data": None})


def test_a_list_of_runs_is_read_whole() -> None:
    runs = [
        {"experimentRunID": str(number), "experimentName": "a", "phase": "Running"}
        for number in range(3)
    ]
    content = {"data": {"listExperimentRun": {"experimentRuns": runs}}}
    assert [each.id for each in read_results(encoded(content), NOW).runs] == ["0", "1", "2"]


OLD_PASSED = [old_probe("answers", preChaos="Passed 👍", postChaos="Passed 👍")]
OLD_FAILED = [old_probe("answers", preChaos="Passed 👍", postChaos="Better Luck Next Time")]
OLD_BEFORE = [old_probe("answers", preChaos="Better Luck Next Time", postChaos="Awaited")]
OLD_DURING = [old_probe("answers", continuous="Passed 👍")]

RESULTS: Sequence[tuple[Content, tuple[object, ...]]] = [
    (
        chaos_result(probes=OLD_PASSED, key="probeStatus"),
        (RunVerdict.HELD, RunReason.PROBES_PASSED, 10_000),
    ),
    (
        chaos_result(probes=OLD_DURING, key="probeStatus"),
        (RunVerdict.HELD, RunReason.PROBES_PASSED, 10_000),
    ),
    (
        chaos_result(verdict="Fail", percentage="0", probes=OLD_FAILED, key="probeStatus"),
        (RunVerdict.REFUTED, RunReason.PROBES_FAILED, 0),
    ),
    (
        chaos_result(verdict="Fail", percentage="0", probes=OLD_BEFORE, key="probeStatus"),
        (RunVerdict.NOT_ELIGIBLE, RunReason.MISSED_BEFORE, None),
    ),
    (
        chaos_result(probes=PASSED),
        (RunVerdict.HELD, RunReason.PROBES_PASSED, 10_000),
    ),
    (
        chaos_result(verdict="Fail", percentage="50", probes=HALVES),
        (RunVerdict.REFUTED, RunReason.PROBES_FAILED, 5000),
    ),
    (
        chaos_result(),
        (RunVerdict.NOT_MEASURED, RunReason.NO_EVIDENCE, None),
    ),
    (
        chaos_result(status_key="experimentstatus", percentage=None),
        (RunVerdict.NOT_MEASURED, RunReason.NO_EVIDENCE, None),
    ),
    (
        chaos_result(verdict="Stopped", phase="Stopped", percentage="0", probes=PASSED),
        (RunVerdict.STOPPED, RunReason.ABORTED, None),
    ),
]


@pytest.mark.parametrize(("content", "expected"), RESULTS)
def test_a_chaos_result_of_either_shape_is_judged(
    content: Content, expected: tuple[object, ...]
) -> None:
    assert judged(content) == expected


def test_probes_of_the_older_shape_have_a_verdict_for_each_phase() -> None:
    run = read(chaos_result(verdict="Fail", percentage="0", probes=OLD_FAILED, key="probeStatus"))
    assert run.probes == (
        ProbeResult("answers", ProbePhase.BEFORE, True),
        ProbeResult("answers", ProbePhase.AFTER, False),
    )
    assert run.name == "checkout-chaos/pod-delete"


def test_a_chaos_result_under_way_is_running() -> None:
    assert read(chaos_result(verdict="Awaited", phase="Running", percentage="Awaited")).is_running


HISTORY = {"passedRuns": 1, "failedRuns": 0, "stoppedRuns": 0}


def test_each_run_of_an_engine_overwrites_its_result_and_is_a_run_of_its_own() -> None:
    first = read(chaos_result(history=HISTORY))
    again = read(chaos_result(history=HISTORY))
    second = read(chaos_result(history=HISTORY | {"passedRuns": 2}))
    started = read(
        chaos_result(
            verdict="Awaited", phase="Running", history=HISTORY | {"passedRuns": 0}, percentage=None
        )
    )
    assert first.id == again.id == started.id
    assert second.id != first.id
    assert first.started_at == datetime(2026, 3, 2, 9, 40, tzinfo=UTC)
    assert second.started_at == NOW  # the object tells only when it was created


def test_a_label_names_the_experiment_of_the_catalogue() -> None:
    run = read(chaos_result(labels={"firefighter/experiment": "checkout-pods"}))
    assert run.names[0] == "checkout-pods"


YAML = """\
apiVersion: litmuschaos.io/v1alpha1
kind: ChaosResult
metadata:
  name: checkout-chaos-pod-delete
  namespace: shop
  uid: f3d2c1b0-1111-2222-3333-444455556666
  creationTimestamp: "2026-03-02T09:40:00Z"
  labels:
    chaosUID: a1b2
spec:
  engine: checkout-chaos
  experiment: pod-delete
status:
  experimentStatus:
    failStep: N/A
    phase: Completed
    probeSuccessPercentage: "100"
    verdict: Pass
  history:
    failedRuns: 0
    passedRuns: 1
    stoppedRuns: 0
  probeStatus:
  - name: answers
    status:
      continuous: "Passed 👍"
    type: HTTPProbe
"""


def test_yaml_is_read_as_json_is() -> None:
    (run,) = read_results(YAML.encode(), NOW).runs
    same = chaos_result(
        probes=OLD_DURING, key="probeStatus", history=HISTORY, labels={"chaosUID": "a1b2"}
    )
    assert run == read(same)


def test_an_answer_of_chaoscenter_in_yaml_has_the_same_weights(run_of: MakeRun) -> None:
    content = run_of([fault_node("pod-delete", "100", probes=PASSED)], {"pod-delete": 10})
    (run,) = read_results(yaml.safe_dump(content).encode(), NOW).runs
    assert run == read(content)


def test_several_documents_and_lists_of_kubectl_are_read() -> None:
    other = YAML.replace("shop", "lab")
    assert len(read_results(f"---\n{YAML}---\n{other}".encode(), NOW).runs) == 2
    listed = {"apiVersion": "v1", "kind": "List", "items": [chaos_result(), chaos_result()]}
    assert len(read_results(encoded(listed), NOW).runs) == 2


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("kind: &a ChaosResult\nspec: *a\n", "YAML with anchors is not read."),
        ("kind: ChaosResult\n", "The ChaosResult has no spec.experiment."),
        ("kind: [\n", "It is neither JSON nor YAML."),
        ("hello\n", "It is no journal"),
        ("", "It is empty."),
        ("kind: List\nitems:\n- kind: Pod\n", "The list has a Pod, which is no result."),
    ],
)
def test_what_is_no_result_is_refused_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(InvalidResult) as refused:
        read_results(text.encode(), NOW)
    assert str(refused.value).startswith(sentence)

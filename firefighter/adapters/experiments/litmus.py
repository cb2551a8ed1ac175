"""Reads runs of LitmusChaos: ChaosCenter's answers of versions 2 and 3, and ChaosResult objects.

https://docs.litmuschaos.io/docs/concepts/chaos-result and
https://litmuschaos.github.io/litmus/graphql/v3.0.0/api.html
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from firefighter.adapters.experiments.fields import (
    MOST_PROBES,
    first,
    identity,
    mapping,
    score,
    sequence,
    shortened,
    text,
    time,
)
from firefighter.adapters.experiments.pruned_json import InvalidResult, Json
from firefighter.domain.experiment_runs import (
    LEAST_WEIGHT,
    MOST_WEIGHT,
    ExperimentRun,
    Fault,
    FaultEnd,
    Judged,
    ProbePhase,
    ProbeResult,
    RunReason,
    RunVerdict,
    Tool,
    judge_faults,
    litmus_score,
    score_difference,
)

_RESULT, _LISTS = "ChaosResult", {"ChaosResultList", "List"}
_LABEL = "firefighter/experiment"
"""Label of a ChaosResult that names its key in the catalogue."""

_RUNNING = {"", "awaited", "na", "n/a", "pending", "queued", "running"}
_STOPPED = {"aborted", "stopped", "terminated", "timeout"}
_FAILED = {"error", "failed"}

_ENDS = {"pass": FaultEnd.PASSED, "fail": FaultEnd.FAILED, "stopped": FaultEnd.STOPPED}
_PHASES = {
    "sot": ProbePhase.BEFORE,
    "prechaos": ProbePhase.BEFORE,
    "continuous": ProbePhase.DURING,
    "onchaos": ProbePhase.DURING,
}
_WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,9}")
_ALL = 100
_USUAL_WEIGHT = 10
"""What ChaosCenter proposes; all faults get it if an answer leaves out the weights."""


def is_answer(content: Mapping[str, Json]) -> bool:
    """Whether it is an answer of ChaosCenter's GraphQL API, or a run out of one."""
    return "data" in content or "errors" in content or is_run(content)


def is_run(content: Mapping[str, Json]) -> bool:
    return first(content, *_RUN_ID) is not None or first(content, *_EXECUTION) is not None


def is_result(content: Mapping[str, Json]) -> bool:
    return text(content.get("kind")) in {_RESULT, *_LISTS}


def read_answer(content: Mapping[str, Json], now: datetime) -> Iterator[ExperimentRun]:
    """Raises InvalidResult."""
    if is_run(content):
        yield _run(content, now)
        return
    if not mapping(content.get("data")):
        raise InvalidResult("The answer of ChaosCenter has no data. It may tell an error instead.")
    for answered in mapping(content.get("data")).values():
        found = mapping(answered)
        if is_run(found):
            yield _run(found, now)
        for run in sequence(first(found, "experimentRuns", "workflowRuns", "workflow_runs")):
            yield _run(mapping(run), now)


_RUN_ID = ("experimentRunID", "workflowRunID", "workflow_run_id")
_NAME = ("experimentName", "workflowName", "workflow_name")
_EXECUTION = ("executionData", "execution_data")
_STARTED = ("startedAt", "creationTimestamp")


def _run(run: Mapping[str, Json], now: datetime) -> ExperimentRun:
    name, run_id = text(first(run, *_NAME)), text(first(run, *_RUN_ID))
    if not name:
        raise InvalidResult("The run has no experimentName. Ask ChaosCenter for it too.")
    if not run_id:
        raise InvalidResult("The run has no experimentRunID. Ask ChaosCenter for it too.")
    execution = mapping(first(run, *_EXECUTION))
    started = first(execution, *_STARTED) or first(run, "createdAt", "updatedAt", "last_updated")
    phase = text(run.get("phase")) or text(execution.get("phase"))
    faults = tuple(_faults(run, execution))
    judged = _judged(phase, faults)
    tool_score = score(first(run, "resiliencyScore", "resiliency_score")) if judged else None
    return ExperimentRun(
        tool=Tool.LITMUS,
        id=shortened(run_id),
        name=name,
        started_at=time(started, "startedAt", now) or now,
        ended_at=time(execution.get("finishedAt"), "finishedAt", now) if judged else None,
        judged=judged,
        probes=tuple(_all_probes(execution))[:MOST_PROBES],
        status=phase,
        tool_score=tool_score,
        difference=score_difference(judged, tool_score, faults) if judged else None,
    )


def _judged(phase: str, faults: Sequence[Fault]) -> Judged | None:
    """None while it runs."""
    ended = phase.lower()
    if ended in _RUNNING:
        return None
    if ended in _STOPPED:
        return Judged(RunVerdict.STOPPED, RunReason.ABORTED)
    judged = judge_faults(faults)
    if judged.reason is RunReason.NO_EVIDENCE and ended in _FAILED:
        return Judged(RunVerdict.NOT_MEASURED, RunReason.TOOL_FAILED)
    return judged


def _faults(run: Mapping[str, Json], execution: Mapping[str, Json]) -> Iterator[Fault]:
    """One for each weight. Of several engines of one fault, the worst counts."""
    engines = list(_engines(execution))
    weights = _weights(run) or {_fault_name(each): _USUAL_WEIGHT for each in engines}
    found: dict[str, Fault] = {}
    for data in engines:
        name = _weighted_name(data, weights)
        if name is None:
            continue
        fault = _fault(name, weights[name], data)
        known = found.get(name)
        if known is None or fault.percentage < known.percentage:
            found[name] = fault
    for name, weight in weights.items():
        yield found.get(name) or Fault(name=name, weight=weight, end=FaultEnd.NOT_RUN)


def _weights(run: Mapping[str, Json]) -> Mapping[str, int]:
    found = {}
    for each in map(mapping, sequence(run.get("weightages"))):
        name = text(first(each, "faultName", "experimentName", "experiment_name"))
        weight = each.get("weightage")
        if (
            not isinstance(weight, int)
            or isinstance(weight, bool)
            or not LEAST_WEIGHT <= weight <= MOST_WEIGHT
        ):
            raise InvalidResult(
                f'weightages: the weight of "{name}" is no number '
                f"from {LEAST_WEIGHT} to {MOST_WEIGHT}."
            )
        found[name] = weight
    return found


def _engines(execution: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """The data of each node that ran a fault, also empty."""
    for node in mapping(execution.get("nodes")).values():
        if mapping(node).get("type") == "ChaosEngine":
            yield mapping(mapping(node).get("chaosData"))


def _fault_name(data: Mapping[str, Json]) -> str:
    return text(first(data, "faultName", "experimentName")) or text(data.get("engineName"))


def _weighted_name(data: Mapping[str, Json], weights: Mapping[str, int]) -> str | None:
    """The fault's own name, or the longest that its engine's name contains.

    ChaosCenter takes any name that the engine's contains, which is a matter of chance where the
    name of one fault is the beginning of another's.
    """
    name, engine = _fault_name(data), text(data.get("engineName"))
    if name in weights:
        return name
    return max((each for each in weights if each and each in engine), key=len, default=None)


def _fault(name: str, weight: int, data: Mapping[str, Json]) -> Fault:
    result = data.get("chaosResult")
    probes = tuple(_probes(mapping(mapping(result).get("status"))))
    percentage = _percentage(data.get("probeSuccessPercentage"))
    verdict = text(first(data, "faultVerdict", "experimentVerdict")).lower()
    return Fault(
        name=name,
        weight=weight,
        end=_ENDS.get(verdict, FaultEnd.NOT_RUN),
        percentage=percentage,
        has_evidence=_has_evidence(verdict, probes, percentage, is_known=bool(result)),
        missed_before=_is_missed_before(probes),
    )


def _has_evidence(
    verdict: str, probes: Sequence[ProbeResult], percentage: int, *, is_known: bool
) -> bool:
    """Whether a fault has probes; without its ChaosResult, less than 100 % shows that it has."""
    if verdict not in _ENDS:
        return True  # it never ran, and counts 0
    return bool(probes) if is_known else percentage != _ALL


def _percentage(value: Json) -> int:
    """0 for anything but a whole number, as ChaosCenter reads it."""
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not _WHOLE_NUMBER.fullmatch(written):
        return 0
    return min(max(int(written), 0), _ALL)


def _all_probes(execution: Mapping[str, Json]) -> Iterator[ProbeResult]:
    for data in _engines(execution):
        yield from _probes(mapping(mapping(data.get("chaosResult")).get("status")))


def _probes(status: Mapping[str, Json]) -> Iterator[ProbeResult]:
    """Newer versions write `probeStatuses` with one verdict; older `probeStatus` with one a phase.

    https://litmuschaos.github.io/litmus/experiments/concepts/chaos-resources/probes/contents/
    """
    for name in ("probeStatuses", "probeStatus"):
        for probe in map(mapping, sequence(status.get(name))):
            found = mapping(probe.get("status"))
            if "verdict" in found:
                mode = text(first(probe, "mode") or first(found, "mode"))
                found = {mode: found["verdict"]}
            for when, verdict in found.items():
                phase = _PHASES.get(when.lower(), ProbePhase.AFTER)
                yield ProbeResult(text(probe.get("name")), phase, _is_passed(text(verdict)))


def _is_passed(verdict: str) -> bool | None:
    """Older versions write "Passed 👍" and, for a failed one, "Better Luck Next Time"."""
    word = verdict.lower()
    if word.startswith("passed"):
        return True
    return None if word in {"", "awaited"} or word.startswith("n/a") else False


def _is_missed_before(probes: Sequence[ProbeResult]) -> bool:
    missed = [each.phase for each in probes if each.is_met is False]
    return bool(missed) and all(phase is ProbePhase.BEFORE for phase in missed)


def read_results(content: Mapping[str, Json], now: datetime) -> Iterator[ExperimentRun]:
    """Of one ChaosResult, or of a list as kubectl prints it. Raises InvalidResult."""
    if content.get("kind") == _RESULT:
        yield _result(content, now)
        return
    for item in map(mapping, sequence(content.get("items"))):
        if text(item.get("kind", _RESULT)) != _RESULT:
            raise InvalidResult(f"The list has a {text(item.get('kind'))}, which is no result.")
        yield _result(item, now)


def _result(result: Mapping[str, Json], now: datetime) -> ExperimentRun:
    metadata, spec = mapping(result.get("metadata")), mapping(result.get("spec"))
    status = mapping(result.get("status"))
    name, engine = text(spec.get("experiment")), text(spec.get("engine"))
    if not name:
        raise InvalidResult("The ChaosResult has no spec.experiment.")
    test = mapping(first(status, "experimentStatus", "experimentstatus"))
    verdict, phase = text(test.get("verdict")), text(test.get("phase"))
    probes = tuple(_probes(status))
    fault = Fault(
        name=name,
        weight=_USUAL_WEIGHT,
        end=_ENDS.get(verdict.lower(), FaultEnd.NOT_RUN),
        percentage=_percentage(test.get("probeSuccessPercentage")),
        has_evidence=bool(probes),
        missed_before=_is_missed_before(probes),
    )
    judged = None if verdict.lower() == "awaited" else _judged(phase or verdict, [fault])
    is_ended = judged is not None
    tool_score = litmus_score([fault]) if is_ended and "probeSuccessPercentage" in test else None
    return ExperimentRun(
        tool=Tool.LITMUS,
        id=_result_id(result, is_ended=is_ended),
        name=f"{engine}/{name}" if engine else name,
        aliases=_result_aliases(metadata, engine),
        started_at=_result_time(metadata, status, now, is_ended=is_ended),
        judged=judged,
        probes=probes[:MOST_PROBES],
        status=verdict or phase,
        tool_score=tool_score,
        difference=score_difference(judged, tool_score, [fault]) if judged else None,
    )


def _result_aliases(metadata: Mapping[str, Json], engine: str) -> tuple[str, ...]:
    label = text(mapping(metadata.get("labels")).get(_LABEL))
    return tuple(filter(None, (label, text(metadata.get("name")), engine)))


def _result_time(
    metadata: Mapping[str, Json], status: Mapping[str, Json], now: datetime, *, is_ended: bool
) -> datetime:
    """A ChaosResult tells only when it was created, by its first run. Later ones are of now."""
    created = time(metadata.get("creationTimestamp"), "creationTimestamp", now)
    return created if created and _ordinal(status, is_ended=is_ended) <= 1 else now


def _ordinal(status: Mapping[str, Json], *, is_ended: bool) -> int:
    """Which run of its engine it is about, by its history; the run under way is not counted yet."""
    history = mapping(status.get("history"))
    counts = (_count(history.get(name)) for name in ("passedRuns", "failedRuns", "stoppedRuns"))
    return sum(counts) + (0 if is_ended else 1)


def _count(value: Json) -> int:
    """YAML is read without types."""
    return int(value) if isinstance(value, int | str) and str(value).isdecimal() else 0


def _result_id(result: Mapping[str, Json], *, is_ended: bool) -> str:
    """Each run of an engine overwrites its ChaosResult, so that the object's own id is not enough.

    Old ones without a history are told apart by the engine's id, or else by what they found.
    """
    metadata, status = mapping(result.get("metadata")), mapping(result.get("status"))
    engine = text(mapping(metadata.get("labels")).get("chaosUID"))
    content = "" if engine or "history" in status or not is_ended else str(sorted(status.items()))
    return identity(
        text(metadata.get("namespace")),
        text(metadata.get("name")),
        text(metadata.get("uid")),
        engine,
        text(mapping(result.get("spec")).get("instance")),
        str(_ordinal(status, is_ended=is_ended)),
        content,
    )

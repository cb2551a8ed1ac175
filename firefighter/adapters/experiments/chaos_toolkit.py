"""Reads journals of the Chaos Toolkit, and the notifications that it sends while it runs.

https://chaostoolkit.org/reference/api/journal/ and
https://chaostoolkit.org/reference/usage/settings/#notifications
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from firefighter.adapters.experiments.fields import (
    MOST_PROBES,
    TEXT_LIMIT,
    identity,
    mapping,
    sequence,
    text,
    time,
)
from firefighter.adapters.experiments.pruned_json import InvalidResult, Json
from firefighter.domain.experiment_runs import (
    EndedAs,
    ExperimentRun,
    Judged,
    ProbePhase,
    ProbeResult,
    RunReason,
    RunVerdict,
    SteadyStates,
    Tool,
    judge,
)

_TAG = "firefighter:"
"""Begins a tag of the experiment that names its key in the catalogue."""
_STARTED = "run-started"
_ENDED = {"run-completed", "run-failed", "run-deviated"}
_ONLY_PAUSES = "pause"
"""The dry mode that only leaves out pauses."""


def is_notification(content: Mapping[str, Json]) -> bool:
    return isinstance(content.get("phase"), str) and {"name", "payload", "ts"} <= content.keys()


def is_journal(content: Mapping[str, Json]) -> bool:
    """The format requires `experiment`, `status`, `start`, `end` and `duration`, nothing else."""
    return isinstance(content.get("experiment"), dict) and (
        {"status", "start"} <= content.keys()
        or bool({"steady_states", "chaoslib-version", "run"} & content.keys())
    )


def read_notification(content: Mapping[str, Json], now: datetime) -> ExperimentRun | None:
    """None for an event that is not about a run. Raises InvalidResult."""
    event, payload = text(content.get("name")), mapping(content.get("payload"))
    if event == _STARTED:
        return _started(payload, time(content.get("ts"), "ts", now) or now)
    if event in _ENDED:
        if not is_journal(payload):
            raise InvalidResult(f"The notification {event} has no journal.")
        return read_journal(payload, now)
    return None


def _started(experiment: Mapping[str, Json], at: datetime) -> ExperimentRun:
    name = _title(experiment)
    return ExperimentRun(
        tool=Tool.CHAOS_TOOLKIT,
        id=identity("started", name, at.isoformat()),
        name=name,
        aliases=_aliases(experiment),
        hypothesis=_hypothesis(experiment),
        started_at=at,
        is_id_provisional=True,
    )


def read_journal(journal: Mapping[str, Json], now: datetime) -> ExperimentRun:
    """Raises InvalidResult."""
    experiment = mapping(journal.get("experiment"))
    name = _title(experiment)
    started_at = time(journal.get("start"), "start", now)
    if started_at is None:
        raise InvalidResult("The journal has no start.")
    status = text(journal.get("status"))
    if status not in set(EndedAs):
        known = ", ".join(EndedAs)
        raise InvalidResult(f'The journal has the status "{status}", which is none of {known}.')
    probes = tuple(_probes(journal))
    return ExperimentRun(
        tool=Tool.CHAOS_TOOLKIT,
        id=identity(name, started_at.isoformat(), text(journal.get("node"))),
        name=name,
        aliases=_aliases(experiment),
        hypothesis=_hypothesis(experiment),
        started_at=started_at,
        ended_at=time(journal.get("end"), "end", now),
        judged=_judged(journal, EndedAs(status), probes),
        probes=probes[:MOST_PROBES],
        status=status,
    )


def _judged(journal: Mapping[str, Json], ended: EndedAs, probes: tuple[ProbeResult, ...]) -> Judged:
    experiment, states = mapping(journal.get("experiment")), _states(journal)
    dry = experiment.get("dry")
    if dry and dry != _ONLY_PAUSES and ended in {EndedAs.COMPLETED, EndedAs.FAILED}:
        return Judged(RunVerdict.NOT_MEASURED, RunReason.DRY_RUN)
    hypothesis = mapping(experiment.get("steady-state-hypothesis"))
    checked = [each for each in probes if each.phase is not ProbePhase.DURING]
    missed = [
        sum(each.is_met is True for each in _results(state, ProbePhase.DURING))
        for state in states[ProbePhase.DURING]
        if state.get("steady_state_met") is False
    ]
    return judge(
        ended,
        SteadyStates(
            declared=len(sequence(hypothesis.get("probes"))) or _most(checked),
            before=_is_met(states[ProbePhase.BEFORE]),
            after=_is_met(states[ProbePhase.AFTER]),
            met_after=sum(each.is_met is True for each in _of(checked, ProbePhase.AFTER)),
            missed_during=min(missed, default=None),
        ),
        deviated=journal.get("deviated") is True,
    )


def _of(probes: list[ProbeResult], phase: ProbePhase) -> list[ProbeResult]:
    return [each for each in probes if each.phase is phase]


def _most(probes: list[ProbeResult]) -> int:
    """Probes of the longer check, if the experiment itself was left out of the journal."""
    return max(len(_of(probes, ProbePhase.BEFORE)), len(_of(probes, ProbePhase.AFTER)))


def _states(journal: Mapping[str, Json]) -> Mapping[ProbePhase, list[Mapping[str, Json]]]:
    """The checks of each phase. Those during the method are null, empty or missing in many."""
    states = mapping(journal.get("steady_states"))
    during = [mapping(each) for each in sequence(states.get("during"))]
    found = {ProbePhase.DURING: during}
    for phase in (ProbePhase.BEFORE, ProbePhase.AFTER):
        state = mapping(states.get(phase))
        found[phase] = [state] if state else []
    return found


def _is_met(states: list[Mapping[str, Json]]) -> bool | None:
    for state in states:
        met = state.get("steady_state_met")
        return met if isinstance(met, bool) else None
    return None


def _probes(journal: Mapping[str, Json]) -> Iterator[ProbeResult]:
    """Of checks during the method, only the missed probes: there may be thousands."""
    states = _states(journal)
    for phase in (ProbePhase.BEFORE, ProbePhase.AFTER, ProbePhase.DURING):
        for state in states[phase]:
            for result in _results(state, phase):
                if phase is not ProbePhase.DURING or result.is_met is False:
                    yield result
        if phase is ProbePhase.AFTER and states[phase]:
            yield from _unchecked(journal, len(sequence(states[phase][0].get("probes"))))


def _unchecked(journal: Mapping[str, Json], checked: int) -> Iterator[ProbeResult]:
    """The probes of the hypothesis that follow the one at which the check after ended."""
    hypothesis = mapping(mapping(journal.get("experiment")).get("steady-state-hypothesis"))
    for probe in map(mapping, sequence(hypothesis.get("probes"))[checked:]):
        yield ProbeResult(text(probe.get("name")), ProbePhase.AFTER, None)


def _results(state: Mapping[str, Json], phase: ProbePhase) -> Iterator[ProbeResult]:
    for each in map(mapping, sequence(state.get("probes"))):
        met = each.get("tolerance_met")
        if not isinstance(met, bool):
            met = each.get("status") == "succeeded"
        yield ProbeResult(text(mapping(each.get("activity")).get("name")), phase, met)


def _title(experiment: Mapping[str, Json]) -> str:
    title = text(experiment.get("title"))
    if not title:
        raise InvalidResult("The experiment has no title.")
    return title


def _hypothesis(experiment: Mapping[str, Json]) -> str:
    return text(mapping(experiment.get("steady-state-hypothesis")).get("title"), TEXT_LIMIT)


def _aliases(experiment: Mapping[str, Json]) -> tuple[str, ...]:
    tags = (text(each) for each in sequence(experiment.get("tags")))
    return tuple(tag.removeprefix(_TAG).strip() for tag in tags if tag.startswith(_TAG))

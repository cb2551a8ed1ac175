"""The resilience score: what runs of chaos experiments measured, weighted by importance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from firefighter.domain.experiment_runs import RunVerdict, Score, ScoreDifference, Tool
from firefighter.domain.ids import ExperimentKey
from firefighter.domain.metrics.significance import Change, change_in_duration, ranking_of

LEAST_MEASURED = 3
"""Fewer measured runs are no score."""


@dataclass(frozen=True)
class CountedExperiment:
    """An experiment of the catalog."""

    key: ExperimentKey
    service: str
    team: str
    weight: int
    is_planned: bool
    """Whether it is ready to be run."""


@dataclass(frozen=True)
class CountedRun:
    """A run of an experiment of the catalog."""

    experiment: ExperimentKey
    started_at: datetime
    tool: Tool
    verdict: RunVerdict | None = None
    """None while it runs."""
    score: Score | None = None
    """None unless the hypothesis was measured."""
    tool_score: Score | None = None
    difference: ScoreDifference | None = None
    has_no_result: bool = False
    """Whether its tool said nothing for a long time after it started."""


@dataclass(frozen=True)
class Resilience:
    """The score of some experiments in some period."""

    score: Score | None
    """Σ weight · mean of its measured runs / Σ weight; None for fewer than LEAST_MEASURED runs of
    experiments that have a weight."""
    measured: int
    """Of the runs, those that measured a hypothesis."""
    runs: int
    tried: int
    """Experiments that were run."""
    planned: int
    """Experiments that are ready to be run, or were run."""
    refuted: int = 0
    no_result: int = 0
    """Of the runs, those whose end was never told."""
    change: Change = Change.UNKNOWN
    """Of the scores of runs, against those of the period before."""


@dataclass(frozen=True)
class ExperimentResilience:
    experiment: CountedExperiment
    found: Resilience
    latest: CountedRun | None
    """None if it was not run."""


@dataclass(frozen=True)
class ResilienceReport:
    """The scores of a period."""

    overall: Resilience
    by_service: Mapping[str, Resilience] = field(default_factory=dict)
    by_team: Mapping[str, Resilience] = field(default_factory=dict)
    by_experiment: Sequence[ExperimentResilience] = ()
    by_quarter: Mapping[tuple[date, str], Resilience] = field(default_factory=dict)
    """By the first day of the quarter and the service, the latest quarter first."""
    unlinked: int = 0
    """Runs of experiments that the catalog does not know; they are in no score."""
    follow_ups: int = 0
    """Of runs that started in the period; those that were dropped or moved are left out."""
    follow_ups_done: int = 0
    since: datetime | None = None
    """When the first run on record started, in any period; None if there was none ever."""


def resilience(
    experiments: Iterable[CountedExperiment],
    runs: Iterable[CountedRun],
    before: Iterable[CountedRun] = (),
) -> Resilience:
    """Of these experiments. Runs of others are left out.

    Each experiment counts once, with the mean of its runs: one that runs every night would
    otherwise outweigh all others.
    """
    by_key = {each.key: each for each in experiments}
    mine = [each for each in runs if each.experiment in by_key]
    scores = _scores(mine)
    tried = {each.experiment for each in mine}
    planned = {key for key, each in by_key.items() if each.is_planned} | tried
    earlier = [each for each in before if each.experiment in by_key]
    return Resilience(
        score=_weighted({key: by_key[key].weight for key in scores}, scores),
        measured=sum(map(len, scores.values())),
        runs=len(mine),
        tried=len(tried),
        planned=len(planned),
        refuted=sum(each.verdict is RunVerdict.REFUTED for each in mine),
        no_result=sum(each.has_no_result for each in mine),
        change=change_in_duration(ranking_of(_flat(scores), _flat(_scores(earlier)))),
    )


def _scores(runs: Iterable[CountedRun]) -> Mapping[ExperimentKey, list[Score]]:
    found: dict[ExperimentKey, list[Score]] = {}
    for each in runs:
        if each.score is not None:
            found.setdefault(each.experiment, []).append(each.score)
    return found


def _flat(scores: Mapping[ExperimentKey, list[Score]]) -> list[int]:
    return [score for each in scores.values() for score in each]


def _weighted(
    weights: Mapping[ExperimentKey, int], scores: Mapping[ExperimentKey, list[Score]]
) -> Score | None:
    whole = sum(weights.values())
    if sum(len(found) for key, found in scores.items() if weights[key]) < LEAST_MEASURED:
        return None
    total = sum(weights[key] * sum(found) / len(found) for key, found in scores.items())
    return Score(int(total / whole + _ROUNDING))


_ROUNDING = 1e-6
"""Sums of floating-point numbers may be a little below a whole number."""


def report_on_resilience(
    experiments: Sequence[CountedExperiment],
    runs: Sequence[CountedRun],
    before: Sequence[CountedRun],
    *,
    by_quarter: Mapping[date, Sequence[CountedRun]],
    unlinked: int,
    follow_ups: tuple[int, int] = (0, 0),
    since: datetime | None,
) -> ResilienceReport:
    """`by_quarter` has the runs of each quarter, by its first day; `follow_ups` all and done."""
    services = _grouped(experiments, [each.service for each in experiments])
    teams = _grouped(experiments, [each.team for each in experiments])
    latest = {each.experiment: each for each in sorted(runs, key=lambda run: run.started_at)}
    return ResilienceReport(
        overall=resilience(experiments, runs, before),
        by_service={name: resilience(each, runs, before) for name, each in services.items()},
        by_team={name: resilience(each, runs, before) for name, each in teams.items()},
        by_experiment=[
            ExperimentResilience(each, _of_itself(each, runs, before), latest.get(each.key))
            for each in experiments
            if each.is_planned or each.key in latest
        ],
        by_quarter={
            (first, service): found
            for first, quarter in sorted(by_quarter.items(), reverse=True)
            for service, each in services.items()
            if (found := resilience(each, quarter)).runs
        },
        unlinked=unlinked,
        follow_ups=follow_ups[0],
        follow_ups_done=follow_ups[1],
        since=since,
    )


def _of_itself(
    experiment: CountedExperiment, runs: Sequence[CountedRun], before: Sequence[CountedRun]
) -> Resilience:
    """The mean of its measured runs, whatever its weight among others."""
    return resilience([replace(experiment, weight=1)], runs, before)


def _grouped(
    experiments: Sequence[CountedExperiment], names: Sequence[str]
) -> Mapping[str, list[CountedExperiment]]:
    """By name; without regard to case, and without those that have none."""
    found: dict[str, list[CountedExperiment]] = {}
    spelled: dict[str, str] = {}
    for name, each in zip(names, experiments, strict=True):
        if name:
            found.setdefault(spelled.setdefault(name.casefold(), name), []).append(each)
    return dict(sorted(found.items()))

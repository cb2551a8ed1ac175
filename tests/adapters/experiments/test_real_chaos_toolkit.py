"""True journals: the Chaos Toolkit runs three small experiments with process probes."""

from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from firefighter.adapters.experiments.reader import read_results
from firefighter.domain.experiment_runs import (
    ExperimentRun,
    ProbePhase,
    ProbeResult,
    RunReason,
    RunVerdict,
)
from tests.adapters.experiments import chaos_toolkit_runs as toolkit
from tests.worker.polling import eventually


def read(journal: Path) -> ExperimentRun:
    now = datetime.now(UTC)  # noqa: TID251 - the Chaos Toolkit has no clock to set
    (run,) = read_results(journal.read_bytes(), now).runs
    assert now > run.started_at
    assert run.names[0] == "survives"
    return run


def test_a_completed_run_is_held(tmp_path: Path) -> None:
    run = read(toolkit.run(tmp_path, toolkit.experiment(tmp_path, breaks=False)))
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.HELD, RunReason.MET_AFTER, 10_000)
    assert [each.phase for each in run.probes].count(ProbePhase.AFTER) == 2


def test_a_deviated_run_is_refuted(tmp_path: Path) -> None:
    run = read(toolkit.run(tmp_path, toolkit.experiment(tmp_path, breaks=True)))
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.REFUTED, RunReason.MISSED_AFTER, 5000)
    assert ProbeResult("file is there", ProbePhase.AFTER, False) in run.probes


def test_a_steady_state_that_is_missed_before_is_not_eligible(tmp_path: Path) -> None:
    content = toolkit.experiment(tmp_path, breaks=False)
    tmp_path.joinpath(toolkit.STEADY).unlink()
    run = read(toolkit.run(tmp_path, content))
    assert run.judged
    assert run.judged.verdict is RunVerdict.NOT_ELIGIBLE


def test_an_interrupted_run_is_stopped(tmp_path: Path) -> None:
    content = toolkit.experiment(tmp_path, breaks=False, waits=True)
    running = toolkit.start(tmp_path, content)
    eventually(tmp_path.joinpath("began").exists)
    toolkit.interrupt(running)
    run = read(tmp_path / "journal.json")
    assert run.judged
    assert astuple(run.judged) == (RunVerdict.STOPPED, RunReason.INTERRUPTED, None)

"""Finds the jobs of this package by their kind."""

from collections.abc import Callable, Mapping

from firefighter import jobs
from firefighter.domain.rules import Rules
from firefighter.effects.effect import payload_adapter
from firefighter.effects.registry import find_kinds
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.store import DueJob, UnitOfWork


def find_jobs() -> Mapping[str, type[ScheduledJob]]:
    """Returns every job in this package by kind. ValueError if two share a kind."""
    return find_kinds(jobs, ScheduledJob)  # type: ignore[type-abstract]


def job_runner(
    kinds: Mapping[str, type[ScheduledJob]], rules: Rules, scenarios: ScenarioLibrary
) -> Callable[[UnitOfWork, DueJob], None]:
    """Returns a function that runs a due job. It raises KeyError for an unknown kind."""

    def run_job(unit: UnitOfWork, due: DueJob) -> None:
        kind = kinds[due.request.kind]
        job: ScheduledJob = payload_adapter(kind).validate_python(due.request.payload)
        if not (job.simulates and _is_void(unit, job)):
            job.run(JobContext(unit, rules, due.request.at, due.now, scenarios))

    return run_job


def _is_void(unit: UnitOfWork, job: ScheduledJob) -> bool:
    """Returns whether it is simulation of a drill that is paused or over."""
    if job.locked_incident_id is None:
        raise ValueError(f"{job.kind} simulates, but locks no incident.")
    drill = unit.drills.get(job.locked_incident_id)
    return drill is None or not drill.is_running

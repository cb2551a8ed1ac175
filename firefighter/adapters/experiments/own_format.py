"""Reads a result in the bot's own format, for tools that have no reader: docs/experiments.md."""

from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)
from pydantic_core import ErrorDetails

from firefighter.adapters.experiments.fields import (
    ID_LIMIT,
    MOST_PROBES,
    NAME_LIMIT,
    TEXT_LIMIT,
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
    SteadyStates,
    Tool,
    judge,
)
from firefighter.ports.validation import reason

_Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=NAME_LIMIT)
]
_Tool = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
_Id = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=ID_LIMIT - 41)
]
_Link = Annotated[str, StringConstraints(max_length=500, pattern=r"^(https?://[^\s<>|\"]+)?$")]


class RunStatus(StrEnum):
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    ABORTED = "aborted"


class _Probe(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    name: _Name
    when: ProbePhase = ProbePhase.AFTER
    met: bool


class _Result(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    tool: _Tool
    id: _Id
    experiment: _Name
    status: RunStatus
    started_at: AwareDatetime
    ended_at: AwareDatetime | None = None
    hypothesis: Annotated[str, StringConstraints(max_length=TEXT_LIMIT)] = ""
    service: Annotated[str, StringConstraints(max_length=75)] = ""
    url: _Link = ""
    probes: Annotated[list[_Probe], Field(max_length=MOST_PROBES)] = []


FIELDS = tuple(_Result.model_fields)


def is_own(content: Mapping[str, Json]) -> bool:
    return isinstance(content.get("experiment"), str)


def read_own(content: Mapping[str, Json], now: datetime) -> ExperimentRun:
    """Raises InvalidResult with a sentence for each fault."""
    try:
        result = _Result.model_validate(content)
    except ValidationError as error:
        raise InvalidResult(" ".join(map(_sentence, error.errors()))) from None
    started_at = time(_utc(result.started_at), "started_at", now)
    if started_at is None:
        raise InvalidResult("started_at: is before 2000.")
    for field in ("tool", "id", "experiment"):
        if not text(getattr(result, field), ID_LIMIT):
            raise InvalidResult(f"{field}: is empty.")
    ended_at = time(_utc(result.ended_at), "ended_at", now)
    if ended_at is not None and ended_at < started_at:
        raise InvalidResult("ended_at: is before started_at.")
    is_running = result.status is RunStatus.RUNNING
    probes = tuple(ProbeResult(text(each.name), each.when, each.met) for each in result.probes)
    return ExperimentRun(
        tool=Tool.OTHER,
        id=f"{text(result.tool)}:{text(result.id, ID_LIMIT)}",
        name=text(result.experiment),
        hypothesis=text(result.hypothesis, TEXT_LIMIT),
        started_at=started_at,
        ended_at=None if is_running else ended_at,
        judged=None if is_running else _judged(EndedAs(result.status), probes),
        probes=probes,
        status=str(result.status),
        service=text(result.service),
        url=result.url,
    )


def _utc(at: datetime | None) -> str | None:
    try:
        return at.astimezone(UTC).isoformat() if at else None
    except OverflowError:
        raise InvalidResult("A time is out of range.") from None


def _judged(ended: EndedAs, probes: tuple[ProbeResult, ...]) -> Judged:
    met = {
        phase: [each.is_met is True for each in probes if each.phase is phase]
        for phase in ProbePhase
    }
    after, during = met[ProbePhase.AFTER], met[ProbePhase.DURING]
    states = SteadyStates(
        declared=len(after) or len(met[ProbePhase.BEFORE]),
        before=all(met[ProbePhase.BEFORE]) if met[ProbePhase.BEFORE] else None,
        after=all(after) if after else None,
        met_after=sum(after),
        missed_during=None if all(during) else 0,
    )
    return judge(ended, states, deviated=False)


def _sentence(error: ErrorDetails) -> str:
    name = text(".".join(str(each) for each in error["loc"]), 100)
    if error["type"] == "extra_forbidden":
        return f"{name}: is unknown. Known are {', '.join(FIELDS)}."
    if error["type"] == "string_pattern_mismatch":  # only a link has a pattern
        return f"{name}: is no address that begins with http:// or https://."
    return f"{name}: {reason(error)}."

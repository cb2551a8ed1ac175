"""Reads a result of any tool: which one it is from shows in its content."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from firefighter.adapters.experiments import chaos_toolkit, litmus, own_format, pruned_json
from firefighter.adapters.experiments.pruned_json import InvalidResult, Json, Source
from firefighter.adapters.experiments.yaml_text import parse_documents
from firefighter.domain.experiment_runs import ExperimentRun

MOST_RUNS = 1_000
"""In one file."""


@dataclass(frozen=True)
class Reading:
    runs: tuple[ExperimentRun, ...]
    note: str = ""
    """Why there is no run, if there is none."""


def read_results(source: Source, now: datetime) -> Reading:
    """All runs of a file or a request, or none: raises InvalidResult with a sentence."""
    events: list[str] = []
    runs: list[ExperimentRun] = []
    for content in _documents(source):
        for run in _runs(content, now, events):
            runs.append(run)
            if len(runs) > MOST_RUNS:
                raise InvalidResult(f"It has more than {MOST_RUNS} runs.")
    if not runs:
        note = f"The event {events[0]} is not about a run." if events else "It has no runs."
        return Reading((), note)
    return Reading(tuple(runs))


def _documents(source: Source) -> Iterator[Json]:
    plain = _without_mark(source)
    beginning = bytes(plain[:1000]).lstrip()
    if not beginning:
        raise InvalidResult("It is empty.")
    if beginning[:1] in {b"{", b"["}:
        yield pruned_json.parse(plain)
        return
    yield from parse_documents(bytes(plain))


def _without_mark(source: Source) -> Source:
    """In UTF-8; some programs on Windows write UTF-16, or a byte order mark."""
    if source[:2] in {codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE}:
        return bytes(source).decode("utf-16", "replace").encode("utf-8", "replace")
    if source[:3] == codecs.BOM_UTF8:
        return source[3:]
    return source


def _runs(content: Json, now: datetime, events: list[str]) -> Iterator[ExperimentRun]:
    if isinstance(content, list):
        for each in content:
            yield from _runs(each, now, events)
        return
    if not isinstance(content, dict):
        raise InvalidResult(_UNKNOWN)
    if chaos_toolkit.is_notification(content):
        started_or_ended = chaos_toolkit.read_notification(content, now)
        if started_or_ended:
            yield started_or_ended
        else:
            events.append(str(content["name"])[:40])
    elif chaos_toolkit.is_journal(content):
        yield chaos_toolkit.read_journal(content, now)
    elif litmus.is_result(content):
        yield from litmus.read_results(content, now)
    elif own_format.is_own(content):
        yield own_format.read_own(content, now)
    elif litmus.is_answer(content):
        yield from litmus.read_answer(content, now)
    else:
        raise InvalidResult(_UNKNOWN)


_UNKNOWN = (
    "It is no journal or notification of the Chaos Toolkit, no answer of ChaosCenter, "
    "no ChaosResult, and not in the bot's own format."
)

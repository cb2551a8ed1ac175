"""Reads packs strictly: everything that is wrong is said at once, a sentence for each fault."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from firefighter.adapters.packs.checks import Vocabulary, inconsistencies
from firefighter.adapters.packs.experiment_schema import (
    ExperimentTable,
    missing_when_ready,
    to_experiment,
)
from firefighter.adapters.packs.faults import Fault, InvalidPack, printable
from firefighter.adapters.packs.lines import KeyPath, key_lines, line_of
from firefighter.adapters.packs.schema import PackTable, ScenarioTable, to_scenario
from firefighter.adapters.packs.sources import (
    PACK_FILE,
    PackSource,
    is_experiment,
    load_pack,
    text_hash,
)
from firefighter.domain.errors import InvalidField
from firefighter.domain.experiment_catalog import PackedExperiment
from firefighter.domain.scenario import CompleteScenario, ScenarioId, Text
from firefighter.ports.scenarios import ScenarioFile
from firefighter.ports.validation import reason


@dataclass(frozen=True)
class Pack:
    id: str
    title: Text
    files: tuple[ScenarioFile, ...]
    """Scenarios, in the order of their names."""
    experiments: tuple[PackedExperiment, ...] = ()


def read_pack(folder: Path, vocabulary: Vocabulary) -> Pack:
    """Raises InvalidPack."""
    return parse_pack(load_pack(folder), vocabulary)


def parse_pack(source: PackSource, vocabulary: Vocabulary) -> Pack:
    """Raises InvalidPack."""
    faults = list(source.faults)
    table, found = None, list[_Source]()
    experiments: dict[str, PackedExperiment] = {}
    for name, text in source.texts.items():
        try:
            if name == PACK_FILE:
                table = checked(PackTable, text, name, lambda _raw: ())
            elif is_experiment(name):
                experiments[name] = _experiment(text, name, table.id if table else "")
            else:
                scenario = _scenario_table(text, name, vocabulary)
                found.append(_Source(name, text, ScenarioId(scenario.id), scenario.version))
        except InvalidPack as error:
            faults += error.faults
    faults += _repeated((each.file, each.content, each.id) for each in found)
    faults += _repeated((name, source.texts[name], each.key) for name, each in experiments.items())
    if faults or table is None:
        raise InvalidPack(faults)
    return Pack(
        id=table.id,
        title=Text(table.title),
        files=tuple(each.in_pack(table.id) for each in found),
        experiments=tuple(experiments.values()),
    )


def read_scenario(source: str, file: str, vocabulary: Vocabulary | None = None) -> CompleteScenario:
    """One scenario from its source. Raises InvalidPack.

    Without a vocabulary, roles and classes may be any: those of a company can change after a pack
    was installed.
    """
    return to_scenario(_scenario_table(source, file, vocabulary))


@dataclass(frozen=True)
class _Source:
    file: str
    content: str
    id: ScenarioId
    version: int

    def in_pack(self, pack: str) -> ScenarioFile:
        digest = text_hash(self.content)
        return ScenarioFile(
            id=self.id, version=self.version, pack=pack, content=self.content, sha256=digest
        )


def _repeated(found: Iterable[tuple[str, str, str]]) -> Iterator[Fault]:
    """Of files by name, text and id."""
    first: dict[str, str] = {}
    for file, text, known in found:
        if known in first:
            line = line_of(key_lines(text), ("id",))
            yield Fault(file, line, "id", f"{known!r} is also the id in {first[known]}")
        first.setdefault(known, file)


def _experiment(source: str, file: str, pack: str) -> PackedExperiment:
    table = checked(ExperimentTable, source, file, missing_when_ready)
    try:
        return to_experiment(table, pack)
    except InvalidField as error:
        line = line_of(key_lines(source), (error.name,))
        raise InvalidPack(
            [Fault(file, line, error.name, "has nothing that can be seen")]
        ) from error


def _scenario_table(source: str, file: str, vocabulary: Vocabulary | None) -> ScenarioTable:
    return checked(ScenarioTable, source, file, lambda raw: inconsistencies(raw, vocabulary))


M = TypeVar("M", bound=BaseModel)


def checked(
    model: type[M],
    source: str,
    file: str,
    more: Callable[[dict[str, Any]], Iterable[tuple[KeyPath, str]]],
) -> M:
    """The file as a model. Raises InvalidPack with what pydantic finds, and what `more` finds."""
    raw = _parsed(source, file)
    found = list(more(raw))
    try:
        table = model.model_validate(raw)
    except ValidationError as error:
        found += [(_path(each, raw), _reason(each)) for each in error.errors()]
    else:
        if not found:
            return table
    lines = key_lines(source)
    faults = {Fault(file, line_of(lines, path), _key(path, raw), why) for path, why in found}
    raise InvalidPack(sorted(faults, key=lambda fault: (fault.line, fault.key, fault.reason)))


_SAID_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def _parsed(source: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except RecursionError:
        raise InvalidPack([Fault(file, 1, "", "is nested too deeply")]) from None
    except ValueError as error:  # also of numbers and dates that Python does not have
        said = str(error)
        found = _SAID_LINE.search(said)
        line = int(found[1] or source.count("\n") + 1) if found else 1
        reason = f"is not valid TOML: {_SAID_LINE.sub('', said)}"
        raise InvalidPack([Fault(file, line, "", reason)]) from None


def _path(detail: ErrorDetails, raw: object) -> KeyPath:
    """Where the fault is in the file, which lacks the language that a plain string is given."""
    path: list[str | int] = []
    for part in detail["loc"]:
        is_missing = detail["type"] == "missing" and part == detail["loc"][-1]
        if isinstance(raw, dict) and (part in raw or is_missing):
            raw = raw.get(part)
        elif isinstance(raw, list) and isinstance(part, int):
            raw = raw[part]
        else:
            break
        path.append(part)
    return tuple(path)


def _key(path: KeyPath, raw: object) -> str:
    """`injects[first-call].at_min`: a row by its id, else by its number counted from 1."""
    said = ""
    for part in path:
        if isinstance(part, int):
            raw = raw[part] if isinstance(raw, list) and part < len(raw) else None
            name = raw.get("id") if isinstance(raw, dict) else None
            said += f"[{printable(name) if isinstance(name, str) else part + 1}]"
        else:
            raw = raw.get(part) if isinstance(raw, dict) else None
            said += f".{printable(part)}" if said else printable(part)
    return said


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] == "extra_forbidden":
        return "is not a key of the format; remove it or check it"
    return reason(detail)

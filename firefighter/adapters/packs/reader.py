"""Reads packs strictly: everything that is wrong is said at once, a sentence for each fault."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from firefighter.adapters.packs.checks import Vocabulary, inconsistencies
from firefighter.adapters.packs.lines import KeyPath, key_lines, line_of
from firefighter.adapters.packs.schema import PackTable, ScenarioTable, to_scenario
from firefighter.domain.errors import FirefighterError
from firefighter.domain.scenario import CompleteScenario, ScenarioId, Text
from firefighter.ports.scenarios import ScenarioFile

PACK_FILE = "pack.toml"
FILE_LIMIT = 200_000
"""Bytes."""
SCENARIOS_LIMIT = 50


_REASON_LIMIT = 400
"""Characters of a sentence that may quote the file."""
_NAME_LIMIT = 80


@dataclass(frozen=True)
class Fault:
    """What is wrong, and where."""

    file: str
    line: int
    key: str
    """Such as `injects[first-call].at_min`; empty for the whole file."""
    reason: str

    def __str__(self) -> str:
        key = f" {self.key}" if self.key else ""
        reason = self.reason
        if len(reason) > _REASON_LIMIT:
            reason = f"{reason[:_REASON_LIMIT]}…"
        return f"{_printable(self.file)}, line {self.line}:{key} {reason}."


class InvalidPack(FirefighterError):
    """A pack has faults. The text has one sentence per fault, each on its line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Pack:
    id: str
    title: Text
    files: tuple[ScenarioFile, ...]
    """In the order of their names."""


def read_pack(folder: Path, vocabulary: Vocabulary) -> Pack:
    """Raises InvalidPack."""
    faults: list[Fault] = []
    table, found = None, list[_Source]()
    for name in [PACK_FILE, *_scenario_names(folder, faults)]:
        try:
            source = _read(folder, name)
            if name == PACK_FILE:
                table = _checked(PackTable, source, name, lambda _raw: ())
            else:
                scenario = _scenario_table(source, name, vocabulary)
                found.append(_Source(name, source, ScenarioId(scenario.id), scenario.version))
        except InvalidPack as error:
            faults += error.faults
    faults += _repeated(found)
    if faults or table is None:
        raise InvalidPack(faults)
    return Pack(table.id, Text(table.title), tuple(each.in_pack(table.id) for each in found))


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
        digest = hashlib.sha256(self.content.encode()).hexdigest()
        return ScenarioFile(
            id=self.id, version=self.version, pack=pack, content=self.content, sha256=digest
        )


def _scenario_names(folder: Path, faults: list[Fault]) -> list[str]:
    try:
        names = sorted(path.name for path in folder.iterdir() if path.suffix == ".toml")
    except OSError as error:
        raise InvalidPack(
            [Fault(str(folder), 1, "", f"cannot be read: {error.strerror}")]
        ) from error
    scenarios = [name for name in names if name != PACK_FILE]
    if not scenarios:
        faults.append(Fault(PACK_FILE, 1, "", "has no scenario beside it: add a TOML file"))
    if len(scenarios) > SCENARIOS_LIMIT:
        reason = f"has {len(scenarios)} scenarios beside it; at most {SCENARIOS_LIMIT} are allowed"
        faults.append(Fault(PACK_FILE, 1, "", reason))
    return scenarios[:SCENARIOS_LIMIT]


def _read(folder: Path, name: str) -> str:
    path = folder / name
    try:
        if path.is_symlink() or (path.exists() and not path.is_file()):
            raise InvalidPack([Fault(name, 1, "", "is not a regular file")])
        with path.open("rb") as file:
            content = file.read(FILE_LIMIT + 1)
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        raise InvalidPack([Fault(name, 1, "", reason)]) from error
    if len(content) > FILE_LIMIT:
        reason = f"has more than {FILE_LIMIT} bytes; split it or shorten it"
        raise InvalidPack([Fault(name, 1, "", reason)])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidPack([Fault(name, line, "", "is not UTF-8; save it as UTF-8")]) from error


def _repeated(found: Sequence[_Source]) -> Iterator[Fault]:
    first: dict[str, str] = {}
    for each in found:
        if each.id in first:
            line = line_of(key_lines(each.content), ("id",))
            yield Fault(each.file, line, "id", f"{each.id!r} is also the id in {first[each.id]}")
        first.setdefault(each.id, each.file)


def _scenario_table(source: str, file: str, vocabulary: Vocabulary | None) -> ScenarioTable:
    return _checked(ScenarioTable, source, file, lambda raw: inconsistencies(raw, vocabulary))


M = TypeVar("M", bound=BaseModel)


def _checked(
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
            said += f"[{_printable(name) if isinstance(name, str) else part + 1}]"
        else:
            raw = raw.get(part) if isinstance(raw, dict) else None
            said += f".{_printable(part)}" if said else _printable(part)
    return said


def _printable(name: str) -> str:
    """The name on one line, without control characters."""
    text = name if name.isprintable() else repr(name)
    return text if len(text) <= _NAME_LIMIT else f"{text[:_NAME_LIMIT]}…"


_OWN_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key of the format; remove it or check it",
}


_SUBJECT = re.compile(r"^(?:Value error, |\w+ (?=should ))")
"""What pydantic begins with, where the sentence begins with the key."""


def _reason(detail: ErrorDetails) -> str:
    if detail["type"] in _OWN_REASONS:
        return _OWN_REASONS[detail["type"]]
    return _SUBJECT.sub("", detail["msg"])

"""The paths in docs/developing.md are those of the code."""

import ast
import pkgutil
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cache

import pytest

from firefighter.adapters.slack import features
from firefighter.effects.registry import find_effects
from firefighter.jobs.registry import find_jobs
from tests.architecture.linters import ROOT
from tests.architecture.test_glossary import defines

_PACKAGE = ROOT / "firefighter"
_STEP = re.compile(r"^\d+\. `(?P<file>[^`]+\.py)` `(?P<symbol>[\w.]+)`(?P<rest>.*)$")
_MOST_FILES = 15
_MOST_JUMPS = 2


@dataclass(frozen=True)
class PathStep:
    file: str
    symbol: str
    back_to: str = ""
    """The earlier file that makes the call; empty when it is the one before."""
    wired_in: str = ""
    """The file that connects this one to the caller."""
    found_by: str = ""
    """The registry that finds this module in its package."""
    details: tuple[str, ...] = ()
    """Files in the same package that hold a detail of the step."""


def paths(text: str) -> Mapping[str, list[PathStep]]:
    """Each path of a document, by its heading."""
    section = text.split("\n## Paths\n")[1].split("\n## ", maxsplit=1)[0]
    return {
        part.partition("\n")[0]: [_step(line) for line in part.splitlines() if line[:1].isdigit()]
        for part in section.split("\n### ")[1:]
    }


def _step(line: str) -> PathStep:
    found = _STEP.match(line)
    assert found, line

    def named(marker: str) -> str:
        named = re.search(rf"{marker} `([^`]+)`", found["rest"])
        return named[1] if named else ""

    return PathStep(
        file=found["file"],
        symbol=found["symbol"],
        back_to=named("back to"),
        wired_in=named("wired in"),
        found_by=named("found by"),
        details=tuple(re.findall(r"`(\w+\.py)`", found["rest"])),
    )


PATHS = paths((ROOT / "docs" / "developing.md").read_text(encoding="utf-8"))


def imports(file: str, imported: str) -> bool:
    """Whether a module imports another, or something that the other defines."""
    return imported.removesuffix(".py").removesuffix("/__init__").replace("/", ".") in _imported(
        file
    )


@cache
def _imported(file: str) -> Collection[str]:
    """The modules that a module imports, and the names in them, without `firefighter.`."""
    names = set()
    for node in ast.walk(ast.parse((_PACKAGE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("firefighter"):
            module = f"{node.module}.".removeprefix("firefighter.")
            names |= {module.removesuffix("."), *(f"{module}{each.name}" for each in node.names)}
    return names


_REGISTRIES: Mapping[str, Callable[[], Collection[str]]] = {
    "adapters/slack/inbound/registry.py": lambda: {
        f"{features.__name__}.{module.name}" for module in pkgutil.iter_modules(features.__path__)
    },
    "effects/registry.py": lambda: {kind.__module__ for kind in find_effects().values()},
    "jobs/registry.py": lambda: {kind.__module__ for kind in find_jobs().values()},
}


def faults(steps: list[PathStep]) -> list[str]:
    """What is wrong with a path: each in a sentence."""
    found = []
    for before, step in zip([None, *steps], steps, strict=False):
        if not (_PACKAGE / step.file).exists():
            found.append(f"{step.file} does not exist")
        elif not defines(_PACKAGE / step.file, step.symbol):
            found.append(f"{step.file} does not define {step.symbol}")
        elif missing := [name for name in step.details if not _is_beside(step, name)]:
            found.append(f"{missing[0]} is not beside {step.file}")
        elif before and (wrong := _wrong_link(steps, before, step)):
            found.append(wrong)
    if len({step.file for step in steps}) > _MOST_FILES:
        found.append(f"it has more than {_MOST_FILES} files")
    if len([step for step in steps if step.back_to]) > _MOST_JUMPS:
        found.append(f"it jumps back more than {_MOST_JUMPS} times")
    return found


def _is_beside(step: PathStep, name: str) -> bool:
    return (_PACKAGE / step.file).with_name(name).exists()


def _wrong_link(steps: list[PathStep], before: PathStep, step: PathStep) -> str:
    caller = step.back_to or before.file
    if step.back_to and step.back_to not in [each.file for each in steps[: steps.index(step)]]:
        return f"{step.back_to} does not stand before {step.file}"
    if step.found_by:
        module = f"firefighter.{step.file.removesuffix('.py').replace('/', '.')}"
        is_found = module in _REGISTRIES[step.found_by]()
        return "" if is_found else f"{step.found_by} does not find {step.file}"
    linking = step.wired_in or caller
    is_linked = imports(linking, step.file) or _is_wiring(step, caller)
    return "" if is_linked else f"{linking} does not import {step.file}"


def _is_wiring(step: PathStep, caller: str) -> bool:
    """Whether the caller was given a function of `bootstrap`, which imports it."""
    return step.file.startswith("bootstrap/") and imports(step.file, caller)


@pytest.mark.parametrize("name", PATHS)
def test_each_path_is_that_of_the_code(name: str) -> None:
    assert faults(PATHS[name]) == []


def test_the_four_paths_are_documented() -> None:
    assert len(PATHS) == 4
    assert all(PATHS.values())


_DECLARE = PathStep("use_cases/declare.py", "declare")
_INCIDENT = PathStep("domain/incident.py", "Incident.declare")


@pytest.mark.parametrize(
    ("steps", "fault"),
    [
        ([PathStep("domain/house.py", "House")], "domain/house.py does not exist"),
        ([PathStep("domain/incident.py", "House")], "domain/incident.py does not define House"),
        (
            [PathStep("domain/incident.py", "Incident", details=("house.py",))],
            "house.py is not beside domain/incident.py",
        ),
        (
            [_DECLARE, PathStep("effects/cards.py", "RefreshCard")],
            "use_cases/declare.py does not import effects/cards.py",
        ),
        (
            [_DECLARE, PathStep("effects/cards.py", "RefreshCard", wired_in="runtime.py")],
            "runtime.py does not import effects/cards.py",
        ),
        (
            [_DECLARE, PathStep("domain/incident.py", "Incident", back_to="runtime.py")],
            "runtime.py does not stand before domain/incident.py",
        ),
        (
            [_DECLARE, PathStep("domain/incident.py", "Incident", found_by="jobs/registry.py")],
            "jobs/registry.py does not find domain/incident.py",
        ),
        (
            [
                _DECLARE,
                *[PathStep("domain/incident.py", "Incident", back_to="use_cases/declare.py")] * 3,
            ],
            "it jumps back more than 2 times",
        ),
    ],
)
def test_a_wrong_path_is_found(steps: list[PathStep], fault: str) -> None:
    assert fault in faults(steps)


def test_a_right_path_has_no_faults() -> None:
    assert faults([_DECLARE, _INCIDENT]) == []

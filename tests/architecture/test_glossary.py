"""docs/glossary.md names what exists, and each term once."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT

_ROW = re.compile(
    r"^\| (?P<terms>[^|]+) \| (?P<definition>[^|]+) \| [^|]+ \| `(?P<where>[^`]+)` \|$"
)


def rows() -> list[re.Match[str]]:
    text = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    lines = [line for line in lines if not line.startswith("| term |")]
    found = [_ROW.match(line) for line in lines]
    assert None not in found, [line for line in lines if not _ROW.match(line)]
    return [row for row in found if row]


def defines(path: Path, symbol: str) -> bool:
    """Whether a module defines a name, or a class in it a member: `Effect.lane`."""
    body: list[ast.stmt] = ast.parse(path.read_text(encoding="utf-8")).body
    for part in symbol.split("."):
        found = [node for node in body if part in _bound(node)]
        if not found:
            return False
        body = getattr(found[0], "body", [])
    return True


def _bound(node: ast.stmt) -> list[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            return [name]
        case ast.AnnAssign(target=ast.Name(id=name)):
            return [name]
        case ast.Assign(targets=targets):
            return [target.id for target in targets if isinstance(target, ast.Name)]
        case _:
            return []


def exists(where: str) -> bool:
    """Whether there is such a module, package or symbol under firefighter/."""
    name, _colon, symbol = where.partition(":")
    path = ROOT / "firefighter" / name
    return path.exists() and (not symbol or defines(path, symbol))


@pytest.mark.parametrize("where", sorted({row["where"] for row in rows()}))
def test_each_place_in_the_glossary_exists(where: str) -> None:
    assert exists(where)


@pytest.mark.parametrize(
    "where", ["domain/house.py", "domain/incident.py:House", "effects/effect.py:Effect.occasion"]
)
def test_a_missing_place_is_found(where: str) -> None:
    assert not exists(where)


def test_each_term_is_defined_once() -> None:
    terms = [term for row in rows() for term in row["terms"].split(", ")]
    assert sorted(terms) == sorted(set(terms))

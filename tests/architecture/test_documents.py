"""The documents match the code."""

import re
import shutil
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from firefighter.cli import COMMANDS
from firefighter.domain.lifecycle import diagram
from firefighter.settings.policy import Policy, read_policy
from tests.architecture.linters import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\((?P<file>[^)#:]*)(?:#(?P<heading>[^)]*))?\)")
_NAME = re.compile(r"[a-z0-9-]+")


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return {match[0] for group in groups for each in group if (match := _NAME.match(each))}


def test_the_diagram_in_the_readme_is_the_one_in_the_code() -> None:
    assert f"```mermaid\n{diagram()}```" in README


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_every_dependency_has_a_reason_in_the_readme(name: str) -> None:
    rows = [row for row in README.lower().splitlines() if row.startswith("| ")]
    assert any(name in row.split("|")[1].replace(" ", "").split(",") for row in rows)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_has_a_target(document: Path) -> None:
    for link in _LINK.finditer(document.read_text(encoding="utf-8")):
        target = document.parent / link["file"] if link["file"] else document
        assert target.exists(), link[0]
        assert not link["heading"] or link["heading"] in headings(target), link[0]


def test_every_image_is_shown_or_linked() -> None:
    targets = {
        (document.parent / link["file"]).resolve()
        for document in DOCUMENTS
        for link in _LINK.finditer(document.read_text(encoding="utf-8"))
    }
    assert set((ROOT / "docs" / "images").iterdir()) <= targets


def headings(document: Path) -> list[str]:
    """The fragments by which GitHub links to the headings of a document."""
    found = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in found]


def test_the_documented_policy_is_the_default() -> None:
    shown, built_in = read_policy(ROOT / "docs" / "firefighter.toml").rules(), Policy().rules()
    assert shown.roles == built_in.roles
    assert shown.taxonomy == built_in.taxonomy
    for severity, policy in shown.severities.items():
        assert replace(policy, invite=()) == built_in.policy(severity)


_MODULE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.py)`")
_EXAMPLES = {
    "ports/status_page.py",
    "adapters/status_page/api.py",
    "effects/status_page.py",
}
"""Files of the integration that docs/developing.md adds as an example."""


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_named_module_exists(document: Path) -> None:
    named = set(_MODULE.findall(document.read_text(encoding="utf-8"))) - _EXAMPLES
    folders = (ROOT, ROOT / "firefighter")
    assert [each for each in named if not any((at / each).exists() for at in folders)] == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_no_lock_names_an_index(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("-")]


def test_decisions_are_numbered_without_gaps() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(note.name[:4]) for note in notes]
    assert numbers == list(range(1, len(notes) + 1))
    for number, note in zip(numbers, notes, strict=True):
        assert note.read_text(encoding="utf-8").startswith(f"# {number}. "), note.name


PASTED = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_COMMAND = re.compile(rf"(\S*)firefighter ({'|'.join(COMMANDS)})\b")


@pytest.mark.parametrize("document", PASTED, ids=lambda path: path.name)
def test_every_documented_command_can_be_pasted(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert "-m firefighter" not in text
    for before, command in _COMMAND.findall(text):
        assert before.endswith("bin/"), f"{before}firefighter {command}"


def test_bin_firefighter_runs_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - a script of the repository
        [ROOT / "bin" / "firefighter", "lifecycle"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == diagram()
    assert list(tmp_path.iterdir()) == []


def test_bin_firefighter_without_dependencies_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = shutil.copy(ROOT / "bin" / "firefighter", tmp_path / "bin")
    ended = subprocess.run([script], capture_output=True, text=True, check=False)  # noqa: S603 - a script of the repository
    assert ended.returncode == 2
    assert "Run `make play` in" in ended.stderr

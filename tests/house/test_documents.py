"""What the documents say is so."""

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
from tests.house.linters import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_NAME = re.compile(r"[a-z0-9-]+")


def dependencies() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    return {match[0] for group in groups for each in group if (match := _NAME.match(each))}


def test_the_readmes_diagram_is_the_one_that_the_bot_obeys() -> None:
    assert f"```mermaid\n{diagram()}```" in README


@pytest.mark.parametrize("name", sorted(dependencies()))
def test_every_dependency_has_its_reason_in_the_readme(name: str) -> None:
    rows = [row for row in README.lower().splitlines() if row.startswith("| ")]
    assert any(name in row.split("|")[1].replace(" ", "").split(",") for row in rows)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_leads_somewhere(document: Path) -> None:
    for target in _LINK.findall(document.read_text(encoding="utf-8")):
        assert (document.parent / target).exists(), target


def test_the_policy_that_is_shown_can_be_read_and_is_the_built_in_one() -> None:
    shown, built_in = read_policy(ROOT / "docs" / "firefighter.toml").rules(), Policy().rules()
    assert shown.roles == built_in.roles
    for severity, policy in shown.severities.items():
        assert replace(policy, invite=()) == built_in.policy(severity)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_no_lock_names_a_place(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not [line for line in text.splitlines() if line.startswith("-")]


def test_every_decision_has_a_number_of_its_own_and_bears_it() -> None:
    notes = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(note.name[:4]) for note in notes]
    assert numbers == list(range(1, len(notes) + 1))
    for number, note in zip(numbers, notes, strict=True):
        assert note.read_text(encoding="utf-8").startswith(f"# {number}. "), note.name


PASTED = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
_COMMAND = re.compile(rf"(\S*)firefighter ({'|'.join(COMMANDS)})\b")


@pytest.mark.parametrize("document", PASTED, ids=lambda path: path.name)
def test_a_command_that_is_shown_works_when_it_is_pasted(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert "-m firefighter" not in text
    for before, command in _COMMAND.findall(text):
        assert before.endswith("bin/"), f"{before}firefighter {command}"


def test_the_command_of_the_checkout_can_be_called_from_any_folder(tmp_path: Path) -> None:
    said = subprocess.run(  # noqa: S603 - our own script
        [ROOT / "bin" / "firefighter", "lifecycle"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == diagram()
    assert list(tmp_path.iterdir()) == []


def test_a_checkout_without_its_packages_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    script = shutil.copy(ROOT / "bin" / "firefighter", tmp_path / "bin")
    ended = subprocess.run([script], capture_output=True, text=True, check=False)  # noqa: S603 - our own script
    assert ended.returncode == 2
    assert "run `make play` there once" in ended.stderr

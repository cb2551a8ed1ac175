"""Every file of the repository is read by strangers."""

import subprocess
from pathlib import Path

import pytest

from tests.house.linters import ROOT

# Written in pieces, so that this file is not one that has them.
UNWANTED = {
    "an index of packages": ("pypi" + ".org", "pythonhosted" + ".org", "index-" + "url ="),
    "something left to do": ("TO" + "DO", "FIX" + "ME", "X" + "XX"),
    "the folder it was written in": (str(ROOT),),
}


def published() -> list[Path]:
    """Every file but pictures."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is needed anyway
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def unwanted_in(text: str) -> list[str]:
    return [what for what, words in UNWANTED.items() if any(word in text for word in words)]


def test_no_file_says_what_it_should_not() -> None:
    found = {path.name: unwanted_in(path.read_text(errors="replace")) for path in published()}
    assert {name: unwanted for name, unwanted in found.items() if unwanted} == {}


@pytest.mark.parametrize(("what", "word"), [(w, x) for w, words in UNWANTED.items() for x in words])
def test_what_should_not_be_said_is_found(what: str, word: str) -> None:
    assert unwanted_in(f"before {word} after") == [what]

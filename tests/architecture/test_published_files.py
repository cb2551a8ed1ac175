"""No published file names an index, a local folder, or unfinished work."""

import subprocess
from pathlib import Path

import pytest

from tests.architecture.linters import ROOT

# In parts, so that this file does not contain them.
UNWANTED = {
    "a package index": ("pypi" + ".org", "pythonhosted" + ".org", "index-" + "url ="),
    "unfinished work": tuple(
        sign + word
        for sign in ("# ", "// ", "<!-- ")
        for word in ("TO" + "DO", "FIX" + "ME", "X" + "XX")
    ),
    "a local folder": (str(ROOT),),
}


def published() -> list[Path]:
    """Every text file in git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - the tests need git anyway
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def unwanted_in(text: str) -> list[str]:
    return [what for what, words in UNWANTED.items() if any(word in text for word in words)]


def test_no_file_contains_unwanted_text() -> None:
    found = {path.name: unwanted_in(path.read_text(errors="replace")) for path in published()}
    assert {name: unwanted for name, unwanted in found.items() if unwanted} == {}


@pytest.mark.parametrize(("what", "word"), [(w, x) for w, words in UNWANTED.items() for x in words])
def test_unwanted_text_is_found(what: str, word: str) -> None:
    assert unwanted_in(f"before {word} after") == [what]

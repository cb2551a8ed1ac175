"""`hub` as processes: what is not as somebody pinned it is not installed."""

import os
import pty
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.adapters.packs.packs import SCENARIO, write_pack
from tests.adapters.packs.test_experiments import EXPERIMENT
from tests.adapters.packs.test_experiments import write as write_experiments
from tests.cli.conftest import Given
from tests.cli.process import environment, firefighter


@pytest.fixture
def kettles(tmp_path: Path) -> Path:
    """A pack in a hub, whose folder also has what is no pack."""
    hub = tmp_path / "tea-hub"
    hub.mkdir()
    (hub / "README.md").write_text("Tea.")
    (hub / "notes").mkdir()
    folder = write_pack(hub / "kettles", tea=SCENARIO)
    return write_experiments(folder, kettle=EXPERIMENT)


def hub(tmp_path: Path, given: Given, *arguments: str) -> subprocess.CompletedProcess[str]:
    return firefighter("hub", *arguments, folder=tmp_path, given=given)


def installed(tmp_path: Path, given: Given) -> str:
    return firefighter("packs", "list", folder=tmp_path, given=given).stdout


def change(folder: Path) -> None:
    file = folder / "experiments" / "kettle.toml"
    text = file.read_text(encoding="utf-8").replace("version = 1", "version = 2")
    file.write_text(text.replace("weight = 7", "weight = 9"), encoding="utf-8")


def test_what_is_pinned_is_installed(tmp_path: Path, given: Given, kettles: Path) -> None:
    added = hub(tmp_path, given, "add", "tea-hub")
    assert added.returncode == 0, added.stderr
    assert added.stdout == (
        "Pinned kettles from tea-hub/kettles: 1 scenario, 1 experiment.\n"
        "Review hub.toml, then run `firefighter hub install`.\n"
    )
    lines = (tmp_path / "hub.toml").read_text().splitlines()
    assert 'source = "tea-hub/kettles"' in lines
    files = [line for line in lines if re.fullmatch(r'"[^"]+" = "sha256:[0-9a-f]{64}"', line)]
    assert [line.split('"')[1] for line in files] == [
        "pack.toml",
        "experiments/kettle.toml",
        "tea.toml",
    ]
    assert "cold-tea" not in installed(tmp_path, given)
    ended = hub(tmp_path, given, "install")
    assert ended.stdout.splitlines() == [
        "kettles: Installed cold-tea version 1.",
        "kettles: Installed experiment kettle-off version 1, ready.",
    ]
    assert "cold-tea" in installed(tmp_path, given)
    again = hub(tmp_path, given, "install", "kettles")
    assert "kettles: 1 experiment installed already." in again.stdout
    listed = hub(tmp_path, given, "list").stdout.splitlines()
    assert listed[1].split() == ["kettles", "tea-hub/kettles", "-", "3", "as", "pinned"]
    assert kettles.is_dir()


def test_a_changed_file_is_refused_until_it_is_pinned(
    tmp_path: Path, given: Given, kettles: Path
) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    change(kettles)
    (kettles / "milk.toml").write_text(SCENARIO.replace("cold-tea", "warm-milk"))
    refused = hub(tmp_path, given, "install")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.splitlines() == [
        "kettles: experiments/kettle.toml was changed since it was pinned.",
        "kettles: milk.toml is new since the pack was pinned.",
        "To see the difference and pin it, run `firefighter hub update kettles`.",
        "Nothing was installed.",
    ]
    assert "cold-tea" not in installed(tmp_path, given)
    assert "changed" in hub(tmp_path, given, "list").stdout
    pins = (tmp_path / "hub.toml").read_text()

    shown = hub(tmp_path, given, "update", "kettles")
    assert shown.returncode == 1
    for line in ("--- pinned/kettles/experiments/kettle.toml", "-weight = 7", "+weight = 9"):
        assert line in shown.stdout.splitlines()
    assert '+id = "warm-milk"' in shown.stdout.splitlines()
    assert "Nothing was pinned." in shown.stderr
    assert (tmp_path / "hub.toml").read_text() == pins
    digest = re.search(r"Digest: (\w+)", shown.stdout)
    assert digest

    (kettles / "milk.toml").unlink()
    other = hub(tmp_path, given, "update", "kettles", "--accept", digest[1])
    assert other.returncode == 1, "not what was shown under this digest"
    assert "Nothing was pinned." in other.stderr
    digest = re.search(r"Digest: (\w+)", other.stdout)
    assert digest
    accepted = hub(tmp_path, given, "update", "kettles", "--accept", digest[1])
    assert accepted.returncode == 0, accepted.stderr
    assert (tmp_path / "hub.toml").read_text() != pins
    assert "kettle-off version 2" in hub(tmp_path, given, "install").stdout
    assert hub(tmp_path, given, "update", "kettles").stdout == "kettles is as it was pinned.\n"


@pytest.mark.parametrize(("answer", "is_pinned"), [("y", True), ("", False), ("n", False)])
def test_a_person_at_a_terminal_is_asked(
    tmp_path: Path, given: Given, kettles: Path, answer: str, is_pinned: bool
) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    change(kettles)
    terminal, other_end = pty.openpty()
    try:
        with subprocess.Popen(
            [sys.executable, "-m", "firefighter", "hub", "update", "kettles"],
            cwd=tmp_path,
            env=environment(given),
            stdin=other_end,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            os.write(terminal, f"{answer}\n".encode())
            stdout, stderr = process.communicate(timeout=120)
    finally:
        os.close(terminal)
        os.close(other_end)
    assert "+weight = 9" in stdout
    assert "Pin this as kettles? [y/N]" in stdout
    assert process.returncode == (0 if is_pinned else 1), stderr
    assert ("as pinned" in hub(tmp_path, given, "list").stdout) == is_pinned


def test_a_removed_file_is_refused(tmp_path: Path, given: Given, kettles: Path) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    (kettles / "tea.toml").unlink()
    refused = hub(tmp_path, given, "install")
    assert "kettles: tea.toml was pinned and is not there." in refused.stderr
    shown = hub(tmp_path, given, "update", "kettles").stdout.splitlines()
    assert '-id = "cold-tea"' in shown
    assert "+++ /dev/null" in shown


def test_a_difference_cannot_be_hidden(tmp_path: Path, given: Given, kettles: Path) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    file = kettles / "tea.toml"
    file.write_text(f"# \u202eevil\u2028line\n{SCENARIO}", encoding="utf-8")
    shown = hub(tmp_path, given, "update", "kettles").stdout
    assert "+# \\u202eevil\\u2028line" in shown.splitlines()
    file.write_text(SCENARIO.rstrip("\n"), encoding="utf-8")
    assert "\n-\n" in hub(tmp_path, given, "update", "kettles").stdout, "a line end is a difference"
    (tmp_path / "hub-pinned" / "kettles" / "tea.toml").write_text(SCENARIO.rstrip("\n"))
    shown = hub(tmp_path, given, "update", "kettles").stdout
    assert "# kettles/tea.toml changed. The text that was pinned is not here" in shown
    assert '+id = "cold-tea"' in shown


def test_line_ends_of_windows_are_no_change(tmp_path: Path, given: Given, kettles: Path) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    (kettles / "tea.toml").write_bytes(SCENARIO.replace("\n", "\r\n").encode())
    assert hub(tmp_path, given, "install").returncode == 0


def test_the_commit_of_a_checkout_is_recorded(tmp_path: Path, given: Given, kettles: Path) -> None:
    program = shutil.which("git")
    if program is None:
        pytest.skip("git is not installed")

    def git(*arguments: str) -> str:
        return subprocess.check_output(  # noqa: S603 - git, with arguments of our own
            [program, "-c", "user.name=Ana", "-c", "user.email=ana@example.com", *arguments],
            cwd=kettles.parent,
            text=True,
        ).strip()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "--message", "Tea")
    first = git("rev-parse", "HEAD")
    hub(tmp_path, given, "add", "tea-hub")
    assert f'revision = "{first}"' in (tmp_path / "hub.toml").read_text()
    assert first[:12] in hub(tmp_path, given, "list").stdout
    change(kettles)
    digest = re.search(r"Digest: (\w+)", hub(tmp_path, given, "update", "kettles").stdout)
    assert digest
    hub(tmp_path, given, "update", "kettles", "--accept", digest[1])
    assert "revision" not in (tmp_path / "hub.toml").read_text(), "it is in no commit"


def test_packs_that_cannot_be_pinned_are_refused(
    tmp_path: Path, given: Given, kettles: Path
) -> None:
    write_pack(kettles.parent / "pots", tea=SCENARIO.replace("= 15", "= 0"))
    faulty = hub(tmp_path, given, "add", "tea-hub")
    assert faulty.returncode == 1
    assert "tea.toml, line 7: duration_min must be" in faulty.stderr
    assert not (tmp_path / "hub.toml").exists()
    write_pack(kettles.parent / "pots", tea=SCENARIO)
    twice = hub(tmp_path, given, "add", "tea-hub")
    assert "Two packs in the folder have the id kettles." in twice.stderr
    assert not (tmp_path / "hub.toml").exists()
    (kettles.parent / "pots" / "pack.toml").write_text('id = "starter"\ntitle = "Pots"\n')
    assert "is part of the bot" in hub(tmp_path, given, "add", "tea-hub/pots").stderr
    assert hub(tmp_path, given, "add", str(kettles)).returncode == 0
    again = hub(tmp_path, given, "add", "tea-hub/kettles")
    assert "has the pack kettles already" in again.stderr
    empty = hub(tmp_path, given, "add", "tea-hub/notes")
    assert (empty.returncode, empty.stdout) == (1, "")
    assert "tea-hub/notes has no pack.toml, and no folder in it has one." in empty.stderr


def test_a_pack_that_is_gone_is_named(tmp_path: Path, given: Given, kettles: Path) -> None:
    hub(tmp_path, given, "add", "tea-hub")
    kettles.rename(tmp_path / "elsewhere")
    assert "missing" in hub(tmp_path, given, "list").stdout
    for action in (["install"], ["update", "kettles"]):
        ended = hub(tmp_path, given, *action)
        assert ended.returncode == 1
        assert "cannot be read: No such file or directory" in ended.stderr
    unknown = hub(tmp_path, given, "update", "pots")
    assert unknown.stderr == "firefighter: hub.toml has no pack pots. It has: kettles.\n"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("packs = 1", "line 1: packs must have names and values."),
        ('[packs.tea]\nsource = "x"\n', "line 1: packs.tea.files is missing."),
        (
            '[packs.tea]\nsource = "x"\n[packs.tea.files]\n"../x.toml" = "sha256:1"\n',
            "'../x.toml' is no file of a pack.",
        ),
        (
            '[packs.tea]\nsource = "x"\nurl = "y"\n[packs.tea.files]\n',
            "line 3: packs.tea.url is not a key of the format",
        ),
        ("x = [", "is not valid TOML"),
    ],
)
def test_a_hub_file_is_read_strictly(tmp_path: Path, given: Given, content: str, said: str) -> None:
    (tmp_path / "hub.toml").write_text(content)
    ended = hub(tmp_path, given, "list")
    assert ended.returncode == 1
    assert said in ended.stderr
    assert "Traceback" not in ended.stderr


def test_an_empty_hub_says_what_to_do(tmp_path: Path, given: Given) -> None:
    ended = hub(tmp_path, given, "install")
    assert ended.stderr == (
        "firefighter: hub.toml has no packs. Add one with `firefighter hub add DIR`.\n"
    )
    assert hub(tmp_path, given, "list").stdout.split() == [
        "PACK",
        "SOURCE",
        "REVISION",
        "FILES",
        "STATE",
    ]

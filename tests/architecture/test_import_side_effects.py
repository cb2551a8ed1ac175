"""Importing a module has no side effects."""

import json
import subprocess
import sys

import pytest

from tests.architecture.linters import ROOT

_WATCH = """
import importlib, json, pkgutil, sys, threading
import {first}
sys.dont_write_bytecode = True
done = []
WATCHED = {{"socket.connect", "socket.bind", "sqlite3.connect", "subprocess.Popen", "os.mkdir"}}

def watch(event, arguments):
    wrote = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if event in WATCHED or wrote:
        done.append([event, repr(arguments)])

sys.addaudithook(watch)
names = {names}
for name in names or [found.name for found in pkgutil.walk_packages({first}.__path__, "{first}.")]:
    if not name.endswith("__main__"):
        importlib.import_module(name)
done += [["thread", thread.name] for thread in threading.enumerate()[1:]]
print(json.dumps(done))
"""


def side_effects(first: str, names: list[str] | None = None, folder: str = "") -> list[list[str]]:
    """The side effects of importing a package, or some modules, in a new process."""
    script = _WATCH.format(first=first, names=names or [])
    ran = subprocess.run(  # noqa: S603 - code of this file
        [sys.executable, "-W", "error", "-c", script],
        cwd=folder or ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    done: list[list[str]] = json.loads(ran.stdout)
    return done


def test_importing_every_module_has_no_side_effects() -> None:
    """Except for urllib3, a dependency of Confluence's client, which checks for IPv6."""
    done = side_effects("firefighter")
    assert [each for each in done if "('::1', 0)" not in each[1]] == []


@pytest.mark.parametrize(
    ("code", "event"),
    [
        ("open('notes.txt', 'w').close()", "open"),
        ("import sqlite3; sqlite3.connect('x.db').close()", "sqlite3.connect"),
        ("import socket\nwith socket.socket() as s: s.bind(('127.0.0.1', 0))", "socket.bind"),
        ("import threading as t; t.Thread(target=t.Event().wait, daemon=True).start()", "thread"),
    ],
)
def test_a_side_effect_of_an_import_is_found(
    tmp_path_factory: pytest.TempPathFactory, code: str, event: str
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "broken_module.py").write_text(code)
    done = side_effects("json", ["broken_module"], str(folder))
    assert event in {one for one, _details in done}

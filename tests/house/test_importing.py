"""Importing a module does nothing but define what is in it."""

import json
import subprocess
import sys

import pytest

from tests.house.linters import ROOT

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


def what_happens(first: str, names: list[str] | None = None, folder: str = "") -> list[list[str]]:
    """What is done when a package, or some modules, are imported in a fresh process."""
    script = _WATCH.format(first=first, names=names or [])
    ran = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-W", "error", "-c", script],
        cwd=folder or ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    done: list[list[str]] = json.loads(ran.stdout)
    return done


def test_importing_every_module_does_nothing() -> None:
    """But for urllib3, which comes with Confluence's client and looks whether there is IPv6."""
    done = what_happens("firefighter")
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
def test_a_module_that_does_something_is_found(
    tmp_path_factory: pytest.TempPathFactory, code: str, event: str
) -> None:
    folder = tmp_path_factory.mktemp("guilty")
    (folder / "guilty.py").write_text(code)
    done = what_happens("json", ["guilty"], str(folder))
    assert event in {one for one, _details in done}

"""Runs the Chaos Toolkit itself, as a process with an experiment of process probes."""

import json
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_TIMEOUT_S = 60
STEADY, BROKEN = "steady", "broken"


def experiment(folder: Path, *, breaks: bool, waits: bool = False) -> dict[str, object]:
    """Its steady state is that a file exists; its action leaves it, or takes it away.

    With `waits`, the action tells by a file that it began, and does not end by itself.
    """
    folder.joinpath(STEADY).touch()
    action = f"touch {folder / 'began'}; exec sleep {_TIMEOUT_S}" if waits else "true"
    if breaks:
        action = f"mv {folder / STEADY} {folder / BROKEN}"
    return {
        "title": f"Survives in {folder.name}",
        "description": "n/a",
        "tags": ["firefighter:survives"],
        "steady-state-hypothesis": {
            "title": "The file is there",
            "probes": [
                _process("probe", "temporary folder is there", "test", f"-d {folder}", tolerance=0),
                _process("probe", "file is there", "test", f"-f {folder / STEADY}", tolerance=0),
            ],
        },
        "method": [_process("action", "disturb it", "sh", ["-c", action])],
        "rollbacks": [],
    }


def _process(
    kind: str, name: str, path: str, arguments: str | list[str], *, tolerance: int | None = None
) -> dict[str, object]:
    provider = {"type": "process", "path": path, "arguments": arguments}
    found: dict[str, object] = {"type": kind, "name": name, "provider": provider}
    return found if tolerance is None else found | {"tolerance": tolerance}


def start(
    folder: Path, content: Mapping[str, object], settings: Mapping[str, object] | None = None
) -> "subprocess.Popen[bytes]":
    """The journal is written to `journal.json` in the folder once it ends."""
    folder.joinpath("experiment.json").write_text(json.dumps(content))
    folder.joinpath("settings.json").write_text(json.dumps(settings or {}))
    program: list[str | Path] = [
        Path(sys.executable).with_name("chaos"),
        "--no-version-check",
        "--settings",
        folder / "settings.json",
        "--log-file",
        folder / "chaostoolkit.log",
        "run",
        "--journal-path",
        folder / "journal.json",
        folder / "experiment.json",
    ]
    return subprocess.Popen(  # noqa: S603 - the Chaos Toolkit of this environment
        program, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def run(
    folder: Path, content: Mapping[str, object], settings: Mapping[str, object] | None = None
) -> Path:
    start(folder, content, settings).wait(_TIMEOUT_S)
    return folder / "journal.json"


def interrupt(running: "subprocess.Popen[bytes]") -> None:
    """As Ctrl-C does."""
    running.send_signal(signal.SIGINT)
    running.wait(_TIMEOUT_S)

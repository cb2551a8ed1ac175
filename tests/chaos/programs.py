"""What a program does: it declares and changes incidents by the API, and repeats what it sent."""

import json
import random
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from tests.chaos.bot_processes import BotProcesses, post
from tests.chaos.progress import Progress

NAME = "chaos"
ACTOR = f"token:{NAME}"
SCOPES = ("incidents:read", "incidents:write")

_PAUSE_S = 0.5
_AGAIN = 0.3
"""How many of the answered requests are sent again at once, as a nervous client does."""
_BUSY = {429, 500, 503}


@dataclass
class ProgramChange:
    """One request to change something, however often it was sent."""

    key: str
    path: str
    body: dict[str, Any]
    answers: list[tuple[int, str]] = field(default_factory=list)
    """Status and body of each final answer. Without one it is not known what became of it."""

    @property
    def done(self) -> list[str]:
        return [text for status, text in self.answers if status < 300]

    @property
    def reference(self) -> str | None:
        """The incident that it is about, once it is done."""
        return json.loads(self.done[0])["reference"] if self.done else None


@dataclass
class ApiProgram:
    """One program, in a thread of its own. It can be interrupted anywhere, as everybody can."""

    bot_processes: BotProcesses
    secret: str
    progress: Progress
    seed: str
    stopping: threading.Event
    changes: list[ProgramChange] = field(default_factory=list)
    repeated: int = 0
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _random: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} program")

    def live(self) -> None:
        while not self.stopping.is_set():
            if change := self._choose():
                self.changes.append(change)
                self._send(change)
                if self._random.random() < _AGAIN:
                    self._repeat(change)
            self.stopping.wait(self._random.uniform(0, _PAUSE_S))

    def repeat_everything(self) -> None:
        """Once every process answers again: each request must get its answer now."""
        for change in self.changes:
            self._repeat(change)

    def _choose(self) -> ProgramChange | None:
        """During training it only takes notes: a real incident would end every drill."""
        number, trains = next(self._numbers), self.progress.training.are_on()
        key, token = f"key-{number}", f"~program-{number}~"
        own = [each.reference for each in self.changes if each.path == "" and each.reference]
        if trains and not own:
            return None
        wants = self.progress.wants_incident() and self._random.random() < 0.3
        if not trains and (not own or wants):
            severity = self._random.choice(("SEV1", "SEV2", "SEV3", "SEV4"))
            return ProgramChange(key, "", {"title": f"Disk full {token}", "severity": severity})
        about = self._random.choice(own[-5:])
        ways = list(_ways(token))
        path, body = ways[0] if trains else self._random.choice(ways)
        return ProgramChange(key, f"/{about}/{path}", body)

    def _repeat(self, change: ProgramChange) -> None:
        self.repeated += 1
        self._send(change)

    def _send(self, change: ProgramChange) -> None:
        port = self._random.choice(self.bot_processes.ports)
        answer = post(
            f"http://127.0.0.1:{port}/api/v1/incidents{change.path}",
            change.body,
            {"Authorization": f"Bearer {self.secret}", "Idempotency-Key": change.key},
        )
        if answer and answer[0] not in _BUSY:
            change.answers.append(answer)


def _ways(token: str) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "notes", {"text": f"Seen by a probe {token}"}
    yield "steps", {"step": "investigate"}
    yield "steps", {"step": "mitigate", "note": f"Cleaned up {token}"}
    yield "steps", {"step": "reopen", "note": f"Full again {token}"}

"""Who runs drills: starts them, sends or skips injects, pauses and resumes."""

import random
import re
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from firefighter.adapters.slack.blocks.action_ids import read_button_state
from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.playground.slack import Message, NotPossibleError, Person
from tests.chaos.bot_processes import BotProcesses
from tests.chaos.progress import Progress
from tests.chaos.simulated_users import elements_of_view
from tests.chaos.workspace import ChaosWorkspace, elements, is_about_drill

SCENARIO = "lift-stuck"
"""The scenario of `training_pack`: something is due every few seconds, for one minute."""

_PAUSE_S = 0.5
_DRILLS_AT_ONCE = 3
_NEWEST = 5
_STEER = ("send", "skip")


@dataclass
class DrillRunner:
    """Works in a thread of its own while users train."""

    workspace: ChaosWorkspace
    bot_processes: BotProcesses
    progress: Progress
    seed: str
    stopping: threading.Event
    _random: random.Random = field(init=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} drills")

    @property
    def _person(self) -> Person:
        return self.workspace.runner

    def live(self) -> None:
        while not self.stopping.wait(self._random.uniform(0, _PAUSE_S)):
            if self.progress.training.are_on():
                self.bot_processes.aim(self._random)
                with suppress(NotPossibleError):
                    self._act()
                self._clear_screen()

    def _act(self) -> None:
        running = [each for each in self._drills() if "pause_drill" in _offered(each)]
        if len(running) < _DRILLS_AT_ONCE:
            return self._start()
        drill = self._random.choice(running)
        steer = self._random.random() < 0.6
        return self._steer(drill) if steer else self._press(drill, "pause_drill")

    def _start(self) -> None:
        """Often a paused one goes on instead."""
        paused = [each for each in self._drills() if "resume_drill" in _offered(each)]
        if paused and self._random.random() < 0.8:
            return self._press(self._random.choice(paused), "resume_drill")
        self._person.command("general", COMMAND, f"drill {SCENARIO}")
        team = self._random.sample(self.workspace.people, 3)
        title = f"~{self._person.handle}-{next(self._numbers)}~ Lift"
        if self._person.view is not None:
            self._person.submit({"title": title, "team": [each.id for each in team]})
        return None

    def _steer(self, drill: Message) -> None:
        self._person.command("general", COMMAND, f"injects {_reference(drill)}")
        view = self._person.view
        rows = [each for each in elements_of_view(view) if "options" in each] if view else []
        if view is None or not rows:
            return
        values = [each["value"] for each in self._random.choice(rows)["options"]]
        chosen = [each for each in values if read_button_state(each).choice in _STEER]
        self._person.press(view, action_id="inject", value=self._random.choice(chosen))

    def _press(self, drill: Message, action_id: str) -> None:
        if self._person.id not in self.workspace.slack.channel(drill.channel).members:
            self._person.join(drill.channel)
        self._person.press(drill, action_id=action_id)

    def _drills(self) -> list[Message]:
        """One panel of each of the newest, as it is now."""
        found = [each for each in self.workspace.find_panels() if is_about_drill(each)]
        newest = list({_reference(each): each for each in found}.values())[-_NEWEST:]
        return [self.workspace.slack.message(each.channel, each.ts) for each in newest]

    def _clear_screen(self) -> None:
        with suppress(NotPossibleError):
            while self._person.view is not None:
                self._person.close_view()


def _reference(panel: Message) -> str:
    found = re.search(r"INC-\d+", panel.text)
    return found[0] if found else ""


def _offered(message: Message) -> set[str]:
    return {each["action_id"] for each in elements(message)}

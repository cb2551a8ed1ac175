"""What users do: declare, press what they are offered, fill in forms, ask for help, and train."""

import random
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.playground.slack import Message, NotPossibleError, Person, Reply, View
from tests.chaos.bot_processes import BotProcesses
from tests.chaos.progress import Progress
from tests.chaos.workspace import ACKNOWLEDGE, ON_CALL, ChaosWorkspace, elements, is_about_drill

_PAUSE_S = 0.3
_PAUSE_AFTER_FAILURE_S = 2.0
_NEWEST = 12
"""Users prefer the newest incidents, so that they conflict."""
_FORMS_DEEP = 4
_NEWEST_DRILLS = 8
"""Each drill has two panels."""
_ACTION_WEIGHTS = {
    "more": 3.0,
    "more.private": 3.0,
    "more.public": 3.0,
    "resume_drill": 4.0,
    "hints": 2.0,
    "stop_drill": 0.1,
    "step.decline": 0.2,
    "declare_real": 0.0,
}
"""How many times as often as another button: what it opens is otherwise too rare.

What ends a drill is pressed less often. A real incident from a drill would end all of them.
"""
_SEVERITIES = ("SEV1", "SEV2", "SEV3", "SEV4")
_CHOICES = {
    "severity": _SEVERITIES,
    "reason": ("duplicate", "false_alarm", "external", "other"),
    "relation": ("related", "cause", "result"),
}
_WORDS = ("Checkout returns 500", "Поиск не работает", "Login & <!channel> is slow", "💥", "دفع")


@dataclass
class SimulatedUser:
    """One user, in a thread of its own."""

    person: Person
    workspace: ChaosWorkspace
    bot_processes: BotProcesses
    progress: Progress
    seed: str
    stopping: threading.Event
    _random: random.Random = field(init=False)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    _failed: bool = False

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} {self.person.handle}")

    def live(self) -> None:
        while not self.stopping.is_set():
            self._failed = False
            self._once(self._choose())
            longest_s = _PAUSE_AFTER_FAILURE_S if self._failed else _PAUSE_S
            self.stopping.wait(self._random.uniform(0, longest_s))
        self._clear_screen()

    def _once(self, act: Callable[[], None]) -> None:
        self.bot_processes.aim(self._random)
        try:
            act()
            self._work_through_forms()
        except NotPossibleError:
            """The button is no longer there."""
        self._clear_screen()

    def _choose(self) -> Callable[[], None]:
        if self.progress.training.are_on():
            return self._acknowledge if self._random.random() < 0.1 else self._train
        if self.progress.wants_incident():
            at_once = self._random.random() < 0.65
            return self._declare_at_once if at_once else self._declare_by_form
        return self._ask_for_help if self._random.random() < 0.06 else self._press_something

    def _declare_at_once(self) -> None:
        severity = self._random.choice(_SEVERITIES).lower()
        reply = self.person.command("general", COMMAND, f"open {severity} {self._unique_title()}")
        self._note(reply)

    def _declare_by_form(self) -> None:
        self._note(self.person.command("general", COMMAND, "open"))

    def _ask_for_help(self) -> None:
        self.person.post("general", f"@firefighter {self._unique()}?")

    def _press_something(self) -> None:
        self._press_on(self.workspace.find_panels()[-_NEWEST:])

    def _train(self) -> None:
        drills = [each for each in self.workspace.find_panels() if is_about_drill(each)]
        self._press_on(drills[-_NEWEST_DRILLS:])

    def _acknowledge(self) -> None:
        for page in self.workspace.find_pages()[-_NEWEST_DRILLS:]:
            now = self.workspace.slack.message(page.channel, page.ts)
            if self._can_reach(page) and ACKNOWLEDGE in {
                each["action_id"] for each in elements(now)
            }:
                self._note(self.person.press(now, action_id=ACKNOWLEDGE))
                return

    def _press_on(self, found: Sequence[Message]) -> None:
        panels = [each for each in found if self._can_reach(each)]
        if not panels:
            return
        old = self._random.choice(panels)
        stale = self._random.random() < 0.1
        panel = old if stale else self.workspace.slack.message(old.channel, old.ts)
        if offered := elements(panel):
            self._press(panel, self._one_of(offered), stale=stale)

    def _one_of(self, offered: list[dict[str, Any]]) -> dict[str, Any]:
        weights = [_ACTION_WEIGHTS.get(each["action_id"], 1.0) for each in offered]
        return self._random.choices(offered, weights)[0]

    def _press(self, surface: Message | View, element: dict[str, Any], *, stale: bool) -> None:
        options = element.get("options")
        chosen = self._random.choice(options)["value"] if options else element.get("value")
        action_id = element["action_id"]
        self._note(self.person.press(surface, action_id=action_id, value=chosen, stale=stale))

    def _note(self, reply: Reply) -> None:
        self._failed = self._failed or not reply.acknowledged
        self.progress.note(reply)

    def _can_reach(self, panel: Message) -> bool:
        """The user joins a public channel before pressing there."""
        channel = self.workspace.slack.channel(panel.channel)
        if channel.is_archived:
            return False
        if self.person.id in channel.members:
            return True
        if not channel.is_private:
            self.person.join(channel)
        return not channel.is_private

    def _work_through_forms(self) -> None:
        for _ in range(_FORMS_DEEP):
            view = self.person.view
            if view is None or self.stopping.is_set():
                return
            self.bot_processes.aim(self._random)
            completing = elements_of_view(view)
            if completing and self._random.random() < 0.8:
                self._press(view, self._one_of(completing), stale=False)
            elif view.body.get("submit"):
                reply = self.person.submit(self._answers(view))
                self._note(reply)
                if (not reply.acknowledged or reply.errors) and self._random.random() < 0.5:
                    return
            else:
                self.person.close_view()

    def _answers(self, view: View) -> dict[str, object]:
        """Valid values. Each text is unique, except when a form is submitted again."""
        found: dict[str, object] = {}
        for block in view.blocks:
            if block["type"] == "input":
                name = block["block_id"]
                typed = view.typed.get(name, {}).get(name, {}).get("value")
                again = isinstance(typed, str) and typed.startswith("~")
                found |= {} if again else self._answer(name)
        return found

    def _answer(self, name: str) -> dict[str, object]:
        match name:
            case "title" | "summary" | "note" | "impact" | "changed" | "text":
                return {name: self._unique_title()}
            case "severity" | "reason" | "relation":
                return {name: self._random.choice(_CHOICES[name])}
            case "private":
                return {name: ["private"] if self._random.random() < 0.3 else []}
            case "services":
                return {name: self._random.sample(["checkout", "search"], 1)}
            case "duplicate_of" | "incident.other":
                return {name: self._some_incident()}
            case "whom":
                return {
                    name: self._random.choice(
                        (f"service:{ON_CALL}", f"group:{self.workspace.group.id}")
                    )
                }
            case "to":
                return {name: self._random.choice(self.workspace.people).id}
            case _:
                return {}

    def _some_incident(self) -> str:
        """One of the incidents that the user sees, private ones included."""
        panels = [each for each in self.workspace.find_panels()[-_NEWEST:] if self._sees(each)]
        found = re.search(r"INC-\d+", self._random.choice(panels).text) if panels else None
        return found[0] if found else "INC-1"

    def _sees(self, panel: Message) -> bool:
        return self.person.can_see(self.workspace.slack.channel(panel.channel))

    def _unique(self) -> str:
        return f"~{self.person.handle}-{next(self._numbers)}~"

    def _unique_title(self) -> str:
        return f"{self._unique()} {self._random.choice(_WORDS)}"

    def _clear_screen(self) -> None:
        try:
            while self.person.view is not None:
                self.person.close_view()
        except NotPossibleError:
            """The form closed by itself."""


def elements_of_view(view: View) -> list[dict[str, Any]]:
    """The buttons and menus of actions inside a modal."""
    found = (
        element
        for block in view.blocks
        for element in (*block.get("elements", ()), block.get("accessory"))
    )
    return [each for each in found if each and each["type"] in {"button", "overflow"}]


def start_users(
    workspace: ChaosWorkspace,
    bot_processes: BotProcesses,
    progress: Progress,
    seed: int,
    stopping: threading.Event,
) -> list[threading.Thread]:
    """All users, each in a thread, not yet started."""
    return [
        threading.Thread(
            target=SimulatedUser(
                person, workspace, bot_processes, progress, f"{seed}", stopping
            ).live,
            name=person.handle,
            daemon=True,
        )
        for person in workspace.people
    ]

"""The game master: prepares Game Days of two teams, which are played while users train."""

import random
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from firefighter.adapters.slack.blocks import game_days as buttons
from firefighter.adapters.slack.blocks.action_ids import action, game_day_state
from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.ids import GameDayId
from firefighter.playground.slack import Message, NotPossibleError, Person
from firefighter.ports.game_days import GameDayPlace, GameDaySnapshot
from tests.chaos.bot_processes import BotProcesses
from tests.chaos.drill_runner import SCENARIO
from tests.chaos.progress import Progress
from tests.chaos.workspace import ChaosWorkspace

TEAMS = ("Red", "Blue")

_RETRY_S = 0.1
_PLAYED_S = 8.0
_PAUSED_S = 2.0
_STOPPED = 0.3
"""How often the safety officer stops it."""
_DETAILS: Mapping[str, object] = {
    "theme": "The lift",
    "services": ["search"],
    "starts_at": 2_000_000_000,
    "length": "20",
}
_PLAN: Mapping[str, object] = {
    "objective": "Let three people out",
    "hypothesis": "If it stands still, then somebody calls, because there is a button",
    "steady_state": "It moves",
    "blast_radius": "None",
    "rollback": "None",
    "abort_conditions": "A real incident",
    "duration": "20",
    "scenario": SCENARIO,
}

Values = Mapping[str, object]
Done = Callable[[GameDay], bool]


class _RunIsOver(Exception):
    pass


@dataclass
class GameMaster:
    """Works in a thread of its own. Repeats each step until the Game Day shows it."""

    workspace: ChaosWorkspace
    bot_processes: BotProcesses
    progress: Progress
    find: Callable[[GameDayId], GameDaySnapshot | None]
    """The Game Day of that number; None if there is none, or no database."""
    seed: str
    stopping: threading.Event
    _random: random.Random = field(init=False)
    _number: int = 0

    def __post_init__(self) -> None:
        self._random = random.Random(f"{self.seed} Game Days")

    @property
    def _id(self) -> GameDayId:
        return GameDayId(self._number)

    @property
    def _master(self) -> Person:
        return self.workspace.master

    @property
    def _officer(self) -> Person:
        return self.workspace.officer

    def live(self) -> None:
        with suppress(_RunIsOver):
            for self._number in count(1):
                self._prepare()
                self._arm()
                self._play(self._wait_for_training)
                self.progress.training.note_game_day()

    def play_one(self) -> None:
        """Prepares one, plays it at once, and ends it."""
        self._number = 1
        self._prepare()
        self._arm()
        self._play(lambda: None)

    def finish(self, patience_s: float) -> None:
        """Ends the one that is played, or gives up."""
        self.stopping = threading.Event()
        giving_up = threading.Timer(patience_s, self.stopping.set)
        giving_up.start()
        snapshot = self.find(self._id)
        if snapshot is not None and not snapshot.game_day.phase.is_preparation:
            with suppress(_RunIsOver):
                self._end()
        giving_up.cancel()

    def _prepare(self) -> None:
        self._until(lambda _game_day: True, self._create)
        idea = {"title": "The lift stands still", "service": "search"}
        self._on_card(buttons.IDEA, lambda one: bool(one.experiments), idea)
        self._step(GameDayStepKind.SHAPE, GameDayPhase.SHAPING)
        self._on_experiment(buttons.SHAPE, _is_shaped, {**idea, **_PLAN})
        self._step(GameDayStepKind.OBSERVE, GameDayPhase.OBSERVABILITY)
        self._on_experiment(buttons.WAIVE, _has_settled_signals)
        self._step(GameDayStepKind.CHOOSE, GameDayPhase.CHOSEN)
        self._on_card(buttons.VOTE, lambda one: bool(one.votes), {"points_1": "3"})
        self._in_view(buttons.CHOOSE, lambda one: bool(one.chosen), {"chosen": ["1"]})
        self._step(GameDayStepKind.ARM, GameDayPhase.ARMED)

    def _arm(self) -> None:
        for name in TEAMS:
            self._in_view(buttons.TEAM, _has_team(name), {"team_name": name})
        for position, hero in enumerate(self.workspace.people):
            self._seat(hero, role="hero", team=str(1 + position % len(TEAMS)))
        self._seat(self._officer, role="safety_officer")
        self._in_view(buttons.CONSENT, lambda one: one.consent is not None, by=self._officer)
        self._on_card(buttons.TRY_STOP, lambda one: bool(one.stop_tried_by), by=self._officer)

    def _play(self, wait_for_start: Callable[[], None]) -> None:
        wait_for_start()
        start = action(buttons.STEP, GameDayStepKind.START)
        self._on_card(start, lambda one: bool(one.drills), {})
        self._wait(_PLAYED_S / 2)
        self._step(GameDayStepKind.PAUSE, GameDayPhase.PAUSED)
        self._wait(_PAUSED_S)
        self._step(GameDayStepKind.RESUME, GameDayPhase.RUNNING)
        self._wait(_PLAYED_S / 2)
        if self._random.random() < _STOPPED:
            self._on_card(buttons.STOP, lambda one: not one.phase.is_played, {}, by=self._officer)
        self._end()

    def _end(self) -> None:
        evaluate = action(buttons.STEP, GameDayStepKind.EVALUATE)
        self._on_card(evaluate, lambda one: one.phase.is_revealed, {})

    def _wait_for_training(self) -> None:
        while not self.progress.training.are_on():
            self._wait(_RETRY_S)

    def _create(self) -> None:
        name = f"~{self._master.handle}-{self._number}~"
        self._master.command("general", COMMAND, f"gameday new {name}")
        self._submit(self._master, {**_DETAILS, "owner": self._officer.id})

    def _step(self, trigger: GameDayStepKind, phase: GameDayPhase) -> None:
        """A real incident may stop it at any time: then it needs no pause any more."""
        can_be_stopped = phase.is_played
        self._on_card(
            action(buttons.STEP, trigger),
            lambda one: one.phase is phase or (can_be_stopped and not one.phase.is_played),
        )

    def _seat(self, person: Person, **values: str) -> None:
        given = {"user": person.id, **values}
        self._in_view(buttons.SEAT, lambda one: person.id in one.seats, given)

    def _on_experiment(self, choice: str, done: Done, values: Values | None = None) -> None:
        state = str(game_day_state(self._id, "1", choice))
        self._in_view(action(buttons.EXPERIMENT, "1"), done, values, value=state)

    def _on_card(
        self, action_id: str, done: Done, values: Values | None = None, by: Person | None = None
    ) -> None:
        person = by or self._master

        def act() -> None:
            self._press(person, action_id)
            self._submit(person, values)

        self._until(done, act)

    def _in_view(
        self,
        action_id: str,
        done: Done,
        values: Values | None = None,
        *,
        value: str | None = None,
        by: Person | None = None,
    ) -> None:
        person = by or self._master

        def act() -> None:
            self._press(person, buttons.OPEN)
            if person.view is not None:
                person.press(person.view, action_id=action_id, value=value)
                self._submit(person, values)

        self._until(done, act)

    def _press(self, person: Person, action_id: str) -> None:
        card = self._card()
        if card is not None:
            if person.id not in self.workspace.slack.channel(card.channel).members:
                person.join(card.channel)
            person.press(card, action_id=action_id)

    def _card(self) -> Message | None:
        snapshot = self.find(self._id)
        place = snapshot.places.get(GameDayPlace.CARD) if snapshot else None
        return self.workspace.slack.message(place.channel, place.ts) if place else None

    def _submit(self, person: Person, values: Values | None) -> None:
        if values is not None and person.view is not None:
            person.submit(values)

    def _until(self, done: Done, act: Callable[[], None]) -> None:
        while True:
            snapshot = self.find(self._id)
            if snapshot is not None and done(snapshot.game_day):
                return
            self.bot_processes.aim(self._random)
            with suppress(NotPossibleError):
                act()
            for person in (self._master, self._officer):
                _clear_screen(person)
            self._wait(_RETRY_S)

    def _wait(self, seconds: float) -> None:
        if self.stopping.wait(seconds):
            raise _RunIsOver


def _has_team(name: str) -> Done:
    return lambda one: name in one.teams.values()


def _is_shaped(game_day: GameDay) -> bool:
    return all(each.is_shaped for each in game_day.candidates)


def _has_settled_signals(game_day: GameDay) -> bool:
    return all(each.signal and each.signal.is_settled for each in game_day.candidates)


def _clear_screen(person: Person) -> None:
    with suppress(NotPossibleError):
        while person.view is not None:
            person.close_view()

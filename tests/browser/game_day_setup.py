"""A Game Day of two teams in the playground, as people would prepare and start it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from firefighter.adapters.slack.blocks import game_days as buttons
from firefighter.adapters.slack.blocks.action_ids import action, game_day_state
from firefighter.adapters.slack.blocks.drills import STOP
from firefighter.demo import game_day_script as script
from firefighter.demo.browser.environment import BrowserDemo
from firefighter.domain.game_day_phases import GameDayStepKind
from firefighter.domain.ids import GameDayId
from firefighter.domain.scenario import Mode
from firefighter.playground.slack import LocalSlack, Message, Person

CHANNEL = "game-day-1"
_ID = GameDayId(1)
_WAIT_S = 60
_NOTES = (
    {
        "kind": "fact",
        "team": "1",
        "note": "They compared list and page before they changed anything.",
    },
    {"kind": "to_change", "team": "2", "note": "Nobody told support for six minutes."},
)
_OTHERS = ("Farid Haddad", "Grace Lee", "Hugo Blanc", "Inès Roy", "Jonas Berg", "Lea Nowak")


def prepare(demo: BrowserDemo) -> None:
    """Leads it to the day itself: all is settled, and the start is Ana's to press."""
    slack = demo.slack
    if any(each.name == CHANNEL for each in slack.channels()):
        return
    for name in _OTHERS:
        first = name.split()[0].casefold().replace("è", "e")
        slack.add_person(first, real_name=name)
    _Preparation(slack).perform()


def start(demo: BrowserDemo) -> None:
    """Starts it, and lets Red work for a moment."""
    prepare(demo)
    slack = demo.slack
    steps = _Preparation(slack)
    if steps.offers(action(buttons.STEP, GameDayStepKind.START)):
        _stop_rival(slack)
        steps.press("ana", action(buttons.STEP, GameDayStepKind.START), {})
        slack.wait_until(lambda: len(_drills(slack)) == 2 and all(_drills(slack)), _WAIT_S)
        red, _blue = _drills(slack)
        slack.person("ben").press(red[0], action_id="role.commander")
        slack.person("farid").press(red[0], action_id="step.investigate")
        slack.wait_until(lambda: _is_ahead(slack, script.RED), _WAIT_S)


def evaluate(demo: BrowserDemo) -> None:
    """Lets Red mitigate, and ends it; returns when there is a learning report."""
    start(demo)
    slack = demo.slack
    steps = _Preparation(slack)
    if steps.offers(action(buttons.STEP, GameDayStepKind.EVALUATE)):
        red, _blue = _drills(slack)
        grace = slack.person("grace")
        grace.press(red[0], action_id="step.mitigate")
        _send(grace, {"note": "Copied the prices of all products again"})
        for note in _NOTES:
            steps.observe("lea", note)
        steps.press("ana", action(buttons.STEP, GameDayStepKind.EVALUATE), {})
        steps.judge("ana", "The list stayed old for longer than ten minutes.")
    slack.wait_until(steps.is_reported, _WAIT_S)
    slack.wait_until(lambda: not demo.bot_database.pending(), _WAIT_S)


def wall_address(demo: BrowserDemo) -> str:
    """Of the page for a screen, at the bot that runs."""
    ana = demo.slack.person("ana")
    ana.press(demo.slack.pins(CHANNEL)[0], action_id=buttons.OPEN)
    found = re.search(r"/game-days/([\w-]+)", str(ana.view and ana.view.blocks))
    ana.close_view()
    assert found is not None
    assert demo.slack.request_url is not None
    return demo.slack.request_url.removesuffix("/slack/events") + found[0]


@dataclass(frozen=True)
class _Preparation:
    slack: LocalSlack

    def perform(self) -> None:
        ana = self.slack.person("ana")
        ana.command("general", "/incident", f"gameday new {script.TITLE}")
        owner = self.slack.person("kenji").id
        details = {**script.DETAILS, "mode": Mode.INFORMED.value, "services": ["checkout"]}
        ana.submit({**details, "owner": owner})
        ana.close_view()
        self.slack.wait_until(self._is_posted, _WAIT_S)
        self._lead_through_workshops()
        self._settle(owner)

    def _lead_through_workshops(self) -> None:
        for idea in script.IDEAS.values():
            self.press("ana", buttons.IDEA, {**idea, "service": "checkout"})
        self._go_on(GameDayStepKind.SHAPE)
        shaped = {**script.SHAPED[script.PRICES], "service": "checkout"}
        self._on_experiment("ana", buttons.SHAPE, shaped)
        self._in_view("ana", action(buttons.EXPERIMENT, "2"), None, buttons.LEAVE_OUT, "2")
        self._go_on(GameDayStepKind.OBSERVE)
        self._on_experiment("ana", buttons.SIGNAL, {"signal": script.SIGNALS[script.PRICES]})
        self._on_experiment("ana", buttons.SEEN, None)
        self._go_on(GameDayStepKind.CHOOSE)
        self.press("ana", buttons.VOTE, {"points_1": "3"})
        self._in_view("ana", buttons.CHOOSE, {"chosen": ["1"]})
        self._go_on(GameDayStepKind.ARM)

    def _settle(self, owner: str) -> None:
        for team in (script.RED, script.BLUE):
            self._in_view("ana", buttons.TEAM, {"team_name": team})
        heroes = {"1": ("ben", "farid", "grace"), "2": ("hugo", "ines", "jonas")}
        for team, handles in heroes.items():
            for handle in handles:
                self.press(handle, buttons.JOIN, {"seat": team})
        for handle, role in (("chloe", "safety_officer"), ("lea", "observer")):
            values = {"user": self.slack.person(handle).id, "role": role}
            self._in_view("ana", buttons.SEAT, values)
        self._in_view("ana", buttons.SET_UP, {"starts_at": int(self.slack.now()), "owner": owner})
        self._in_view("kenji", buttons.CONSENT, None)
        self.press("chloe", buttons.TRY_STOP, None)

    def offers(self, action_id: str) -> bool:
        return self._is_posted() and action_id in str(self._card().blocks)

    def press(
        self, handle: str, action_id: str, values: Mapping[str, object] | None = None
    ) -> None:
        """On the card, once it shows the button."""
        self.slack.wait_until(lambda: self.offers(action_id), _WAIT_S)
        person = self.slack.person(handle)
        person.press(self._card(), action_id=action_id)
        _send(person, values)

    def observe(self, handle: str, note: Mapping[str, object]) -> None:
        self._in_view(handle, buttons.NOTE, note)

    def judge(self, handle: str, finding: str) -> None:
        self.slack.wait_until(lambda: self.offers(buttons.ANSWER), _WAIT_S)
        self._on_experiment(handle, buttons.JUDGE, {"verdict": "refuted", "finding": finding})

    def is_reported(self) -> bool:
        return self._is_posted() and "Learning report" in str(self._card().blocks)

    def _go_on(self, step_kind: GameDayStepKind) -> None:
        self.press("ana", action(buttons.STEP, step_kind))

    def _on_experiment(self, handle: str, choice: str, values: Mapping[str, object] | None) -> None:
        self._in_view(handle, action(buttons.EXPERIMENT, "1"), values, choice, "1")

    def _in_view(
        self,
        handle: str,
        action_id: str,
        values: Mapping[str, object] | None,
        choice: str = "",
        number: str = "",
    ) -> None:
        person = self.slack.person(handle)
        person.press(self._card(), action_id=buttons.OPEN)
        assert person.view is not None
        value = str(game_day_state(_ID, number, choice)) if choice else None
        person.press(person.view, action_id=action_id, value=value)
        _send(person, values)

    def _is_posted(self) -> bool:
        names = {each.name for each in self.slack.channels()}
        return CHANNEL in names and bool(self.slack.pins(CHANNEL))

    def _card(self) -> Message:
        return self.slack.pins(CHANNEL)[0]


def _send(person: Person, values: Mapping[str, object] | None) -> None:
    if values is not None:
        reply = person.submit(values)
        assert not reply.errors, reply.errors
    while person.view is not None:
        person.close_view()


def _stop_rival(slack: LocalSlack) -> None:
    """A drill of the same scenario would tell what is sealed, so the Game Day waits for its end."""
    channel = next((each.name for each in slack.channels() if "exercise" in each.name), None)
    if channel and STOP in str(slack.pins(channel)[0].blocks):
        slack.person("ben").press(slack.pins(channel)[0], action_id=STOP)
        _send(slack.person("ben"), {})
        slack.wait_until(lambda: STOP not in str(slack.pins(channel)[0].blocks), _WAIT_S)


def _drills(slack: LocalSlack) -> list[list[Message]]:
    """The pinned messages of each team's channel."""
    names = [each.name for each in slack.channels() if each.name.endswith(("-red", "-blue"))]
    return [slack.pins(name) for name in names]


def _is_ahead(slack: LocalSlack, team: str) -> bool:
    shown = str([each.blocks for each in slack.messages(CHANNEL)])
    return re.search(rf"1\. \*{team}\* · [1-9]", shown) is not None

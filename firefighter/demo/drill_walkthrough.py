"""Plays the shipped four-minute drill in the terminal, on a clock that is moved forward."""

from dataclasses import dataclass
from datetime import timedelta

from firefighter.demo.sandbox import open_sandbox
from firefighter.demo.scripted_play import MovableClock, ScriptedPlay, WalkthroughFailed
from firefighter.demo.transcript import Pause, Transcript, no_pause
from firefighter.domain.ids import IncidentId
from firefighter.playground.slack import Message, Person
from firefighter.settings.policy import Policy

SCENARIO = "closed-doors"

_INTRODUCTION = """\
This plays a drill, from its start to its score, against a local Slack. Ana runs it; Ben and Chloé
are its team. Its messages come from the scenario, at their time. The clock is moved forward."""

_NEXT_STEPS = """
Done. To play it yourself, run `make demo` and press "Start the drill" in the guide.
To run drills in your workspace, see docs/training.md."""


def run_drill_walkthrough(pause: Pause = no_pause) -> None:
    """Prints the transcript, and pauses after each text. Raises WalkthroughFailed."""
    clock = MovableClock()
    with open_sandbox(Policy(), clock=clock) as sandbox:
        _DrillWalkthrough(sandbox, Transcript(sandbox.slack, pause), clock).perform()


@dataclass
class _DrillWalkthrough(ScriptedPlay):
    clock: MovableClock

    def perform(self) -> None:
        ana, ben, chloe = self.begin(_INTRODUCTION)

        self._start(ana, [ben, chloe])
        self.press(ben, self.panel(), "role.commander", "takes command: [Take command]")
        self._wait(timedelta(seconds=31), "Half a minute later", "I am inside")
        self._wait(timedelta(seconds=30), "One minute after the start", "last badge accepted")
        self._look_ahead(ana)
        self.press(ben, self.panel(), "step.investigate", "starts investigating")
        self.type_in_channel(chloe, "hypothesis The doors think it is a holiday")
        self._wait(timedelta(seconds=13), "A few seconds later", "holiday in the calendar")
        self._take_hint(ben)
        self._wait(timedelta(seconds=44), "Two minutes after the start", "customer is early")
        self._post_update(ben)
        self._mitigate(ben)
        self._wait(timedelta(seconds=7), "A few seconds later", "Everybody is in")
        self._settle_hypothesis(chloe)
        self._wait(timedelta(minutes=2), "Four minutes after the start, the time is over", "Cause")
        self._show_score(ben)
        self._check_the_end()

    def _start(self, runs: Person, team: list[Person]) -> None:
        self.type(runs, "general", f"drill {SCENARIO}")
        self.transcript.form(runs, self.view_of(runs))
        names = ", ".join(each.user.real_name for each in team)
        self.submit(runs, {"team": [each.id for each in team]}, shown={"team": names})

    def _wait(self, passes: timedelta, says: str, words: str) -> None:
        """Moves the clock, and goes on once a message with the words is there."""
        self.transcript.chapter(says)
        self.clock.ahead += passes
        self.sandbox.slack.ahead_s += passes.total_seconds()
        self.sandbox.slack.wait_until(lambda: self._find(words), what=words)
        self.look()

    def _find(self, words: str) -> list[Message]:
        said = self.sandbox.slack.messages(self.channel())
        return [each for each in said if words in f"{each.text} {each.blocks}"]

    def _look_ahead(self, runs: Person) -> None:
        self.type_in_channel(runs, "injects")
        self.transcript.form(runs, self.view_of(runs))
        runs.close_view()

    def _take_hint(self, person: Person) -> None:
        self.press(person, self.panel(), "hints", "asks what hints there are: [Hint…]")
        offers = self.view_of(person)
        self.press(person, offers, "take_hint.by-hand", "takes the second one: [Take]")
        person.close_view()

    def _post_update(self, person: Person) -> None:
        self.press(person, self.panel(), "update", "tells everybody how it is: [Update…]")
        impact = "16 people and a customer wait outside"
        changed = "The reader refuses every badge as outside hours"
        self.send(person, {"impact": impact, "changed": changed})

    def _mitigate(self, person: Person) -> None:
        self.press(person, self.panel(), "step.mitigate", "gets people in: [Mitigated…]")
        self.send(person, {"note": "Lucie opens by hand and checks names at the door"})

    def _settle_hypothesis(self, person: Person) -> None:
        self.type_in_channel(person, "hypothesis H1 testing")
        self.type_in_channel(person, "hypothesis H1 confirmed Omar set a holiday week, not a day")

    def _show_score(self, person: Person) -> None:
        (debrief,) = self._find("drill_score")
        self.press(person, debrief, "drill_score", "asks for the score: [Score…]")

    def _check_the_end(self) -> None:
        records = self.sandbox.bot.context.records
        snapshot = records.snapshot(IncidentId(1))
        if snapshot.drill is None or not snapshot.drill.is_over:
            raise WalkthroughFailed("The drill did not end.")
        self.transcript.chapter("The end")
        self.transcript.write("  The drill is over, and its timeline says:")
        for entry in records.timeline(IncidentId(1)):
            self.transcript.event(entry.event, snapshot)
        self.transcript.write(_NEXT_STEPS)

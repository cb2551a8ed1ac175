"""What a play in the terminal consists of: people's steps, each printed with what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.demo.sandbox import EffectsNotDone, Sandbox
from firefighter.demo.transcript import Transcript
from firefighter.domain.errors import FirefighterError
from firefighter.playground.slack import Message, Person, Reply, View
from firefighter.runtime import SystemClock

_ACK_DEADLINE_S = 20
"""Also of triggers. Slack's are 3 s, but a play goes on where the machine is busy."""


class WalkthroughFailed(FirefighterError):
    """The walkthrough failed. The text says where."""


@dataclass
class MovableClock:
    ahead: timedelta = timedelta()

    def now(self) -> datetime:
        return SystemClock(self.ahead).now()


@dataclass
class ScriptedPlay:
    sandbox: Sandbox
    transcript: Transcript

    def begin(self, introduction: str) -> tuple[Person, Person, Person]:
        """Brings in Ana, Ben and Chloé, who are in #general and #incidents."""
        slack = self.sandbox.slack
        slack.ack_deadline_s = slack.trigger_lifetime_s = _ACK_DEADLINE_S
        ana = slack.add_person("ana", real_name="Ana")
        ben = slack.add_person("ben", real_name="Ben")
        chloe = slack.add_person("chloe", real_name="Chloé")
        slack.add_channel("general", members=[ana, ben, chloe])
        for person in (ana, ben, chloe):
            person.join("incidents")
        self.transcript.write(introduction)
        self.transcript.forget_what_was_there()
        return ana, ben, chloe

    def type(self, person: Person, channel: str, typed: str) -> None:
        self.transcript.act(person, f"types in #{channel}:  {COMMAND} {typed}")
        self._command(person, channel, typed)

    def type_in_channel(self, person: Person, typed: str) -> None:
        """In the incident channel, whose name is long."""
        self.transcript.act(person, f"types:  {COMMAND} {typed}")
        self._command(person, self.channel(), typed)

    def press(self, person: Person, surface: Message | View, action_id: str, does: str) -> None:
        self.transcript.act(person, does)
        self.expect(person.press(surface, action_id=action_id))
        if person.view:
            self.transcript.form(person, person.view)
        self.look()

    def send(self, person: Person, values: Mapping[str, str]) -> None:
        self.submit(person, values, shown=values)

    def submit(
        self, person: Person, values: Mapping[str, object], shown: Mapping[str, str]
    ) -> None:
        """`shown` is what is printed of the answers."""
        view = self.view_of(person)
        if shown:
            self.transcript.filled(person, view, shown)
        self.expect(person.submit(values))
        self.look()

    def view_of(self, person: Person) -> View:
        if person.view is None:
            raise WalkthroughFailed(f"No form opened for {person.user.real_name}.")
        return person.view

    def look(self) -> None:
        """Waits until the bot has done everything, then prints what is new."""
        try:
            self.sandbox.wait_until_idle()
        except EffectsNotDone as error:
            raise WalkthroughFailed(str(error)) from error
        self.sandbox.slack.settle()
        self.transcript.channels()

    def channel(self) -> str:
        return next(
            channel.name
            for channel in self.sandbox.slack.channels()
            if channel.name.startswith("inc-")
        )

    def panel(self) -> Message:
        return self.sandbox.slack.pins(self.channel())[0]

    def _command(self, person: Person, channel: str, typed: str) -> None:
        reply = person.command(channel, COMMAND, typed)
        self.expect(reply)
        self.transcript.reply(person, reply)
        self.look()

    def expect(self, reply: Reply) -> None:
        if reply.timed_out:
            raise WalkthroughFailed(
                f"The bot did not answer within {self.sandbox.slack.ack_deadline_s:.0f} s. Is this "
                "machine busy? Run it again."
            )
        if not reply.acknowledged or reply.errors:
            raise WalkthroughFailed(
                f"The bot answered {reply.status}: {reply.errors or reply.body}"
            )

"""What a scenario runs in: the real bot over signed HTTP, the local Slack, and people."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from firefighter.adapters.slack.inbound.registry import COMMAND
from firefighter.bootstrap import Bot
from firefighter.demo.sandbox import Sandbox, open_sandbox
from firefighter.domain.ids import IncidentId
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import Channel, LocalSlack, Message, Person, Reply, View
from firefighter.ports.app_context import Clock
from firefighter.settings.policy import Policy
from tests.adapters.slack.scenarios.incident_case import IncidentCase

_PATIENCE_S = 30.0

POLICY = Policy(services=("checkout", "search"))


@dataclass(frozen=True)
class Scenario:
    sandbox: Sandbox
    ana: Person
    ben: Person
    dora: Person
    """Is in #general, but not in #incidents."""
    declared_before: int = 0
    """How many incidents there were when these people came."""

    @property
    def slack(self) -> LocalSlack:
        return self.sandbox.slack

    @property
    def bot(self) -> Bot:
        return self.sandbox.bot

    def settle(self) -> None:
        """Returns once the bot has nothing left to do."""
        self.slack.settle()
        self.sandbox.wait_until_idle()

    def type(self, person: Person, text: str, channel: str = "general") -> Reply:
        """Types `/incident …`."""
        return person.command(channel, COMMAND, text)

    def answer(self, person: Person, text: str, channel: str = "general") -> str:
        """What only the person sees after typing `/incident …`."""
        reply = self.type(person, text, channel)
        assert reply.ephemeral is not None, reply
        return reply.ephemeral.text

    def declare(self, words: str = "sev3 Search is slow", by: Person | None = None) -> IncidentCase:
        """Declares an incident at once; returns when all that belongs to it is there."""
        reply = self.type(by or self.ana, f"open {words}")
        assert reply.acknowledged, reply
        self.settle()
        return self.case(self.count())

    def declare_by_form(self, by: Person | None = None, **values: object) -> IncidentCase:
        person = by or self.ana
        self.type(person, "open")
        given = {"title": "Search is slow", "severity": "SEV3", **values}
        reply = person.submit(given)
        assert reply.acknowledged, reply
        assert not reply.errors
        self.settle()
        return self.case(self.count())

    def case(self, number: int = 1) -> IncidentCase:
        """The incidents of this scenario, numbered from 1."""
        return IncidentCase(self.sandbox, IncidentId(self.declared_before + number))

    def count(self) -> int:
        """The number of incidents declared in this scenario."""
        return next(n for n in itertools.count() if not self.case(n + 1).exists)

    def everything_said(self) -> list[Message]:
        """Every message that somebody other than a single reader can see, threads included."""
        return [
            message for channel in self.slack.channels() for message in everything_in(self, channel)
        ]

    def told(self, person: Person) -> list[str]:
        """What the bot told this person alone, by message or by a modal that says one thing."""
        said = [message.text for message in person.ephemerals()]
        return said + ([modal_text(person.view)] if person.view else [])


def everything_in(scenario: Scenario, channel: Channel) -> list[Message]:
    found = []
    for message in scenario.slack.messages(channel):
        found.append(message)
        found += scenario.slack.thread(channel, message.ts) if message.reply_count else []
    return found


def modal_text(view: View) -> str:
    """All that stands in the sections of a modal."""
    return "\n".join(block["text"]["text"] for block in view.blocks if "text" in block)


@contextmanager
def open_scenario(
    policy: Policy = POLICY,
    database_url: str | None = None,
    clock: Clock | None = None,
    wiki: LocalConfluence | None = None,
    pagerduty: LocalPagerDuty | None = None,
) -> Iterator[Scenario]:
    """A bot and a workspace of its own, with people."""
    with open_shared_sandbox(policy, database_url, clock, wiki, pagerduty) as sandbox:
        yield with_people(sandbox)


@contextmanager
def open_shared_sandbox(
    policy: Policy = POLICY,
    database_url: str | None = None,
    clock: Clock | None = None,
    wiki: LocalConfluence | None = None,
    pagerduty: LocalPagerDuty | None = None,
) -> Iterator[Sandbox]:
    with open_sandbox(policy, database_url, clock, wiki, pagerduty) as sandbox:
        # A busy machine is not what is tested here; where time matters, the test looks at it.
        sandbox.slack.ack_deadline_s = sandbox.slack.trigger_lifetime_s = _PATIENCE_S
        sandbox.slack.add_channel("general")
        yield sandbox


def with_people(sandbox: Sandbox) -> Scenario:
    """The same workspace with new people; earlier ones are ignored."""
    number = next(_numbers)
    ana, ben, dora = (
        sandbox.slack.add_person(f"{name.lower()}{number}", real_name=name)
        for name in ("Ana", "Ben", "Dora")
    )
    for person in (ana, ben, dora):
        person.join("general")
    for person in (ana, ben):
        person.join("incidents")
    before = Scenario(sandbox, ana, ben, dora).count()
    return Scenario(sandbox, ana, ben, dora, before)


_numbers = itertools.count(1)

"""Plays one incident from declared to closed through the signed requests that Slack sends."""

import re
from dataclasses import dataclass

from firefighter.demo.graph import failed_payments_graph
from firefighter.demo.sandbox import SPACE, open_sandbox
from firefighter.demo.scripted_play import ScriptedPlay, WalkthroughFailed
from firefighter.demo.transcript import Pause, Transcript, no_pause
from firefighter.domain.ids import IncidentId
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.slack import Person
from firefighter.ports.snapshot import Place
from firefighter.settings.policy import Policy

_INTRODUCTION = """\
This plays one incident, from declared to closed, against a local Slack. Every step is an HTTP
request signed like Slack's. [Brackets] are buttons."""

_MADE = {Place.ANNOUNCEMENT, Place.THREAD_PANEL, Place.CHANNEL, Place.CHANNEL_PANEL}
"""The places of an incident until its channel is to be archived."""

_NEXT_STEPS = "\nDone. To install the bot in your workspace, see docs/installing.md."


_QUESTION = re.compile(r"<p>(?:<em>)?✎.*?</p>", re.DOTALL)

_ANSWERS = {
    "Impact": "About 4,200 orders failed, counted from the payment log.",
    "Timeline": "14:01 Release 2.14 went out to everybody at once.",
    "Detection": "A customer called; no alert looked at payments.",
    "Trigger": "Release 2.14 changed how a payment is signed.",
    "Contributing factors": "The canary stage had no traffic that pays.",
    "What went well": "The rollback took a minute.",
    "What went badly": "Ten minutes went by before anybody looked at the release.",
    "Where we got lucky": "It was a quiet hour.",
    "Follow-ups": "A canary that pays, and an alert on payments.",
    "Links": "The payment dashboard.",
}


def run_walkthrough(pause: Pause = no_pause) -> None:
    """Prints the transcript, and pauses after each text. Raises WalkthroughFailed."""
    policy = Policy(services=("checkout", "search"))
    with LocalConfluence() as wiki:
        wiki.add_space(SPACE, "Operations")
        with open_sandbox(policy, wiki=wiki) as sandbox:
            _Walkthrough(sandbox, Transcript(sandbox.slack, pause), wiki).perform()


@dataclass
class _Walkthrough(ScriptedPlay):
    wiki: LocalConfluence

    def perform(self) -> None:
        ana, ben, chloe = self.begin(_INTRODUCTION)

        self._declare(ana)
        incident_channel = self.channel()
        ben.join(incident_channel)
        self.press(ben, self.panel(), "role.commander", "takes command: [Take command]")
        self.press(
            ben, self.panel(), "step.investigate", "starts investigating: [Start investigating]"
        )
        self._show_a_graph(chloe)
        self.press(
            ana, self.panel(), "choose_severity", "sees that search still works: [Severity…]"
        )
        self._choose(ana, "severity.SEV2", "chooses SEV2: [Lower…]")
        self.send(ana, {"reason": "Search and accounts still work"})
        self._mitigate(ben)
        self.press(
            ben,
            self.panel(),
            "step.start_postmortem",
            "starts the post-mortem: [Start post-mortem]",
        )
        self._write_page()
        self._close(ben)
        self._check_the_end()

    def _declare(self, person: Person) -> None:
        self.type(person, "general", "open sev1 Checkout returns 500")

    def _choose(self, person: Person, action_id: str, does: str) -> None:
        """Presses a button of the list on the person's screen."""
        choices = self.view_of(person)
        self.transcript.act(person, does)
        self.expect(person.press(choices, action_id=action_id))
        self.transcript.form(person, self.view_of(person))

    def _show_a_graph(self, person: Person) -> None:
        """Marks a message whose picture is attached to the page."""
        incident_channel = self.channel()
        self.transcript.act(person, "shows a graph in the channel, and marks it with 📌")
        person.join(incident_channel)
        message = person.post(
            incident_channel, "Payments have failed since 14:02.", files=[failed_payments_graph()]
        )
        person.react(message, "pushpin")
        self.look()

    def _mitigate(self, person: Person) -> None:
        self.press(person, self.panel(), "step.mitigate", "marks it mitigated: [Mitigated…]")
        self.send(person, {"note": "Rolled back release 2.14"})

    def _write_page(self) -> None:
        """Shows the page as the bot wrote it, and people who answer its questions."""
        self.transcript.chapter("In Confluence, the post-mortem has its page")
        self.transcript.page(*self._page())
        self.transcript.chapter("Chloé answers the questions on the page, in Confluence")
        for heading, answer in _ANSWERS.items():
            self.transcript.write(f"  {heading}: {answer}")
        (page,) = self.wiki.pages
        self.wiki.edit(page.id, _answered, by="Chloé")

    def _page(self) -> tuple[str, str]:
        (page,) = self.wiki.pages
        return page.title, page.body

    def _close(self, person: Person) -> None:
        self.press(person, self.panel(), "step.close", "wants to close it: [Close]")
        checklist = self.view_of(person)
        self.transcript.act(person, "presses [Edit summary…] in the checklist")
        self.expect(person.press(checklist, action_id="describe"))
        if person.view:
            self.transcript.form(person, person.view)
        seen = "From 14:02 every payment failed with a 500; nobody could buy."
        self.send(person, {"summary": seen})
        self.transcript.act(person, "is back at the checklist, and presses [Classify…]")
        self.expect(person.press(checklist, action_id="classify.trigger", stale=True))
        if person.view:
            self.transcript.form(person, person.view)
        self.send(person, {"trigger": "deployment", "failure_class": "software defect"})
        self.transcript.act(person, "is back at the checklist and closes it: [Close incident]")
        if person.view:
            self.transcript.form(person, person.view)
        self.send(person, {})

    def _check_the_end(self) -> None:
        snapshot = self.sandbox.bot.context.records.snapshot(IncidentId(1))
        if not snapshot.incident.status.has_ended:
            raise WalkthroughFailed(f"The incident ended {snapshot.incident.status}, not closed.")
        if set(snapshot.places) != _MADE:
            raise WalkthroughFailed(f"Only {', '.join(snapshot.places)} were made.")
        self.transcript.chapter("The end")
        self.transcript.write("  INC-1 is closed, and its timeline says:")
        for entry in self.sandbox.bot.context.records.timeline(IncidentId(1)):
            self.transcript.event(entry.event, snapshot)
        self.transcript.write(_NEXT_STEPS)


def _answered(body: str) -> str:
    """Writes each answer below its question."""
    parts = body.split("<h2>")
    for number, part in enumerate(parts):
        answer = _ANSWERS.get(part.partition("</h2>")[0])
        if answer:
            parts[number] = _QUESTION.sub(rf"\g<0><p>{answer}</p>", part)
    return "<h2>".join(parts)

"""One incident's whole life, played through the same signed requests that Slack sends."""

from dataclasses import dataclass

from firefighter.demo.graph import graph
from firefighter.demo.stage import SPACE, NotQuiet, Stage, open_stage
from firefighter.demo.transcript import Transcript
from firefighter.domain.errors import FirefighterError
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.slack import Message, Person, Reply
from firefighter.ports.places import Place
from firefighter.settings.policy import Policy
from firefighter.slack.registry import COMMAND

_INTRODUCTION = """\
One incident, from declared to closed. Slack is a local one, the bot is the real one, and every
step below is an HTTP request, signed as Slack signs it. What stands in [brackets] is a button."""

_HOW_TO_GO_ON = "\nThat was all of it. docs/installing.md brings it into your own Slack."


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


class PlayFailed(FirefighterError):
    """The play did not go as it should; the text says where."""


def play_once() -> None:
    """Prints the transcript. Raises PlayFailed when anything went wrong."""
    policy = Policy(services=("checkout", "search"))
    with LocalConfluence() as wiki:
        wiki.add_space(SPACE, "Operations")
        with open_stage(policy, wiki=wiki) as stage:
            _Play(stage, Transcript(stage.slack), wiki).perform()


@dataclass
class _Play:
    stage: Stage
    transcript: Transcript
    wiki: LocalConfluence

    def perform(self) -> None:
        slack, transcript = self.stage.slack, self.transcript
        ana = slack.add_person("ana", real_name="Ana")
        ben = slack.add_person("ben", real_name="Ben")
        chloe = slack.add_person("chloe", real_name="Chloé")
        slack.add_channel("general", members=[ana, ben, chloe])
        for person in (ana, ben, chloe):
            person.join("incidents")
        transcript.write(_INTRODUCTION)
        transcript.forget_what_was_there()

        self._declare(ana)
        room = self._room()
        ben.join(room)
        self._press(ben, "role.commander", "takes the lead: [Take]")
        self._press(ben, "step.investigate", "looks into it: [Start investigating]")
        self._show_a_graph(chloe)
        self._press(ana, "severity.SEV2", "sees that search still works: [SEV2]")
        self._send(ana, {"reason": "Search and accounts still work"})
        self._mitigate(ben)
        self._press(ben, "step.start_postmortem", "moves on: [Start post-mortem]")
        self._write_page()
        self._close(ben)
        self._check_the_end()

    def _declare(self, person: Person) -> None:
        typed = "open sev1 Checkout returns 500"
        self.transcript.act(person, f"types in #general:  {COMMAND} {typed}")
        reply = person.command("general", COMMAND, typed)
        self._expect(reply)
        self.transcript.reply(person, reply)
        self._look()

    def _press(self, person: Person, action_id: str, does: str) -> Reply:
        self.transcript.act(person, does)
        reply = person.press(self._panel(), action_id=action_id)
        self._expect(reply)
        if person.view:
            self.transcript.form(person, person.view)
        self._look()
        return reply

    def _show_a_graph(self, person: Person) -> None:
        """A marked message, whose picture comes to the page."""
        room = self._room()
        self.transcript.act(person, "shows a graph in the channel, and marks it with 📌")
        person.join(room)
        message = person.post(room, "Payments have failed since 14:02.", files=[graph()])
        person.react(message, "pushpin")
        self._look()

    def _mitigate(self, person: Person) -> None:
        self._press(person, "step.mitigate", "has stopped the bleeding: [Mitigated…]")
        self._send(person, {"note": "Rolled back release 2.14"})

    def _write_page(self) -> None:
        """The page as the bot made it, and people who answer what it asks."""
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
        self._press(person, "step.close", "wants to close it: [Close]")
        checklist = person.view
        if checklist is None:
            raise PlayFailed("Closing with something missing showed no checklist.")
        self.transcript.act(person, "presses [Describe…] in the checklist")
        self._expect(person.press(checklist, action_id="describe"))
        if person.view:
            self.transcript.form(person, person.view)
        seen = "From 14:02 every payment failed with a 500; nobody could buy."
        self._send(person, {"summary": seen})
        self.transcript.act(person, "is back at the checklist, and presses [Classify…]")
        self._expect(person.press(checklist, action_id="classify.trigger", stale=True))
        if person.view:
            self.transcript.form(person, person.view)
        self._send(person, {"trigger": "deployment", "failure_class": "software defect"})
        self.transcript.act(person, "is back at the checklist and closes it: [Close incident]")
        if person.view:
            self.transcript.form(person, person.view)
        self._send(person, {})

    def _send(self, person: Person, values: dict[str, str]) -> None:
        if person.view is None:
            raise PlayFailed(f"No form opened for {person.user.real_name}.")
        if values:
            self.transcript.filled(person, person.view, values)
        self._expect(person.submit(values))
        self._look()

    def _look(self) -> None:
        """Waits until the bot has done everything, then shows what is new."""
        try:
            self.stage.wait_until_quiet()
        except NotQuiet as error:
            raise PlayFailed(str(error)) from error
        self.stage.slack.settle()
        self.transcript.channels()

    def _room(self) -> str:
        return next(
            channel.name for channel in self.stage.slack.channels() if channel.name[:4] == "inc-"
        )

    def _panel(self) -> Message:
        return self.stage.slack.pins(self._room())[0]

    def _expect(self, reply: Reply) -> None:
        if not reply.acknowledged or reply.errors:
            raise PlayFailed(f"The bot answered {reply.status}: {reply.errors or reply.body}")

    def _check_the_end(self) -> None:
        snapshot = self.stage.bot.house.records.snapshot(IncidentId(1))
        if snapshot.incident.status is not Status.CLOSED:
            raise PlayFailed(f"The incident ended {snapshot.incident.status}, not closed.")
        if set(snapshot.places) != set(Place) - {Place.ARCHIVE_NOTICE}:  # which comes days later
            raise PlayFailed(f"Only {', '.join(snapshot.places)} were made.")
        self.transcript.chapter("The end")
        self.transcript.write("  INC-1 is closed, and its timeline says:")
        for entry in self.stage.bot.house.records.timeline(IncidentId(1)):
            self.transcript.event(entry.event, snapshot)
        self.transcript.write(_HOW_TO_GO_ON)


def _answered(body: str) -> str:
    """Each answer beneath its question."""
    parts = body.split("<h2>")
    for number, part in enumerate(parts):
        answer = _ANSWERS.get(part.partition("</h2>")[0])
        if answer:
            parts[number] = part.replace("</em></p>", f"</em></p><p>{answer}</p>")
    return "<h2>".join(parts)

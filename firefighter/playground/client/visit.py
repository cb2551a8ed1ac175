"""Somebody's click: who did it, from which page, and what the form of it held."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from firefighter.playground.client.look import Look
from firefighter.playground.client.memory import Memory
from firefighter.playground.slack import LocalSlack, Message, NotPossibleError, Person, View
from firefighter.playground.slack.records import User
from firefighter.texts import say


@dataclass(frozen=True)
class Visit:
    slack: LocalSlack
    memory: Memory
    person: Person
    look: Look
    form: FormData

    @property
    def user(self) -> User:
        return self.person.user

    def given(self, name: str) -> str:
        return str(self.form.get(name, ""))

    @property
    def message(self) -> Message:
        """The one whose form it is, also where only she sees it."""
        channel, _, ts = self.given("message").partition("/")
        private = (each for each in self.person.ephemerals(channel) if each.ts == ts)
        return next(private, None) or self.slack.message(channel, ts)

    @property
    def view(self) -> View:
        shown = [*self.person.views, *([self.person.home] if self.person.home else [])]
        for view in shown:
            if view.id == self.given("view"):
                return view
        raise NotPossibleError(say("That form is no longer open."))

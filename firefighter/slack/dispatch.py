"""From a visit to its feature, and from what the feature raises to what the person sees.

Each method returns what is to be acknowledged, once everything it speaks of is committed.
"""

import logging
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from firefighter.domain.errors import (
    AlreadyHandled,
    FirefighterError,
    InvalidField,
    StoreUnavailable,
)
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.chat import Chat, ChatError
from firefighter.ports.house import House
from firefighter.ports.meter import Meter
from firefighter.slack.blocks import forms
from firefighter.slack.blocks.vocabulary import suggestions
from firefighter.slack.errors import UnknownButton
from firefighter.slack.incoming import BOT_JOINED, SPEECH, Incoming, Payload, actor_of, visitor_of
from firefighter.slack.registry import COMMAND, Registry
from firefighter.slack.tongues import Tongues
from firefighter.slack.visits import Answer, Called, Pointed, Pressed, Submitted
from firefighter.slack.words.help import help_text
from firefighter.slack.words.mrkdwn import typed
from firefighter.slack.words.refusals import refusal
from firefighter.texts import say
from firefighter.usecases.tell import tell

log = logging.getLogger(__name__)

Acknowledgement = dict[str, Any]


@dataclass(frozen=True)
class Dispatch:
    registry: Registry
    incoming: Incoming
    house: House
    tongues: Tongues
    chat: Chat
    """For the one case in which nothing can be enqueued: the database is away."""
    meter: Meter

    def speaking_to(self, body: Payload) -> AbstractContextManager[None]:
        """Around the handling of a delivery, whose answers are in that person's language."""
        return self.tongues.speaking_to(visitor_of(body))

    def command(self, body: Payload) -> Acknowledgement:
        name, visit = self.incoming.typed(body)
        command = self.registry.commands.get(name or "help")
        if command is None:
            return _privately(Answer(self._did_you_mean(name)))
        try:
            answer = command.handle(visit)
        except Exception as error:  # noqa: BLE001 - the edge: nobody ever sees a traceback
            answer = Answer(self._sentence(error))
        return _privately(answer) if answer else {}

    def press(self, body: Payload) -> None:
        visit = self.incoming.pressed(body)
        try:
            self.registry.on_press(visit.action_id)(visit)
        except AlreadyHandled:
            log.info("%s was delivered again.", visit.delivery)
        except Exception as error:  # noqa: BLE001 - the edge: nobody ever sees a traceback
            self._tell(visit, self._sentence(error), at_once=isinstance(error, StoreUnavailable))
        else:
            self._redraw(visit, visit.callback_id, visit.view_id)

    def submission(self, body: Payload) -> Acknowledgement:
        visit = self.incoming.submitted(body)
        try:
            view = self.registry.submissions[visit.callback_id](visit)
        except AlreadyHandled:
            return {}
        except Exception as error:  # noqa: BLE001 - the edge: nobody ever sees a traceback
            return self._beside_a_field(visit, error)
        if visit.beneath_id:
            self._redraw(visit, visit.carried.beneath, visit.beneath_id)
        return {"response_action": "update", "view": view} if view else {}

    def shortcut(self, body: Payload) -> None:
        """A global one, or one of a message's menu."""
        visit = self.incoming.pointed(body) if "message" in body else self.incoming.called(body)
        try:
            self._run_shortcut(visit)
        except AlreadyHandled:
            log.info("%s was delivered again.", visit.delivery)
        except Exception as error:  # noqa: BLE001 - the edge: nobody ever sees a traceback
            self._tell(visit, self._sentence(error), at_once=isinstance(error, StoreUnavailable))

    def suggestion(self, body: Payload) -> Acknowledgement:
        """Nothing found, when something breaks: there is no place to say why."""
        visit = self.incoming.sought(body)
        try:
            return suggestions(self.registry.on_search(visit.action_id)(visit))
        except FirefighterError:
            log.exception("Nothing could be searched for %s.", visit.action_id)
            return suggestions(())

    def event(self, body: Payload) -> None:
        """Whatever this raises makes Slack deliver the event again, for those who missed it."""
        kind = _heard_as(body)
        failed: list[Exception] = []
        for feature, handle in self.registry.events.get(kind, {}).items():
            visit = self.incoming.happened(body, feature, kind)
            try:
                handle(visit)
            except AlreadyHandled:
                log.info("%s was delivered again.", visit.delivery)
            except Exception as error:
                log.exception("%s could not be handled.", visit.delivery)
                failed.append(error)
        if failed:
            raise failed[0]

    def _run_shortcut(self, visit: Called) -> None:
        shortcut = self.registry.shortcuts.get(visit.callback_id)
        if shortcut is None:
            raise UnknownButton
        if isinstance(visit, Pointed) and shortcut.on_message:
            shortcut.on_message(visit)
        elif shortcut.on_call:
            shortcut.on_call(visit)

    def _did_you_mean(self, name: str) -> str:
        nearest = self.registry.nearest(name)
        wrong = say("There is no `{command}`.", command=f"{COMMAND} {typed(name)}")
        if nearest:
            meant = say("Did you mean `{command}`?", command=f"{COMMAND} {nearest}")
            wrong = f"{wrong} {meant}"
        return f"{wrong}\n{help_text(self.registry.commands.values())}"

    def _sentence(self, error: Exception) -> str:
        if isinstance(error, StoreUnavailable):
            log.warning("Somebody was told that the database is away: %s", error)
            self.meter.refused()
        if isinstance(error, FirefighterError):
            return refusal(error, self.house.rules)
        log.error("An interaction broke.", exc_info=error)
        return say(
            "Something broke on my side; it is in my log. See how things stand, then try again."
        )

    def _tell(self, visit: Pressed | Called, sentence: str, *, at_once: bool) -> None:
        """Where the person is: on top of the modal, or beside the message, seen by them alone.

        `at_once` asks Slack directly: while the database is away, nothing can be enqueued. Raises
        what stands in the way of that too; Slack then shows by itself that the press failed.
        """
        try:
            if not isinstance(visit, Pressed | Pointed) or visit.channel is None:
                visit.open_form(forms.message(say("Not changed"), sentence))
                return None
            where = (visit.user, visit.channel, sentence, visit.thread, visit.response_url)
            if at_once:
                return self.chat.tell(*where)
            tell(self.house, visit.delivery, TellPerson(*where).request())
        except AlreadyHandled:
            log.info("%s was delivered again.", visit.delivery)
        except (ChatError, StoreUnavailable) as error:
            log.warning("%s could not be told: %s (%s)", visit.user, sentence, error)
            raise

    def _beside_a_field(self, visit: Submitted, error: Exception) -> Acknowledgement:
        """The form stays open with all that was typed; only one without fields is replaced."""
        sentence = self._sentence(error)
        if not visit.fields:
            view = forms.message(say("Not changed"), sentence)
            return {"response_action": "update", "view": view}
        named = isinstance(error, InvalidField) and error.name in visit.fields
        field = (
            error.name if named and isinstance(error, InvalidField) else next(iter(visit.fields))
        )
        return {"response_action": "errors", "errors": {field: sentence}}

    def _redraw(self, visit: Pressed | Submitted, callback_id: str, view_id: str) -> None:
        """A modal that shows what was changed shows it as it is now. The change itself is done."""
        draw = self.registry.redraws.get(callback_id)
        if draw is None:
            return
        try:
            self.incoming.redraw(view_id, draw(self.house, visit.user, visit.incident_id))
        except FirefighterError:
            log.exception("The form %s shows what it showed before.", callback_id)


def _heard_as(body: Payload) -> str:
    """What kind of event the features hear; empty for what is nobody's business.

    That is what no person said, and our own deeds, by the `authorizations` of …/apis/events-api;
    but that we are in a channel is somebody's deed.
    """
    event, actor = body["event"], actor_of(body["event"])
    kind = str(event["type"])
    if actor in {each.get("user_id") for each in body.get("authorizations", ())}:
        return BOT_JOINED if kind == "member_joined_channel" else ""
    return "" if not actor and kind in SPEECH else kind


def _privately(answer: Answer) -> Acknowledgement:
    shown: Acknowledgement = {"response_type": "ephemeral", "text": answer.text}
    return shown | ({"blocks": list(answer.blocks)} if answer.blocks else {})

"""Messages that only one person sees."""

import logging
from abc import abstractmethod
from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.domain.events import RoleChanged, StatusChanged
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Kind
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.chat import Briefing, Chat, Message, Reopened
from firefighter.ports.declare_messages import DuplicatesHint, NotAnnounced
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.use_cases.declare import find_similar

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class DirectMessage(Effect):
    """Tells somebody something in a direct message, in their language."""

    user: UserId

    @abstractmethod
    def message(self, context: EffectContext) -> Message: ...

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        return Outcome() if channel and context.find_post(channel) else None

    def do(self, context: EffectContext) -> Outcome:
        if channel := context.chat.open_direct(self.user):
            with context.use_language_of(self.user):
                context.post(channel, self.message(context))
        return Outcome()


@dataclass(frozen=True)
class ReplyPrivately(Effect):
    """Replies to one person in the channel; nobody else sees it. Without one, directly.

    The chat does not store such messages, so after a crash between the call and its record the
    person sees the same reply twice.
    """

    user: UserId
    channel: ChannelId
    text: str
    thread: str = ""
    response_url: str = ""
    """Accepts a reply to this interaction, also where the bot is not a member."""

    kind: ClassVar[str] = "reply_privately"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        kind = context.known.incident.kind if context.known else Kind.REAL
        replace(self, text=with_exercise_mark(kind, self.text)).send(context.chat)
        return Outcome()

    def send(self, chat: Chat) -> None:
        chat.tell(self.user, self.channel, self.text, self.thread, self.response_url)


@dataclass(frozen=True)
class ShowPossibleDuplicates(Effect):
    """Answers a declaration in one line once more, if there are possible duplicates.

    Slack does not store such answers, so after a crash between the call and its record the person
    sees the same one twice. A refusal is not retried: Slack accepts answers for 30 minutes.
    """

    url: str
    """Accepts answers to the command."""

    kind: ClassVar[str] = "show_possible_duplicates"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        incident = context.incident
        user = incident.declared_by
        similar = find_similar(context.records, user, incident.title, incident.services)
        others = [each for each in similar if each.id != incident.id]
        if others:
            try:
                with context.use_language_of(user):
                    context.chat.respond(self.url, DuplicatesHint(context.snapshot, others))
            except CallRefused as refused:
                log.warning("%s is not shown possible duplicates: %s", user, refused)
        return Outcome()


@dataclass(frozen=True)
class ReportNotAnnounced(Effect):
    """Tells the declarer that the announcement could not be posted, unless it is by then.

    Twice: in answer to the command, which needs no right of the bot, and by direct message. A
    refusal is not retried: the panel shows what failed as well.
    """

    user: UserId
    why: str

    kind: ClassVar[str] = "report_not_announced"
    is_kept: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return ""

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        if context.incident.private or Place.ANNOUNCEMENT in context.snapshot.places:
            return Outcome()
        message = NotAnnounced(context.snapshot, self.why)
        with context.use_language_of(self.user):
            self._answer(context, message)
            try:
                if channel := context.chat.open_direct(self.user):
                    context.post(channel, message)
            except CallRefused as refused:
                log.warning("%s gets no direct message: %s", self.user, refused)
        return Outcome()

    def _answer(self, context: EffectContext, message: NotAnnounced) -> None:
        """Slack accepts an answer for 30 minutes; the direct message follows in any case."""
        for _asked, hint in context.requested(ShowPossibleDuplicates):
            try:
                context.chat.respond(hint.url, message)
            except OutgoingError as error:
                log.warning("No answer to the command of %s: %s", self.user, error)


@dataclass(frozen=True)
class NotifyReopened(Effect):
    """Tells an insider that a private incident without a channel was reopened.

    Skipped for somebody who is no longer an insider.
    """

    user: UserId
    event: StatusChanged

    kind: ClassVar[str] = "notify_reopened"

    @property
    def lane(self) -> str:
        return f"reopened-{self.user}"

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = context.chat.open_direct(self.user)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        channel = self._channel(context)
        if channel:
            with context.use_language_of(self.user):
                context.post(channel, Reopened(self.event, context.snapshot))
        return Outcome()

    def _channel(self, context: EffectContext) -> ChannelId | None:
        knows = self.user in context.records.insiders(context.incident.id)
        return context.chat.open_direct(self.user) if knows else None


@dataclass(frozen=True)
class BriefHolder(Effect):
    """Explains a role to its new holder, unless somebody else holds it by then."""

    event: RoleChanged
    home: Place

    kind: ClassVar[str] = "brief_holder"

    @property
    def lane(self) -> str:
        return f"briefing-{self.event.role}"

    @property
    def needs(self) -> tuple[str, ...]:
        """Waits for the place that it links to."""
        return (self.home,)

    def already_done(self, context: EffectContext) -> Outcome | None:
        channel = self._channel(context)
        found = channel and context.find_post(channel)
        return Outcome() if found else None

    def do(self, context: EffectContext) -> Outcome:
        if context.incident.holders.get(self.event.role) != self.event.after:
            return Outcome()
        if channel := self._channel(context):
            with context.use_language_of(UserId(self.event.after or "")):
                context.post(channel, Briefing(self.event, context.snapshot))
        return Outcome()

    def _channel(self, context: EffectContext) -> ChannelId | None:
        return context.chat.open_direct(UserId(self.event.after or ""))

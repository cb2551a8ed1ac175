from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import ChannelId


@dataclass(frozen=True)
class TellPerson(Effect):
    """Answers one person where they are, seen by nobody else.

    Such messages are not kept by the chat, so nobody can look whether one got through: after a
    crash between the call and its record, the person sees the same sentence twice.
    """

    user: UserId
    channel: ChannelId
    text: str
    thread: str = ""
    response_url: str = ""
    """Where the chat takes an answer to this very press, also where the bot is no member."""

    kind: ClassVar[str] = "tell_person"

    @property
    def lane(self) -> str:
        return ""

    def do(self, job: Job) -> Outcome:
        job.chat.tell(self.user, self.channel, self.text, self.thread, self.response_url)
        return Outcome()

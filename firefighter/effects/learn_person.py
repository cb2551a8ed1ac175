import logging
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import UserId
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import ChatRefused
from firefighter.ports.outbox import Outcome

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LearnPerson(Effect):
    """Asks the chat who somebody is. Done twice, the same is on record.

    Somebody whom the chat does not show us stays unknown, and is spoken to in the language of the
    workspace: nothing that anybody would have to mend, so it is not tried again.
    """

    user: UserId

    kind: ClassVar[str] = "learn_person"

    @property
    def lane(self) -> str:
        return ""

    def do(self, job: Job) -> Outcome:
        try:
            return Outcome(learnt=(job.chat.profile(self.user),))
        except ChatRefused as refused:
            log.info("The chat does not say who %s is: %s", self.user, refused)
            return Outcome()

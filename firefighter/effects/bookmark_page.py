from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.composing import PAGE
from firefighter.effects.effect import Effect, Job
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place


@dataclass(frozen=True)
class BookmarkPage(Effect):
    """Keeps the page within reach at the top of the room. A link that is there stays alone."""

    kind: ClassVar[str] = "bookmark_page"
    of_room: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "bookmark"

    @property
    def needs(self) -> tuple[str, ...]:
        return (Place.ROOM, PAGE)

    def do(self, job: Job) -> Outcome:
        page = job.snapshot.page
        if page and not page.gone:
            job.chat.bookmark_page(job.at(Place.ROOM).channel, page.url)
        return Outcome()

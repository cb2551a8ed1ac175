from dataclasses import dataclass
from typing import ClassVar

from firefighter.effects.effect import Job
from firefighter.effects.posting import PostIn
from firefighter.ports.chat import Message, PageNews, PageNotice


@dataclass(frozen=True)
class PostPageNotice(PostIn):
    """Tells those who work on an incident where its page is, or what became of it."""

    news: PageNews

    kind: ClassVar[str] = "post_page_notice"

    def message(self, job: Job) -> Message:
        return PageNotice(self.news, job.snapshot)

"""A paging service in memory that deduplicates by key."""

from dataclasses import dataclass, field

from firefighter.ports.outgoing import OutgoingError, Unavailable
from firefighter.ports.paging import PageRequest


@dataclass
class PagerDouble:
    rung: list[tuple[str, PageRequest]] = field(default_factory=list)
    """Each page that people got, with its service."""
    ended: list[str] = field(default_factory=list)
    """The keys of resolved pages, once per call."""
    told: int = 0
    """The number of calls."""
    fails: OutgoingError | None = None
    """The error that every call raises."""
    loses_answers: bool = False
    """Whether each call is carried out and its response lost."""

    def page_oncall(self, service: str, page_request: PageRequest) -> None:
        self.told += 1
        if self.fails:
            raise self.fails
        if all(page_request.key != known.key for _service, known in self.rung):
            self.rung.append((service, page_request))
        if self.loses_answers:
            raise Unavailable("PagerDuty", "trigger", "the answer was lost")

    def resolve_page(self, service: str, key: str) -> None:  # noqa: ARG002 - the port's
        self.told += 1
        if self.fails:
            raise self.fails
        self.ended.append(key)

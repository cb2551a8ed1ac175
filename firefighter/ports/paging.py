"""A paging service, in terms of incidents."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from firefighter.domain.paging import Urgency
from firefighter.i18n import gettext
from firefighter.ports.gateways import Port
from firefighter.ports.outgoing import CallRefused


@dataclass(frozen=True)
class PageRequest:
    """What the on-call reads."""

    key: str
    """Unique per press. The service pages once per key."""
    summary: str
    urgency: Urgency
    source: str
    """What is broken."""
    details: Mapping[str, str] = field(default_factory=dict)
    link: str = ""
    """URL of the channel or thread; empty if it must not be disclosed."""


class Pager(Protocol):
    """Every method raises OutgoingError. None of them retries."""

    def page_oncall(self, service: str, page_request: PageRequest) -> None:
        """Returns once the service accepted it.

        Repeating it with the same key pages nobody again.
        """

    def resolve_page(self, service: str, key: str) -> None:
        """Resolves an alert. Does nothing if it is resolved."""


class NoPager:
    """Used when no service is configured."""

    def page_oncall(self, service: str, page_request: PageRequest) -> None:  # noqa: ARG002 - the port's
        raise CallRefused(service, "page_oncall", gettext("it is no longer configured"))

    def resolve_page(self, service: str, key: str) -> None:
        """Does nothing."""


PAGER: Port[Pager] = Port("pager", NoPager)

"""Paging who is on call or a user group, and resolving pages."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

from firefighter.domain.events import Paged, PagingEnd
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import (
    incident_texts,
    incident_with_names,
    mentioned_ids,
    with_names,
)
from firefighter.domain.paging import URGENCIES, active_pages, unanswered_pages
from firefighter.effects.cards import home_of
from firefighter.effects.effect import Effect, EffectContext
from firefighter.effects.posting import PostMessage, report_not_invited
from firefighter.i18n import gettext
from firefighter.ports.app_context import AppContext
from firefighter.ports.chat import Line, Message, PagingDelay
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.outbox import Outcome
from firefighter.ports.outgoing import CallRefused, OutgoingError
from firefighter.ports.paging import PageRequest
from firefighter.ports.snapshot import Place
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.use_cases.paging import record_page_end


def build_alert(context: EffectContext, paged: Paged) -> PageRequest:
    """For a private incident, only its number and the reason typed for those who are paged."""
    texts = (*incident_texts(context.incident), paged.reason)
    names = {
        user: person.known_name for user, person in context.people(mentioned_ids(texts)).items()
    }
    incident = incident_with_names(context.incident, names)
    paged = replace(paged, reason=with_names(paged.reason, names))
    if incident.private:
        return PageRequest(
            key=paged.key,
            summary=with_exercise_mark(incident.kind, f"{incident.reference}: {paged.reason}"),
            urgency=URGENCIES[incident.severity],
            source=incident.reference,
        )
    return PageRequest(
        key=paged.key,
        summary=with_exercise_mark(
            incident.kind,
            f"{incident.reference} · {incident.severity} · {incident.title}: {paged.reason}",
        ),
        urgency=URGENCIES[incident.severity],
        source=", ".join(incident.services) or incident.reference,
        details=dict(_details(context, incident, paged)),
        link=_link(context),
    )


def _details(context: EffectContext, incident: Incident, paged: Paged) -> Iterator[tuple[str, str]]:
    person = context.people([paged.actor]).get(paged.actor)
    yield gettext("Paged by"), person.known_name if person else paged.actor
    yield gettext("Why"), paged.reason
    if seen := incident.impact or incident.summary:
        yield gettext("Impact"), seen


def _link(context: EffectContext) -> str:
    """Empty if the chat is unavailable: that must not delay a page."""
    place = context.snapshot.places.get(home_of(context.incident))
    try:
        return context.chat.address(place) if place else ""
    except OutgoingError:
        return ""


@dataclass(frozen=True)
class PageOncallService(Effect):
    """Pages who is on call for a service, and records the result.

    The paging service deduplicates by key, so after a crash or a lost answer the call is repeated.
    People are paged twice only if somebody resolved the alert between two tries.

    A refusal is a recorded result and not a failure: *Retry now* must not page people a day later.
    A page that has ended is not retried either.
    """

    paged: Paged

    kind: ClassVar[str] = "page_oncall_service"

    @property
    def lane(self) -> str:
        return paging_lane(self.paged.key)

    def do(self, context: EffectContext) -> Outcome:
        waiting = unanswered_pages(context.records.timeline(context.incident.id))
        if all(each.key != self.paged.key for each in waiting):
            return Outcome()
        try:
            context.pager.page_oncall(self.paged.service, build_alert(context, self.paged))
        except CallRefused as refused:
            return self._ended(context, PagingEnd.REFUSED, refused.reason)
        return self._ended(context, PagingEnd.TAKEN)

    def _ended(self, context: EffectContext, end: PagingEnd, why: str = "") -> Outcome:
        incident_id, key = context.incident.id, self.paged.key

        def record(app_context: AppContext, delivery: DeliveryId) -> None:
            record_page_end(app_context, delivery, incident_id, key=key, end=end, why=why)

        return Outcome(record=record)


def paging_lane(key: str) -> str:
    """A page is resolved after it was triggered; pages do not wait for each other."""
    return f"paging-{key}"


@dataclass(frozen=True)
class ResolvePage(Effect):
    """Resolves a page at the paging service. Running it twice changes nothing."""

    service: str
    key: str

    kind: ClassVar[str] = "resolve_page"

    @property
    def lane(self) -> str:
        return paging_lane(self.key)

    def do(self, context: EffectContext) -> Outcome:
        context.pager.resolve_page(self.service, self.key)
        return Outcome()


@dataclass(frozen=True)
class ResolvePages(Effect):
    """Enqueues the resolution of each active page once the incident is mitigated or closed."""

    kind: ClassVar[str] = "resolve_pages"

    @property
    def lane(self) -> str:
        return ""

    def do(self, context: EffectContext) -> Outcome:
        open_pages = active_pages(context.records.timeline(context.incident.id))
        return Outcome(
            next_effects=tuple(ResolvePage(each.service, each.key).request() for each in open_pages)
        )


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PageGroup(PostMessage):
    """Pages a user group: invites its members into the channel, then mentions the group.

    In this order, since the chat notifies only members of the channel. The group is mentioned also
    if inviting fails.
    """

    event: Paged

    kind: ClassVar[str] = "page_group"

    def message(self, context: EffectContext) -> Message:
        return Line(self.event, context.snapshot)

    def do(self, context: EffectContext) -> Outcome:
        reported = self._invite(context) if self.place is Place.CHANNEL else ()
        return replace(super().do(context), next_effects=reported)

    def _invite(self, context: EffectContext) -> tuple[EffectRequest, ...]:
        channel = context.at(Place.CHANNEL).channel
        try:
            return report_not_invited(context, context.chat.invite(channel, (self.event.group,)))
        except CallRefused as refused:
            log.warning(
                "Group %s is mentioned without being invited: %s", self.event.group, refused
            )
            return ()


@dataclass(frozen=True)
class PostPagingDelay(PostMessage):
    """Tells who paged that the page is not confirmed, unless it is by then."""

    paged: Paged

    kind: ClassVar[str] = "post_paging_delay"

    def message(self, context: EffectContext) -> Message:
        return PagingDelay(self.paged, context.snapshot)

    def do(self, context: EffectContext) -> Outcome:
        waiting = unanswered_pages(context.records.timeline(context.incident.id))
        return super().do(context) if self.paged in waiting else Outcome()

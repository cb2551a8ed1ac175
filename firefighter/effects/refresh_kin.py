from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.effects.cards import cards_of
from firefighter.effects.effect import Effect, Job
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.refresh_page import RefreshPage
from firefighter.effects.retell_lines import retelling
from firefighter.ports.house import House
from firefighter.ports.outbox import Outcome
from firefighter.ports.places import Place
from firefighter.ports.store import DeliveryId, EffectRequest
from firefighter.usecases.arrange import arrange_in_each


@dataclass(frozen=True)
class RefreshKin(Effect):
    """Lets others stop naming an incident that became private, or name it again.

    What is to be done for each of them goes to its own queue, so that no press has to lock them.
    """

    kind: ClassVar[str] = "refresh_kin"
    coalesces: ClassVar[bool] = True

    @property
    def lane(self) -> str:
        return "kin"

    def do(self, job: Job) -> Outcome:
        own = job.incident.id
        others = job.records.naming(own)

        def record(house: House, delivery: DeliveryId) -> None:
            arrange_in_each(house, delivery, others, lambda other: _anew(other, own))

        return Outcome(record=record if others else None)


def _anew(other: Incident, of: IncidentId) -> Iterator[EffectRequest]:
    """All that may name the incident `of`, drawn or written anew."""
    for card in cards_of(other):
        yield RefreshCard(card).request()
    if other.has_page:
        yield RefreshPage().request()
    if not other.private:
        yield from retelling(Place.ANNOUNCEMENT, of)
    if other.works_in_room:
        yield from retelling(Place.ROOM, of)

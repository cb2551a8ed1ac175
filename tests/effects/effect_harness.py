"""Runs single effects on doubles."""

from dataclasses import dataclass, field
from datetime import timedelta

from firefighter.domain.incident import Incident
from firefighter.effects.effect import Effect, EffectContext
from firefighter.ports.chat import CHAT, Announcement, ControlPanel, IdempotencyKey
from firefighter.ports.gateways import Gateways, bind
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PAGES, PageBackends, PageRef
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, Snapshot
from tests.domain.incidents import NOW, declared
from tests.effects.chat_double import ChatDouble
from tests.effects.pages_double import PagesDouble
from tests.effects.records_double import RecordsDouble


@dataclass
class EffectHarness:
    """Effects are enqueued at NOW and run a second later."""

    incident: Incident = field(default_factory=declared)
    chat: ChatDouble = field(default_factory=lambda: ChatDouble(NOW - timedelta(days=1)))
    places: dict[Place, PlaceRef] = field(default_factory=dict)
    records: RecordsDouble = field(default_factory=RecordsDouble)
    wiki: PagesDouble = field(default_factory=PagesDouble)
    postmortem_page: PageRef | None = None

    def __post_init__(self) -> None:
        self.chat.now = NOW + timedelta(seconds=1)

    def context(self, *, again: bool = False, idempotency_key: str = "effect-1") -> EffectContext:
        snapshot = Snapshot(self.incident, dict(self.places), postmortem_page=self.postmortem_page)
        pages = PageBackends(open=self.wiki, private=self.wiki)
        gateways = Gateways(bind(CHAT, self.chat), bind(PAGES, pages))
        return EffectContext(
            gateways, IdempotencyKey(idempotency_key), NOW, again, snapshot, self.records
        )

    def do(self, effect: Effect, *, idempotency_key: str = "effect-1") -> Outcome:
        """Runs the effect successfully."""
        return self._record(effect.do(self.context(idempotency_key=idempotency_key)))

    def crash_in(self, effect: Effect, *, idempotency_key: str = "effect-1") -> None:
        """Runs the effect and loses the response, as if the process crashed."""
        self.chat.losing_the_response(
            lambda: effect.do(self.context(idempotency_key=idempotency_key))
        )

    def do_again(self, effect: Effect, *, idempotency_key: str = "effect-1") -> Outcome:
        """A later try: asks `already_done` first."""
        context = self.context(again=True, idempotency_key=idempotency_key)
        return self._record(effect.already_done(context) or effect.do(context))

    def announced(self) -> "EffectHarness":
        """With an announcement in the incidents channel."""
        return self._with_post(Place.ANNOUNCEMENT, self.chat.home)

    def with_channel(self) -> "EffectHarness":
        incident_channel = self.chat.open_channel("inc-42-checkout", ours=True)
        self.places[Place.CHANNEL] = PlaceRef(Place.CHANNEL, incident_channel)
        return self._with_post(Place.CHANNEL_PANEL, incident_channel)

    def _with_post(self, place: Place, channel: ChannelId) -> "EffectHarness":
        snapshot = Snapshot(self.incident, dict(self.places))
        card = Announcement if place is Place.ANNOUNCEMENT else ControlPanel
        ref = self.chat.post(channel, card(snapshot), IdempotencyKey(f"made {place}"))
        self.places[place] = PlaceRef(place, ref.channel, ref.ts)
        return self

    def _record(self, outcome: Outcome) -> Outcome:
        self.places |= {new_places.place: new_places for new_places in outcome.new_places}
        self.postmortem_page = outcome.page or self.postmortem_page
        return outcome

"""A chat, an incident and the places it has there: all that an effect works with."""

from dataclasses import dataclass, field
from datetime import timedelta

from firefighter.domain.incident import Incident
from firefighter.effects.effect import Effect, Job
from firefighter.ports.chat import Announcement, ControlPanel, EffectId
from firefighter.ports.outbox import Outcome
from firefighter.ports.pages import PageRef, Shelves
from firefighter.ports.places import ChannelId, Located, Place, Snapshot
from tests.domain.incidents import NOW, declared
from tests.effects.chat_double import ChatDouble
from tests.effects.pages_double import PagesDouble
from tests.effects.records_double import RecordsDouble


@dataclass
class Stage:
    """Effects here are enqueued at NOW and done a moment later."""

    incident: Incident = field(default_factory=declared)
    chat: ChatDouble = field(default_factory=lambda: ChatDouble(NOW - timedelta(days=1)))
    places: dict[Place, Located] = field(default_factory=dict)
    records: RecordsDouble = field(default_factory=RecordsDouble)
    wiki: PagesDouble = field(default_factory=PagesDouble)
    page: PageRef | None = None

    def __post_init__(self) -> None:
        self.chat.now = NOW + timedelta(seconds=1)

    def job(self, *, again: bool = False, mark: str = "effect-1") -> Job:
        snapshot = Snapshot(self.incident, dict(self.places), page=self.page)
        shelves = Shelves(open=self.wiki, private=self.wiki)
        return Job(self.chat, EffectId(mark), NOW, again, snapshot, self.records, shelves)

    def do(self, effect: Effect, *, mark: str = "effect-1") -> Outcome:
        """A try that goes well."""
        return self._record(effect.do(self.job(mark=mark)))

    def crash_in(self, effect: Effect, *, mark: str = "effect-1") -> None:
        """A try that gets through, after which the process dies."""
        self.chat.losing_the_answer(lambda: effect.do(self.job(mark=mark)))

    def do_again(self, effect: Effect, *, mark: str = "effect-1") -> Outcome:
        """A later try: first it looks, then it does."""
        job = self.job(again=True, mark=mark)
        return self._record(effect.done_earlier(job) or effect.do(job))

    def announced(self) -> "Stage":
        """With an announcement that everybody can see."""
        return self._with_post(Place.ANNOUNCEMENT, self.chat.home)

    def with_room(self) -> "Stage":
        room = self.chat.open_room("inc-42-room", ours=True)
        self.places[Place.ROOM] = Located(Place.ROOM, room)
        return self._with_post(Place.ROOM_PANEL, room)

    def _with_post(self, place: Place, channel: ChannelId) -> "Stage":
        snapshot = Snapshot(self.incident, dict(self.places))
        card = Announcement if place is Place.ANNOUNCEMENT else ControlPanel
        ref = self.chat.post(channel, card(snapshot), EffectId(f"made {place}"))
        self.places[place] = Located(place, ref.channel, ref.ts)
        return self

    def _record(self, outcome: Outcome) -> Outcome:
        self.places |= {located.place: located for located in outcome.located}
        self.page = outcome.page or self.page
        return outcome

"""Reads committed rows without locking them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from firefighter.adapters.store import timeline
from firefighter.adapters.store.access import (
    incident_channels,
    insiders_of,
    shared_channels,
    stale_channel_of,
    visible_to,
)
from firefighter.adapters.store.alerts import find_alert_summary, find_proposed_alerts
from firefighter.adapters.store.changes import find_changes_before
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.drills import find_drill
from firefighter.adapters.store.failed_effects import find_troubles
from firefighter.adapters.store.incidents import (
    find_incident,
    owned_by,
    read_follow_up,
    read_incident,
)
from firefighter.adapters.store.pages import (
    find_similar,
    read_attachment_results,
    read_postmortem_page,
)
from firefighter.adapters.store.people import home_views_since, participants_of, read_people
from firefighter.adapters.store.related import find_referencing, find_related, main_places
from firefighter.adapters.store.search import open_traits, search
from firefighter.adapters.store.tables import (
    EffectRow,
    EffectState,
    IncidentRow,
    MembershipRow,
    PlaceRow,
)
from firefighter.domain.alert_groups import AlertGroupId
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident, Kind
from firefighter.domain.pictures import AttachmentResult
from firefighter.domain.postmortem import Similar
from firefighter.domain.roles import Permission
from firefighter.domain.rules import Rules
from firefighter.domain.similarity import Traits
from firefighter.domain.timeline import Entry, Participant
from firefighter.effects.cards import PostAnnouncement
from firefighter.ports.alerts import ProposedAlerts
from firefighter.ports.app_context import Clock
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.people import Person
from firefighter.ports.records import RequestedEffect
from firefighter.ports.search import IncidentQuery, SearchResult
from firefighter.ports.snapshot import ChannelId, Place, PlaceRef, RelatedIncident, Snapshot


def find_requested_effects(
    session: Session, incident_id: IncidentId, kind: str
) -> Sequence[RequestedEffect]:
    """All effects of one kind that were ever requested, done or not."""
    rows = session.scalars(
        select(EffectRow)
        .where(EffectRow.incident_id == incident_id, EffectRow.kind == kind)
        .order_by(EffectRow.id)
    )
    return [
        RequestedEffect(IdempotencyKey(row.idempotency_key), row.payload, row.created_at)
        for row in rows
    ]


class StoredRecords:
    def __init__(
        self,
        database: Database,
        rules: Rules,
        programs: Sequence[UserId] = (),
        clock: Clock | None = None,
    ) -> None:
        """`programs` see every private incident, too.

        Without a clock, memberships of channels never expire: only for what answers no people.
        """
        self._clock = clock
        self._database = database
        self._rules = rules
        self._programs = programs

    def snapshot(self, incident_id: IncidentId) -> Snapshot:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            rows = session.scalars(select(PlaceRow).where(PlaceRow.incident_id == incident_id))
            places = {
                row.place: PlaceRef(row.place, ChannelId(row.channel), row.ts) for row in rows
            }
            page = read_postmortem_page(session, incident_id)
            related = find_related(session, incident)
            drill = find_drill(session, incident_id) if incident.is_drill else None
            troubles = find_troubles(session, incident_id)
            changes = find_changes_before(session, incident, self._rules.changes_before)
            alerts = find_alert_summary(session, incident_id)
            return Snapshot(
                incident,
                places,
                troubles,
                page,
                related,
                drill=drill,
                changes=changes,
                alerts=alerts,
            )

    def incident_in(self, channel: ChannelId, thread: str = "") -> IncidentId | None:
        is_channel = PlaceRow.place == Place.CHANNEL
        is_thread = and_(PlaceRow.place == Place.ANNOUNCEMENT, PlaceRow.ts == thread)
        with self._database.reading() as session:
            found = session.scalar(
                select(PlaceRow.incident_id).where(
                    PlaceRow.channel == channel,
                    or_(is_channel, is_thread) if thread else is_channel,
                )
            )
            return None if found is None else IncidentId(found)

    def has_announcement_in(self, channel: ChannelId) -> bool:
        is_announcement = (PlaceRow.channel == channel, PlaceRow.place == Place.ANNOUNCEMENT)
        with self._database.reading() as session:
            return session.scalar(select(PlaceRow.ts).where(*is_announcement).limit(1)) is not None

    def may_see(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> bool:
        return self.visible_kind(user, incident_id, channel) is not None

    def visible_kind(
        self, user: UserId, incident_id: IncidentId, channel: ChannelId | None = None
    ) -> Kind | None:
        with self._database.reading() as session:
            return session.scalar(
                select(IncidentRow.kind).where(
                    IncidentRow.id == incident_id, self._visible_to(user, channel)
                )
            )

    def insiders(self, incident_id: IncidentId) -> frozenset[UserId]:
        with self._database.reading() as session:
            return insiders_of(session, incident_id, self._now)

    def related(self, user: UserId, incident_id: IncidentId) -> tuple[RelatedIncident, ...]:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            return find_related(session, incident, self._visible_to(user))

    def incidents_naming(self, incident_id: IncidentId) -> tuple[IncidentId, ...]:
        with self._database.reading() as session:
            return find_referencing(session, incident_id)

    def requested_effects(self, incident_id: IncidentId, kind: str) -> Sequence[RequestedEffect]:
        with self._database.reading() as session:
            return find_requested_effects(session, incident_id, kind)

    def incidents_with_failed_effects(self, since: datetime) -> tuple[IncidentId, ...]:
        with self._database.reading() as session:
            found = session.scalars(
                select(EffectRow.incident_id)
                .where(
                    EffectRow.state == EffectState.FAILED,
                    EffectRow.settled_at >= since,
                    EffectRow.incident_id.is_not(None),
                )
                .distinct()
            )
            return tuple(sorted(IncidentId(each) for each in found if each is not None))

    def announcement_problem(self) -> str:
        with self._database.reading() as session:
            is_done = EffectRow.state == EffectState.DONE
            newest = session.execute(
                select(EffectRow.state, EffectRow.last_error)
                .where(
                    EffectRow.kind == PostAnnouncement.kind,
                    or_(is_done, EffectRow.last_error.is_not(None)),
                )
                .order_by(EffectRow.id.desc())
                .limit(1)
            ).first()
            if newest is None or newest.state is EffectState.DONE:
                return ""
            return newest.last_error or ""

    def is_among(self, user: UserId, people: Sequence[str]) -> bool:
        if user in people or not people:
            return user in people
        with self._database.reading() as session:
            known = select(MembershipRow.user).where(
                MembershipRow.user == user, MembershipRow.member_of.in_(people)
            )
            return session.scalar(known.limit(1)) is not None

    def search(
        self, user: UserId, wanted: IncidentQuery, limit: int, offset: int = 0
    ) -> SearchResult:
        with self._database.reading() as session:
            return search(session, self._visible_to(user), wanted, limit, offset)

    def open_traits(self, user: UserId, limit: int) -> Sequence[tuple[IncidentId, Traits]]:
        with self._database.reading() as session:
            return open_traits(session, self._visible_to(user), limit)

    def stale_channel_of(self, user: UserId, incident_id: IncidentId) -> ChannelId | None:
        if self._clock is None:
            return None
        with self._database.reading() as session:
            return stale_channel_of(session, user, incident_id, self._clock.now())

    def _visible_to(self, user: UserId, channel: ChannelId | None = None) -> ColumnElement[bool]:
        return visible_to(user, self._trusted, channel, now=self._now)

    @property
    def _now(self) -> datetime | None:
        return self._clock.now() if self._clock else None

    @property
    def _trusted(self) -> tuple[str, ...]:
        """Users, user groups and programs who see every private incident."""
        return (*self._rules.permissions.of(Permission.SEE_PRIVATE), *self._programs)

    def incident_channels(self, among: Collection[ChannelId]) -> Mapping[ChannelId, IncidentId]:
        with self._database.reading() as session:
            return incident_channels(session, among)

    def shared_channels(self) -> frozenset[ChannelId]:
        with self._database.reading() as session:
            return shared_channels(session)

    def home_viewers_since(self, since: datetime, limit: int) -> Sequence[UserId]:
        with self._database.reading() as session:
            return home_views_since(session, since, limit)

    def timeline(self, incident_id: IncidentId) -> tuple[Entry, ...]:
        with self._database.reading() as session:
            incident = find_incident(session, incident_id, self._rules)
            return timeline.read_redacted(session, incident_id, private=incident.private)

    def attachment_results(self, incident_id: IncidentId) -> Mapping[str, AttachmentResult]:
        with self._database.reading() as session:
            return read_attachment_results(session, incident_id)

    def incidents_showing(self, file: str) -> tuple[IncidentId, ...]:
        with self._database.reading() as session:
            return timeline.find_with_file(session, file)

    def participants(self, incident_id: IncidentId) -> tuple[Participant, ...]:
        with self._database.reading() as session:
            return participants_of(session, incident_id)

    def people(self, users: Collection[UserId]) -> Mapping[UserId, Person]:
        with self._database.reading() as session:
            return read_people(session, users)

    def similar(self, incident: Incident) -> tuple[Similar, ...]:
        with self._database.reading() as session:
            return find_similar(session, incident)

    def proposed_alerts(self, group_id: AlertGroupId) -> ProposedAlerts | None:
        with self._database.reading() as session:
            return find_proposed_alerts(session, group_id)

    def follow_ups_of(
        self, owner: UserId
    ) -> tuple[tuple[Incident, FollowUp, PlaceRef | None], ...]:
        with self._database.reading() as session:
            found = session.execute(owned_by(owner)).all()
            homes = main_places(session, {row.id for row, _follow_up in found})
            return tuple(
                (read_incident(row, self._rules), read_follow_up(follow_up), homes.get(row.id))
                for row, follow_up in found
            )

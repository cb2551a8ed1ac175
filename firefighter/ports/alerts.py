"""The store of alerts: those that were accepted, and their groups by key."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from firefighter.domain.alert_groups import AlertGroup, AlertGroupId
from firefighter.domain.alert_sources import AlertSource, SourceKey
from firefighter.domain.alerts import Alert
from firefighter.domain.api_tokens import TokenHash
from firefighter.domain.ids import IncidentId
from firefighter.ports.snapshot import MessageRef

AlertDeliveryId = NewType("AlertDeliveryId", str)
"""Unique forever."""


@dataclass(frozen=True)
class StoredAlerts:
    """Accepted alerts of one key."""

    source: AlertSource
    key: str
    drill: bool
    alerts: Sequence[Alert]


@dataclass(frozen=True)
class ProposedAlerts:
    """A group with the message that proposes to declare an incident."""

    group: AlertGroup
    card: MessageRef | None
    """None while it is not posted."""


class Alerts(Protocol):
    """The alerts of one transaction. Lock a source before incidents."""

    def store(
        self, alerts: StoredAlerts, received_at: datetime, token_hash: TokenHash | None = None
    ) -> AlertDeliveryId:
        """Raises InvalidTokenError if that token, if any, is not valid by now."""

    def take(self, delivery_id: AlertDeliveryId) -> StoredAlerts | None:
        """Removes accepted alerts and locks their source; None if they are handled.

        With them come those of their key that arrived later, in order, until one is resolved: a few
        transactions do for a storm, and what cannot be handled fails alone.
        """

    def group(self, alerts: StoredAlerts, *, is_new_kept: bool = True) -> AlertGroup:
        """The group of these alerts, which is new if there is none. Their source is locked.

        One that is new and not kept has the id 0, and must not be put.
        """

    def get(self, group_id: AlertGroupId) -> ProposedAlerts | None:
        """A group, whose source is locked until the transaction ends."""

    def put(self, group: AlertGroup) -> None:
        """Writes the group at commit, after the incidents."""

    def put_card(self, group: AlertGroup, card: MessageRef | None) -> None:
        """Records where the message of the latest proposal is."""

    def original_of(self, incident_id: IncidentId) -> IncidentId:
        """The incident that this one duplicates in the end; itself if it is no duplicate."""

    def active_incident(self, services: Collection[str], *, drill: bool) -> IncidentId | None:
        """The newest public incident of one of these services that is not mitigated; not locked."""

    def declared(
        self, source: SourceKey, incident_id: IncidentId, at: datetime, *, braked: bool
    ) -> None:
        """Records at commit that the source declared an incident, or would have."""

    def declared_since(self, source: SourceKey, since: datetime, *, drill: bool) -> int:
        """How many incidents the source declared since then, or would have."""

    def forget(self, job_kinds: Collection[str], before: datetime, limit: int) -> int:
        """Deletes what alerts left behind before then, `limit` of each sort; returns the most.

        These are finished jobs of these kinds, whose keys never come again, declarations, and
        groups that never had an incident and do not fire.
        """

    def braked_incident(self, source: SourceKey) -> IncidentId | None:
        """The latest incident that stands for many of the source; not locked."""

"""The tables. A change here needs a migration; `make check` compares the two on both databases."""

from firefighter.store.tables.base import Table, bare
from firefighter.store.tables.calendar import AppointmentRow, AppointmentState
from firefighter.store.tables.circles import CircleMemberRow
from firefighter.store.tables.facts import DERIVE_AGAIN, FactRow
from firefighter.store.tables.incidents import (
    FollowUpRow,
    HolderRow,
    IncidentRow,
    LatestUpdateRow,
    MilestoneRow,
    NumberRow,
    PlaceRow,
    ServiceRow,
)
from firefighter.store.tables.links import LinkRow
from firefighter.store.tables.outbox import (
    DeliveryRow,
    EffectRow,
    EffectState,
    GateRow,
    NeedRow,
)
from firefighter.store.tables.pages import PageFilePictureRow, PageFileRow, PageRow, PictureRow
from firefighter.store.tables.participants import ParticipantRow
from firefighter.store.tables.people import PersonRow
from firefighter.store.tables.timeline import TimelineRow
from firefighter.store.tables.visitors import VisitorRow
from firefighter.store.tables.wishes import WishRow

__all__ = [
    "DERIVE_AGAIN",
    "AppointmentRow",
    "AppointmentState",
    "CircleMemberRow",
    "DeliveryRow",
    "EffectRow",
    "EffectState",
    "FactRow",
    "FollowUpRow",
    "GateRow",
    "HolderRow",
    "IncidentRow",
    "LatestUpdateRow",
    "LinkRow",
    "MilestoneRow",
    "NeedRow",
    "NumberRow",
    "PageFilePictureRow",
    "PageFileRow",
    "PageRow",
    "ParticipantRow",
    "PersonRow",
    "PictureRow",
    "PlaceRow",
    "ServiceRow",
    "Table",
    "TimelineRow",
    "VisitorRow",
    "WishRow",
    "bare",
]

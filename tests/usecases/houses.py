from collections.abc import Callable

from sqlalchemy import select

from firefighter.domain.paging import OnCall
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.effects.plan import plan
from firefighter.occasions.plan import foresee
from firefighter.ports.groups import UserGroup
from firefighter.ports.house import House
from firefighter.store.database import Database
from firefighter.store.records import StoredRecords
from firefighter.store.statistics import StoredStatistics
from firefighter.store.tables import EffectRow
from firefighter.store.unit_of_work import StoredUnits
from tests.clock import SettableClock

RULES = Rules(
    severities={
        **DEFAULT_POLICIES,
        Severity.SEV1: SeverityPolicy("Worst", room=True, postmortem=True, invite=("S0ONCALL",)),
    },
    services=("checkout", "payments"),
    on_call=(OnCall("Database on-call", "PagerDuty"),),
)
GROUPS = (
    UserGroup("S0ONCALL", "oncall", "On call", size=2),
    UserGroup("S0EMPTY", "empty", "Empty", size=0),
    UserGroup("S0OLD", "old", "Old", size=3, disabled=True),
)


def build_units(
    database: Database, clock: SettableClock, wake: Callable[[], None] = lambda: None
) -> StoredUnits:
    return StoredUnits(database, RULES, clock, plan, wake, foresee=foresee)


def build_house(
    database: Database, clock: SettableClock, wake: Callable[[], None] = lambda: None
) -> House:
    """What use cases are given in production, on this database."""
    return House(
        units=build_units(database, clock, wake),
        records=StoredRecords(database, RULES),
        clock=clock,
        rules=RULES,
        groups=lambda: GROUPS,
        statistics=StoredStatistics(database, RULES, clock),
    )


def effects_on_record(database: Database) -> list[str]:
    """But for the Home tabs, which every change may concern."""
    with database.reading() as session:
        kinds = session.scalars(select(EffectRow.kind).order_by(EffectRow.id))
        return [kind for kind in kinds if kind != "refresh_homes"]

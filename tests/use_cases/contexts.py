from collections.abc import Callable

from sqlalchemy import select

from firefighter.adapters.packs.library import PackLibrary
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.experiments import StoredExperimentRecords
from firefighter.adapters.store.game_day_records import StoredGameDayRecords
from firefighter.adapters.store.records import StoredRecords
from firefighter.adapters.store.scenarios import StoredScenarioFiles
from firefighter.adapters.store.statistics import StoredStatistics
from firefighter.adapters.store.tables import EffectRow
from firefighter.adapters.store.teams import StoredTeamRecords
from firefighter.adapters.store.unit_of_work import StoredUnitsOfWork
from firefighter.domain.paging import OnCallService
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity, SeverityPolicy
from firefighter.effects.game_day_plan import plan_game_day
from firefighter.effects.plan import plan_effects
from firefighter.effects.webhook_payloads import game_day_webhook_events, webhook_events
from firefighter.jobs.game_day_plan import plan_game_day_jobs
from firefighter.jobs.plan import plan_jobs
from firefighter.ports.app_context import AppContext
from firefighter.ports.people import UserGroup
from tests.clock import SettableClock

RULES = Rules(
    severities={
        **DEFAULT_POLICIES,
        Severity.SEV1: SeverityPolicy(
            "Worst", incident_channel=True, postmortem=True, invite=("S0ONCALL",)
        ),
    },
    services=("checkout", "payments"),
    on_call=(OnCallService("Database on-call", "PagerDuty"),),
)
GROUPS = (
    UserGroup("S0ONCALL", "oncall", "On call", size=2),
    UserGroup("S0EMPTY", "empty", "Empty", size=0),
    UserGroup("S0OLD", "old", "Old", size=3, disabled=True),
)


def build_units(
    database: Database,
    clock: SettableClock,
    wake: Callable[[], None] = lambda: None,
    rules: Rules = RULES,
) -> StoredUnitsOfWork:
    return StoredUnitsOfWork(
        database,
        rules,
        clock,
        plan_effects,
        wake,
        plan_jobs=plan_jobs,
        plan_webhook_events=webhook_events,
        plan_game_day=plan_game_day,
        plan_game_day_jobs=plan_game_day_jobs,
        plan_game_day_webhook_events=game_day_webhook_events,
    )


def build_context(
    database: Database,
    clock: SettableClock,
    wake: Callable[[], None] = lambda: None,
    rules: Rules = RULES,
) -> AppContext:
    """The context as in production, on this database."""
    return AppContext(
        units=build_units(database, clock, wake, rules),
        records=StoredRecords(database, rules, clock=clock),
        clock=clock,
        rules=rules,
        groups=lambda: GROUPS,
        statistics=StoredStatistics(database, rules, clock),
        scenarios=PackLibrary(StoredScenarioFiles(database, clock)),
        game_days=StoredGameDayRecords(database),
        experiments=StoredExperimentRecords(database),
        teams=StoredTeamRecords(database, rules),
    )


def effects_on_record(database: Database) -> list[str]:
    """Without refreshes of Home tabs, which every change may enqueue."""
    with database.reading() as session:
        kinds = session.scalars(select(EffectRow.kind).order_by(EffectRow.id))
        return [kind for kind in kinds if kind != "refresh_homes"]

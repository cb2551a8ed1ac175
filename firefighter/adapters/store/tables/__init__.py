"""The tables. A change here needs a migration; `make check` compares the two."""

from firefighter.adapters.store.tables.alerts import (
    AlertDeclarationRow,
    AlertDeliveryRow,
    AlertGroupRow,
    AlertSourceRow,
)
from firefighter.adapters.store.tables.base import Table, core_table
from firefighter.adapters.store.tables.changes import ChangeRow
from firefighter.adapters.store.tables.drills import (
    DrillInjectRow,
    DrillPauseRow,
    DrillRow,
    DrillTeamRow,
)
from firefighter.adapters.store.tables.exercises import PlannedExerciseRow
from firefighter.adapters.store.tables.experiment_runs import (
    ExperimentNameRow,
    ExperimentRunRow,
)
from firefighter.adapters.store.tables.experiments import ExperimentRow
from firefighter.adapters.store.tables.facts import STALE_VERSION, FactRow
from firefighter.adapters.store.tables.game_days import (
    GameDayAdjustmentRow,
    GameDayAnswerRow,
    GameDayDrillRow,
    GameDayEventRow,
    GameDayExperimentRow,
    GameDayLearningRow,
    GameDayNoteRow,
    GameDayPauseRow,
    GameDayPersonRow,
    GameDayPlaceRow,
    GameDayRow,
    GameDayServiceRow,
    GameDayTeamRow,
    GameDayVoteRow,
)
from firefighter.adapters.store.tables.incidents import (
    FollowUpRow,
    HolderRow,
    HypothesisRow,
    IncidentRow,
    LatestUpdateRow,
    LinkRow,
    MilestoneRow,
    NumberRow,
    PlaceRow,
    ServiceRow,
    TimelineRow,
)
from firefighter.adapters.store.tables.jobs import JobRow, JobState
from firefighter.adapters.store.tables.outbox import (
    DeliveryRow,
    EffectRow,
    EffectState,
    NeedRow,
    RateLimitRow,
)
from firefighter.adapters.store.tables.pages import (
    AttachmentResultRow,
    LearningReportRow,
    PostmortemPageRow,
    SelfHostedPageRow,
    SelfHostedPictureRow,
)
from firefighter.adapters.store.tables.people import (
    HomeViewRow,
    MembershipRow,
    ParticipantRow,
    PersonRow,
    PreferenceRow,
    SharedChannelRow,
)
from firefighter.adapters.store.tables.programs import ApiAnswerRow, ApiTokenRow, DedupKeyRow
from firefighter.adapters.store.tables.scenarios import ScenarioRow
from firefighter.adapters.store.tables.teams import TeamNoticeRow, TeamRow, TeamSignatureRow
from firefighter.adapters.store.tables.webhooks import (
    UndeliveredEventRow,
    UnsubscribedWebhookRow,
    WebhookEventRow,
    WebhookRow,
)

__all__ = [
    "STALE_VERSION",
    "AlertDeclarationRow",
    "AlertDeliveryRow",
    "AlertGroupRow",
    "AlertSourceRow",
    "ApiAnswerRow",
    "ApiTokenRow",
    "AttachmentResultRow",
    "ChangeRow",
    "DedupKeyRow",
    "DeliveryRow",
    "DrillInjectRow",
    "DrillPauseRow",
    "DrillRow",
    "DrillTeamRow",
    "EffectRow",
    "EffectState",
    "ExperimentNameRow",
    "ExperimentRow",
    "ExperimentRunRow",
    "FactRow",
    "FollowUpRow",
    "GameDayAdjustmentRow",
    "GameDayAnswerRow",
    "GameDayDrillRow",
    "GameDayEventRow",
    "GameDayExperimentRow",
    "GameDayLearningRow",
    "GameDayNoteRow",
    "GameDayPauseRow",
    "GameDayPersonRow",
    "GameDayPlaceRow",
    "GameDayRow",
    "GameDayServiceRow",
    "GameDayTeamRow",
    "GameDayVoteRow",
    "HolderRow",
    "HomeViewRow",
    "HypothesisRow",
    "IncidentRow",
    "JobRow",
    "JobState",
    "LatestUpdateRow",
    "LearningReportRow",
    "LinkRow",
    "MembershipRow",
    "MilestoneRow",
    "NeedRow",
    "NumberRow",
    "ParticipantRow",
    "PersonRow",
    "PlaceRow",
    "PlannedExerciseRow",
    "PostmortemPageRow",
    "PreferenceRow",
    "RateLimitRow",
    "ScenarioRow",
    "SelfHostedPageRow",
    "SelfHostedPictureRow",
    "ServiceRow",
    "SharedChannelRow",
    "Table",
    "TeamNoticeRow",
    "TeamRow",
    "TeamSignatureRow",
    "TimelineRow",
    "UndeliveredEventRow",
    "UnsubscribedWebhookRow",
    "WebhookEventRow",
    "WebhookRow",
    "core_table",
]

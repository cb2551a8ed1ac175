"""Each error, with every value that it may carry."""

from firefighter.adapters.slack.errors import UnknownButton
from firefighter.domain import errors
from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.alert_groups import ProposalState
from firefighter.domain.errors import (
    Conflict,
    FieldProblem,
    FirefighterError,
    InvalidField,
    Missing,
    Unchanged,
)
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import IncidentId
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.roles import DEFAULT_ROLES, Permission
from firefighter.ports import chat
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from tests.domain.incidents import ANA, BOB

_ABOUT_ROLES: list[FirefighterError] = [
    error
    for role in DEFAULT_ROLES
    for error in (
        errors.NoChange(Unchanged.ROLE, ANA, role.key),
        errors.EditConflict(Conflict.ROLE, BOB, role.key),
        errors.EditConflict(Conflict.ROLE, "", role.key),
        errors.NotRoleHolder(role.key, BOB),
        errors.NotRoleHolder(role.key, None),
    )
]
ERRORS: list[FirefighterError] = [
    FirefighterError(),
    errors.UnknownIncident(IncidentId(7)),
    *(errors.AlertsDecided(state, by) for state in ProposalState for by in (ANA, BOB)),
    *(errors.AlertsDecided(state, None) for state in (ProposalState.RESOLVED,)),
    *(errors.NotAllowedInStatus(step_kind, status) for step_kind in StepKind for status in Status),
    *(errors.NotAllowedInStatus(step, Status.CLOSED) for step in errors.Action),
    *(errors.NoChange(what, "SEV2") for what in Unchanged if what is not Unchanged.ROLE),
    *(
        errors.EditConflict(what, "SEV2")
        for what in Conflict
        if what not in {Conflict.ROLE, Conflict.HYPOTHESIS}
    ),
    *(errors.EditConflict(Conflict.HYPOTHESIS, state) for state in HypothesisState),
    errors.UnknownHypothesis(1),
    *(errors.HypothesisNotOpen(1, state) for state in HypothesisState),
    *_ABOUT_ROLES,
    errors.UnknownRole("1"),
    *(
        errors.PermissionDenied(permission, who)
        for permission in Permission
        for who in ((), ("S1",), ("S1", "U1"))
    ),
    errors.PostmortemPageBlocksVisibility(),
    *map(errors.UnsuitableChannel, errors.UnsuitableReason),
    *map(errors.DrillRefused, errors.DrillProblem),
    errors.UnknownGameDay(1),
    *map(errors.GameDayRefused, errors.GameDayProblem),
    errors.GameDayIncomplete(GameDayStepKind.SHAPE, tuple(errors.GameDayItem)),
    *(errors.GameDayNotInPhase(GameDayStepKind.SHAPE, phase) for phase in GameDayPhase),
    errors.NoPostmortemPage("INC-1"),
    errors.NotPostmortemOwner(("U1", "S1")),
    errors.NotReviewer("INC-1"),
    errors.NotReviewable("INC-1"),
    errors.OwnerApproves("INC-1"),
    *(
        errors.AccountNotAllowed(account, right, person)
        for account in AccountType
        for right in AccessRight
        for person in (None, ANA)
    ),
    errors.ReviewersOutside((ANA, BOB)),
    errors.UnknownFollowUp(1),
    errors.UnknownEntry(1),
    errors.EntryNotEditable(1),
    errors.UnknownScenario("1"),
    errors.UnknownScenario("1", "2"),
    errors.ScenarioGone("1", 2, None),
    errors.ScenarioGone("1", 2, 3),
    *(InvalidField("1", problem, "2") for problem in FieldProblem),
    errors.Incomplete(StepKind.CLOSE, tuple(Missing)),
    errors.AlreadyHandled(),
    errors.StoreUnavailable(),
    errors.StoreBusy(),
    errors.StoreUncertain(),
    UnknownButton(),
    OutgoingError(),
    RateLimited("1", "2", 30),
    Unavailable("1", "2", "3"),
    CallRefused("1", "2", "3"),
    chat.ArchivingRefused("1", "2", "3"),
    chat.NameTaken(),
]

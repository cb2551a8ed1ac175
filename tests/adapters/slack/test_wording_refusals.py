"""Every domain error has a sentence of its own."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

from firefighter import domain, ports
from firefighter.adapters import slack
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.outbound.calls import TokenRefused
from firefighter.adapters.slack.wording.failures import missing_text, refusal
from firefighter.domain import errors
from firefighter.domain.accounts import AccessRight, AccountType
from firefighter.domain.alert_groups import ProposalState
from firefighter.domain.errors import (
    Conflict,
    FieldProblem,
    FirefighterError,
    Missing,
    Refused,
    Unchanged,
)
from firefighter.domain.exercise_schedule import ExerciseDecided, ExerciseState
from firefighter.domain.experiment_catalog import (
    DesignField,
    ExperimentIncomplete,
    ExperimentNotInState,
    ExperimentOfPack,
    ExperimentState,
    ExperimentStepKind,
    SampleExperiment,
    UnknownExperiment,
)
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStepKind
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.maturity import LevelNotReached, MaturityLevel, NotCoach
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES, Permission, Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.teams import NotInTeam, TeamInSettings, UnknownTeam
from firefighter.ports import chat, pages
from firefighter.ports.outbox import LostLease
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from firefighter.ports.store import JobFailed
from firefighter.ports.subscribers import UnknownWebhookEvent, Unsubscribed
from tests.adapters.slack.live_text import live_parts
from tests.domain.incidents import ANA, BOB, NOW, declared

SCRIBE = RoleKey("scribe")
GENERIC = "That didn't work. Nothing was changed. Try again."
NOT_FOR_PEOPLE = (
    FirefighterError(),
    Refused(),
    LostLease(),
    TokenRefused(),
    JobFailed("a key", "a kind", None, 0),
    chat.ChartNotDrawn(),
    Unsubscribed(),
    UnknownWebhookEvent("an id"),
    TokenRefused("no"),
    errors.PackConflict("Scenario cold-tea belongs to the pack kettles."),
)
"""Base classes, which are never raised, and errors for workers, startup and the command line."""

SAID: list[tuple[FirefighterError, str]] = [
    (errors.AlertsDecided(ProposalState.DISMISSED, ANA), f"<@{ANA}>: not an incident."),
    (errors.AlertsDecided(ProposalState.RESOLVED, None), "All alerts are resolved."),
    (
        errors.AccountNotAllowed(AccountType.SINGLE_CHANNEL_GUEST, AccessRight.DECLARE),
        "Guests can't declare incidents here. Ask a member of this workspace to do it.",
    ),
    (
        errors.AccountNotAllowed(AccountType.EXTERNAL, AccessRight.READ),
        (
            "People from other organizations can't see incidents here. Ask a member of this "
            "workspace to do it."
        ),
    ),
    (
        errors.AccountNotAllowed(AccountType.MULTI_CHANNEL_GUEST, AccessRight.LEAD, BOB),
        (
            "<@UBOB> is a guest and can't hold roles here. Choose a member of this workspace. "
            "Nothing was changed."
        ),
    ),
    (
        errors.UnknownHypothesis(3),
        "H3 doesn't exist. Type `/incident hypothesis` to list them.",
    ),
    (
        errors.HypothesisNotOpen(3, HypothesisState.MOVED),
        "H3 was moved to the other incident. Change it there.",
    ),
    (
        errors.HypothesisNotOpen(3, HypothesisState.REFUTED),
        "H3 is refuted. To test it again, type `/incident hypothesis H3 testing`.",
    ),
    (
        errors.UnknownIncident(IncidentId(7)),
        "INC-7 doesn't exist, or you don't have access. Check the number.",
    ),
    (
        errors.NotAllowedInStatus(StepKind.REOPEN, Status.OPEN),
        "The incident is open: you can't reopen it. Nothing was changed.",
    ),
    (
        errors.NotAllowedInStatus(errors.Action.CHANGE_ROLES, Status.CLOSED),
        "The incident is closed: you can't change roles. Nothing was changed.",
    ),
    (errors.NoChange(Unchanged.ROLE, ANA, COMMANDER), ("<@UANA> is already incident commander.")),
    (errors.NoChange(Unchanged.SEVERITY, "SEV2"), "It's already SEV2."),
    (errors.NoChange(Unchanged.SUMMARY, "Slow"), "No change: it already says that."),
    (
        errors.NoChange(Unchanged.ARCHIVING, ANA),
        "The channel was already kept or archived.",
    ),
    (
        errors.EditConflict(Conflict.ROLE, BOB, COMMANDER),
        (
            "Someone else changed this first. <@UBOB> is incident commander now. "
            "Your change was not applied."
        ),
    ),
    (
        errors.EditConflict(Conflict.ROLE, "", SCRIBE),
        (
            "Someone else changed this first. The scribe role is open now. Your "
            "change was not applied."
        ),
    ),
    (
        errors.EditConflict(Conflict.SEVERITY, "SEV1"),
        "Someone else changed this first. It's SEV1 now. Your change was not applied.",
    ),
    (
        errors.NotRoleHolder(SCRIBE, BOB),
        "You aren't scribe: <@UBOB> is. Nothing was changed.",
    ),
    (
        errors.NotRoleHolder(SCRIBE, None),
        "You aren't scribe: the role is open. Nothing was changed.",
    ),
    (
        errors.PermissionDenied(Permission.CLOSE, (ANA, "S0LEADS")),
        (
            "Only <@UANA>, <!subteam^S0LEADS> can close or decline this incident. "
            "Nothing was changed."
        ),
    ),
    (
        errors.PermissionDenied(Permission.OVERRIDE, ()),
        (
            "No one is configured to close it without completing the checklist. Ask "
            "the bot's administrator."
        ),
    ),
    (
        errors.UnknownRole("firewatcher"),
        "That role no longer exists. Type `/incident show` for the current roles.",
    ),
    (
        errors.NoPostmortemPage("INC-7"),
        "INC-7 has no post-mortem page yet. Type `/incident postmortem INC-7` for one.",
    ),
    (
        errors.NotPostmortemOwner((ANA, "S0LEADS")),
        "Only <@UANA>, <!subteam^S0LEADS> can ask for a review. Nothing was changed.",
    ),
    (
        errors.NotReviewer("INC-7"),
        "You aren't a reviewer of the INC-7 post-mortem. Its owner can add you.",
    ),
    (
        errors.NotReviewable("INC-7"),
        "INC-7 was declined, so its post-mortem needs no review. Nothing was changed.",
    ),
    (
        errors.OwnerApproves("INC-7"),
        (
            "You own the INC-7 post-mortem, so you can't approve it. Choose other reviewers: "
            "`/incident postmortem INC-7`."
        ),
    ),
    (
        errors.ReviewersOutside((ANA, BOB)),
        (
            "The incident is private, and <@UANA>, <@UBOB> can't see it. Add them to its channel "
            "first."
        ),
    ),
    (
        errors.UnknownFollowUp(7),
        "Follow-up not found. Type `/incident followups` to list them.",
    ),
    (
        errors.UnknownHypothesis(7),
        "H7 doesn't exist. Type `/incident hypothesis` to list them.",
    ),
    (
        errors.HypothesisNotOpen(7, "refuted"),
        "H7 is refuted. To test it again, type `/incident hypothesis H7 testing`.",
    ),
    (
        errors.UnknownEntry(7),
        "That entry is no longer on the timeline. Nothing was changed.",
    ),
    (
        errors.EntryNotEditable(7),
        "I recorded this entry: you can correct its time, but not its text.",
    ),
    (
        errors.InvalidField("services", FieldProblem.UNKNOWN_SERVICE, "R&D"),
        "Unknown service: R&amp;D.",
    ),
    (
        errors.Incomplete(StepKind.CLOSE, (Missing.COMMANDER, Missing.SUMMARY)),
        ("Not yet: Incident commander missing. Summary missing."),
    ),
    (errors.UnknownScenario("tea"), "There is no scenario tea."),
    (
        errors.UnknownScenario("cold-te", "cold-tea"),
        "There is no scenario cold-te. Did you mean “cold-tea”?",
    ),
    (UnknownExperiment("db-slow"), "There is no experiment db-slow."),
    (
        UnknownExperiment("db-slo", "db-slow"),
        "There is no experiment db-slo. Did you mean “db-slow”?",
    ),
    (
        ExperimentIncomplete((DesignField.STEADY_STATE, DesignField.ROLLBACK)),
        "Needed before it is ready: steady state, rollback.",
    ),
    (
        ExperimentNotInState(ExperimentStepKind.MARK_READY, ExperimentState.RETIRED),
        "The experiment is retired now. Nothing was changed.",
    ),
    (
        ExperimentOfPack("db-slow", "ours"),
        (
            "This experiment comes from the pack ours. Change its file there, then install the "
            "pack again."
        ),
    ),
    (
        SampleExperiment("db-slow"),
        "`db-slow` is a sample. Type `/incident experiment db-slow` and choose *Copy…*.",
    ),
    (
        ExerciseDecided(ExerciseState.SKIPPED, ANA),
        "The exercise is skipped already. Nothing was changed. It was <@UANA>.",
    ),
    (
        ExerciseDecided(ExerciseState.MISSED, None),
        "This exercise is over. Nothing was changed.",
    ),
    (UnknownTeam("Shop"), "There is no team Shop."),
    (UnknownTeam("Shp", "R&D"), "There is no team Shp. Did you mean “R&amp;D”?"),
    (TeamInSettings("Shop"), "Shop is in firefighter.toml. Change it there."),
    (NotInTeam("Shop"), "Only the coach and the members of Shop can change it."),
    (NotCoach("Shop", None), "Nobody coaches Shop yet. Only its coach signs a level."),
    (NotCoach("Shop", ANA), "Only the coach of Shop signs a level: <@UANA>."),
    (
        LevelNotReached("Shop", MaturityLevel.VALIDATED),
        "Level 2: validated: something is missing. `/incident team Shop` shows what.",
    ),
    (
        errors.ScenarioGone("cold-tea", 3, None),
        "Version 3 of the scenario cold-tea is no longer available.",
    ),
    (
        errors.ScenarioGone("cold-tea", 3, 4),
        "Version 3 of the scenario cold-tea is no longer available. The newest is version 4.",
    ),
]
UNAVAILABLE: list[FirefighterError] = [
    errors.AlreadyHandled(),
    errors.StoreUnavailable(),
    errors.StoreBusy(),
    errors.StoreUncertain(),
    UnknownButton(),
    OutgoingError(),
    RateLimited("Slack", "chat.update", 30),
    Unavailable("Slack", "chat.update", "timed out"),
    CallRefused("Slack", "chat.update", "message_not_found"),
    chat.LoginRequired("Slack", "download", "login"),
    chat.ArchivingRefused("Slack", "conversations.archive", "restricted_action"),
    chat.NameTaken(),
    pages.PageGone("Confluence", "read the page", "no"),
    pages.TitleTaken("Confluence", "create the page", "no"),
]
UNFIT: list[FirefighterError] = [errors.UnsuitableChannel(why) for why in errors.UnsuitableReason]
IN_DRILLS: list[FirefighterError] = [errors.DrillRefused(each) for each in errors.DrillProblem]
IN_GAME_DAYS: list[FirefighterError] = [
    errors.UnknownGameDay(7),
    *map(errors.GameDayRefused, errors.GameDayProblem),
    errors.GameDayIncomplete(GameDayStepKind.SHAPE, (errors.GameDayItem.THEME,)),
    errors.GameDayNotInPhase(GameDayStepKind.SHAPE, GameDayPhase.RUNNING),
]
EVERY_ONE = (
    [error for error, _sentence in SAID]
    + UNAVAILABLE
    + UNFIT
    + IN_DRILLS
    + IN_GAME_DAYS
    + [errors.PostmortemPageBlocksVisibility()]
)


def every_kind(of: type[FirefighterError] = FirefighterError) -> Iterator[type[FirefighterError]]:
    if of.__module__.startswith(
        ("firefighter.domain", "firefighter.ports", "firefighter.adapters.slack")
    ):
        yield of
    for narrower in of.__subclasses__():
        yield from every_kind(narrower)


@pytest.mark.parametrize("service", ["Slack", "Confluence", "PagerDuty"])
def test_refusal_names_the_service_that_failed(service: str) -> None:
    failures = [
        Unavailable(service, "create the page", "timed out"),
        RateLimited(service, "create the page", 30),
        CallRefused(service, "create the page", "no_permission"),
    ]
    assert [refusal(each, Rules()).split()[0] for each in failures] == [service] * 3


@pytest.mark.parametrize("code", ["expired_trigger_id", "trigger_expired"])
def test_form_that_opens_too_late_asks_for_another_press(code: str) -> None:
    assert refusal(CallRefused("Slack", "views.open", code), Rules()) == "Too slow. Press again."


@pytest.mark.parametrize(("error", "sentence"), SAID)
def test_refusal_states_the_current_state(error: FirefighterError, sentence: str) -> None:
    assert refusal(error, Rules()) == sentence


def test_role_key_is_never_mistaken_for_another_field() -> None:
    roles = [Role(RoleKey(key), "Odd role", "") for key in ("update", "update_due", "severity")]
    rules = Rules(roles=(*DEFAULT_ROLES, *roles))
    incident = declared(severity=Severity.SEV1)
    with pytest.raises(errors.EditConflict) as overtaken:
        incident.waive_update(seen=NOW, actor=BOB, now=NOW)
    with pytest.raises(errors.NoChange) as unchanged:
        incident.refuse_severity(Severity.SEV1, seen=Severity.SEV1)
    said = refusal(overtaken.value, rules) + refusal(unchanged.value, rules)
    assert "odd role" not in said


@pytest.mark.parametrize("key", ["update", "severity", "role"])
def test_conflict_over_a_role_names_the_role(key: str) -> None:
    rules = Rules(roles=(*DEFAULT_ROLES, Role(RoleKey(key), "Odd role", "")))
    incident = declared()
    incident.take_role(RoleKey(key), seen=None, actor=ANA, now=NOW)
    with pytest.raises(errors.EditConflict) as overtaken:
        incident.take_role(RoleKey(key), seen=None, actor=BOB, now=NOW)
    assert "<@UANA> is odd role now." in refusal(overtaken.value, rules)


def test_every_domain_error_is_covered() -> None:
    for package in (domain, ports, slack):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    assert set(every_kind()) - set(map(type, NOT_FOR_PEOPLE)) == set(map(type, EVERY_ONE))


def test_each_channel_refusal_reason_has_its_own_sentence() -> None:
    assert len({refusal(error, Rules()) for error in UNFIT}) == len(UNFIT)


@pytest.mark.parametrize("error", EVERY_ONE, ids=repr)
def test_refusal_is_a_unique_sentence_without_internal_terms(error: FirefighterError) -> None:
    sentence = refusal(error, Rules())
    assert sentence != GENERIC
    assert sentence[-1] in ".!?"
    assert not [word for word in ("None", "_", "()", "Missing") if word in sentence]
    assert not [kind.__name__ for kind in every_kind() if kind.__name__ in sentence]


@pytest.mark.parametrize("error", NOT_FOR_PEOPLE, ids=lambda error: type(error).__name__)
def test_internal_error_has_a_generic_answer(error: FirefighterError) -> None:
    assert refusal(error, Rules()) == GENERIC


@pytest.mark.parametrize("step_kind", StepKind)
def test_refused_step_is_named_plainly(step_kind: StepKind) -> None:
    sentence = refusal(errors.NotAllowedInStatus(step_kind, Status.CLOSED), Rules())
    assert f"nobody can {step_kind}." not in sentence
    assert "_" not in sentence


def test_status_is_named_plainly() -> None:
    sentence = refusal(errors.NotAllowedInStatus(StepKind.DECLINE, Status.POSTMORTEM), Rules())
    assert "post-mortem" in sentence


def test_refused_call_is_not_called_a_timeout() -> None:
    sentence = refusal(CallRefused("Slack", "views.open", "invalid_arguments"), Rules())
    assert "did not answer" not in sentence


@pytest.mark.parametrize("item", Missing)
def test_every_missing_item_has_a_request(item: Missing) -> None:
    assert missing_text(item).endswith(".")
    assert missing_text(item) in refusal(errors.Incomplete(StepKind.CLOSE, (item,)), Rules())


@pytest.mark.parametrize("error", EVERY_ONE, ids=repr)
def test_refusal_mentions_only_role_holders(error: FirefighterError) -> None:
    assert live_parts(refusal(error, Rules())) <= {"@UANA", "@UBOB", "!subteam^S0LEADS"}


@pytest.mark.parametrize("problem", FieldProblem)
def test_every_field_problem_has_a_sentence(problem: FieldProblem) -> None:
    sentence = refusal(errors.InvalidField("title", problem, "R&D"), Rules())
    assert sentence[-1] in ".!?"
    assert live_parts(sentence) == set()

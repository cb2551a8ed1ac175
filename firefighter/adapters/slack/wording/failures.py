"""Error messages: refused actions, invalid fields, and effects that are pending or failed."""

from enum import StrEnum
from functools import singledispatch
from typing import assert_never

from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.wording.accounts import account_refused_text
from firefighter.adapters.slack.wording.alerts import decided_already_text
from firefighter.adapters.slack.wording.channels import unsuitable_channel_text
from firefighter.adapters.slack.wording.drills import drill_problem_text
from firefighter.adapters.slack.wording.exercises import exercise_decided_text
from firefighter.adapters.slack.wording.experiments import (
    ExperimentRefusal,
    experiment_refusal_text,
)
from firefighter.adapters.slack.wording.game_days import (
    game_day_problem_text,
    missing_items_text,
    phase_name,
)
from firefighter.adapters.slack.wording.hypotheses import hypothesis_state_label
from firefighter.adapters.slack.wording.invalid_fields import field_error_text
from firefighter.adapters.slack.wording.labels import role_in_sentence, status_label
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    group_mention,
    local_time_s,
    user_mention,
)
from firefighter.adapters.slack.wording.teams import TeamRefusal, team_refusal_text
from firefighter.domain import errors
from firefighter.domain.alert_groups import ProposalState
from firefighter.domain.errors import (
    Action,
    Conflict,
    FirefighterError,
    Missing,
    Unchanged,
)
from firefighter.domain.exercise_schedule import ExerciseDecided
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.hypotheses import HypothesisState
from firefighter.domain.ids import UserId, reference
from firefighter.domain.lifecycle import STEPS, Status, StepKind
from firefighter.domain.roles import Permission
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.outgoing import CallRefused, OutgoingError, RateLimited, Unavailable
from firefighter.ports.snapshot import UnfinishedEffects

_MISSING = {
    Missing.HOW_MITIGATED: gettext_noop("Say how it was mitigated."),
    Missing.REASON: gettext_noop("Enter a reason."),
    Missing.DUPLICATE_OF: gettext_noop("Choose the incident it duplicates."),
    Missing.POSTMORTEM: gettext_noop("This severity requires a post-mortem."),
    Missing.COMMANDER: gettext_noop("Incident commander missing."),
    Missing.SUMMARY: gettext_noop("Summary missing."),
    Missing.PAGE: gettext_noop("The post-mortem page couldn't be read yet."),
    Missing.IMPACT: gettext_noop("Impact has no number: add how many or how much."),
    Missing.TIMELINE: gettext_noop("The timeline starts at detection: add what came before."),
    Missing.DETECTION: gettext_noop("Detection missing."),
    Missing.TRIGGER: gettext_noop("Trigger missing."),
    Missing.FAILURE_CLASS: gettext_noop("Failure class missing."),
    Missing.FACTORS: gettext_noop("Contributing factors missing."),
    Missing.FOLLOW_UPS: gettext_noop("A follow-up has no owner or no due date."),
    Missing.PROMPTS: gettext_noop("Questions on the page are unanswered."),
    Missing.APPROVAL: gettext_noop("The post-mortem isn't approved by its reviewers yet."),
}


_ACTIONS = {
    Action.CHANGE_SEVERITY: gettext_noop("change the severity"),
    Action.CHANGE_ROLES: gettext_noop("change roles"),
    Action.POST_UPDATE: gettext_noop("post an update"),
    Action.MERGE: gettext_noop("merge it"),
    Action.ATTACH_ALERTS: gettext_noop("attach alerts"),
    Action.PAGE_ONCALL: gettext_noop("page anyone"),
    Action.ADOPT_CHANNEL: gettext_noop("set its channel"),
    Action.ARCHIVE_CHANNEL: gettext_noop("archive its channel"),
    Action.MAKE_SCENARIO: gettext_noop("make a scenario from it"),
}

_PERMISSIONS = {
    Permission.CLOSE: gettext_noop("close or decline this incident"),
    Permission.OVERRIDE: gettext_noop("close it without completing the checklist"),
    Permission.SEE_PRIVATE: gettext_noop("see private incidents"),
    Permission.EXPORT: gettext_noop("export incidents"),
    Permission.WRITE_EXPERIMENTS: gettext_noop("change the catalog of experiments"),
}


def missing_text(item: Missing) -> str:
    """Returns a sentence that says what is missing."""
    return gettext(_MISSING[item])


@singledispatch
def refusal(error: FirefighterError, rules: Rules) -> str:  # noqa: ARG001 - others use the rules
    """Returns what to tell a person whose action was refused."""
    return gettext("That didn't work. Nothing was changed. Try again.")


@refusal.register
def _(error: errors.AlertsDecided, _rules: Rules) -> str:
    return decided_already_text(ProposalState(error.state), error.by)


@refusal.register
def _(error: errors.AccountNotAllowed, _rules: Rules) -> str:
    return account_refused_text(error)


@refusal.register
def _(error: errors.UnknownIncident, _rules: Rules) -> str:
    number = reference(error.incident_id)
    return gettext(
        "{incident} doesn't exist, or you don't have access. Check the number.", incident=number
    )


@refusal.register
def _(_error: errors.UnknownGameDay, _rules: Rules) -> str:
    return gettext("There is no such Game Day. `/incident gameday` lists them.")


@refusal.register
def _(error: errors.GameDayRefused, _rules: Rules) -> str:
    return game_day_problem_text(error.problem)


@refusal.register
def _(error: errors.GameDayIncomplete, _rules: Rules) -> str:
    return missing_items_text(error.missing)


@refusal.register
def _(error: errors.GameDayNotInPhase, _rules: Rules) -> str:
    return gettext(
        "The Game Day is in the phase *{phase}* now, so that can't be done. Nothing was changed.",
        phase=phase_name(GameDayPhase(error.phase)),
    )


@refusal.register
def _(error: errors.NotAllowedInStatus, _rules: Rules) -> str:
    return gettext(
        "The incident is {status}: you can't {action}. Nothing was changed.",
        status=status_label(Status(error.status)).lower(),
        action=_action(error.action),
    )


@refusal.register
def _(error: errors.NoChange, rules: Rules) -> str:
    match error.what:
        case Unchanged.ROLE:
            role = role_in_sentence(error.role or "", rules)
            who = user_mention(UserId(error.value))
            return gettext("{who} is already {role}.", who=who, role=role)
        case Unchanged.SEVERITY:
            return gettext("It's already {severity}.", severity=error.value)
        case Unchanged.LINK:
            return gettext("It's already linked to {incident}.", incident=error.value)
        case Unchanged.HYPOTHESIS:
            return gettext("{label} is already in that state.", label=error.value)
        case Unchanged.VISIBILITY | Unchanged.REVIEW | Unchanged.APPROVAL:
            return gettext("That's already the case. Nothing was changed.")
        case Unchanged.CHANNEL:
            return gettext("{incident} already has a channel.", incident=error.value)
        case Unchanged.ARCHIVING:
            return gettext("The channel was already kept or archived.")
        case Unchanged.PAGE_ACKNOWLEDGED:
            who = user_mention(UserId(error.value))
            return gettext("{who} acknowledged this page already.", who=who)
        case (
            Unchanged.CHECKLIST_ITEM
            | Unchanged.CLASSIFICATION
            | Unchanged.DETAILS
            | Unchanged.EXPERIMENT
            | Unchanged.FOLLOW_UP
            | Unchanged.MILESTONES
            | Unchanged.POSTMORTEM_PAGE
            | Unchanged.LEVEL
            | Unchanged.SUMMARY
            | Unchanged.TEAM
            | Unchanged.TIMELINE_ENTRY
        ):
            return gettext("No change: it already says that.")
        case other:
            assert_never(other)


@refusal.register
def _(error: errors.EditConflict, rules: Rules) -> str:
    return gettext(
        "Someone else changed this first. {now} Your change was not applied.",
        now=_now(error, rules),
    )


def _now(error: errors.EditConflict, rules: Rules) -> str:
    match error.what:
        case Conflict.ROLE if error.value:
            role, who = role_in_sentence(error.role or "", rules), user_mention(UserId(error.value))
            return gettext("{who} is {role} now.", who=who, role=role)
        case Conflict.ROLE:
            return gettext(
                "The {role} role is open now.", role=role_in_sentence(error.role or "", rules)
            )
        case Conflict.SEVERITY:
            return gettext("It's {severity} now.", severity=error.value)
        case Conflict.HYPOTHESIS:
            state = hypothesis_state_label(HypothesisState(error.value)).lower()
            return gettext("Its state is {state} now.", state=state)
        case Conflict.UPDATE_DUE:
            return gettext("That update is no longer due.")
        case Conflict.INCIDENT | Conflict.GAME_DAY | Conflict.EXPERIMENT | Conflict.TEAM:
            return gettext("It was changed at the same time.")
        case other:
            assert_never(other)


@refusal.register
def _(error: errors.NotRoleHolder, rules: Rules) -> str:
    role = role_in_sentence(error.role, rules)
    if error.holder is None:
        return gettext("You aren't {role}: the role is open. Nothing was changed.", role=role)
    who = user_mention(error.holder)
    return gettext("You aren't {role}: {who} is. Nothing was changed.", role=role, who=who)


@refusal.register
def _(error: errors.PermissionDenied, _rules: Rules) -> str:
    who = ", ".join(_mention(each) for each in dict.fromkeys(error.entitled))
    if not who:
        return gettext(
            "No one is configured to {action}. Ask the bot's administrator.",
            action=gettext(_PERMISSIONS[error.permission]),
        )
    return gettext(
        "Only {who} can {action}. Nothing was changed.",
        who=who,
        action=gettext(_PERMISSIONS[error.permission]),
    )


@refusal.register
def _(_error: errors.UnknownRole, _rules: Rules) -> str:
    return gettext("That role no longer exists. Type `/incident show` for the current roles.")


@refusal.register
def _(error: errors.NoPostmortemPage, _rules: Rules) -> str:
    return gettext(
        "{incident} has no post-mortem page yet. Type `/incident postmortem {incident}` for one.",
        incident=error.incident,
    )


@refusal.register
def _(error: errors.NotPostmortemOwner, _rules: Rules) -> str:
    who = ", ".join(_mention(each) for each in dict.fromkeys(error.entitled))
    return gettext("Only {who} can ask for a review. Nothing was changed.", who=who)


@refusal.register
def _(error: errors.NotReviewer, _rules: Rules) -> str:
    return gettext(
        "You aren't a reviewer of the {incident} post-mortem. Its owner can add you.",
        incident=error.incident,
    )


@refusal.register
def _(error: errors.NotReviewable, _rules: Rules) -> str:
    return gettext(
        "{incident} was declined, so its post-mortem needs no review. Nothing was changed.",
        incident=error.incident,
    )


@refusal.register
def _(error: errors.OwnerApproves, _rules: Rules) -> str:
    return gettext(
        "You own the {incident} post-mortem, so you can't approve it. Choose other reviewers: "
        "`/incident postmortem {incident}`.",
        incident=error.incident,
    )


@refusal.register
def _(error: errors.ReviewersOutside, _rules: Rules) -> str:
    return gettext(
        "The incident is private, and {people} can't see it. Add them to its channel first.",
        people=", ".join(map(user_mention, error.people)),
    )


def _mention(chat_id: str) -> str:
    return group_mention(chat_id) if chat_id.startswith("S") else user_mention(UserId(chat_id))


@refusal.register
def _(_error: errors.UnknownFollowUp, _rules: Rules) -> str:
    return gettext("Follow-up not found. Type `/incident followups` to list them.")


@refusal.register
def _(error: errors.UnknownHypothesis, _rules: Rules) -> str:
    return gettext(
        "H{number} doesn't exist. Type `/incident hypothesis` to list them.", number=error.number
    )


@refusal.register
def _(error: errors.HypothesisNotOpen, _rules: Rules) -> str:
    if error.state == HypothesisState.MOVED:
        return gettext(
            "H{number} was moved to the other incident. Change it there.", number=error.number
        )
    return gettext(
        "H{number} is {state}. To test it again, type `/incident hypothesis H{number} testing`.",
        number=error.number,
        state=hypothesis_state_label(HypothesisState(error.state)).lower(),
    )


@refusal.register
def _(_error: errors.UnknownEntry, _rules: Rules) -> str:
    return gettext("That entry is no longer on the timeline. Nothing was changed.")


@refusal.register
def _(_error: errors.EntryNotEditable, _rules: Rules) -> str:
    return gettext("I recorded this entry: you can correct its time, but not its text.")


@refusal.register
def _(error: errors.InvalidField, _rules: Rules) -> str:
    return field_error_text(error)


@refusal.register
def _(error: errors.Incomplete, _rules: Rules) -> str:
    return " ".join((gettext("Not yet:"), *map(missing_text, error.missing)))


@refusal.register
def _(_error: errors.PostmortemPageBlocksVisibility, _rules: Rules) -> str:
    return gettext(
        "Its post-mortem page was created for the current visibility, and I can't move it. "
        "Nothing was changed."
    )


@refusal.register
def _(error: errors.UnsuitableChannel, _rules: Rules) -> str:
    return unsuitable_channel_text(error.why)


@refusal.register
def _(error: errors.UnknownScenario, _rules: Rules) -> str:
    text = gettext("There is no scenario {name}.", name=escaped(error.scenario))
    if not error.nearest:
        return text
    return f"{text} {gettext('Did you mean “{name}”?', name=escaped(error.nearest))}"


@refusal.register
def _(error: errors.ScenarioGone, _rules: Rules) -> str:
    text = gettext(
        "Version {version} of the scenario {name} is no longer available.",
        version=error.version,
        name=escaped(error.scenario),
    )
    if error.newest is None:
        return text
    return f"{text} {gettext('The newest is version {version}.', version=error.newest)}"


@refusal.register
def _(error: ExperimentRefusal, _rules: Rules) -> str:
    return experiment_refusal_text(error)


@refusal.register
def _(error: ExerciseDecided, _rules: Rules) -> str:
    return exercise_decided_text(error)


@refusal.register
def _(error: TeamRefusal, _rules: Rules) -> str:
    return team_refusal_text(error)


@refusal.register
def _(error: errors.DrillRefused, _rules: Rules) -> str:
    return drill_problem_text(error.problem)


@refusal.register
def _(_error: errors.AlreadyHandled, _rules: Rules) -> str:
    return gettext("Already done. Nothing was done twice.")


@refusal.register
def _(_error: errors.StoreUnavailable, _rules: Rules) -> str:
    return gettext(
        "My database is unavailable. Nothing was changed. Try again in a minute; if it "
        "continues, tell the bot's administrator."
    )


@refusal.register
def _(_error: errors.StoreUncertain, _rules: Rules) -> str:
    return gettext(
        "My database became unavailable while I was saving this. It may be done. Check in a "
        "minute before you try again."
    )


@refusal.register
def _(_error: OutgoingError, _rules: Rules) -> str:
    return gettext("That didn't work. Check the current state, then try again.")


@refusal.register
def _(error: Unavailable, _rules: Rules) -> str:
    return gettext(
        "{service} isn't responding. Check the current state, then try again.",
        service=error.service,
    )


@refusal.register
def _(error: RateLimited, _rules: Rules) -> str:
    return gettext(
        "{service} is limiting requests. Try again in {seconds} s.",
        service=error.service,
        seconds=f"{error.retry_after_s:.0f}",
    )


_TOO_LATE = {"expired_trigger_id", "trigger_expired"}
"""https://docs.slack.dev/reference/methods/views.open#errors."""


@refusal.register
def _(error: CallRefused, _rules: Rules) -> str:
    if error.reason in _TOO_LATE:
        return gettext("Too slow. Press again.")
    code = escaped(error.reason.replace("_", " "))
    return gettext(
        "{service} refused this ({code}). Tell the bot's administrator.",
        service=error.service,
        code=code,
    )


@refusal.register
def _(_error: UnknownButton, _rules: Rules) -> str:
    return gettext("This button or form is out of date. Type `/incident show` for a new one.")


def list_unavailable_text() -> str:
    """For a menu, which has no other place for an error."""
    return gettext("Couldn't load the list. Type again to retry.")


_REASON_LIMIT = 200


def pending_effects_text(unfinished_effects: UnfinishedEffects) -> str:
    """Empty if nothing is pending or failed."""
    why = clipped(escaped(unfinished_effects.why), _REASON_LIMIT)
    if unfinished_effects.failed:
        failed = ngettext(
            "{number} action failed: {why}. Once that's fixed, press *Retry now*.",
            "{number} actions failed: {why}. Once that's fixed, press *Retry now*.",
            unfinished_effects.failed,
            why=why,
        )
        return f":warning: {failed}"
    if unfinished_effects.pending and unfinished_effects.next_try:
        pending = ngettext(
            "{why}. {number} action queued; next retry {when}.",
            "{why}. {number} actions queued; next retry {when}.",
            unfinished_effects.pending,
            why=why,
            when=local_time_s(unfinished_effects.next_try),
        )
        return f":hourglass_flowing_sand: {pending}"
    return ""


def retrying_text(steps: int) -> str:
    if not steps:
        return gettext("Nothing to retry.")
    return ngettext("Retrying {number} action.", "Retrying {number} actions.", steps)


def _action(action: StrEnum) -> str:
    match action:
        case StepKind():
            return gettext(STEPS[action].action)
        case Action():
            return gettext(_ACTIONS[action])
        case _:
            raise TypeError(f"{action!r} is neither a step nor an action.")

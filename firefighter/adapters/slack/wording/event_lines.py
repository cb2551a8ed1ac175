"""One line for each event: who did what."""

from collections.abc import Iterator

from firefighter.adapters.slack.wording.alerts import alert_line
from firefighter.adapters.slack.wording.channels import adopted_line, channel_line, visibility_line
from firefighter.adapters.slack.wording.drills import DrillChange, drill_line
from firefighter.adapters.slack.wording.experiment_runs import run_line
from firefighter.adapters.slack.wording.hypotheses import decision_line, hypothesis_line
from firefighter.adapters.slack.wording.injects import hint_line, inject_line
from firefighter.adapters.slack.wording.labels import (
    SEVERITY_SIGN,
    decline_reason_label,
    milestone_name,
    role_in_sentence,
)
from firefighter.adapters.slack.wording.mrkdwn import (
    clipped,
    escaped,
    local_time,
    single_line,
    user_mention,
)
from firefighter.adapters.slack.wording.paging import paging_line
from firefighter.adapters.slack.wording.postmortem import postmortem_line
from firefighter.adapters.slack.wording.related import (
    LINK_SIGN,
    MERGED_SIGN,
    link_line,
    merged_line,
)
from firefighter.adapters.slack.wording.review import review_line
from firefighter.domain.drill_events import (
    DiagnosisJudged,
    DrillEnded,
    DrillPaused,
    DrillResumed,
    DrillRevealed,
    DrillStarted,
    DrillStopped,
    HintTaken,
    InjectSent,
)
from firefighter.domain.events import (
    AlertRecorded,
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChecklistItemConfirmed,
    Classified,
    DecisionRecorded,
    Declared,
    Described,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    HypothesisChanged,
    Linked,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    MilestonesCorrected,
    NoteTaken,
    PageAcknowledged,
    Paged,
    PagingEnded,
    PostmortemApproved,
    PostmortemPageRequested,
    Reported,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    Unlinked,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.follow_ups import FOLLOW_UP_KINDS, FollowUp, FollowUpState
from firefighter.domain.ids import UserId, reference
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import STEPS, DeclineReason, StepKind
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext
from firefighter.reporting.wording import format_day

CoordinationEvent = (
    UpdatePosted
    | UpdatePutOff
    | UpdateWaived
    | MilestonesCorrected
    | ChannelAdopted
    | VisibilityChanged
)


def coordination_line(event: CoordinationEvent) -> str:
    match event:
        case UpdatePosted():
            return f":loudspeaker: {_posted(event)}"
        case UpdatePutOff():
            return f":zzz: {_put_off(event)}"
        case UpdateWaived():
            who = user_mention(event.actor)
            return f":no_bell: {gettext('{who} said no update is needed for now.', who=who)}"
        case MilestonesCorrected():
            return f":stopwatch: {_corrected(event)}"
        case ChannelAdopted():
            return adopted_line(event)
        case VisibilityChanged():
            return visibility_line(event)


def _posted(event: UpdatePosted) -> str:
    return gettext(
        "{who} posted an update: {changed} · Impact: {impact}",
        who=user_mention(event.actor),
        changed=single_line(event.changed),
        impact=single_line(event.impact),
    )


def _put_off(event: UpdatePutOff) -> str:
    who, when = user_mention(event.actor), local_time(event.until)
    return gettext("{who} postponed the next update to {when}.", who=who, when=when)


def _corrected(event: MilestonesCorrected) -> str:
    times = (
        f"{milestone_name(each.milestone)} {local_time(each.after)}" for each in event.corrections
    )
    return gettext(
        "{who} corrected the times: {times}",
        who=user_mention(event.actor),
        times=" · ".join(times),
    )


RecordEvent = (
    NoteTaken
    | MessageNoted
    | MessageReworded
    | MessageDropped
    | EntryCorrected
    | EntryRemoved
    | FollowUpChanged
    | Edited
    | Merged
    | Linked
    | Unlinked
)


_SHOWN = 1000
"""Characters of typed text shown in a line; the timeline has all of it."""


_SIGNS = {
    "note_taken": ":spiral_note_pad:",
    "message_noted": ":pushpin:",
    "message_reworded": ":pushpin:",
    "message_dropped": ":pushpin:",
    "entry_corrected": ":pushpin:",
    "entry_removed": ":pushpin:",
    "follow_up_changed": ":ballot_box_with_check:",
    "edited": ":pencil:",
    "merged": MERGED_SIGN,
    "linked": LINK_SIGN,
    "unlinked": LINK_SIGN,
}


def record_line(event: RecordEvent) -> str:
    return f"{_SIGNS[event.kind]} {_record(event)}"


def follow_up_text(follow_up: FollowUp) -> str:
    """Returns the text, priority, kind, owner and due date."""
    whose = (owner_text(follow_up), due_text(follow_up))
    return " · ".join(filter(None, (_short(follow_up.text), kind_text(follow_up), *whose)))


def _record(event: RecordEvent) -> str:
    who = user_mention(event.actor)
    match event:
        case NoteTaken():
            return gettext("{who} noted: {text}", who=who, text=_short(event.text))
        case MessageNoted():
            return gettext("{who} added a message to the timeline.", who=who)
        case MessageReworded():
            return gettext("{who} edited a message on the timeline.", who=who)
        case MessageDropped() | EntryRemoved():
            return gettext("{who} removed a timeline entry.", who=who)
        case EntryCorrected():
            return gettext("{who} corrected a timeline entry.", who=who)
        case FollowUpChanged():
            return _follow_up(event, who)
        case Edited():
            return " ".join(_edited(event, who))
        case Linked() | Unlinked():
            return link_line(event)
        case Merged():
            return merged_line(event)


def _edited(event: Edited, who: str) -> Iterator[str]:
    before, after = event.before, event.after
    if before.title != after.title:
        yield gettext("{who} changed the title: {title}", who=who, title=escaped(after.title))
    if before.services != after.services:
        services = escaped(", ".join(after.services)) or gettext("none")
        yield gettext("{who} changed the affected services: {services}", who=who, services=services)


def _follow_up(event: FollowUpChanged, who: str) -> str:
    before, after = event.before, event.after
    if before is None and event.merged is not None:
        from_where, what = reference(event.merged), follow_up_text(after)
        return gettext("Follow-up moved from {incident}: {what}", incident=from_where, what=what)
    if before is None:
        return gettext("{who} added a follow-up: {what}", who=who, what=follow_up_text(after))
    if before.state is after.state:
        return gettext("{who} changed a follow-up: {what}", who=who, what=follow_up_text(after))
    what = _short(after.text)
    match after.state:
        case FollowUpState.DONE:
            return gettext("{who} completed a follow-up: {what}", who=who, what=what)
        case FollowUpState.DROPPED:
            return gettext("{who} marked a follow-up as won't do: {what}", who=who, what=what)
        case FollowUpState.MOVED:
            return gettext("{who} moved a follow-up: {what}", who=who, what=what)
        case FollowUpState.OPEN:
            return gettext("{who} reopened a follow-up: {what}", who=who, what=what)


def kind_text(follow_up: FollowUp) -> str:
    """The priority and the kind; empty if there are none."""
    kind = follow_up.kind and gettext(FOLLOW_UP_KINDS[follow_up.kind])
    return " · ".join(filter(None, (follow_up.priority, kind)))


def owner_text(follow_up: FollowUp) -> str:
    return user_mention(follow_up.owner) if follow_up.owner else gettext("unassigned")


def due_text(follow_up: FollowUp) -> str:
    return gettext("due {day}", day=format_day(follow_up.due)) if follow_up.due else ""


def _short(text: str) -> str:
    return clipped(escaped(" ".join(text.split())), _SHOWN)


def line(event: AnyEvent, incident: Incident, rules: Rules) -> str:
    match event:
        case Declared():
            return f":rotating_light: {_declared(event, incident)}"
        case Described():
            return f":memo: {_described(event)}"
        case SeverityChanged():
            return f"{SEVERITY_SIGN[event.after]} {_severity(event)}"
        case RoleChanged():
            return f":bust_in_silhouette: {_role(event, rules)}"
        case Classified() | ChecklistItemConfirmed() | PostmortemPageRequested():
            return postmortem_line(event)
        case StatusChanged():
            return _status(event)
        case Reported():
            return f":scroll: {_reported(event)}"
        case (
            UpdatePosted()
            | UpdatePutOff()
            | UpdateWaived()
            | MilestonesCorrected()
            | ChannelAdopted()
            | VisibilityChanged()
        ):
            return coordination_line(event)
        case Paged() | PagingEnded() | PageAcknowledged():
            return paging_line(event)
        case other:
            return _other_line(other, incident)


def _other_line(
    event: (
        AlertRecorded
        | ExperimentRunReported
        | DrillChange
        | InjectSent
        | HintTaken
        | ChannelChanged
        | ChannelRenamed
        | ChannelKept
        | ReviewRequested
        | PostmortemApproved
        | HypothesisChanged
        | DecisionRecorded
        | RecordEvent
    ),
    of: Incident,
) -> str:
    match event:
        case AlertRecorded():
            return alert_line(event)
        case ExperimentRunReported():
            return run_line(event.run)
        case InjectSent():
            return inject_line(event)
        case HintTaken():
            return hint_line(event)
        case (
            DrillStarted()
            | DrillPaused()
            | DrillResumed()
            | DrillStopped()
            | DrillEnded()
            | DrillRevealed()
            | DiagnosisJudged()
        ):
            return drill_line(event)
        case ReviewRequested() | PostmortemApproved():
            return review_line(event)
        case HypothesisChanged():
            return hypothesis_line(event)
        case DecisionRecorded():
            return decision_line(event)
        case ChannelChanged() | ChannelRenamed() | ChannelKept():
            return channel_line(event, of)
        case written:
            return record_line(written)


def _declared(event: Declared, incident: Incident) -> str:
    return gettext(
        "{who} declared {incident} as {severity}.",
        who=user_mention(event.actor),
        incident=incident.reference,
        severity=event.severity,
    )


def _described(event: Described) -> str:
    who, summary = user_mention(event.actor), single_line(event.summary)
    return gettext("{who} edited the summary: {summary}", who=who, summary=summary)


def _reported(event: Reported) -> str:
    return gettext(
        "{stage}: {message}", stage=escaped(event.stage), message=single_line(event.message)
    )


def _severity(event: SeverityChanged) -> str:
    changed = (
        gettext("{who} raised the severity from {before} to *{after}*.", **_change(event))
        if event.after < event.before
        else gettext("{who} lowered the severity from {before} to *{after}*.", **_change(event))
    )
    incident_channel = gettext("Creating the channel.") if event.opens_channel else ""
    why = gettext("Reason: {reason}", reason=single_line(event.reason)) if event.reason else ""
    return " ".join(filter(None, (changed, incident_channel, why)))


def _change(event: SeverityChanged) -> dict[str, str]:
    return {"who": user_mention(event.actor), "before": event.before, "after": event.after}


def _role(event: RoleChanged, rules: Rules) -> str:
    who, role = user_mention(event.actor), role_in_sentence(event.role, rules)
    if event.after is None:
        return gettext("{who} stepped down as {role}. The role is open.", who=who, role=role)
    if event.after != event.actor:
        return " ".join(filter(None, (_assigned(event, who, role), _role_note(event))))
    if event.before:
        before = user_mention(event.before)
        return gettext(
            "{who} is now {role}, taking over from {before}.", who=who, role=role, before=before
        )
    return gettext("{who} is now {role}.", who=who, role=role)


def _assigned(event: RoleChanged, who: str, role: str) -> str:
    to = user_mention(UserId(event.after or ""))
    if event.before == event.actor:
        return gettext("{who} handed over the {role} role to {to}.", who=who, role=role, to=to)
    if event.before:
        before = user_mention(event.before)
        return gettext(
            "{who} made {to} {role}, replacing {before}.",
            who=who,
            to=to,
            role=role,
            before=before,
        )
    return gettext("{who} made {to} {role}.", who=who, to=to, role=role)


def _role_note(event: RoleChanged) -> str:
    return gettext("Note: {note}", note=single_line(event.note)) if event.note else ""


def _status(event: StatusChanged) -> str:
    who, note = user_mention(event.actor), single_line(event.note)
    row = STEPS[event.step_kind]
    match event.step_kind:
        case StepKind.CLOSE | StepKind.DECLINE if not event.actor:
            text = gettext("Closed: {note}", note=note)
        case StepKind.START_POSTMORTEM if not event.actor:
            text = gettext("The post-mortem was started.")
        case StepKind.DECLINE if event.merged and event.duplicate_of is not None:
            into = reference(event.duplicate_of)
            merged = gettext("{who} merged it into {incident}.", who=who, incident=into)
            return " ".join(filter(None, (f"{MERGED_SIGN} {merged}", note)))
        case StepKind.DECLINE:
            text = gettext(row.line, who=who, note=_declined(event))
        case StepKind.CLOSE if event.overridden:
            text = gettext(
                "{who} closed it without completing the checklist: {note}", who=who, note=note
            )
        case _:
            text = gettext(row.line, who=who, note=note)
    return f":{row.emoji}: {text}"


def _declined(event: StatusChanged) -> str:
    if event.decline_reason is DeclineReason.DUPLICATE and event.duplicate_of is not None:
        reason = gettext("duplicate of {incident}", incident=reference(event.duplicate_of))
    elif event.decline_reason:
        reason = decline_reason_label(event.decline_reason).lower()
    else:
        reason = ""
    return ". ".join(filter(None, (reason, single_line(event.note))))

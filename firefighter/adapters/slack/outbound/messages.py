"""Converts a message of the Chat port to Slack's text and blocks."""

from dataclasses import dataclass

from firefighter.adapters.slack.blocks.alerts import alert_card, worse_alerts
from firefighter.adapters.slack.blocks.announcement import announcement, headline
from firefighter.adapters.slack.blocks.block_kit import Block, section
from firefighter.adapters.slack.blocks.channels import archive_notice
from firefighter.adapters.slack.blocks.declare import possible_duplicates
from firefighter.adapters.slack.blocks.drills import debrief, simulated_page, with_mark
from firefighter.adapters.slack.blocks.exercises import exercise_message
from firefighter.adapters.slack.blocks.experiment_runs import reported_run, run_message
from firefighter.adapters.slack.blocks.follow_ups import owner_deactivated_text, reminder
from firefighter.adapters.slack.blocks.game_days import (
    game_day_card,
    report_notice,
    result_message,
    safety_message,
    scoreboard_message,
)
from firefighter.adapters.slack.blocks.injects import inject_message
from firefighter.adapters.slack.blocks.panel import panel
from firefighter.adapters.slack.blocks.postmortem import page_notice
from firefighter.adapters.slack.blocks.responders import briefing, briefing_text
from firefighter.adapters.slack.blocks.review import review_request
from firefighter.adapters.slack.blocks.teams import team_notice
from firefighter.adapters.slack.blocks.updates import prompt, resolved_prompt_text, update_card
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.alerts import counting_line
from firefighter.adapters.slack.wording.channels import (
    channel_notice_text,
    gone_channel_text,
    not_invited_text,
)
from firefighter.adapters.slack.wording.declare import (
    declared_from,
    declared_here,
    not_announced_text,
)
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.game_days import game_day_line, stop_text
from firefighter.adapters.slack.wording.mrkdwn import clipped
from firefighter.adapters.slack.wording.paging import delay_line
from firefighter.adapters.slack.wording.related import continues_in
from firefighter.adapters.slack.wording.review import reviewer_not_reached_text
from firefighter.domain.drill_events import DrillRevealed, InjectSent
from firefighter.domain.events import AlertRecorded, StatusChanged, UpdatePosted
from firefighter.domain.experiment_events import ExperimentRunReported
from firefighter.domain.lifecycle import StepKind
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.i18n import gettext
from firefighter.ports.alert_messages import AlertCard, AlertLine
from firefighter.ports.channel_messages import ChannelSharing
from firefighter.ports.chat import (
    Announcement,
    ArchiveNotice,
    Briefing,
    ChannelNotice,
    ControlPanel,
    DeclaredFrom,
    DeclaredHere,
    GameDayCard,
    GameDayLine,
    GameDayMessage,
    GameDayResult,
    IncidentMessage,
    InjectMessage,
    Line,
    Message,
    NotInvited,
    NotInvitedToGameDay,
    Nudge,
    OwnerDeactivated,
    PagingDelay,
    Reminder,
    Reopened,
    ReportNotice,
    ResolvedNudge,
    SafetyMessage,
    Scoreboard,
    SimulatedPage,
    StopNotice,
)
from firefighter.ports.declare_messages import DuplicatesHint, NotAnnounced
from firefighter.ports.exercises import ExerciseMessage
from firefighter.ports.experiment_messages import ExperimentRunLine
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemPageNotice,
    ReviewerNotReached,
    ReviewRequest,
)
from firefighter.ports.snapshot import Address, no_address
from firefighter.ports.teams import TeamNotice

_NAME_LIMIT = 80
"""Characters of a sender's name; Slack's own limit is not documented."""


@dataclass(frozen=True)
class Sender:
    """Under whose name a message stands instead of the bot's."""

    name: str
    emoji: str
    """Shown in place of a picture."""


def sender_of(message: Message) -> Sender | None:
    """None for what the bot says itself."""
    match message:
        case InjectMessage(event=InjectSent(persona=persona)) if persona:
            return Sender(clipped(persona, _NAME_LIMIT), ":bust_in_silhouette:")
        case _:
            return None


def draw(
    message: Message, rules: Rules, address: Address = no_address, sender: Sender | None = None
) -> tuple[str, list[Block]]:
    """Returns the text for notifications and screen readers, and the visible blocks.

    Everything posted or edited about a drill gets its mark here. Without its sender, a message of
    somebody else than the bot begins with their name.
    """
    match message:
        case (
            GameDayCard()
            | GameDayLine()
            | Scoreboard()
            | GameDayResult()
            | ReportNotice()
            | SafetyMessage()
            | StopNotice()
            | NotInvitedToGameDay()
        ):
            return _draw_game_day(message)
        case AlertCard():
            return alert_card(message)
        case ExperimentRunLine():
            return run_message(message.run)
        case TeamNotice():
            return team_notice(message)
        case ExerciseMessage():
            return exercise_message(message)
        case _:
            return with_mark(message, *_drawn(message, rules, address, sender))


def _draw_game_day(message: GameDayMessage) -> tuple[str, list[Block]]:
    match message:
        case GameDayCard():
            return game_day_card(message)
        case GameDayLine():
            return _one_line(game_day_line(message.event, message.snapshot.game_day))
        case Scoreboard():
            return scoreboard_message(message)
        case GameDayResult():
            return result_message(message)
        case ReportNotice():
            return report_notice(message)
        case SafetyMessage():
            return safety_message(message)
        case StopNotice():
            return _one_line(f"{gettext('EXERCISE')} · {stop_text(message)}")
        case NotInvitedToGameDay():
            return _one_line(f"{gettext('EXERCISE')} · {not_invited_text(message)}")


def _drawn(
    message: IncidentMessage, rules: Rules, address: Address, sender: Sender | None
) -> tuple[str, list[Block]]:
    incident = message.snapshot.incident
    match message:
        case Announcement():
            text = f"{headline(incident)} · {labels.status_label(incident.status)}"
            return text, announcement(message.snapshot, address)
        case ControlPanel():
            text = gettext("{incident} controls", incident=headline(incident))
            return text, panel(message.snapshot, rules, address)
        case Line():
            return _draw_line(message, rules, address)
        case (
            AlertLine()
            | ChannelNotice()
            | ChannelSharing()
            | DeclaredFrom()
            | DeclaredHere()
            | NotAnnounced()
            | NotInvited()
            | OwnerDeactivated()
            | ResolvedNudge()
            | ReviewerNotReached()
        ):
            return _one_line(_notice_text(message))
        case SimulatedPage():
            return simulated_page(message)
        case InjectMessage():
            return inject_message(message, with_name=sender is None)
        case Reopened():
            text = _event_text(Line(message.event, message.snapshot), rules, address)
            return _one_line(f"{headline(incident)}\n{text}")
        case other:
            return _draw_notice(other, rules, address)


def _draw_line(message: Line, rules: Rules, address: Address) -> tuple[str, list[Block]]:
    """Most are one line; some have more to show, or a button."""
    incident = message.snapshot.incident
    match message.event:
        case UpdatePosted() as update:
            return line(update, incident, rules), update_card(update, incident)
        case DrillRevealed() as revealed:
            return line(revealed, incident, rules), debrief(revealed, message.snapshot)
        case ExperimentRunReported() as reported:
            return reported_run(line(reported, incident, rules), reported.run, incident)
        case AlertRecorded(severity=Severity() as severity) as alerts:
            return worse_alerts(line(alerts, incident, rules), severity, incident)
        case _:
            return _one_line(_event_text(message, rules, address))


def _notice_text(
    message: (
        AlertLine
        | ChannelNotice
        | ChannelSharing
        | DeclaredFrom
        | DeclaredHere
        | NotAnnounced
        | NotInvited
        | OwnerDeactivated
        | ResolvedNudge
        | ReviewerNotReached
    ),
) -> str:
    match message:
        case AlertLine():
            return counting_line(message)
        case ChannelNotice() | ChannelSharing():
            return channel_notice_text(message)
        case DeclaredFrom():
            return declared_from(message.link)
        case DeclaredHere():
            return declared_here(message.snapshot)
        case NotAnnounced():
            return not_announced_text(message)
        case NotInvited():
            return not_invited_text(message)
        case OwnerDeactivated():
            return owner_deactivated_text(message)
        case ResolvedNudge():
            return resolved_prompt_text(message)
        case ReviewerNotReached():
            return reviewer_not_reached_text(message)


def _draw_notice(
    message: (
        Nudge
        | Briefing
        | PostmortemPageNotice
        | PostmortemDue
        | PagingDelay
        | Reminder
        | ReviewRequest
        | ArchiveNotice
        | DuplicatesHint
    ),
    rules: Rules,
    address: Address,
) -> tuple[str, list[Block]]:
    """Draws a message that asks or reminds somebody, as opposed to a record of the incident."""
    match message:
        case Briefing():
            text = briefing_text(message.event, message.snapshot.incident, rules)
            return text, briefing(message.event, message.snapshot, rules, address)
        case PostmortemPageNotice() | PostmortemDue():
            return page_notice(message, address)
        case PagingDelay():
            return _one_line(delay_line(message))
        case Nudge():
            return prompt(message)
        case Reminder():
            return reminder(message, address)
        case ReviewRequest():
            return review_request(message, address)
        case ArchiveNotice():
            return archive_notice(message)
        case DuplicatesHint():
            return gettext("Possible duplicates"), possible_duplicates(message.alike)


def _event_text(message: Line, rules: Rules, address: Address) -> str:
    """Returns the event's line; after a merge or reopening also where to continue."""
    event, snapshot = message.event, message.snapshot
    text, onward = line(event, snapshot.incident, rules), ""
    match event:
        case StatusChanged(merged=True) if snapshot.original:
            onward = continues_in(snapshot.original, address)
        case StatusChanged(step_kind=StepKind.REOPEN):
            onward = gone_channel_text(snapshot)
        case _:
            pass
    return " ".join(filter(None, (text, onward)))


def _one_line(text: str) -> tuple[str, list[Block]]:
    return text, [section(text)]

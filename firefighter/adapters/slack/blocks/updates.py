"""Status updates: the form, the message, and the prompts that ask for an update or a commander."""

from typing import assert_never

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.announcement import next_update_text
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    context,
    modal,
    section,
    select_field,
    text_field,
    user_field,
)
from firefighter.adapters.slack.blocks.responders import take_command_button
from firefighter.adapters.slack.wording.labels import delay_text
from firefighter.adapters.slack.wording.mrkdwn import escaped, local_time, user_mention
from firefighter.domain.events import SNOOZE_MIN, UPDATE_LIMIT, UpdatePosted
from firefighter.domain.incident import Incident
from firefighter.i18n import gettext, ngettext
from firefighter.ports.chat import Nudge, NudgeKind, NudgeResolution, ResolvedNudge

NO_NEXT_UPDATE = "none"

_INTERVALS_MIN = (15, 30, 60, 120, 240, 1440)


def update_form(incident: Incident, changed: str = "") -> Block:
    """Prefilled with what is known, so that only the news has to be typed."""
    return modal(
        action_ids.UPDATE,
        gettext("Update {incident}", incident=incident.reference),
        [
            text_field(
                "impact",
                gettext("Impact"),
                max_length=UPDATE_LIMIT,
                initial=incident.impact or incident.summary,
                multiline=True,
                hint=gettext("Who is affected and how. For example: One in five payments fails"),
            ),
            text_field(
                "changed",
                gettext("What changed"),
                max_length=UPDATE_LIMIT,
                initial=changed,
                multiline=True,
            ),
            text_field(
                "next_step",
                gettext("Next step"),
                max_length=UPDATE_LIMIT,
                multiline=True,
                optional=True,
            ),
            user_field("next_by", gettext("Owner"), optional=True),
            select_field(
                "next_in",
                gettext("Next update"),
                _intervals(incident),
                initial=_default_interval(incident),
            ),
        ],
        submit=gettext("Post update"),
        metadata=str(ButtonState(incident.id)),
    )


def update_card(update: UpdatePosted, incident: Incident) -> list[Block]:
    title = gettext(
        ":loudspeaker: *Update on {incident}* by {who}",
        incident=f"{incident.reference} · {incident.severity} · {escaped(incident.title)}",
        who=user_mention(update.actor),
    )
    parts = [
        (gettext("Impact"), update.impact),
        (gettext("What changed"), update.changed),
        (gettext("Next step"), update.next_step),
    ]
    said = [section(f"*{name}*\n{escaped(text)}") for name, text in parts if text]
    return [section(title), *said, context(_update_footer(update))]


def _update_footer(update: UpdatePosted) -> str:
    does = gettext("Owner: {who}.", who=user_mention(update.next_by)) if update.next_by else ""
    then = (
        next_update_text(update.next_update)
        if update.next_update
        else gettext("No update scheduled.")
    )
    return " ".join(filter(None, (does, then)))


def _intervals(incident: Incident) -> list[Option]:
    usual = incident.policy.update_every_min
    minutes = sorted({*_INTERVALS_MIN, *([usual] if usual else [])})
    waits = [Option(str(each), delay_text(each)) for each in minutes]
    return [*waits, Option(NO_NEXT_UPDATE, gettext("No update scheduled"))]


def _default_interval(incident: Incident) -> str:
    return str(incident.policy.update_every_min or NO_NEXT_UPDATE)


def prompt(asked: Nudge) -> tuple[str, list[Block]]:
    """Returns the text, and blocks with the buttons that answer it."""
    incident = asked.snapshot.incident
    match asked.wanted:
        case NudgeKind.COMMANDER:
            text = gettext(":wave: {incident} has no commander.", incident=incident.reference)
            return text, [section(text, take_command_button(incident))]
        case NudgeKind.UPDATE:
            text = _update_due_text(incident)
            return text, [section(text), actions(_update_buttons(incident))]


def resolved_prompt_text(resolved: ResolvedNudge) -> str:
    match resolved.wanted:
        case NudgeKind.COMMANDER:
            return _resolved_commander_text(resolved)
        case NudgeKind.UPDATE:
            return _resolved_update_text(resolved)
        case other:
            assert_never(other)


def _resolved_commander_text(resolved: ResolvedNudge) -> str:
    name = resolved.snapshot.incident.reference
    match resolved.resolution:
        case NudgeResolution.DONE:
            return gettext(
                ":wave: {incident}: {who} is the commander.",
                incident=name,
                who=_who(resolved),
            )
        case NudgeResolution.ASKED_AGAIN:
            return gettext(":wave: {incident}: commander requested again below.", incident=name)
        case NudgeResolution.NOT_NEEDED | NudgeResolution.POSTPONED | NudgeResolution.RESCHEDULED:
            return gettext(":wave: {incident}: commander no longer needed.", incident=name)
        case other:
            assert_never(other)


def _resolved_update_text(resolved: ResolvedNudge) -> str:
    name, who = resolved.snapshot.incident.reference, _who(resolved)
    match resolved.resolution:
        case NudgeResolution.DONE:
            return gettext(
                ":alarm_clock: {incident}: {who} posted the update.", incident=name, who=who
            )
        case NudgeResolution.POSTPONED:
            return gettext(
                ":alarm_clock: {incident}: {who} postponed the update.", incident=name, who=who
            )
        case NudgeResolution.RESCHEDULED:
            return gettext(":alarm_clock: {incident}: update rescheduled.", incident=name)
        case NudgeResolution.NOT_NEEDED:
            return gettext(":alarm_clock: {incident}: update no longer needed.", incident=name)
        case NudgeResolution.ASKED_AGAIN:
            return gettext(":alarm_clock: {incident}: update requested again below.", incident=name)
        case other:
            assert_never(other)


def _who(resolved: ResolvedNudge) -> str:
    return user_mention(resolved.who) if resolved.who else ""


def _update_due_text(incident: Incident) -> str:
    """Mentions the commander, if there is one; only while an update is due."""
    name = incident.reference
    when = local_time(incident.update_due) if incident.update_due else ""
    if incident.commander is None:
        return gettext(
            ":alarm_clock: {incident}: update overdue since {when}.", incident=name, when=when
        )
    return gettext(
        ":alarm_clock: {who}, {incident}: update overdue since {when}.",
        who=user_mention(incident.commander),
        incident=name,
        when=when,
    )


def _update_buttons(incident: Incident) -> list[Element]:
    due = incident.update_due.isoformat() if incident.update_due else ""
    seen = str(ButtonState(incident.id, due))
    later = ngettext("In {number} minute", "In {number} minutes", SNOOZE_MIN)
    return [
        button(action_ids.UPDATE, gettext("Update…"), str(ButtonState(incident.id)), "primary"),
        button(action_ids.SNOOZE, later, seen),
        button(action_ids.WAIVE, gettext("Not needed now"), seen),
    ]

"""The control panel: what is needed now, with at most six buttons. *More…* has the rest."""

from collections.abc import Iterable, Sequence

from firefighter.adapters.slack.blocks import action_ids, follow_ups
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.announcement import headline, next_update, summary
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Style,
    actions,
    button,
    context,
    section,
)
from firefighter.adapters.slack.blocks.follow_ups import follow_ups_summary
from firefighter.adapters.slack.blocks.hypotheses import hypotheses_summary
from firefighter.adapters.slack.blocks.related import related_incidents
from firefighter.adapters.slack.blocks.responders import PAGE_ONCALL, take_command_button
from firefighter.adapters.slack.blocks.review import page_summary
from firefighter.adapters.slack.blocks.timeline import TIMELINE
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.alerts import alerts_state
from firefighter.adapters.slack.wording.changes import changes_text
from firefighter.adapters.slack.wording.channels import where_to_follow
from firefighter.adapters.slack.wording.failures import pending_effects_text
from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, user_mention
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Phase, Status, StepKind, offered_steps
from firefighter.domain.rules import Rules
from firefighter.domain.status_times import StateTime
from firefighter.domain.timeline import Participant
from firefighter.i18n import gettext, ngettext
from firefighter.ports.snapshot import Address, Snapshot, UnfinishedEffects, no_address
from firefighter.reporting.wording import format_duration


def panel(snapshot: Snapshot, rules: Rules, address: Address = no_address) -> list[Block]:
    """The buttons come before everything that can be long, so that a phone shows them at once."""
    incident = snapshot.incident
    return [
        *_status_and_actions(snapshot, rules),
        *summary(incident),
        *page_summary(snapshot),
        *hypotheses_summary(incident),
        *related_incidents(snapshot, address),
        *_changes(snapshot, rules),
        *follow_ups_summary(incident),
    ]


def short_panel(snapshot: Snapshot, rules: Rules, address: Address) -> list[Block]:
    """The top of the panel with a link to it, for one reader."""
    return [
        *_status_and_actions(snapshot, rules, where_to_follow(snapshot, address)),
        *related_incidents(snapshot, address),
        *_changes(snapshot, rules),
    ]


def _status_and_actions(snapshot: Snapshot, rules: Rules, where: str = "") -> list[Block]:
    """Where the incident stands, the buttons, and who has which role."""
    incident = snapshot.incident
    state = f"*{labels.status_label(incident.status)}.* {_next_step(incident)}"
    return [
        section("\n".join(filter(None, (headline(incident), state, where)))),
        *_private_note(incident),
        *_unfinished(incident, snapshot.unfinished_effects),
        actions(panel_buttons(incident, rules)),
        *_alerts(snapshot),
        *_present_state(snapshot, rules),
    ]


def panel_buttons(incident: Incident, rules: Rules) -> list[Element]:
    """What is needed now: at most six buttons, the step forward first."""
    button_state = str(ButtonState(incident.id))
    more = button(action_ids.MORE, gettext("More…"), button_state)
    first = step_buttons(incident, rules)[:1]
    return [*first, *_command_button(incident), *_needed(incident), more]


def _needed(incident: Incident) -> list[Element]:
    match incident.status.phase:
        case Phase.ACTIVE | Phase.MITIGATED:
            return coordination_buttons(incident)
        case Phase.POSTMORTEM:
            return [_update_button(incident), *record_buttons(incident)[:2]]
        case Phase.CLOSED:
            return record_buttons(incident)[:2]


def step_buttons(incident: Incident, rules: Rules) -> list[Element]:
    """The steps that the lifecycle allows now, the way forward first and marked."""
    step_kinds = offered_steps(incident, rules.enabled_statuses)
    return [
        button(
            action_ids.action(action_ids.STEP, step_kind),
            labels.step_label(step_kind),
            str(ButtonState(incident.id, incident.status)),
            _STYLES.get(step_kind, "primary" if step_kind is step_kinds[0] else None),
        )
        for step_kind in step_kinds
    ]


_STYLES: dict[StepKind, Style | None] = {StepKind.DECLINE: "danger", StepKind.REOPEN: None}


def coordination_buttons(incident: Incident) -> list[Element]:
    """What a commander does while an incident is open."""
    button_state = str(ButtonState(incident.id))
    return [
        _update_button(incident),
        button(PAGE_ONCALL, gettext("Page…"), button_state),
        button(action_ids.CHOOSE_SEVERITY, gettext("Severity…"), button_state),
    ]


def record_buttons(incident: Incident) -> list[Element]:
    """Timeline and follow-ups."""
    button_state = str(ButtonState(incident.id))
    return [
        button(TIMELINE, gettext("Timeline…"), button_state),
        *(
            [button(follow_ups.LIST, gettext("Follow-ups…"), button_state)]
            if incident.follow_ups
            else []
        ),
        button(follow_ups.ADD, gettext("Add a follow-up…"), button_state),
    ]


def _update_button(incident: Incident) -> Element:
    return button(action_ids.UPDATE, gettext("Update…"), str(ButtonState(incident.id)))


def _command_button(incident: Incident) -> list[Element]:
    if incident.commander or incident.status.has_ended:
        return []
    return [take_command_button(incident)]


def _private_note(incident: Incident) -> list[Block]:
    if not incident.private:
        return []
    return [context(":lock: " + gettext("Private: only participants can see this incident."))]


def _unfinished(incident: Incident, unfinished_effects: UnfinishedEffects) -> list[Block]:
    text = pending_effects_text(unfinished_effects)
    retry = button(action_ids.RETRY, gettext("Retry now"), str(ButtonState(incident.id)))
    return [section(text, retry if unfinished_effects.failed else None)] if text else []


def _changes(snapshot: Snapshot, rules: Rules) -> list[Block]:
    """Deployments and the like shortly before the incident."""
    several = len(snapshot.incident.services) > 1
    text = changes_text(snapshot.changes, rules, with_service=several)
    return [section(text)] if text else []


def _alerts(snapshot: Snapshot) -> list[Block]:
    """Once all are resolved, with the button that says so, unless the panel has it already."""
    incident, alerts = snapshot.incident, snapshot.alerts
    if alerts is None or not incident.status.is_active:
        return []
    mitigate = None
    if alerts.resolved_at and incident.status is Status.OPEN:
        mitigate = button(
            action_ids.action(action_ids.STEP, StepKind.MITIGATE),
            labels.step_label(StepKind.MITIGATE),
            str(ButtonState(incident.id, incident.status)),
        )
    return [section(alerts_state(alerts), mitigate)]


def _next_step(incident: Incident) -> str:
    then = labels.next_step(incident.status)
    if incident.status.phase is not Phase.MITIGATED:
        return then
    if incident.requires_postmortem():
        return " ".join((then, gettext("Once you're sure, start the post-mortem.")))
    return " ".join((then, gettext("Once you're sure, close it.")))


def _present_state(snapshot: Snapshot, rules: Rules) -> list[Block]:
    incident = snapshot.incident
    if incident.status.has_ended:
        return []
    meaning = clipped(escaped(labels.severity_meaning(incident.severity, rules)), _MEANING_SHOWN)
    severity = gettext("{severity} · {meaning}", severity=incident.severity, meaning=meaning)
    told = (severity, *_holders(incident, rules), *next_update(snapshot))
    return [context("\n".join(told))]


_MEANING_SHOWN = 300

_ROLE_SHOWN = 80
"""Characters. Together these limits keep the text short enough for one element."""

_HOLDERS_SHOWN = 12


def _holders(incident: Incident, rules: Rules) -> Iterable[str]:
    """The first roles, as configured; *More…* lists all of them."""
    held = [
        gettext(
            "{role}: {who}",
            role=clipped(escaped(labels.role_label(role, rules)), _ROLE_SHOWN),
            who=user_mention(holder),
        )
        for role, holder in incident.holders.items()
    ]
    if held:
        yield " · ".join(held[:_HOLDERS_SHOWN])


_PARTICIPANTS_SHOWN = 12


def participants_line(people: Sequence[Participant]) -> list[Block]:
    """Names the earliest participants, who know most; for one reader, so it notifies nobody."""
    if not people:
        return []
    named = ", ".join(user_mention(each.user) for each in people[:_PARTICIPANTS_SHOWN])
    told = gettext("Participants: {people}", people=named)
    if (more := len(people) - _PARTICIPANTS_SHOWN) > 0:
        told = " ".join((told, ngettext("and {number} more", "and {number} more", more)))
    return [context(told)]


def status_times_line(times: Sequence[StateTime[Status]]) -> list[Block]:
    """Nothing if no change of status is on record."""
    if not times:
        return []
    told = " · ".join(_status_time(each) for each in times)
    return [context(gettext("Time in status: {times}", times=told))]


def _status_time(each: StateTime[Status]) -> str:
    label = labels.status_label(each.state)
    lasted = format_duration(each.lasted.total_seconds())
    if each.lasts:
        return gettext("{status} {time} so far", status=label, time=lasted)
    return gettext("{status} {time}", status=label, time=lasted)

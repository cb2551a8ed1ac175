"""The control panel: what may be done now, derived from the lifecycle's table and the rules."""

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Trigger, triggers_from
from firefighter.domain.roles import Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.places import Snapshot, Troubles
from firefighter.slack.blocks import follow_ups, presses
from firefighter.slack.blocks.announcement import headline, summary
from firefighter.slack.blocks.follow_ups import follow_ups_summary
from firefighter.slack.blocks.kin import kin
from firefighter.slack.blocks.more import more_button
from firefighter.slack.blocks.news import next_update
from firefighter.slack.blocks.presses import Carried
from firefighter.slack.blocks.timeline import TIMELINE
from firefighter.slack.blocks.tools import tools
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    Option,
    Style,
    actions,
    button,
    context,
    divider,
    overflow,
    section,
)
from firefighter.slack.words import labels
from firefighter.slack.words.address import Address, nowhere
from firefighter.slack.words.mrkdwn import person, typed
from firefighter.slack.words.page_notices import page_link
from firefighter.slack.words.troubles import troubles_text
from firefighter.texts import say

_STYLES: dict[Trigger, Style | None] = {Trigger.CANCEL: "danger", Trigger.REOPEN: None}


def panel(snapshot: Snapshot, rules: Rules, address: Address = nowhere) -> list[Block]:
    incident = snapshot.incident
    blocks = [
        section(
            f"{headline(incident)}\n*{labels.status_label(incident.status)}.* {_next(incident)}"
        ),
        *summary(incident),
        *_page(snapshot),
        *kin(snapshot, address),
        *_troubles(incident, snapshot.troubles),
        actions(_step_buttons(incident)),
    ]
    record = [*follow_ups_summary(incident), actions(_record_buttons(incident))]
    if incident.status is Status.CLOSED:
        return [*blocks, *record]
    return [
        *blocks,
        tools(incident),
        *map(context, next_update(incident)),
        divider(),
        actions(_severity_buttons(incident)),
        context(_severity(incident, rules)),
        divider(),
        *(_role(incident, role, rules) for role in rules.roles),
        divider(),
        *record,
    ]


def _page(snapshot: Snapshot) -> list[Block]:
    page = page_link(snapshot)
    return [section(f":memo: {page}")] if page else []


def _troubles(incident: Incident, troubles: Troubles) -> list[Block]:
    text = troubles_text(troubles)
    retry = button(presses.RETRY, say("Retry now"), str(Carried(incident.id)))
    return [section(text, retry if troubles.parked else None)] if text else []


def _next(incident: Incident) -> str:
    then = labels.next_step(incident.status)
    if incident.status is not Status.MITIGATED:
        return then
    if incident.demands_postmortem():
        return f"{then} {say('When you are sure, write the post-mortem.')}"
    return f"{then} {say('When you are sure, close it.')}"


def _severity(incident: Incident, rules: Rules) -> str:
    meaning = typed(labels.severity_meaning(incident.severity, rules))
    return say("{severity}: {meaning}", severity=incident.severity, meaning=meaning)


def _step_buttons(incident: Incident) -> list[Element]:
    """What the lifecycle allows now, the way forward first and marked."""
    triggers = [
        trigger for trigger in triggers_from(incident.status) if _offered(incident, trigger)
    ]
    return [
        button(
            presses.action(presses.STEP, trigger),
            labels.step_label(trigger),
            str(Carried(incident.id, incident.status)),
            _STYLES.get(trigger, "primary" if trigger is triggers[0] else None),
        )
        for trigger in triggers
    ]


def _offered(incident: Incident, trigger: Trigger) -> bool:
    """Only one way leads on from mitigated, whichever the severity's policy says."""
    if incident.status is not Status.MITIGATED:
        return True
    other = Trigger.CLOSE if incident.demands_postmortem() else Trigger.START_POSTMORTEM
    return trigger is not other


def _record_buttons(incident: Incident) -> list[Element]:
    carried = str(Carried(incident.id))
    listed = [button(follow_ups.LIST, say("Follow-ups…"), carried)] if incident.follow_ups else []
    return [
        button(TIMELINE, say("Timeline…"), carried),
        *listed,
        button(follow_ups.ADD, say("Add a follow-up…"), carried),
        more_button(incident),
    ]


def _severity_buttons(incident: Incident) -> list[Element]:
    return [
        button(
            presses.action(presses.SEVERITY, severity),
            f"✓ {severity}" if severity is incident.severity else severity,
            str(Carried(incident.id, incident.severity)),
        )
        for severity in Severity
    ]


def _role(incident: Incident, role: Role, rules: Rules) -> Block:
    holder = incident.holders.get(role.key)
    action_id = presses.action(presses.ROLE, role.key)
    name = typed(labels.role_label(role.key, rules))
    if holder is None:
        take = button(action_id, say("Take"), str(Carried(incident.id, "", "take")))
        return section(say("{role}: _nobody_", role=name), take)
    options = [
        Option(str(Carried(incident.id, holder, verb)), label)
        for verb, label in (
            ("take", say("Take over")),
            ("hand_over", say("Hand over…")),
            ("step_down", say("Step down")),
        )
    ]
    held = say("{role}: {who}", role=name, who=person(holder))
    return section(held, overflow(action_id, options))

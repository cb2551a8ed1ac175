"""The control panel: what may be done now, derived from the lifecycle's table and the rules."""

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Trigger, triggers_from
from firefighter.domain.roles import Role
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.ports.places import Snapshot, Troubles
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.announcement import headline, summary
from firefighter.slack.blocks.presses import Carried
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
from firefighter.slack.words.mrkdwn import person, typed
from firefighter.slack.words.troubles import troubles_text

_STYLES: dict[Trigger, Style | None] = {Trigger.CANCEL: "danger", Trigger.REOPEN: None}


def panel(snapshot: Snapshot, rules: Rules) -> list[Block]:
    incident = snapshot.incident
    blocks = [
        section(f"{headline(incident)}\n*{labels.STATUS[incident.status]}.* {_next(incident)}"),
        *summary(incident),
        *_troubles(incident, snapshot.troubles),
        actions(_step_buttons(incident)),
    ]
    if incident.status is Status.CLOSED:
        return blocks
    return [
        *blocks,
        divider(),
        actions(_severity_buttons(incident)),
        context(f"{incident.severity}: {typed(rules.policy(incident.severity).meaning)}"),
        divider(),
        *(_role(incident, role) for role in rules.roles),
    ]


def _troubles(incident: Incident, troubles: Troubles) -> list[Block]:
    text = troubles_text(troubles)
    retry = button(presses.RETRY, "Retry now", str(Carried(incident.id)))
    return [section(text, retry if troubles.parked else None)] if text else []


def _next(incident: Incident) -> str:
    if incident.status is Status.MITIGATED:
        then = "write the post-mortem" if incident.demands_postmortem() else "close it"
        return f"{labels.NEXT[incident.status]} When you are sure, {then}."
    return labels.NEXT[incident.status]


def _step_buttons(incident: Incident) -> list[Element]:
    """What the lifecycle allows now, the way forward first and marked."""
    triggers = [
        trigger for trigger in triggers_from(incident.status) if _offered(incident, trigger)
    ]
    return [
        button(
            presses.action(presses.STEP, trigger),
            labels.STEP[trigger],
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


def _severity_buttons(incident: Incident) -> list[Element]:
    return [
        button(
            presses.action(presses.SEVERITY, severity),
            f"✓ {severity}" if severity is incident.severity else severity,
            str(Carried(incident.id, incident.severity)),
        )
        for severity in Severity
    ]


def _role(incident: Incident, role: Role) -> Block:
    holder = incident.holders.get(role.key)
    action_id = presses.action(presses.ROLE, role.key)
    carried = Carried(incident.id, holder or "", "take")
    if holder is None:
        return section(f"{typed(role.name)}: _nobody_", button(action_id, "Take", str(carried)))
    options = [
        Option(str(Carried(incident.id, holder, verb)), label)
        for verb, label in (
            ("take", "Take over"),
            ("hand_over", "Hand over…"),
            ("step_down", "Step down"),
        )
    ]
    return section(f"{typed(role.name)}: {person(holder)}", overflow(action_id, options))

"""The forms that change the severity: choosing one, lowering it, and the reason for raising it."""

from collections.abc import Iterator

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.announcement import headline
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    actions,
    button,
    context,
    modal,
    section,
    text_field,
)
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.channels import with_place
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import REASON_LIMIT, Severity
from firefighter.i18n import gettext, ngettext
from firefighter.ports.snapshot import Address, Snapshot, no_address


def severity_choices(incident: Incident, rules: Rules) -> Block:
    """One row for each severity. Raising takes one press; lowering asks for a reason."""
    return modal(
        action_ids.CHOOSE_SEVERITY,
        gettext("Severity: {incident}", incident=incident.reference),
        [
            section(headline(incident)),
            *(_choice(incident, severity, rules) for severity in Severity),
            context(gettext("Raising applies at once. Lowering asks for a reason first.")),
        ],
        metadata=str(ButtonState(incident.id)),
    )


def _choice(incident: Incident, severity: Severity, rules: Rules) -> Block:
    if severity is incident.severity:
        return section(f"✓ *{_meaning(severity, rules)}*")
    told = "\n".join(_severity_consequences(incident, severity, rules))
    return section(told, _severity_button(incident, severity))


def _severity_button(incident: Incident, severity: Severity) -> Element:
    action_id = action_ids.action(action_ids.SEVERITY, severity)
    label = gettext("Raise") if severity < incident.severity else gettext("Lower…")
    return button(action_id, label, str(ButtonState(incident.id, incident.severity)))


def raised(
    snapshot: Snapshot, severity: Severity, address: Address = no_address
) -> tuple[str, list[Block]]:
    """The answer to who raised the severity by a command, with a button to add the reason."""
    incident = snapshot.incident
    text = with_place(
        gettext("{incident} is {severity}.", incident=incident.reference, severity=severity),
        snapshot,
        address,
    )
    button_state = str(ButtonState(incident.id, severity))
    add = button(action_ids.SEVERITY_REASON, gettext("Add reason…"), button_state)
    return text, [section(text), actions([add])]


def severity_reason_form(incident: Incident, severity: Severity) -> Block:
    """Asks why the severity was raised to `severity`; it was raised already."""
    return modal(
        action_ids.SEVERITY_REASON,
        gettext("{incident} is {severity}", incident=incident.reference, severity=severity),
        [
            section(gettext("The severity is raised. Add the reason if you know it.")),
            text_field(
                "reason",
                gettext("Reason"),
                max_length=REASON_LIMIT,
                multiline=True,
                optional=True,
            ),
        ],
        submit=gettext("Add reason"),
        close=gettext("Skip"),
        metadata=str(ButtonState(incident.id, severity)),
    )


def severity_form(incident: Incident, severity: Severity, rules: Rules) -> Block:
    return modal(
        action_ids.SEVERITY,
        gettext("Change severity to {severity}", severity=severity),
        [
            section(headline(incident)),
            text_field("reason", gettext("Reason"), max_length=REASON_LIMIT, multiline=True),
            context("\n".join(_severity_consequences(incident, severity, rules))),
        ],
        submit=gettext("Change severity"),
        metadata=str(ButtonState(incident.id, incident.severity, severity)),
    )


def _severity_consequences(incident: Incident, severity: Severity, rules: Rules) -> Iterator[str]:
    policy = rules.policy(severity)
    yield _meaning(severity, rules)
    if policy.incident_channel and not incident.has_channel:
        yield gettext("A channel is created and responders are added.")
    elif policy.invite and severity < incident.severity:
        yield gettext("On-call responders are added.")
    if severity > incident.severity and incident.has_channel:
        yield gettext("Everyone stays in the channel.")
    if policy.update_every_min:
        yield ngettext(
            "An update is due every minute.",
            "An update is due every {number} minutes.",
            policy.update_every_min,
        )


def _meaning(severity: Severity, rules: Rules) -> str:
    meaning = escaped(labels.severity_meaning(severity, rules))
    return gettext("{severity} · {meaning}", severity=severity, meaning=meaning)

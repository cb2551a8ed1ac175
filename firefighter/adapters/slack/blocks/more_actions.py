"""The list behind *More…*: every action that is not on the control panel, in groups."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.action_ids import ButtonState
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    Option,
    actions,
    button,
    modal,
    overflow,
    section,
)
from firefighter.adapters.slack.blocks.panel import (
    coordination_buttons,
    panel_buttons,
    record_buttons,
    step_buttons,
)
from firefighter.adapters.slack.wording import labels
from firefighter.adapters.slack.wording.mrkdwn import escaped, user_mention
from firefighter.domain.incident import Incident
from firefighter.domain.roles import Role
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext, gettext_noop


class Group(Enum):
    """The groups, by heading, in the order of the list."""

    STATUS = gettext_noop("Status")
    ROLES = gettext_noop("Roles")
    RECORD = gettext_noop("Record")
    INCIDENT = gettext_noop("Incident")


def always(_incident: Incident) -> bool:
    return True


@dataclass(frozen=True)
class Entry:
    """One action of the list; a feature registers it with `Feature.more`."""

    name: str
    label: str
    """The button's label; a text of the catalogue."""
    description: str
    """One line; a text of the catalogue."""
    rarity: int
    """Sorts each group: rarer actions come later."""
    offered: Callable[[Incident], bool] = always
    """Whether the action applies to the incident in its current state."""
    group: Group = Group.INCIDENT


def more_form(incident: Incident, entries: Sequence[Entry], rules: Rules) -> Block:
    """The form of the chosen action replaces this list."""
    offered = [entry for entry in entries if entry.offered(incident)]
    blocks: list[Block] = []
    for group in Group:
        rows = [
            *_own_rows(group, incident, rules),
            *(_entry_row(incident, entry) for entry in offered if entry.group is group),
        ]
        if rows:
            blocks += [section(f"*{gettext(group.value)}*"), *rows]
    return modal(
        action_ids.MORE,
        gettext("More: {incident}", incident=incident.reference),
        blocks,
        metadata=str(ButtonState(incident.id)),
    )


def _own_rows(group: Group, incident: Incident, rules: Rules) -> list[Block]:
    """The rows of a group that no feature registers: what the panel has room for at other times."""
    shown = {each["action_id"] for each in panel_buttons(incident, rules)}
    left = [each for each in _own_buttons(group, incident, rules) if each["action_id"] not in shown]
    rows = [actions(left)] if left else []
    return [*_roles(incident, rules), *rows] if group is Group.ROLES else rows


def _own_buttons(group: Group, incident: Incident, rules: Rules) -> Iterator[Element]:
    button_state, ended = str(ButtonState(incident.id)), incident.status.has_ended
    match group:
        case Group.STATUS:
            yield from step_buttons(incident, rules)
            yield from () if ended else coordination_buttons(incident)
        case Group.ROLES if not ended:
            yield button(action_ids.ASSIGN, gettext("Assign role…"), button_state)
        case Group.RECORD:
            if not ended:
                yield button(action_ids.DESCRIBE, gettext("Edit summary…"), button_state)
                yield button(action_ids.MILESTONES, gettext("Correct times…"), button_state)
            yield from record_buttons(incident)
        case Group.ROLES | Group.INCIDENT:
            return


def _entry_row(incident: Incident, entry: Entry) -> Block:
    action_id = action_ids.action(action_ids.MORE, entry.name)
    return section(
        gettext(entry.description),
        button(action_id, gettext(entry.label), str(ButtonState(incident.id))),
    )


def _roles(incident: Incident, rules: Rules) -> list[Block]:
    if incident.status.has_ended:
        return []
    return [_role(incident, role, rules) for role in rules.roles]


def _role(incident: Incident, role: Role, rules: Rules) -> Block:
    holder = incident.holders.get(role.key)
    action_id = action_ids.action(action_ids.ROLE, role.key)
    name = escaped(labels.role_label(role.key, rules))
    if holder is None:
        take = button(action_id, gettext("Take"), str(ButtonState(incident.id, "", "take")))
        return section(gettext("{role}: _unassigned_", role=name), take)
    options = [
        Option(str(ButtonState(incident.id, holder, choice)), label)
        for choice, label in (
            ("take", gettext("Take over")),
            ("hand_over", gettext("Hand over…")),
            ("step_down", gettext("Step down")),
        )
    ]
    held = gettext("{role}: {who}", role=name, who=user_mention(holder))
    return section(held, overflow(action_id, options))

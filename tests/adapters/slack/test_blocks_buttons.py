"""The panel and the lists behind it offer exactly the permitted actions."""

from typing import Any

import pytest

from firefighter.adapters.slack.blocks.action_ids import ButtonState, read_button_state, role_of
from firefighter.adapters.slack.blocks.more_actions import more_form
from firefighter.adapters.slack.blocks.panel import panel
from firefighter.adapters.slack.blocks.severity import severity_choices
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.ports.snapshot import Snapshot, UnfinishedEffects
from tests.domain.incidents import ANA, BOB, COMPLETE_STEPS, DEMANDING, LATER, RELAXED, in_status

Json = dict[str, Any]

INVESTIGATE = StepKind.INVESTIGATE
MITIGATE = StepKind.MITIGATE
MONITOR = StepKind.MONITOR
START_POSTMORTEM = StepKind.START_POSTMORTEM
CLOSE = StepKind.CLOSE
DECLINE = StepKind.DECLINE
REOPEN = StepKind.REOPEN
OFFERED = [
    (Status.OPEN, RELAXED, [INVESTIGATE, MITIGATE, DECLINE]),
    (Status.OPEN, DEMANDING, [INVESTIGATE, MITIGATE, DECLINE]),
    (Status.INVESTIGATING, RELAXED, [MITIGATE, DECLINE]),
    (Status.INVESTIGATING, DEMANDING, [MITIGATE, DECLINE]),
    (Status.MITIGATED, RELAXED, [CLOSE, REOPEN]),
    (Status.MITIGATED, DEMANDING, [START_POSTMORTEM, REOPEN]),
    (Status.MONITORING, RELAXED, [CLOSE, REOPEN]),
    (Status.MONITORING, DEMANDING, [START_POSTMORTEM, REOPEN]),
    (Status.POSTMORTEM, RELAXED, [CLOSE, REOPEN]),
    (Status.POSTMORTEM, DEMANDING, [CLOSE, REOPEN]),
    (Status.CLOSED, RELAXED, [REOPEN]),
    (Status.CLOSED, DEMANDING, [REOPEN]),
]
NOT_CLOSED = [status for status in Status if status is not Status.CLOSED]


def on_panel(incident: Incident, rules: Rules | None = None) -> list[Json]:
    """Returns buttons and menus of the panel in order."""
    return elements(panel(Snapshot(incident, {}), rules or Rules()))


def behind_more(incident: Incident, rules: Rules | None = None) -> list[Json]:
    """Returns buttons and menus of the list behind *More…* in order."""
    return elements(more_form(incident, find_features().more, rules or Rules())["blocks"])


def pressable(incident: Incident, family: str, rules: Rules | None = None) -> list[Json]:
    """Returns buttons and menus of the panel, then of the list behind *More…*."""
    offered = [*on_panel(incident, rules), *behind_more(incident, rules)]
    return [one for one in offered if one["action_id"].startswith(f"{family}.")]


def elements(blocks: list[Json]) -> list[Json]:
    found = (
        element
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
    )
    return [one for one in found if "action_id" in one]


@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("held", [True, False])
def test_the_panel_has_at_most_six_buttons_and_leads_to_all_others(
    status: Status, held: bool
) -> None:
    incident = in_status(status, policy=DEMANDING)
    if held:
        incident.holders[COMMANDER] = ANA
    shown = [one["action_id"] for one in on_panel(incident)]
    assert 3 <= len(shown) <= 6
    assert shown[-1] == "more"
    listed = {one["action_id"] for one in behind_more(incident)}
    assert not listed & (set(shown) - {"role.commander"})
    assert {"timeline", "add_follow_up", "more.edit", "more.link"} <= {*shown, *listed}


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_the_step_and_take_command_come_first(status: Status) -> None:
    blocks = panel(Snapshot(in_status(status), {}), Rules())
    assert [block["type"] for block in blocks[:2]] == ["section", "actions"]
    first, second, *_rest = (one["action_id"] for one in blocks[1]["elements"])
    assert first.startswith("step.")
    assert second == "role.commander"


@pytest.mark.parametrize(("status", "policy", "step_kinds"), OFFERED)
def test_permitted_steps_are_offered(
    status: Status, policy: SeverityPolicy, step_kinds: list[StepKind]
) -> None:
    buttons = pressable(in_status(status, policy=policy), "step")
    assert [button["action_id"] for button in buttons] == [f"step.{one}" for one in step_kinds]


@pytest.mark.parametrize("policy", [RELAXED, DEMANDING])
def test_monitoring_is_offered_first_after_mitigation_if_enabled(
    policy: SeverityPolicy,
) -> None:
    rules = Rules(enabled_statuses=frozenset({Status.MONITORING}))
    buttons = pressable(in_status(Status.MITIGATED, policy=policy), "step", rules)
    assert buttons[0]["action_id"] == f"step.{MONITOR}"
    assert buttons[0]["style"] == "primary"
    assert len(buttons) == 3


@pytest.mark.parametrize(("status", "policy", "step_kinds"), OFFERED)
def test_offered_steps_are_accepted(
    status: Status, policy: SeverityPolicy, step_kinds: list[StepKind]
) -> None:
    for step_kind in step_kinds:
        incident = in_status(status, policy=policy)
        incident.advance(COMPLETE_STEPS[step_kind], actor=BOB, now=LATER)
        assert incident.status is not status


@pytest.mark.parametrize(("status", "policy", "step_kinds"), OFFERED)
def test_next_step_is_primary_and_declining_is_danger(
    status: Status, policy: SeverityPolicy, step_kinds: list[StepKind]
) -> None:
    styles = [button.get("style") for button in pressable(in_status(status, policy=policy), "step")]
    marked = [
        step_kind for step_kind, style in zip(step_kinds, styles, strict=True) if style == "primary"
    ]
    assert marked == ([] if status is Status.CLOSED else step_kinds[:1])
    red = [
        step_kind for step_kind, style in zip(step_kinds, styles, strict=True) if style == "danger"
    ]
    assert red == [step_kind for step_kind in step_kinds if step_kind is DECLINE]


@pytest.mark.parametrize("status", Status)
def test_step_button_carries_incident_and_displayed_status(status: Status) -> None:
    for button in pressable(in_status(status), "step"):
        assert read_button_state(button["value"]) == ButtonState(IncidentId(42), status)


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_every_other_severity_is_offered_and_the_current_one_selected(status: Status) -> None:
    blocks = severity_choices(in_status(status), Rules())["blocks"]
    buttons = elements(blocks)
    assert [button["action_id"] for button in buttons] == [
        f"severity.{one}" for one in Severity if one is not Severity.SEV3
    ]
    assert [button["text"]["text"] for button in buttons] == ["Raise", "Raise", "Lower…"]
    (current,) = [block for block in blocks if "✓" in str(block)]
    assert "SEV3" in current["text"]["text"]
    for button in buttons:
        assert read_button_state(button["value"]) == ButtonState(IncidentId(42), Severity.SEV3)


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_open_role_can_be_taken(status: Status) -> None:
    take_command, *buttons = pressable(in_status(status), "role")
    assert take_command["text"]["text"] == "Take command"
    assert [role_of(one["action_id"]) for one in buttons] == [role.key for role in DEFAULT_ROLES]
    for button in buttons:
        assert button["text"]["text"] == "Take"
        assert read_button_state(button["value"]) == ButtonState(IncidentId(42), "", "take")


def test_held_role_can_be_taken_over_handed_over_and_left() -> None:
    incident = in_status(Status.OPEN)
    incident.holders[COMMANDER] = ANA
    menu = pressable(incident, "role")[0]
    assert menu["type"] == "overflow"
    assert [option["text"]["text"] for option in menu["options"]] == [
        "Take over",
        "Hand over…",
        "Step down",
    ]
    assert [read_button_state(option["value"]) for option in menu["options"]] == [
        ButtonState(IncidentId(42), ANA, verb) for verb in ("take", "hand_over", "step_down")
    ]


def test_closed_incident_offers_neither_severity_nor_roles() -> None:
    incident = in_status(Status.CLOSED)
    offered = {one["action_id"] for one in (*on_panel(incident), *behind_more(incident))}
    assert "choose_severity" not in offered
    assert pressable(incident, "role") == []


def test_failed_effects_can_be_retried() -> None:
    snapshot = Snapshot(
        in_status(Status.CLOSED), {}, UnfinishedEffects(failed=2, why="is_archived")
    )
    (retry,) = [block["accessory"] for block in panel(snapshot, Rules()) if "accessory" in block]
    assert retry["action_id"] == "retry"
    assert read_button_state(retry["value"]).incident_id == 42


def test_pending_retries_need_no_button() -> None:
    waits = UnfinishedEffects(pending=2, why="no answer", next_try=LATER)
    blocks = panel(Snapshot(in_status(Status.CLOSED), {}, waits), Rules())
    assert "queued; " in str(blocks)
    assert not [block for block in blocks if "accessory" in block]


@pytest.mark.parametrize(
    "button_state",
    [
        ButtonState(IncidentId(42)),
        ButtonState(IncidentId(42), "open"),
        ButtonState(IncidentId(42), ANA, "hand_over"),
        ButtonState(IncidentId(42), previous_callback_id="close"),
        ButtonState(IncidentId(42), "100 %", "search | index %7C", "|"),
    ],
)
def test_button_state_round_trips(button_state: ButtonState) -> None:
    assert read_button_state(str(button_state)) == button_state


@pytest.mark.parametrize(
    ("value", "button_state"),
    [
        ("42", ButtonState(IncidentId(42))),
        ("42|open", ButtonState(IncidentId(42), "open")),
        ("42|open|take||of a newer version", ButtonState(IncidentId(42), "open", "take")),
    ],
)
def test_button_state_of_another_version_is_read(value: str, button_state: ButtonState) -> None:
    assert read_button_state(value) == button_state


@pytest.mark.parametrize("value", ["", "x|open||", "|open||", "4.2|||"])
def test_foreign_button_value_is_refused(value: str) -> None:
    with pytest.raises(UnknownButton):
        read_button_state(value)


def test_role_key_with_a_dot_round_trips() -> None:
    assert role_of("role.ops.night") == RoleKey("ops.night")

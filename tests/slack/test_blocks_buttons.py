"""What can be pressed is what can be done."""

from typing import Any

import pytest

from firefighter.domain.ids import IncidentId, RoleKey
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, Trigger
from firefighter.domain.roles import COMMANDER, DEFAULT_ROLES
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity, SeverityPolicy
from firefighter.ports.places import Snapshot, Troubles
from firefighter.slack.blocks.panel import panel
from firefighter.slack.blocks.presses import Carried, read_carried, role_of
from firefighter.slack.errors import UnknownButton
from tests.domain.incidents import ANA, BOB, DEMANDING, LATER, RELAXED, SAID_IN_FULL, in_status

Json = dict[str, Any]

INVESTIGATE, MITIGATE, START_POSTMORTEM, CLOSE, CANCEL, REOPEN = Trigger
OFFERED = [
    (Status.OPEN, RELAXED, [INVESTIGATE, MITIGATE, CANCEL]),
    (Status.OPEN, DEMANDING, [INVESTIGATE, MITIGATE, CANCEL]),
    (Status.INVESTIGATING, RELAXED, [MITIGATE, CANCEL]),
    (Status.INVESTIGATING, DEMANDING, [MITIGATE, CANCEL]),
    (Status.MITIGATED, RELAXED, [CLOSE, REOPEN]),
    (Status.MITIGATED, DEMANDING, [START_POSTMORTEM, REOPEN]),
    (Status.POSTMORTEM, RELAXED, [CLOSE, REOPEN]),
    (Status.POSTMORTEM, DEMANDING, [CLOSE, REOPEN]),
    (Status.CLOSED, RELAXED, [REOPEN]),
    (Status.CLOSED, DEMANDING, [REOPEN]),
]
NOT_CLOSED = [status for status in Status if status is not Status.CLOSED]


def pressable(incident: Incident, family: str) -> list[Json]:
    """Buttons and menus of the panel, in the order people see them."""
    blocks = panel(Snapshot(incident, {}), Rules())
    elements = [
        element
        for block in blocks
        for element in (*block.get("elements", ()), block.get("accessory", {}))
    ]
    return [one for one in elements if one.get("action_id", "").startswith(f"{family}.")]


@pytest.mark.parametrize(("status", "policy", "triggers"), OFFERED)
def test_the_steps_that_can_be_taken_are_offered(
    status: Status, policy: SeverityPolicy, triggers: list[Trigger]
) -> None:
    buttons = pressable(in_status(status, policy=policy), "step")
    assert [button["action_id"] for button in buttons] == [f"step.{one}" for one in triggers]


@pytest.mark.parametrize(("status", "policy", "triggers"), OFFERED)
def test_every_step_that_is_offered_is_accepted(
    status: Status, policy: SeverityPolicy, triggers: list[Trigger]
) -> None:
    for trigger in triggers:
        incident = in_status(status, policy=policy)
        incident.advance(SAID_IN_FULL[trigger], actor=BOB, now=LATER)
        assert incident.status is not status


@pytest.mark.parametrize(("status", "policy", "triggers"), OFFERED)
def test_one_way_forward_is_marked_and_the_way_out_is_red(
    status: Status, policy: SeverityPolicy, triggers: list[Trigger]
) -> None:
    styles = [button.get("style") for button in pressable(in_status(status, policy=policy), "step")]
    marked = [
        trigger for trigger, style in zip(triggers, styles, strict=True) if style == "primary"
    ]
    assert marked == ([] if status is Status.CLOSED else triggers[:1])
    red = [trigger for trigger, style in zip(triggers, styles, strict=True) if style == "danger"]
    assert red == [trigger for trigger in triggers if trigger is CANCEL]


@pytest.mark.parametrize("status", Status)
def test_a_step_carries_the_incident_and_the_status_that_was_seen(status: Status) -> None:
    for button in pressable(in_status(status), "step"):
        assert read_carried(button["value"]) == Carried(IncidentId(42), status)


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_every_severity_is_offered_and_the_present_one_ticked(status: Status) -> None:
    buttons = pressable(in_status(status), "severity")
    assert [button["action_id"] for button in buttons] == [f"severity.{one}" for one in Severity]
    assert [button["text"]["text"] for button in buttons] == ["SEV1", "SEV2", "✓ SEV3", "SEV4"]
    for button in buttons:
        assert read_carried(button["value"]) == Carried(IncidentId(42), Severity.SEV3)


@pytest.mark.parametrize("status", NOT_CLOSED)
def test_a_free_role_can_be_taken(status: Status) -> None:
    buttons = pressable(in_status(status), "role")
    assert [role_of(one["action_id"]) for one in buttons] == [role.key for role in DEFAULT_ROLES]
    for button in buttons:
        assert button["text"]["text"] == "Take"
        assert read_carried(button["value"]) == Carried(IncidentId(42), "", "take")


def test_a_role_that_is_held_can_be_taken_over_handed_over_and_left() -> None:
    incident = in_status(Status.OPEN)
    incident.holders[COMMANDER] = ANA
    menu = pressable(incident, "role")[0]
    assert menu["type"] == "overflow"
    assert [option["text"]["text"] for option in menu["options"]] == [
        "Take over",
        "Hand over…",
        "Step down",
    ]
    assert [read_carried(option["value"]) for option in menu["options"]] == [
        Carried(IncidentId(42), ANA, verb) for verb in ("take", "hand_over", "step_down")
    ]


def test_a_closed_incident_offers_neither_severity_nor_roles() -> None:
    incident = in_status(Status.CLOSED)
    assert pressable(incident, "severity") == pressable(incident, "role") == []


def test_what_was_given_up_can_be_tried_again() -> None:
    snapshot = Snapshot(in_status(Status.CLOSED), {}, Troubles(parked=2, why="is_archived"))
    (retry,) = [block["accessory"] for block in panel(snapshot, Rules()) if "accessory" in block]
    assert retry["action_id"] == "retry"
    assert read_carried(retry["value"]).incident_id == 42


def test_what_is_still_tried_needs_no_press() -> None:
    waits = Troubles(waiting=2, why="no answer", next_try=LATER)
    blocks = panel(Snapshot(in_status(Status.CLOSED), {}, waits), Rules())
    assert "waiting: " in str(blocks)
    assert not [block for block in blocks if "accessory" in block]


@pytest.mark.parametrize(
    "carried",
    [
        Carried(IncidentId(42)),
        Carried(IncidentId(42), "open"),
        Carried(IncidentId(42), ANA, "hand_over"),
        Carried(IncidentId(42), beneath="close"),
    ],
)
def test_what_a_button_carries_is_read_back(carried: Carried) -> None:
    assert read_carried(str(carried)) == carried


@pytest.mark.parametrize(
    ("value", "carried"),
    [
        ("42", Carried(IncidentId(42))),
        ("42|open", Carried(IncidentId(42), "open")),
        ("42|open|take||of a newer version", Carried(IncidentId(42), "open", "take")),
    ],
)
def test_what_a_button_of_another_version_carries_is_understood(
    value: str, carried: Carried
) -> None:
    assert read_carried(value) == carried


@pytest.mark.parametrize("value", ["", "x|open||", "|open||", "4.2|||"])
def test_a_value_that_is_not_ours_is_refused(value: str) -> None:
    with pytest.raises(UnknownButton):
        read_carried(value)


def test_a_role_with_a_dot_in_its_key_is_read_back() -> None:
    assert role_of("role.ops.night") == RoleKey("ops.night")

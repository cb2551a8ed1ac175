"""Slack accepts every modal, and each asks for what its step needs."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.adapters.slack.blocks import declare, forms
from firefighter.adapters.slack.blocks.action_ids import ButtonState, read_button_state
from firefighter.domain.errors import Missing
from firefighter.domain.ids import IncidentId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import Status, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.rules import Rules
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.domain.title import TITLE_LIMIT
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.block_problems import problems_of_view
from tests.adapters.slack.block_samples import everything_drawn
from tests.adapters.slack.live_text import mrkdwn_texts
from tests.domain.incidents import DEMANDING, in_status

Json = dict[str, Any]


OF_NO_INCIDENT = {declare.DECLARE, forms.MESSAGE, forms.ANSWER}


def every_form(incident: Incident, rules: Rules) -> Iterator[Json]:
    for function, drawn in everything_drawn(Snapshot(incident, {}), rules):
        if function.startswith("forms.") and isinstance(drawn, dict) and "blocks" in drawn:
            yield drawn


def fields(view: Json) -> dict[str, Json]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def completes(view: Json) -> list[str]:
    return [block["accessory"]["action_id"] for block in view["blocks"] if block.get("accessory")]


@given(st.integers(TITLE_LIMIT + 1, 3000))
def test_long_command_text_still_opens_the_form(length: int) -> None:
    assert problems_of_view(declare.declare_form(Rules(), "x" * length)) == []


def test_declare_form_asks_for_required_fields() -> None:
    view = declare.declare_form(Rules(services=("shop",)), "Mail is slow")
    asked = fields(view)
    assert list(asked) == ["title", "severity", "services", "summary", "private"]
    assert [name for name, block in asked.items() if not block["optional"]] == ["title", "severity"]
    assert asked["title"]["element"]["initial_value"] == "Mail is slow"


@pytest.mark.parametrize("severity", Severity)
def test_typed_severity_is_preselected(severity: Severity) -> None:
    asked = fields(declare.declare_form(Rules(), severity=severity))
    assert asked["severity"]["element"]["initial_option"]["value"] == severity


def test_a_policy_without_services_does_not_ask_for_them() -> None:
    assert "services" not in fields(declare.declare_form(Rules()))


@pytest.mark.parametrize("severity", Severity)
def test_meaning_of_each_severity_is_shown_in_full(severity: Severity) -> None:
    element = fields(declare.declare_form(Rules()))["severity"]["element"]
    labels = {option["value"]: option["text"]["text"] for option in element["options"]}
    assert labels[severity] == f"{severity} · {DEFAULT_POLICIES[severity].meaning}"


def test_block_and_element_of_a_field_have_the_same_name() -> None:
    """Features read values by element name; errors refer to the block name."""
    for view in every_form(in_status(Status.OPEN), Rules(services=("shop",))):
        for name, block in fields(view).items():
            assert block["element"]["action_id"] == name


def test_form_about_an_incident_carries_its_number() -> None:
    for view in every_form(in_status(Status.OPEN), Rules()):
        if view["callback_id"].partition(".")[0] not in OF_NO_INCIDENT:
            assert read_button_state(view["private_metadata"]).incident_id == 42


def test_handover_form_carries_the_role() -> None:
    view = forms.hand_over_form(IncidentId(42), COMMANDER, Rules())
    assert read_button_state(view["private_metadata"]) == ButtonState(IncidentId(42), COMMANDER)


@pytest.mark.parametrize(
    "step_kind",
    [
        StepKind.MITIGATE,
        StepKind.REOPEN,
    ],
)
def test_form_title_fits_five_digit_numbers(step_kind: StepKind) -> None:
    view = forms.note_form(step_kind, IncidentId(12345))
    assert view["title"]["text"].endswith("INC-12345")


@pytest.mark.parametrize(
    ("missing", "may_override", "completed_by", "sent"),
    [
        ((Missing.POSTMORTEM,), True, ["step.start_postmortem"], False),
        ((Missing.COMMANDER, Missing.SUMMARY), False, ["role.commander", "describe"], False),
        ((Missing.SUMMARY,), True, ["describe"], True),
    ],
)
def test_each_checklist_item_has_the_button_that_completes_it(
    missing: tuple[Missing, ...], may_override: bool, completed_by: list[str], sent: bool
) -> None:
    incident = in_status(Status.POSTMORTEM, policy=DEMANDING)
    view = forms.checklist(incident, missing, may_override=may_override)
    assert completes(view) == completed_by
    assert ("submit" in view) is sent
    assert list(fields(view)) == (["note"] if sent else [])


@pytest.mark.parametrize("may_override", [False, True])
def test_completed_checklist_can_be_submitted_without_a_reason(may_override: bool) -> None:
    incident = in_status(Status.POSTMORTEM, summary="Carts were empty")
    view = forms.checklist(incident, (), may_override=may_override)
    assert "Not yet" not in "".join(mrkdwn_texts(view))
    assert "submit" in view
    assert fields(view) == {}

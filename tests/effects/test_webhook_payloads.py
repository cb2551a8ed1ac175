"""What receivers of webhooks read is what docs/webhooks.md says, for every type of event."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from firefighter.adapters.webhooks.subscribers import content_of
from firefighter.domain.drill_events import (
    DrillEnded,
    DrillEnding,
    DrillPaused,
    DrillResumed,
    DrillStarted,
    DrillStopped,
)
from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    Details,
    Edited,
    FollowUpChanged,
    MessageNoted,
    MilestonesCorrected,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, FollowUpNumber
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStep, GameDayStepKind
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Status, Step, StepKind
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import Mode
from firefighter.domain.severity import DEFAULT_POLICIES, Severity
from firefighter.domain.webhooks import (
    Subscription,
    WebhookEventId,
    WebhookEventType,
    is_event_pattern,
)
from firefighter.effects.webhook_payloads import game_day_webhook_events, webhook_events
from firefighter.ports.subscribers import RecordedEvent
from tests.architecture.linters import ROOT
from tests.domain.game_days import MASTER, in_phase

ANA, BEN = UserId("U0ANA"), UserId("U0BEN")
AT = datetime(2026, 3, 2, 9, 41, 7, tzinfo=UTC)
BY_BEN: dict[str, Any] = {"actor": BEN, "at": AT}
FOLLOW_UP = FollowUp(number=FollowUpNumber(1), text="Add an alert")
DETAILS = Details("Checkout is slow", ("checkout",))
EVENTS: tuple[AnyEvent, ...] = (
    Declared(**BY_BEN, title="Checkout returns 500", severity=Severity.SEV2),
    SeverityChanged(**BY_BEN, before=Severity.SEV3, after=Severity.SEV2),
    StatusChanged(
        **BY_BEN, step_kind=StepKind.MITIGATE, before=Status.OPEN, after=Status.MITIGATED
    ),
    StatusChanged(
        **BY_BEN,
        step_kind=StepKind.DECLINE,
        before=Status.OPEN,
        after=Status.CLOSED,
        decline_reason=DeclineReason.DUPLICATE,
        duplicate_of=IncidentId(7),
    ),
    UpdatePosted(**BY_BEN, impact="Nobody can pay.", changed="Rolled back", next_update=AT),
    Edited(**BY_BEN, before=DETAILS, after=Details("Checkout returns 500", ("checkout",))),
    Described(**BY_BEN, summary="Nobody can pay by card."),
    Classified(**BY_BEN, trigger="deployment", failure_class="software defect"),
    MilestonesCorrected(**BY_BEN, corrections=()),
    RoleChanged(**BY_BEN, role=COMMANDER, before=None, after=BEN),
    FollowUpChanged(**BY_BEN, before=None, after=FOLLOW_UP),
    FollowUpChanged(**BY_BEN, before=FOLLOW_UP, after=FOLLOW_UP),
    DrillStarted(**BY_BEN, team=(BEN,), length_min=30, ends_at=AT),
    DrillPaused(**BY_BEN),
    DrillResumed(**BY_BEN, ends_at=AT),
    DrillStopped(actor=UserId(""), at=AT),
    DrillEnded(actor=UserId(""), at=AT, ending=DrillEnding.TIME_OVER),
)


def mitigated() -> Incident:
    incident = Incident.declare(
        incident_id=IncidentId(42),
        title="Checkout returns 500",
        summary="Nobody can pay by card.",
        severity=Severity.SEV2,
        policy=DEFAULT_POLICIES[Severity.SEV2],
        services=("checkout",),
        private=False,
        actor=ANA,
        now=AT - timedelta(minutes=26, seconds=7),
    )
    incident.take_role(COMMANDER, seen=None, actor=BEN, now=AT)
    incident.advance(Step(StepKind.MITIGATE, note="Rolled back to 1.41."), actor=BEN, now=AT)
    return incident


def as_received(incident: Incident, event: AnyEvent) -> Iterator[dict[str, Any]]:
    """After the database, which stores JSON."""
    for each in webhook_events(incident, event):
        data: dict[str, object] = json.loads(json.dumps(each.data))
        recorded = RecordedEvent(WebhookEventId("1"), incident.id, each.type, each.at, data)
        yield json.loads(json.dumps(content_of(recorded)))


def all_received() -> list[dict[str, Any]]:
    return [each for event in EVENTS for each in as_received(mitigated(), event)]


GAME_DAY_STEPS = [(phase, mode) for phase in GameDayPhase for mode in Mode]


def steps_of(phase: GameDayPhase, mode: Mode) -> Iterator[dict[str, Any]]:
    """What receivers read of the steps to this phase, with all that is sealed."""
    game_day = in_phase(phase, mode)
    for event in game_day.events:
        for each in game_day_webhook_events(game_day, event):
            data: dict[str, object] = json.loads(json.dumps(each.data))
            recorded = RecordedEvent(
                WebhookEventId("1"), None, each.type, each.at, data, game_day.id
            )
            yield json.loads(json.dumps(content_of(recorded)))


def documented_members() -> Mapping[str, set[str]]:
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|[^|]*\|([^|]*)\|$", text, re.MULTILINE)
    return {name: set(re.findall(r"`([a-z_]+)`", members)) for name, members in rows}


def test_every_type_has_the_documented_members() -> None:
    documented = documented_members()
    assert set(documented) == set(WebhookEventType)
    about = {
        "incident": all_received(),
        "game_day": [*steps_of(GameDayPhase.CLOSED, Mode.INFORMED)],
    }
    received = [each for found in about.values() for each in found]
    assert {each["type"] for each in received} == set(WebhookEventType)
    for what, found in about.items():
        for each in found:
            assert set(each) == {"version", "type", "timestamp", "data"}
            assert set(each["data"]) == {what, "actor", *documented[each["type"]]}, each["type"]


@pytest.mark.parametrize(("phase", "mode"), GAME_DAY_STEPS)
def test_steps_of_a_game_day_tell_nothing_that_is_sealed(phase: GameDayPhase, mode: Mode) -> None:
    for each in steps_of(phase, mode):
        assert "Sealed" not in json.dumps(each)
        if mode is Mode.DUNGEONS_AND_DRAGONS and not phase.is_revealed:
            assert (each["data"]["game_day"]["theme"], each["data"]["game_day"]["services"]) == (
                "",
                [],
            )


def test_a_note_about_a_game_day_is_not_sent() -> None:
    game_day = in_phase(GameDayPhase.RUNNING)
    game_day.step(
        GameDayStep(GameDayStepKind.STOP, "Sealed: the cache burns"), actor=MASTER, now=AT
    )
    (event,) = game_day_webhook_events(game_day, game_day.events[-1])
    assert "Sealed" not in json.dumps(event.data)
    assert event.data["step"] == GameDayStepKind.STOP


def test_the_documented_example_is_what_is_sent() -> None:
    text = (ROOT / "docs" / "webhooks.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    incident = mitigated()
    (received,) = as_received(incident, incident.events[-1])
    assert received == json.loads(example)


@pytest.mark.parametrize(
    ("member", "names"),
    [
        ("update", "impact changed next_step next_by next_update"),
        ("follow_up", "number text state kind priority owner due ticket"),
    ],
)
def test_nested_members_are_the_documented_ones(member: str, names: str) -> None:
    nested = [each["data"][member] for each in all_received() if each["data"].get(member)]
    assert nested
    assert all(list(each) == names.split() for each in nested)


def test_an_edit_says_what_it_changed() -> None:
    changed = [each["data"]["changed"] for each in all_received() if "changed" in each["data"]]
    assert changed == [
        ["update"],
        ["title"],
        ["summary"],
        ["trigger", "failure_class", "contributing_factors"],
        ["milestones"],
    ]


def test_the_original_of_a_duplicate_is_not_named() -> None:
    """It may be private."""
    assert "INC-7" not in json.dumps(all_received())
    assert "duplicate_of" not in json.dumps(all_received())


def test_chatter_and_visibility_are_not_told() -> None:
    noted = MessageNoted(
        **BY_BEN, channel="C1", ts="1.2", author=ANA, text="It burns", permalink="https://x"
    )
    for event in (noted, VisibilityChanged(**BY_BEN, private=True)):
        assert list(webhook_events(mitigated(), event)) == []


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("*", set(WebhookEventType)),
        ("follow_up.*", {"follow_up.created", "follow_up.changed"}),
        ("incident.closed", {"incident.closed"}),
    ],
)
def test_patterns_choose_events(pattern: str, told: set[str]) -> None:
    subscription = Subscription("one", (pattern,))
    assert is_event_pattern(pattern)
    assert {each for each in WebhookEventType if subscription.is_told(each)} == told


@pytest.mark.parametrize("pattern", ["", "incident", "incidents.*", "incident.close", "*.closed"])
def test_patterns_that_choose_nothing_are_none(pattern: str) -> None:
    assert not is_event_pattern(pattern)

"""Cards that an admin deleted, or that cannot be edited any more, are posted again."""

import pytest

from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.ports.outgoing import CallRefused
from firefighter.ports.snapshot import Place, PlaceRef
from firefighter.use_cases.declare import describe
from firefighter.use_cases.status import change_status
from tests.adapters.store.store_client import delivery
from tests.effects.chat_double import incident_of
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WorkerHarness

CARDS = [Place.ANNOUNCEMENT, Place.THREAD_PANEL, Place.CHANNEL_PANEL]


@pytest.fixture
def incident(harness: WorkerHarness) -> Incident:
    declared = harness.declare()
    assert harness.run_until_idle()
    return declared


def places(harness: WorkerHarness, incident: Incident) -> dict[Place, PlaceRef]:
    return harness.context.records.snapshot(incident.id).places


def change(harness: WorkerHarness, incident: Incident, summary: str) -> None:
    describe(harness.context, delivery(), ANA, incident.id, summary)
    assert harness.run_until_idle()


def is_posted(harness: WorkerHarness, card: PlaceRef) -> bool:
    return any(each.ref == card.message for each in harness.chat.posts)


@pytest.mark.parametrize("place", CARDS)
def test_deleted_card_is_posted_again_once(
    harness: WorkerHarness, incident: Incident, place: Place
) -> None:
    harness.chat.withdraw(places(harness, incident)[place].message)
    change(harness, incident, "500 on every checkout")
    change(harness, incident, "500 on every second checkout")
    now = places(harness, incident)
    assert all(is_posted(harness, now[each]) for each in CARDS)
    assert not harness.context.records.snapshot(incident.id).unfinished_effects.failed
    kinds = [type(each.content).__name__ for each in harness.chat.posts]
    assert kinds.count("Announcement") == 1
    fresh = {each.ref: each for each in harness.chat.posts}[now[place].message]
    shown = incident_of(fresh.content).summary
    assert shown == "500 on every second checkout"


def test_channel_panel_that_is_posted_again_is_pinned(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.chat.withdraw(places(harness, incident)[Place.CHANNEL_PANEL].message)
    change(harness, incident, "500 on every checkout")
    panel = places(harness, incident)[Place.CHANNEL_PANEL]
    assert harness.chat.pinned[-1] == panel.message


def test_card_that_cannot_be_edited_is_posted_again(
    harness: WorkerHarness, incident: Incident
) -> None:
    before = places(harness, incident)
    refused = fails(CallRefused("Slack", "chat.update", "cant_update_message"))
    harness.chat.add_faults(Fault("edit", refused, times=1))
    change(harness, incident, "500 on every checkout")
    now = places(harness, incident)
    assert now != before
    assert not harness.context.records.snapshot(incident.id).unfinished_effects.failed


def test_card_that_is_deleted_again_and_again_is_given_up(
    harness: WorkerHarness, incident: Incident
) -> None:
    for number in range(6):
        card = places(harness, incident).get(Place.THREAD_PANEL)
        if card and is_posted(harness, card):
            harness.chat.withdraw(card.message)
        change(harness, incident, f"Version {number}")
    posted = [
        each
        for each in harness.effects()
        if each.kind == "post_panel" and each.payload["place"] == Place.THREAD_PANEL
    ]
    assert len(posted) == 4


def test_deleted_card_of_a_closed_incident_is_not_posted_again(
    harness: WorkerHarness, incident: Incident
) -> None:
    harness.chat.withdraw(places(harness, incident)[Place.ANNOUNCEMENT].message)
    step = Step(StepKind.DECLINE, decline_reason=DeclineReason.FALSE_ALARM)
    change_status(harness.context, delivery(), ANA, incident.id, step)
    assert harness.run_until_idle()
    assert not any(type(each.content).__name__ == "Announcement" for each in harness.chat.posts)
    assert not harness.context.records.snapshot(incident.id).unfinished_effects.failed

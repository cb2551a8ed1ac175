"""An incident becomes private while effects from when it was public are running."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.events import ChannelState
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import DeclineReason, Step, StepKind
from firefighter.domain.severity import Severity
from firefighter.effects.archiving import ArchiveChannel
from firefighter.ports.chat import ControlPanel
from firefighter.ports.outgoing import Unavailable
from firefighter.ports.snapshot import ChannelId, MessageRef, Place
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.use_cases.channels import (
    archive_channel,
    record_channel_name,
    record_channel_state,
)
from firefighter.use_cases.declare import describe
from firefighter.use_cases.status import change_status
from firefighter.use_cases.visibility import make_private, make_public
from tests.adapters.store.store_client import delivery
from tests.effects.chat_double import ChannelDouble
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WORKER_CONFIG, WorkerHarness

BEN = UserId("U0BEN")


def hide(harness: WorkerHarness, incident_id: IncidentId, by: UserId = ANA) -> None:
    make_private(harness.context, delivery(), by, incident_id)


def show(harness: WorkerHarness, incident_id: IncidentId) -> None:
    make_public(harness.context, delivery(), ANA, incident_id)


def channel_of(harness: WorkerHarness, incident_id: IncidentId) -> ChannelDouble:
    """The incident channel."""
    places = harness.context.records.snapshot(incident_id).places
    return harness.chat.channels[places[Place.CHANNEL].channel]


def panels_in(harness: WorkerHarness, fake_channel: ChannelDouble) -> list[MessageRef]:
    said = [each for each in harness.chat.posts if each.ref.channel == fake_channel.channel.id]
    return [each.ref for each in said if isinstance(each.content, ControlPanel)]


def public_messages(harness: WorkerHarness) -> list[ChannelId]:
    """The channels with messages that everybody can read."""
    chat = harness.chat
    return [each.ref.channel for each in chat.posts if not chat.channels[each.ref.channel].private]


def failed(harness: WorkerHarness) -> list[tuple[str, str | None]]:
    rows = harness.effects()
    return [(each.kind, each.last_error) for each in rows if each.state is EffectState.FAILED]


def is_settled_in_one_private_channel(harness: WorkerHarness, incident_id: IncidentId) -> bool:
    """With one pinned panel and a topic; all other channels of the bot are archived."""
    assert harness.run_until_idle()
    assert not failed(harness)
    places = harness.context.records.snapshot(incident_id).places
    channels = {
        key: fake_channel
        for key, fake_channel in harness.chat.channels.items()
        if fake_channel.channel.ours
    }
    fake_channel = channels.pop(places[Place.CHANNEL].channel)
    assert fake_channel.private
    assert fake_channel.topic.startswith(f"INC-{incident_id} · ")
    assert all(each.archived for each in channels.values())
    assert all(each.channel.name.startswith("unused-") for each in channels.values())
    inside = [each for each in harness.chat.pinned if each.channel == fake_channel.channel.id]
    assert inside == [places[Place.CHANNEL_PANEL].message] == panels_in(harness, fake_channel)
    return not public_messages(harness)


def test_private_before_any_effect_ran(harness: WorkerHarness) -> None:
    incident = harness.declare()
    hide(harness, incident.id)
    assert is_settled_in_one_private_channel(harness, incident.id)


def test_private_while_a_public_channel_is_created(harness: WorkerHarness) -> None:
    incident = harness.declare()
    harness.chat.add_faults(Fault("create_channel", lambda: hide(harness, incident.id), times=1))
    assert is_settled_in_one_private_channel(harness, incident.id)


def test_private_after_an_unrecorded_public_channel(harness: WorkerHarness) -> None:
    incident = harness.declare()

    def hide_and_lose() -> None:
        hide(harness, incident.id)
        fails(Unavailable("Slack", "create", "the answer was lost"))()

    harness.chat.add_faults(Fault("create_channel", hide_and_lose, times=1, afterwards=True))
    assert is_settled_in_one_private_channel(harness, incident.id)
    said = [each.ref.channel for each in harness.chat.posts]
    assert set(said) == {
        harness.context.records.snapshot(incident.id).places[Place.CHANNEL].channel
    }


@pytest.mark.parametrize("which", [1, 2, 3], ids=["announcement", "its panel", "the channel's"])
def test_private_while_a_message_is_posted(harness: WorkerHarness, which: int) -> None:
    incident = harness.declare()
    posting = count(1)

    def overtake() -> None:
        if next(posting) == which:
            hide(harness, incident.id)
            harness.work_once()

    harness.chat.add_faults(Fault("post", overtake, times=which))
    assert is_settled_in_one_private_channel(harness, incident.id)
    assert next(posting) > which


def test_refusal_in_the_old_channel_does_not_affect_the_new_one(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()

    def overtake() -> None:
        hide(harness, incident.id)
        for _ in range(6):
            harness.work_once()

    harness.chat.add_faults(Fault("invite", overtake, times=1))
    assert is_settled_in_one_private_channel(harness, incident.id)
    assert harness.context.records.snapshot(incident.id).incident.channel_state is ChannelState.OPEN


def test_failed_effects_do_not_block_deletion(harness: WorkerHarness) -> None:
    incident = harness.declare()
    refusal = Fault("post", fails(ValueError("refused")), incident=incident.id)
    harness.work_once()
    harness.chat.add_faults(refusal)
    harness.run_until_idle()
    assert failed(harness)
    harness.chat.clear_faults()
    hide(harness, incident.id)
    assert is_settled_in_one_private_channel(harness, incident.id)


def test_line_for_the_old_channel_is_skipped_when_public_again(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()
    harness.run_until_idle()
    describe(harness.context, delivery(), ANA, incident.id, "The database is full")
    hide(harness, incident.id)
    show(harness, incident.id)
    away = fails(Unavailable("Slack", "create", "no answer"))
    harness.chat.add_faults(Fault("create_channel", away, times=WORKER_CONFIG.tries - 1))
    assert harness.run_until_idle()
    assert not failed(harness)


def test_deleted_card_of_a_private_incident_is_skipped(harness: WorkerHarness) -> None:
    """The card is deleted, but that is not recorded, when the incident becomes public again."""
    incident = harness.declare(Severity.SEV3)
    harness.run_until_idle()
    describe(harness.context, delivery(), ANA, incident.id, "The database is full")
    away, lost = (fails(Unavailable("Slack", "edit", why)) for why in ("no answer", "answer lost"))
    harness.chat.add_faults(Fault("edit", away, times=2))
    harness.work_once()
    hide(harness, incident.id)
    harness.chat.add_faults(
        Fault("delete_own_messages", lost, times=WORKER_CONFIG.tries - 1, afterwards=True)
    )
    harness.work_once()
    show(harness, incident.id)
    assert harness.run_until_idle()
    assert not failed(harness)


def test_unrecorded_private_channel_is_found_when_the_old_name_is_free(
    harness: WorkerHarness,
) -> None:
    """Its name has a number, since the old channel had the name until it was archived."""
    incident = harness.declare()
    harness.run_until_idle()
    lost = fails(Unavailable("Slack", "create", "the answer was lost"))
    harness.chat.add_faults(Fault("create_channel", lost, times=2, afterwards=True))
    hide(harness, incident.id)
    assert is_settled_in_one_private_channel(harness, incident.id)


def test_channel_stays_private_when_created_after_going_public_again(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()
    harness.run_until_idle()
    hide(harness, incident.id)
    show(harness, incident.id)
    assert harness.run_until_idle()
    assert channel_of(harness, incident.id).private


def test_late_public_channel_is_left_also_when_public_again(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()

    def there_and_back() -> None:
        hide(harness, incident.id)
        show(harness, incident.id)

    harness.chat.add_faults(Fault("create_channel", there_and_back, times=1, afterwards=True))
    assert harness.run_until_idle()
    assert channel_of(harness, incident.id).private
    hide(harness, incident.id)
    assert is_settled_in_one_private_channel(harness, incident.id)


def test_actor_is_invited_into_the_channel_that_stays(harness: WorkerHarness) -> None:
    incident = harness.declare()
    hide(harness, incident.id)
    show(harness, incident.id)
    harness.run_until_idle()
    assert BEN not in channel_of(harness, incident.id).members
    hide(harness, incident.id, by=BEN)
    assert is_settled_in_one_private_channel(harness, incident.id)
    assert BEN in channel_of(harness, incident.id).members


@pytest.mark.parametrize("which", [1, 2, 3], ids=["first", "second", "third"])
def test_private_again_while_a_message_is_posted(harness: WorkerHarness, which: int) -> None:
    incident = harness.declare()
    hide(harness, incident.id)
    show(harness, incident.id)
    posting = count(1)

    def overtake() -> None:
        if next(posting) == which:
            hide(harness, incident.id)

    harness.chat.add_faults(Fault("post", overtake, times=which, afterwards=True))
    assert is_settled_in_one_private_channel(harness, incident.id)
    assert next(posting) > which


def test_private_while_the_channel_is_archived(harness: WorkerHarness) -> None:
    """It is too late to empty that channel, but it is not used as the new one."""
    incident = harness.declare()
    harness.run_until_idle()
    over = Step(StepKind.DECLINE, note="None", decline_reason=DeclineReason.FALSE_ALARM)
    change_status(harness.context, delivery(), ANA, incident.id, over)
    archive_channel(harness.context, delivery(), incident.id, ArchiveChannel(by=ANA).request())
    away = Fault("archive", lambda: hide(harness, incident.id), times=1, afterwards=True)
    harness.chat.add_faults(away)
    assert harness.run_until_idle()
    assert not failed(harness)
    snapshot = harness.context.records.snapshot(incident.id)
    assert snapshot.incident.channel_state is ChannelState.OPEN
    assert channel_of(harness, incident.id).private
    assert Place.CHANNEL_PANEL in snapshot.places


def test_changes_of_the_old_channel_do_not_affect_the_new_one(
    harness: WorkerHarness,
) -> None:
    incident = harness.declare()
    harness.run_until_idle()
    left = channel_of(harness, incident.id).channel.id
    hide(harness, incident.id)
    now = harness.clock.now()
    context, number = harness.context, incident.id
    record_channel_state(
        context, delivery(), BEN, number, left, state=ChannelState.ARCHIVED, at=now
    )
    record_channel_name(context, delivery(), BEN, number, left, name="old-news", at=now)
    found = context.records.snapshot(number).incident
    assert (found.channel_state, found.channel_name) == (ChannelState.OPEN, "")


def test_late_participant_becomes_an_insider(harness: WorkerHarness) -> None:
    incident = harness.declare()
    harness.run_until_idle()
    context, her_own = harness.context, delivery()

    @contextmanager
    def just_before(delivery: DeliveryId | None) -> Iterator[UnitOfWork]:
        describe(context, her_own, BEN, incident.id, "The database is full")
        with context.units(delivery) as unit:
            yield unit

    make_private(replace(context, units=just_before), delivery(), ANA, incident.id)
    assert is_settled_in_one_private_channel(harness, incident.id)
    assert BEN in channel_of(harness, incident.id).members

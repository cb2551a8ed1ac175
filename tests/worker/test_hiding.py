"""An incident becomes private while effects of when everybody could read it are under way."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count

import pytest

from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.lifecycle import CancelReason, Step, Trigger
from firefighter.domain.room import RoomState
from firefighter.domain.severity import Severity
from firefighter.effects.archive_room import ArchiveRoom
from firefighter.ports.chat import ChatUnavailable, ControlPanel
from firefighter.ports.places import ChannelId, MessageRef, Place
from firefighter.ports.store import DeliveryId, UnitOfWork
from firefighter.store.tables import EffectState
from firefighter.usecases.archive_room import archive_room
from firefighter.usecases.change_status import change_status
from firefighter.usecases.describe import describe
from firefighter.usecases.note_room import note_room
from firefighter.usecases.note_room_name import note_room_name
from firefighter.usecases.visibility import make_private, make_public
from tests.effects.chat_double import Room
from tests.store.desk import delivery
from tests.worker.chat import Fault, fails
from tests.worker.workshop import ANA, PACE, Workshop

BEN = UserId("U0BEN")


def hide(workshop: Workshop, incident_id: IncidentId, by: UserId = ANA) -> None:
    make_private(workshop.house, delivery(), by, incident_id)


def show(workshop: Workshop, incident_id: IncidentId) -> None:
    make_public(workshop.house, delivery(), ANA, incident_id)


def room_of(workshop: Workshop, incident_id: IncidentId) -> Room:
    """Where it is worked."""
    places = workshop.house.records.snapshot(incident_id).places
    return workshop.chat.rooms[places[Place.ROOM].channel]


def panels_in(workshop: Workshop, room: Room) -> list[MessageRef]:
    said = [each for each in workshop.chat.posts if each.ref.channel == room.channel.id]
    return [each.ref for each in said if isinstance(each.content, ControlPanel)]


def in_sight(workshop: Workshop) -> list[ChannelId]:
    """Where there is something that everybody can read."""
    chat = workshop.chat
    return [each.ref.channel for each in chat.posts if not chat.rooms[each.ref.channel].private]


def parked(workshop: Workshop) -> list[tuple[str, str | None]]:
    rows = workshop.effects()
    return [(each.kind, each.last_error) for each in rows if each.state is EffectState.PARKED]


def is_settled_in_one_private_room(workshop: Workshop, incident_id: IncidentId) -> bool:
    """With one panel, pinned once, and a topic; and every other room that we made is closed."""
    assert workshop.work_off()
    assert not parked(workshop)
    places = workshop.house.records.snapshot(incident_id).places
    rooms = {key: room for key, room in workshop.chat.rooms.items() if room.channel.ours}
    room = rooms.pop(places[Place.ROOM].channel)
    assert room.private
    assert room.topic.startswith(f"INC-{incident_id} · ")
    assert all(each.archived for each in rooms.values())
    assert all(each.channel.name.startswith("unused-") for each in rooms.values())
    inside = [each for each in workshop.chat.pinned if each.channel == room.channel.id]
    assert inside == [places[Place.ROOM_PANEL].message] == panels_in(workshop, room)
    return not in_sight(workshop)


def test_before_anything_is_done(workshop: Workshop) -> None:
    incident = workshop.declare()
    hide(workshop, incident.id)
    assert is_settled_in_one_private_room(workshop, incident.id)


def test_while_a_public_room_is_being_made(workshop: Workshop) -> None:
    incident = workshop.declare()
    workshop.chat.strike(Fault("create_channel", lambda: hide(workshop, incident.id), times=1))
    assert is_settled_in_one_private_room(workshop, incident.id)


def test_while_nobody_knows_that_a_public_room_was_made(workshop: Workshop) -> None:
    incident = workshop.declare()

    def hide_and_lose() -> None:
        hide(workshop, incident.id)
        fails(ChatUnavailable("create", "the answer was lost"))()

    workshop.chat.strike(Fault("create_channel", hide_and_lose, times=1, afterwards=True))
    assert is_settled_in_one_private_room(workshop, incident.id)
    said = [each.ref.channel for each in workshop.chat.posts]
    assert set(said) == {workshop.house.records.snapshot(incident.id).places[Place.ROOM].channel}


@pytest.mark.parametrize("which", [1, 2, 3], ids=["announcement", "its panel", "the room's"])
def test_while_something_is_posted_all_else_being_quicker(workshop: Workshop, which: int) -> None:
    incident = workshop.declare()
    posting = count(1)

    def overtake() -> None:
        if next(posting) == which:
            hide(workshop, incident.id)
            workshop.work_once()

    workshop.chat.strike(Fault("post", overtake, times=which))
    assert is_settled_in_one_private_room(workshop, incident.id)
    assert next(posting) > which


def test_a_refusal_in_the_room_that_was_left_says_nothing_of_the_new_one(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()

    def overtake() -> None:
        hide(workshop, incident.id)
        for _ in range(6):
            workshop.work_once()

    workshop.chat.strike(Fault("invite", overtake, times=1))
    assert is_settled_in_one_private_room(workshop, incident.id)
    assert workshop.house.records.snapshot(incident.id).incident.room_state is RoomState.OPEN


def test_what_was_given_up_does_not_keep_it_from_being_taken_down(workshop: Workshop) -> None:
    incident = workshop.declare()
    refusal = Fault("post", fails(ValueError("refused")), incident=incident.id)
    workshop.work_once()
    workshop.chat.strike(refusal)
    workshop.work_off()
    assert parked(workshop)
    workshop.chat.heal()
    hide(workshop, incident.id)
    assert is_settled_in_one_private_room(workshop, incident.id)


def test_a_line_for_a_room_that_was_left_fails_nowhere_when_it_is_public_again(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()
    workshop.work_off()
    describe(workshop.house, delivery(), ANA, incident.id, "The database is full")
    hide(workshop, incident.id)
    show(workshop, incident.id)
    away = fails(ChatUnavailable("create", "no answer"))
    workshop.chat.strike(Fault("create_channel", away, times=PACE.tries - 1))
    assert workshop.work_off()
    assert not parked(workshop)


def test_a_card_that_we_took_down_is_no_refusal(workshop: Workshop) -> None:
    """Taken down, but not yet on record as such, when everybody may know of it again."""
    incident = workshop.declare(Severity.SEV3)
    workshop.work_off()
    describe(workshop.house, delivery(), ANA, incident.id, "The database is full")
    away, lost = (fails(ChatUnavailable("edit", why)) for why in ("no answer", "answer lost"))
    workshop.chat.strike(Fault("edit", away, times=2))
    workshop.work_once()
    hide(workshop, incident.id)
    workshop.chat.strike(Fault("take_back", lost, times=PACE.tries - 1, afterwards=True))
    workshop.work_once()
    show(workshop, incident.id)
    assert workshop.work_off()
    assert not parked(workshop)


def test_a_private_room_that_was_made_without_our_hearing_is_found_when_the_old_name_is_free(
    workshop: Workshop,
) -> None:
    """It has a number behind its name, which the old room had until it was closed."""
    incident = workshop.declare()
    workshop.work_off()
    lost = fails(ChatUnavailable("create", "the answer was lost"))
    workshop.chat.strike(Fault("create_channel", lost, times=2, afterwards=True))
    hide(workshop, incident.id)
    assert is_settled_in_one_private_room(workshop, incident.id)


def test_its_room_is_private_also_when_it_is_made_after_everybody_may_know_again(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()
    workshop.work_off()
    hide(workshop, incident.id)
    show(workshop, incident.id)
    assert workshop.work_off()
    assert room_of(workshop, incident.id).private


def test_a_public_room_that_came_late_is_left_also_when_everybody_may_know_again(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()

    def there_and_back() -> None:
        hide(workshop, incident.id)
        show(workshop, incident.id)

    workshop.chat.strike(Fault("create_channel", there_and_back, times=1, afterwards=True))
    assert workshop.work_off()
    assert room_of(workshop, incident.id).private
    hide(workshop, incident.id)
    assert is_settled_in_one_private_room(workshop, incident.id)


def test_who_makes_it_private_gets_into_the_room_that_stays(workshop: Workshop) -> None:
    incident = workshop.declare()
    hide(workshop, incident.id)
    show(workshop, incident.id)
    workshop.work_off()
    assert BEN not in room_of(workshop, incident.id).members
    hide(workshop, incident.id, by=BEN)
    assert is_settled_in_one_private_room(workshop, incident.id)
    assert BEN in room_of(workshop, incident.id).members


@pytest.mark.parametrize("which", [1, 2, 3], ids=["first", "second", "third"])
def test_again_while_something_is_posted_for_who_may_know_again(
    workshop: Workshop, which: int
) -> None:
    incident = workshop.declare()
    hide(workshop, incident.id)
    show(workshop, incident.id)
    posting = count(1)

    def overtake() -> None:
        if next(posting) == which:
            hide(workshop, incident.id)

    workshop.chat.strike(Fault("post", overtake, times=which, afterwards=True))
    assert is_settled_in_one_private_room(workshop, incident.id)
    assert next(posting) > which


def test_while_its_room_is_being_archived(workshop: Workshop) -> None:
    """It is too late to empty that one, but nobody takes it for the new one."""
    incident = workshop.declare()
    workshop.work_off()
    over = Step(Trigger.CANCEL, note="None", cancel_reason=CancelReason.FALSE_ALARM)
    change_status(workshop.house, delivery(), ANA, incident.id, over)
    archive_room(workshop.house, delivery(), incident.id, ArchiveRoom(by=ANA).request())
    away = Fault("archive", lambda: hide(workshop, incident.id), times=1, afterwards=True)
    workshop.chat.strike(away)
    assert workshop.work_off()
    assert not parked(workshop)
    snapshot = workshop.house.records.snapshot(incident.id)
    assert snapshot.incident.room_state is RoomState.OPEN
    assert room_of(workshop, incident.id).private
    assert Place.ROOM_PANEL in snapshot.places


def test_what_people_do_to_the_room_that_was_left_is_no_news_of_the_new_one(
    workshop: Workshop,
) -> None:
    incident = workshop.declare()
    workshop.work_off()
    left = room_of(workshop, incident.id).channel.id
    hide(workshop, incident.id)
    now = workshop.clock.now()
    house, number = workshop.house, incident.id
    note_room(house, delivery(), BEN, number, left, state=RoomState.ARCHIVED, at=now)
    note_room_name(house, delivery(), BEN, number, left, name="old-news", at=now)
    found = house.records.snapshot(number).incident
    assert (found.room_state, found.room_name) == (RoomState.OPEN, "")


def test_who_takes_part_at_the_last_moment_is_let_in(workshop: Workshop) -> None:
    incident = workshop.declare()
    workshop.work_off()
    house, her_own = workshop.house, delivery()

    @contextmanager
    def just_before(delivery: DeliveryId) -> Iterator[UnitOfWork]:
        describe(house, her_own, BEN, incident.id, "The database is full")
        with house.units(delivery) as unit:
            yield unit

    make_private(replace(house, units=just_before), delivery(), ANA, incident.id)
    assert is_settled_in_one_private_room(workshop, incident.id)
    assert BEN in room_of(workshop, incident.id).members

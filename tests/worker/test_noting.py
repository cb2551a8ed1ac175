"""Looking at a message that somebody marked: once on record, whatever happens on the way."""

from datetime import timedelta

import pytest

from firefighter.domain.events import MessageDropped, MessageNoted, MessageReworded
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.noting import Remark
from firefighter.domain.pictures import Picture
from firefighter.domain.severity import Severity
from firefighter.domain.story import story
from firefighter.effects.find_thread import FindThread
from firefighter.effects.note_message import NoteMessage
from firefighter.effects.tell_person import TellPerson
from firefighter.ports.chat import ChatRefused, ChatUnavailable, Seen
from firefighter.ports.places import MessageRef, Place
from firefighter.store.tables import EffectState
from firefighter.usecases.arrange import arrange
from tests.store.desk import LEASE, delivery
from tests.worker.chat import Fault, fails
from tests.worker.workshop import ANA, Workshop

BOB = UserId("U0BOB")


class Desk:
    """An incident with a room, and a message that Bob wrote there."""

    def __init__(self, workshop: Workshop, severity: Severity = Severity.SEV1) -> None:
        self.workshop = workshop
        self.incident: Incident = workshop.declare(severity)
        assert workshop.work_off()
        places = workshop.house.records.snapshot(self.incident.id).places
        home = places[Place.ROOM if severity is Severity.SEV1 else Place.ANNOUNCEMENT]
        self.thread = home.ts
        self.message = MessageRef(home.channel, "1714532400.000100")
        self.says("It is the cache")

    def says(
        self,
        text: str,
        *,
        marked: bool = True,
        ours: bool = False,
        pictures: tuple[Picture, ...] = (),
    ) -> None:
        remark = Remark(
            channel=self.message.channel,
            ts=self.message.ts,
            at=self.workshop.clock.now() - timedelta(minutes=1),
            author=BOB,
            text=text,
            permalink="",
            marked=marked,
            pictures=pictures,
        )
        self.workshop.chat.said[self.message] = Seen(remark, self.thread, ours)

    def note(self, **values: object) -> NoteMessage:
        given = {"asked": True, **values}
        return NoteMessage(
            self.message.channel,
            self.message.ts,
            ANA,
            self.workshop.clock.now(),
            **given,  # type: ignore[arg-type]
        )

    def ask(self, **values: object) -> None:
        request = self.note(**values).request()
        arrange(self.workshop.house, delivery(), self.incident.id, request)

    @property
    def events(self) -> list[object]:
        noted = MessageNoted | MessageReworded | MessageDropped
        record = self.workshop.house.records.timeline(self.incident.id)
        return [entry.event for entry in record if isinstance(entry.event, noted)]

    @property
    def texts(self) -> list[str]:
        record = self.workshop.house.records.timeline(self.incident.id)
        return [passage.text for passage in story(record) if passage.has_words]


@pytest.fixture
def desk(workshop: Workshop) -> Desk:
    return Desk(workshop)


def test_a_marked_message_is_noted_with_who_wrote_it_when_and_where(desk: Desk) -> None:
    desk.ask()
    assert desk.workshop.work_off()
    (event,) = desk.events
    assert isinstance(event, MessageNoted)
    assert (event.actor, event.author, event.text) == (ANA, BOB, "It is the cache")
    assert event.at < desk.workshop.clock.now()
    assert event.permalink == f"https://chat.example/{event.channel}/{event.ts}"


def test_a_mark_that_is_gone_before_anybody_looked_leaves_no_trace(desk: Desk) -> None:
    desk.ask()
    desk.says("It is the cache", marked=False)
    desk.ask(asked=False)
    assert desk.workshop.work_off()
    assert desk.events == []


def test_marks_told_in_the_wrong_order_end_as_the_chat_has_it(desk: Desk) -> None:
    desk.ask(asked=False)
    desk.ask()
    desk.ask()
    assert desk.workshop.work_off()
    assert desk.texts == ["It is the cache"]
    assert len(desk.events) == 1


def test_edits_and_a_mark_taken_back_are_followed(desk: Desk) -> None:
    desk.ask()
    assert desk.workshop.work_off()
    desk.says("It was the cache")
    desk.ask(asked=False)
    assert desk.workshop.work_off()
    assert desk.texts == ["It was the cache"]
    desk.says("It was the cache", marked=False)
    desk.ask(asked=False)
    assert desk.workshop.work_off()
    assert desk.texts == []
    assert [type(event) for event in desk.events] == [MessageNoted, MessageReworded, MessageDropped]


def test_a_worker_killed_after_recording_does_not_record_it_twice(desk: Desk) -> None:
    desk.ask()
    (claim,) = desk.workshop.claim()
    desk.workshop.attempts()._try(claim)
    assert len(desk.events) == 1
    desk.says("edited meanwhile")
    desk.workshop.clock.advance(LEASE.total_seconds())
    assert desk.workshop.work_off()
    assert len(desk.events) == 1


def test_looks_at_one_message_wait_for_each_other(desk: Desk) -> None:
    desk.ask()
    desk.ask(asked=False)
    assert len(desk.workshop.claim()) == 1


def test_a_chat_that_does_not_answer_is_asked_again(desk: Desk) -> None:
    desk.workshop.chat.strike(Fault("look_at", fails(ChatUnavailable("replies", "gone")), 2))
    desk.ask()
    assert desk.workshop.work_off()
    assert desk.texts == ["It is the cache"]


def test_what_we_said_ourselves_is_not_noted(desk: Desk) -> None:
    desk.says("Somebody declared it", ours=True)
    desk.ask()
    assert desk.workshop.work_off()
    assert desk.events == []


def test_one_chosen_by_hand_needs_no_mark_and_is_told_to_who_chose_it(desk: Desk) -> None:
    desk.says("It is the cache", marked=False)
    receipt = TellPerson(ANA, desk.message.channel, "It is on the timeline.")
    desk.ask(asked=False, by_hand=True, receipt=receipt)
    assert desk.workshop.work_off()
    assert desk.texts == ["It is the cache"]
    assert [text for _user, _channel, text, _thread in desk.workshop.chat.told] == [receipt.text]


def test_where_we_may_not_look_what_was_shown_when_it_was_chosen_counts(desk: Desk) -> None:
    refused = ChatRefused("conversations.replies", "not_in_channel")
    desk.workshop.chat.strike(Fault("look_at", fails(refused)))
    known = desk.workshop.chat.said[desk.message].remark
    desk.ask(by_hand=True, known=known)
    assert desk.workshop.work_off()
    assert desk.texts == ["It is the cache"]


def test_a_message_in_a_thread_finds_its_incident(workshop: Workshop) -> None:
    desk = Desk(workshop, Severity.SEV3)
    workshop.enqueue(FindThread(desk.note()).request())
    assert workshop.work_off()
    assert desk.texts == ["It is the cache"]
    assert workshop.effect("note_message").state is EffectState.DONE


@pytest.mark.parametrize("thread", ["", "1714532400.999999"])
def test_a_message_of_no_incident_is_left_alone(workshop: Workshop, thread: str) -> None:
    desk = Desk(workshop, Severity.SEV3)
    desk.thread = thread
    desk.says("What is for lunch?")
    workshop.enqueue(FindThread(desk.note()).request())
    assert workshop.work_off()
    assert desk.events == []

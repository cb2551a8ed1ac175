"""A marked message is recorded once, despite failures."""

from datetime import timedelta

import pytest

from firefighter.adapters.store.tables import EffectState
from firefighter.domain.events import MessageDropped, MessageNoted, MessageReworded
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.pictures import Picture
from firefighter.domain.severity import Severity
from firefighter.domain.timeline import ChatMessage, timeline_view
from firefighter.effects.direct_messages import ReplyPrivately
from firefighter.effects.timeline_messages import FindThread, NoteMessage
from firefighter.ports.chat import MessageFacts
from firefighter.ports.outgoing import CallRefused, Unavailable
from firefighter.ports.snapshot import MessageRef, Place
from firefighter.use_cases.enqueue import enqueue_effects
from tests.adapters.store.store_client import LEASE, delivery
from tests.worker.scripted_chat import Fault, fails
from tests.worker.worker_harness import ANA, WorkerHarness

BOB = UserId("U0BOB")


class MessageCase:
    """An incident with a channel, and a message by Bob in it."""

    def __init__(self, harness: WorkerHarness, severity: Severity = Severity.SEV1) -> None:
        self.harness = harness
        self.incident: Incident = harness.declare(severity)
        assert harness.run_until_idle()
        places = harness.context.records.snapshot(self.incident.id).places
        home = places[Place.CHANNEL if severity is Severity.SEV1 else Place.ANNOUNCEMENT]
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
        chat_message = ChatMessage(
            channel=self.message.channel,
            ts=self.message.ts,
            at=self.harness.clock.now() - timedelta(minutes=1),
            author=BOB,
            text=text,
            permalink="",
            marked=marked,
            pictures=pictures,
        )
        self.harness.chat.said[self.message] = MessageFacts(chat_message, self.thread, ours)

    def note(self, **values: object) -> NoteMessage:
        given = {"asked": True, **values}
        return NoteMessage(
            self.message.channel,
            self.message.ts,
            ANA,
            self.harness.clock.now(),
            **given,  # type: ignore[arg-type]
        )

    def ask(self, **values: object) -> None:
        request = self.note(**values).request()
        enqueue_effects(self.harness.context, delivery(), self.incident.id, request)

    @property
    def events(self) -> list[object]:
        noted = MessageNoted | MessageReworded | MessageDropped
        record = self.harness.context.records.timeline(self.incident.id)
        return [entry.event for entry in record if isinstance(entry.event, noted)]

    @property
    def texts(self) -> list[str]:
        record = self.harness.context.records.timeline(self.incident.id)
        return [view_item.text for view_item in timeline_view(record) if view_item.is_editable]


@pytest.fixture
def message_case(harness: WorkerHarness) -> MessageCase:
    return MessageCase(harness)


def test_marked_message_is_noted_with_author_time_and_link(
    message_case: MessageCase,
) -> None:
    message_case.ask()
    assert message_case.harness.run_until_idle()
    (event,) = message_case.events
    assert isinstance(event, MessageNoted)
    assert (event.actor, event.author, event.text) == (ANA, BOB, "It is the cache")
    assert event.at < message_case.harness.clock.now()
    assert event.permalink == f"https://chat.example/{event.channel}/{event.ts}"


def test_mark_removed_before_the_read_is_ignored(
    message_case: MessageCase,
) -> None:
    message_case.ask()
    message_case.says("It is the cache", marked=False)
    message_case.ask(asked=False)
    assert message_case.harness.run_until_idle()
    assert message_case.events == []


def test_events_in_the_wrong_order_end_as_the_chat_has_it(message_case: MessageCase) -> None:
    message_case.ask(asked=False)
    message_case.ask()
    message_case.ask()
    assert message_case.harness.run_until_idle()
    assert message_case.texts == ["It is the cache"]
    assert len(message_case.events) == 1


def test_edits_and_removed_marks_are_recorded(message_case: MessageCase) -> None:
    message_case.ask()
    assert message_case.harness.run_until_idle()
    message_case.says("It was the cache")
    message_case.ask(asked=False)
    assert message_case.harness.run_until_idle()
    assert message_case.texts == ["It was the cache"]
    message_case.says("It was the cache", marked=False)
    message_case.ask(asked=False)
    assert message_case.harness.run_until_idle()
    assert message_case.texts == []
    assert [type(event) for event in message_case.events] == [
        MessageNoted,
        MessageReworded,
        MessageDropped,
    ]


def test_crash_after_recording_does_not_record_twice(
    message_case: MessageCase,
) -> None:
    message_case.ask()
    (claim,) = message_case.harness.claim()
    message_case.harness.runner()._try(claim)
    assert len(message_case.events) == 1
    message_case.says("edited meanwhile")
    message_case.harness.clock.advance(LEASE.total_seconds())
    assert message_case.harness.run_until_idle()
    assert len(message_case.events) == 1


def test_reads_of_one_message_run_in_order(message_case: MessageCase) -> None:
    message_case.ask()
    message_case.ask(asked=False)
    assert len(message_case.harness.claim()) == 1


def test_unavailable_chat_is_asked_again(message_case: MessageCase) -> None:
    message_case.harness.chat.add_faults(
        Fault("look_at", fails(Unavailable("Slack", "replies", "gone")), 2)
    )
    message_case.ask()
    assert message_case.harness.run_until_idle()
    assert message_case.texts == ["It is the cache"]


def test_own_messages_are_not_noted(message_case: MessageCase) -> None:
    message_case.says("Somebody declared it", ours=True)
    message_case.ask()
    assert message_case.harness.run_until_idle()
    assert message_case.events == []


def test_message_chosen_by_hand_needs_no_mark_and_is_confirmed(
    message_case: MessageCase,
) -> None:
    message_case.says("It is the cache", marked=False)
    receipt = ReplyPrivately(ANA, message_case.message.channel, "It is on the timeline.")
    message_case.ask(asked=False, by_hand=True, receipt=receipt)
    assert message_case.harness.run_until_idle()
    assert message_case.texts == ["It is the cache"]
    assert [text for _user, _channel, text, _thread in message_case.harness.chat.told] == [
        receipt.text
    ]


def test_unreadable_message_uses_the_delivered_content(
    message_case: MessageCase,
) -> None:
    refused = CallRefused("Slack", "conversations.replies", "not_in_channel")
    message_case.harness.chat.add_faults(Fault("look_at", fails(refused)))
    known = message_case.harness.chat.said[message_case.message].chat_message
    message_case.ask(by_hand=True, known=known)
    assert message_case.harness.run_until_idle()
    assert message_case.texts == ["It is the cache"]


def test_message_in_a_thread_finds_its_incident(harness: WorkerHarness) -> None:
    message_case = MessageCase(harness, Severity.SEV3)
    harness.enqueue(FindThread(message_case.note()).request())
    assert harness.run_until_idle()
    assert message_case.texts == ["It is the cache"]
    assert harness.effect("note_message").state is EffectState.DONE


@pytest.mark.parametrize("thread", ["", "1714532400.999999"])
def test_message_without_an_incident_is_ignored(harness: WorkerHarness, thread: str) -> None:
    message_case = MessageCase(harness, Severity.SEV3)
    message_case.thread = thread
    message_case.says("What is for lunch?")
    harness.enqueue(FindThread(message_case.note()).request())
    assert harness.run_until_idle()
    assert message_case.events == []

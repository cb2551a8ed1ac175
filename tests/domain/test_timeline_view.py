"""The timeline view of an append-only record."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import EntryNotEditable, NoChange, UnknownEntry
from firefighter.domain.events import (
    AnyEvent,
    Described,
    EntryCorrected,
    EntryRemoved,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    NoteTaken,
)
from firefighter.domain.ids import EntryId, UserId
from firefighter.domain.timeline import (
    ChatMessage,
    Entry,
    TimelineRequest,
    correct,
    find_message_item,
    reconcile_message,
    remove,
    timeline_view,
)
from tests.domain.incidents import ANA, BOB, LATER, NOW

CHANNEL, TS = "C0ROOM", "1772334000.000100"
EARLIER = NOW - timedelta(minutes=5)


class Record:
    """Appends decided events, like the stored record."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, *events: AnyEvent) -> None:
        for event in events:
            number = EntryId(len(self.entries) + 1)
            self.entries.append(Entry(event, NOW, number))

    def look(
        self, chat_message: ChatMessage | None, *, asked: bool = False, by_hand: bool = False
    ) -> None:
        timeline_request = TimelineRequest(actor=BOB, now=LATER, asked=asked, by_hand=by_hand)
        event = reconcile_message(self.entries, CHANNEL, TS, chat_message, timeline_request)
        if event is not None:
            self.add(event)

    @property
    def texts(self) -> list[str]:
        return [view_item.text for view_item in timeline_view(self.entries)]


def note(text: str, at: datetime = NOW) -> NoteTaken:
    return NoteTaken(actor=ANA, at=at, text=text)


def remark(text: str = "It is the cache", *, marked: bool = True) -> ChatMessage:
    return ChatMessage(
        channel=CHANNEL,
        ts=TS,
        at=EARLIER,
        author=ANA,
        text=text,
        permalink="https://x",
        marked=marked,
    )


def test_timeline_view_is_sorted_by_time() -> None:
    record = Record()
    record.add(note("second"), note("first", EARLIER), note("third", LATER), note("second too"))
    assert record.texts == ["first", "second", "second too", "third"]


def test_bot_entry_has_no_text() -> None:
    record = Record()
    record.add(Described(actor=ANA, at=NOW, summary="Carts are empty"))
    (view_item,) = timeline_view(record.entries)
    assert (view_item.text, view_item.is_editable) == ("", False)


def test_message_is_placed_at_the_time_it_was_written() -> None:
    record = Record()
    record.add(note("now"))
    record.look(remark(), asked=True)
    view_item = timeline_view(record.entries)[0]
    assert view_item.event == MessageNoted(
        actor=BOB,
        at=EARLIER,
        channel=CHANNEL,
        ts=TS,
        author=ANA,
        text="It is the cache",
        permalink="https://x",
    )


@pytest.mark.parametrize(
    ("seen", "asked", "by_hand", "texts"),
    [
        (remark(), True, False, ["It is the cache"]),
        (remark(marked=False), True, False, []),
        (None, True, False, []),
        (remark(), False, False, []),
        (remark(marked=False), False, True, ["It is the cache"]),
        (None, False, True, []),
    ],
    ids=["marked", "unmarked since", "deleted since", "not asked", "by hand", "by hand, deleted"],
)
def test_message_is_added_when_marked(
    seen: ChatMessage | None, asked: bool, by_hand: bool, texts: list[str]
) -> None:
    record = Record()
    record.look(seen, asked=asked, by_hand=by_hand)
    assert record.texts == texts


@pytest.mark.parametrize(
    ("by_hand", "seen", "texts", "recorded"),
    [
        (False, remark(), ["It is the cache"], None),
        (False, remark("It was the cache"), ["It was the cache"], MessageReworded),
        (False, remark(marked=False), [], MessageDropped),
        (False, None, [], MessageDropped),
        (True, remark(marked=False), ["It is the cache"], None),
        (True, remark("No", marked=False), ["No"], MessageReworded),
        (True, None, [], MessageDropped),
    ],
)
def test_added_message_follows_the_chat(
    by_hand: bool, seen: ChatMessage | None, texts: list[str], recorded: type | None
) -> None:
    record = Record()
    record.look(remark(), asked=True, by_hand=by_hand)
    record.look(seen)
    assert record.texts == texts
    assert [type(entry.event) for entry in record.entries[1:]] == ([recorded] if recorded else [])


def test_removed_message_returns_only_when_marked_again() -> None:
    record = Record()
    record.look(remark(), asked=True)
    record.add(remove(record.entries, EntryId(1), actor=ANA, now=LATER))
    record.look(remark("edited"))
    assert record.texts == []
    record.look(remark("edited"), asked=True)
    assert record.texts == ["edited"]


def test_correction_changes_time_and_text_but_not_the_record() -> None:
    record = Record()
    record.add(note("It is the cash"), note("Restarted"))
    event = correct(
        record.entries, EntryId(1), happened_at=LATER, text="The cache", actor=BOB, now=LATER
    )
    assert event == EntryCorrected(
        actor=BOB, at=LATER, entry=EntryId(1), happened_at=LATER, text="The cache"
    )
    record.add(event)
    assert record.texts == ["Restarted", "The cache"]
    moved = timeline_view(record.entries)[1]
    assert (moved.at, moved.corrected) == (LATER, True)
    assert moved.event == note("It is the cash")


def test_chat_edit_replaces_a_correction() -> None:
    record = Record()
    record.look(remark(), asked=True)
    record.add(
        correct(record.entries, EntryId(1), happened_at=NOW, text="Better", actor=BOB, now=LATER)
    )
    record.look(remark())
    assert record.texts == ["Better"]
    record.look(remark("Best"))
    assert record.texts == ["Best"]


def test_only_the_time_of_a_bot_entry_can_be_corrected() -> None:
    record = Record()
    record.add(Described(actor=ANA, at=NOW, summary="Carts are empty"))
    record.add(
        correct(record.entries, EntryId(1), happened_at=EARLIER, text="", actor=BOB, now=LATER)
    )
    assert timeline_view(record.entries)[0].at == EARLIER
    with pytest.raises(EntryNotEditable):
        correct(record.entries, EntryId(1), happened_at=NOW, text="No", actor=BOB, now=LATER)
    with pytest.raises(EntryNotEditable):
        remove(record.entries, EntryId(1), actor=BOB, now=LATER)


def test_empty_correction_or_unknown_entry_is_refused() -> None:
    record = Record()
    record.add(note("One"))
    with pytest.raises(NoChange):
        correct(record.entries, EntryId(1), happened_at=NOW, text="One", actor=BOB, now=LATER)
    with pytest.raises(UnknownEntry):
        correct(record.entries, EntryId(2), happened_at=NOW, text="Two", actor=BOB, now=LATER)
    record.add(remove(record.entries, EntryId(1), actor=BOB, now=LATER))
    for change in (EntryId(1), EntryId(2)):
        with pytest.raises(UnknownEntry):
            remove(record.entries, change, actor=BOB, now=LATER)


def test_correction_after_removal_changes_nothing() -> None:
    record = Record()
    record.add(note("One"), EntryRemoved(actor=ANA, at=NOW, entry=EntryId(1)))
    record.add(EntryCorrected(actor=ANA, at=NOW, entry=EntryId(1), happened_at=NOW, text="Two"))
    assert record.texts == []


_states = st.lists(
    st.tuples(st.sampled_from(["", "a", "b"]), st.booleans(), st.booleans()), min_size=1, max_size=9
)


@given(_states)
def test_repeated_and_late_messages_converge_to_the_chat(
    states: list[tuple[str, bool, bool]],
) -> None:
    """Each state is the text ("" for deleted), the reaction, and whether it was just set."""
    record = Record()
    for text, marked, asked in states:
        for _ in range(2):
            record.look(remark(text, marked=marked) if text else None, asked=asked)
    text, marked, asked = states[-1]
    view_item = find_message_item(record.entries, CHANNEL, TS)
    if view_item is not None:
        assert (view_item.text, marked) == (text, True)
    elif text and marked:
        assert not asked


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5), st.data())
def test_record_never_loses_an_entry(texts: list[str], data: st.DataObject) -> None:
    record = Record()
    record.add(*(note(text) for text in texts))
    before = list(record.entries)
    gone = data.draw(st.sampled_from(before))
    record.add(remove(record.entries, gone.id, actor=UserId("U"), now=LATER))
    assert record.entries[: len(before)] == before
    assert len(timeline_view(record.entries)) == len(before) - 1

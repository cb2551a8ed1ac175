"""What people read on a timeline, from a record that only grows."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.errors import AlreadySo, NotWords, UnknownEntry
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
from firefighter.domain.noting import Remark, Wish, correct, look, remove
from firefighter.domain.story import noted, story
from firefighter.domain.timeline import Entry
from tests.domain.incidents import ANA, BOB, LATER, NOW

ROOM, TS = "C0ROOM", "1772334000.000100"
EARLIER = NOW - timedelta(minutes=5)


class Record:
    """Grows by what is decided, as a stored one does."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def add(self, *events: AnyEvent) -> None:
        for event in events:
            number = EntryId(len(self.entries) + 1)
            self.entries.append(Entry(event, NOW, number))

    def look(self, remark: Remark | None, *, asked: bool = False, by_hand: bool = False) -> None:
        wish = Wish(actor=BOB, now=LATER, asked=asked, by_hand=by_hand)
        event = look(self.entries, ROOM, TS, remark, wish)
        if event is not None:
            self.add(event)

    @property
    def texts(self) -> list[str]:
        return [passage.text for passage in story(self.entries)]


def note(text: str, at: datetime = NOW) -> NoteTaken:
    return NoteTaken(actor=ANA, at=at, text=text)


def remark(text: str = "It is the cache", *, marked: bool = True) -> Remark:
    return Remark(
        channel=ROOM, ts=TS, at=EARLIER, author=ANA, text=text, permalink="https://x", marked=marked
    )


def test_the_story_is_told_in_the_order_in_which_things_happened() -> None:
    record = Record()
    record.add(note("second"), note("first", EARLIER), note("third", LATER), note("second too"))
    assert record.texts == ["first", "second", "second too", "third"]


def test_what_the_bot_saw_has_no_words() -> None:
    record = Record()
    record.add(Described(actor=ANA, at=NOW, summary="Carts are empty"))
    (passage,) = story(record.entries)
    assert (passage.text, passage.has_words) == ("", False)


def test_a_marked_message_stands_where_it_was_written() -> None:
    record = Record()
    record.add(note("now"))
    record.look(remark(), asked=True)
    passage = story(record.entries)[0]
    assert passage.event == MessageNoted(
        actor=BOB,
        at=EARLIER,
        channel=ROOM,
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
def test_what_brings_a_message_in(
    seen: Remark | None, asked: bool, by_hand: bool, texts: list[str]
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
def test_what_becomes_of_a_message_that_is_in(
    by_hand: bool, seen: Remark | None, texts: list[str], recorded: type | None
) -> None:
    record = Record()
    record.look(remark(), asked=True, by_hand=by_hand)
    record.look(seen)
    assert record.texts == texts
    assert [type(entry.event) for entry in record.entries[1:]] == ([recorded] if recorded else [])


def test_one_taken_away_by_hand_comes_back_only_when_it_is_marked_anew() -> None:
    record = Record()
    record.look(remark(), asked=True)
    record.add(remove(record.entries, EntryId(1), actor=ANA, now=LATER))
    record.look(remark("edited"))
    assert record.texts == []
    record.look(remark("edited"), asked=True)
    assert record.texts == ["edited"]


def test_a_correction_moves_and_rewords_and_the_first_wording_stays_on_record() -> None:
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
    moved = story(record.entries)[1]
    assert (moved.at, moved.corrected) == (LATER, True)
    assert moved.event == note("It is the cash")


def test_an_edit_in_the_chat_goes_over_a_correction_but_looking_again_does_not() -> None:
    record = Record()
    record.look(remark(), asked=True)
    record.add(
        correct(record.entries, EntryId(1), happened_at=NOW, text="Better", actor=BOB, now=LATER)
    )
    record.look(remark())
    assert record.texts == ["Better"]
    record.look(remark("Best"))
    assert record.texts == ["Best"]


def test_the_time_of_what_the_bot_saw_can_be_corrected_and_its_words_cannot() -> None:
    record = Record()
    record.add(Described(actor=ANA, at=NOW, summary="Carts are empty"))
    record.add(
        correct(record.entries, EntryId(1), happened_at=EARLIER, text="", actor=BOB, now=LATER)
    )
    assert story(record.entries)[0].at == EARLIER
    with pytest.raises(NotWords):
        correct(record.entries, EntryId(1), happened_at=NOW, text="No", actor=BOB, now=LATER)
    with pytest.raises(NotWords):
        remove(record.entries, EntryId(1), actor=BOB, now=LATER)


def test_a_correction_of_nothing_or_of_what_is_gone_is_refused() -> None:
    record = Record()
    record.add(note("One"))
    with pytest.raises(AlreadySo):
        correct(record.entries, EntryId(1), happened_at=NOW, text="One", actor=BOB, now=LATER)
    with pytest.raises(UnknownEntry):
        correct(record.entries, EntryId(2), happened_at=NOW, text="Two", actor=BOB, now=LATER)
    record.add(remove(record.entries, EntryId(1), actor=BOB, now=LATER))
    for change in (EntryId(1), EntryId(2)):
        with pytest.raises(UnknownEntry):
            remove(record.entries, change, actor=BOB, now=LATER)


def test_a_correction_that_arrives_after_the_removal_changes_nothing() -> None:
    record = Record()
    record.add(note("One"), EntryRemoved(actor=ANA, at=NOW, entry=EntryId(1)))
    record.add(EntryCorrected(actor=ANA, at=NOW, entry=EntryId(1), happened_at=NOW, text="Two"))
    assert record.texts == []


_states = st.lists(
    st.tuples(st.sampled_from(["", "a", "b"]), st.booleans(), st.booleans()), min_size=1, max_size=9
)


@given(_states)
def test_whatever_is_told_twice_or_late_the_last_look_agrees_with_the_chat(
    states: list[tuple[str, bool, bool]],
) -> None:
    """Each state is the message's text ("" for deleted), its mark, and whether it was just set."""
    record = Record()
    for text, marked, asked in states:
        for _ in range(2):
            record.look(remark(text, marked=marked) if text else None, asked=asked)
    text, marked, asked = states[-1]
    passage = noted(record.entries, ROOM, TS)
    if passage is not None:
        assert (passage.text, marked) == (text, True)
    elif text and marked:
        assert not asked


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5), st.data())
def test_no_entry_is_ever_lost_from_the_record(texts: list[str], data: st.DataObject) -> None:
    record = Record()
    record.add(*(note(text) for text in texts))
    before = list(record.entries)
    gone = data.draw(st.sampled_from(before))
    record.add(remove(record.entries, gone.id, actor=UserId("U"), now=LATER))
    assert record.entries[: len(before)] == before
    assert len(story(record.entries)) == len(before) - 1

"""What is enqueued today is understood tomorrow."""

import json
from collections.abc import Iterator
from datetime import UTC
from inspect import isabstract

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.events import (
    AnyEvent,
    Classified,
    Declared,
    Described,
    MilestonesCorrected,
    Paged,
    PageWanted,
    PagingEnded,
    RoleChanged,
    RoomAdopted,
    RoomChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.milestones import Correction
from firefighter.domain.noting import Remark
from firefighter.effects.announce_archiving import AnnounceArchiving
from firefighter.effects.archive_room import ArchiveRoom
from firefighter.effects.attach_picture import AttachPicture
from firefighter.effects.bookmark_page import BookmarkPage
from firefighter.effects.brief_holder import BriefHolder
from firefighter.effects.create_page import CreatePage
from firefighter.effects.create_room import CreateRoom
from firefighter.effects.effect import Effect
from firefighter.effects.end_ringing import EndRinging
from firefighter.effects.find_source import FindSource
from firefighter.effects.find_thread import FindThread
from firefighter.effects.invite_people import InvitePeople
from firefighter.effects.join_room import JoinRoom
from firefighter.effects.label_page import LabelPage
from firefighter.effects.learn_members import LearnMembers
from firefighter.effects.learn_person import LearnPerson
from firefighter.effects.link_source import LinkSource
from firefighter.effects.note_message import NoteMessage
from firefighter.effects.pin_panel import PinPanel
from firefighter.effects.post_announcement import PostAnnouncement
from firefighter.effects.post_group_page import PostGroupPage
from firefighter.effects.post_line import PostLine
from firefighter.effects.post_nudge import PostNudge
from firefighter.effects.post_page_notice import PostPageNotice
from firefighter.effects.post_paging_delay import PostPagingDelay
from firefighter.effects.post_panel import PostPanel
from firefighter.effects.refresh_card import RefreshCard
from firefighter.effects.refresh_home import RefreshHome
from firefighter.effects.refresh_homes import RefreshHomes
from firefighter.effects.refresh_kin import RefreshKin
from firefighter.effects.refresh_page import RefreshPage
from firefighter.effects.registry import find_effects, revive
from firefighter.effects.rejoin_room import RejoinRoom
from firefighter.effects.remind_of_postmortem_due import RemindOfPostmortemDue
from firefighter.effects.remind_owner import RemindOwner
from firefighter.effects.retell_lines import RetellLines
from firefighter.effects.retire_room import RetireRoom
from firefighter.effects.ring_service import RingService
from firefighter.effects.send_chart import SendChart
from firefighter.effects.send_digest import SendDigest
from firefighter.effects.set_topic import SetTopic
from firefighter.effects.settle_archive_notice import SettleArchiveNotice
from firefighter.effects.show_declared import ShowDeclared
from firefighter.effects.stand_down import StandDown
from firefighter.effects.take_down import TakeDown
from firefighter.effects.tell_of_room import TellOfRoom
from firefighter.effects.tell_person import TellPerson
from firefighter.effects.tell_reopened import TellReopened
from firefighter.effects.tell_source import TellSource
from firefighter.ports.chat import EffectId
from firefighter.ports.outbox import Claim
from firefighter.ports.store import EffectRequest
from tests.domain.incidents import LATER, NOW

moments = st.datetimes(timezones=st.just(UTC))
events: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(Declared, at=moments),
    st.builds(Described, at=moments),
    st.builds(StatusChanged, at=moments),
    st.builds(SeverityChanged, at=moments),
    st.builds(RoleChanged, at=moments),
    st.builds(Classified, at=moments),
    st.builds(
        MilestonesCorrected,
        at=moments,
        corrections=st.lists(
            st.builds(Correction, before=st.none() | moments, after=moments), max_size=4
        ).map(tuple),
    ),
    st.builds(UpdateWaived, at=moments),
    st.builds(UpdatePutOff, at=moments, until=moments),
    st.builds(UpdatePosted, at=moments, next_update=st.none() | moments),
    st.builds(PageWanted, at=moments),
    st.builds(Paged, at=moments),
    st.builds(PagingEnded, at=moments),
    st.builds(RoomAdopted, at=moments),
    st.builds(VisibilityChanged, at=moments),
)
remarks = st.builds(Remark, at=moments)
notes = st.builds(NoteMessage, at=moments, known=st.none() | remarks)

TRIED: dict[type[Effect], st.SearchStrategy[Effect]] = {
    AttachPicture: st.builds(AttachPicture),
    AnnounceArchiving: st.builds(
        AnnounceArchiving, closed_at=moments, due=moments, moved_at=st.none() | moments
    ),
    ArchiveRoom: st.builds(ArchiveRoom, closed_at=st.none() | moments),
    BriefHolder: st.builds(BriefHolder, event=st.builds(RoleChanged, at=moments)),
    BookmarkPage: st.builds(BookmarkPage),
    CreatePage: st.builds(CreatePage),
    CreateRoom: st.builds(CreateRoom),
    JoinRoom: st.builds(JoinRoom),
    InvitePeople: st.builds(InvitePeople),
    LearnMembers: st.builds(LearnMembers),
    LearnPerson: st.builds(LearnPerson),
    FindSource: st.builds(FindSource),
    SendChart: st.builds(SendChart),
    SendDigest: st.builds(SendDigest),
    FindThread: st.builds(FindThread, note=notes),
    LinkSource: st.builds(LinkSource),
    LabelPage: st.builds(LabelPage),
    NoteMessage: notes,
    RemindOwner: st.builds(RemindOwner),
    PinPanel: st.builds(PinPanel),
    PostAnnouncement: st.builds(PostAnnouncement),
    PostLine: st.builds(PostLine, event=events),
    PostNudge: st.builds(PostNudge),
    PostPageNotice: st.builds(PostPageNotice),
    PostPanel: st.builds(PostPanel),
    RefreshCard: st.builds(RefreshCard),
    RefreshHome: st.builds(RefreshHome),
    RefreshHomes: st.builds(RefreshHomes),
    RejoinRoom: st.builds(RejoinRoom),
    RemindOfPostmortemDue: st.builds(RemindOfPostmortemDue),
    RefreshKin: st.builds(RefreshKin),
    RetellLines: st.builds(RetellLines),
    RefreshPage: st.builds(RefreshPage),
    RetireRoom: st.builds(RetireRoom),
    SetTopic: st.builds(SetTopic),
    TakeDown: st.builds(TakeDown),
    SettleArchiveNotice: st.builds(SettleArchiveNotice),
    ShowDeclared: st.builds(ShowDeclared),
    EndRinging: st.builds(EndRinging),
    PostGroupPage: st.builds(PostGroupPage, event=st.builds(Paged, at=moments)),
    PostPagingDelay: st.builds(PostPagingDelay, paged=st.builds(Paged, at=moments)),
    RingService: st.builds(RingService, paged=st.builds(Paged, at=moments)),
    StandDown: st.builds(StandDown),
    TellOfRoom: st.builds(TellOfRoom, event=st.builds(RoomChanged, at=moments)),
    TellReopened: st.builds(TellReopened, event=st.builds(StatusChanged, at=moments)),
    TellPerson: st.builds(TellPerson),
    TellSource: st.builds(TellSource),
}


def claim(request: EffectRequest) -> Claim:
    """The effect as a database gives it back."""
    return Claim(
        id=1,
        mark=EffectId("effect-1"),
        incident_id=IncidentId(42),
        kind=request.kind,
        payload=json.loads(json.dumps(request.payload)),
        fence=1,
        failures=0,
        troubled=False,
        created_at=NOW,
        lease_until=LATER,
    )


def concrete(effect: type[Effect]) -> Iterator[type[Effect]]:
    for narrower in effect.__subclasses__():
        yield from concrete(narrower)
        if not isabstract(narrower) and narrower.__module__.startswith("firefighter."):
            yield narrower


@given(st.one_of(*TRIED.values()))
def test_an_effect_comes_back_from_the_database_as_it_went_in(effect: Effect) -> None:
    assert revive(find_effects(), claim(effect.request())) == effect


def test_every_effect_is_found_by_a_kind_of_its_own() -> None:
    known = set(concrete(Effect))  # type: ignore[type-abstract]
    assert set(find_effects().values()) == known
    assert all(effect.kind == kind for kind, effect in find_effects().items())


def test_every_effect_is_among_those_that_come_back() -> None:
    assert set(TRIED) == set(find_effects().values())


def test_what_only_newer_code_knows_is_left_alone() -> None:
    assert revive(find_effects(), claim(EffectRequest("phone_the_moon", {}, "moon"))) is None


@pytest.mark.parametrize(
    "payload", [{}, {"place": "attic"}, {"place": None}], ids=["nothing", "unknown", "none"]
)
def test_a_payload_that_makes_no_sense_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="place"):
        revive(find_effects(), claim(EffectRequest("refresh_card", payload, "room-edits")))

"""Enqueued effects can be loaded."""

import json
from collections.abc import Iterator
from datetime import UTC
from inspect import isabstract

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.events import (
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChecklistItemConfirmed,
    Classified,
    Declared,
    Described,
    FollowUpChanged,
    MilestonesCorrected,
    Paged,
    PagingEnded,
    PostmortemApproved,
    PostmortemPageRequested,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    StatusChanged,
    UpdatePosted,
    UpdatePutOff,
    UpdateWaived,
    VisibilityChanged,
)
from firefighter.domain.ids import IncidentId
from firefighter.domain.milestones import Correction
from firefighter.domain.timeline import ChatMessage
from firefighter.effects.alerts import PostAlertCard, RefreshAlertCard, ShowAlerts
from firefighter.effects.archiving import AnnounceArchiving, ArchiveChannel, UpdateArchiveNotice
from firefighter.effects.cards import PinPanel, PostAnnouncement, PostPanel, RefreshCard
from firefighter.effects.channel_state import PostChannelNotice
from firefighter.effects.channels import (
    CreateChannel,
    InvitePeople,
    JoinChannel,
    RejoinChannel,
    SetTopic,
)
from firefighter.effects.digest import SendChart, SendDigest
from firefighter.effects.direct_messages import (
    BriefHolder,
    NotifyReopened,
    ReplyPrivately,
    ReportNotAnnounced,
    ShowPossibleDuplicates,
)
from firefighter.effects.drills import (
    PostInject,
    PostSimulatedPage,
    SendInjectDirectly,
    UpdateSimulatedPage,
)
from firefighter.effects.duplicates import WithdrawDuplicates
from firefighter.effects.effect import Effect
from firefighter.effects.exercises import TellOfExercise
from firefighter.effects.experiment_runs import PostExperimentRun, PostRunFollowUp
from firefighter.effects.follow_ups import PostOwnerDeactivated, RemindOwner
from firefighter.effects.game_days import (
    CreateGameDayChannel,
    InviteToGameDay,
    PostGameDayCard,
    PostGameDayLine,
    PostGameDayResult,
    PostNotInvitedToGameDay,
    PostReportNotice,
    RefreshGameDayCard,
    RefreshGameDayResult,
    ShowScoreboard,
    TellSafetyOfficer,
    TellWhoStopped,
)
from firefighter.effects.home_tab import RefreshHome, RefreshHomes
from firefighter.effects.nudges import PostNudge, ResolveNudge
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.page_subjects import PostPostmortemNotice
from firefighter.effects.pages import LabelPage, RefreshPage, ResumePageUpdates
from firefighter.effects.paging import (
    PageGroup,
    PageOncallService,
    PostPagingDelay,
    ResolvePage,
    ResolvePages,
)
from firefighter.effects.people import RefreshMembers, RefreshProfile
from firefighter.effects.posting import PostLine, PostNotInvited
from firefighter.effects.postmortem_page import AttachPicture, BookmarkPostmortemPage
from firefighter.effects.registry import find_effects, load_effect
from firefighter.effects.review import (
    AskReviewer,
    PostPostmortemDue,
    PostReviewerNotReached,
    RemindOfPostmortemDue,
    RemindReviewer,
    ReportReviewerNotReached,
    UpdateReviewRequest,
)
from firefighter.effects.shared_channels import FindSharedChannels, PostChannelSharing
from firefighter.effects.sources import FindSource, LinkSource, ReplyToSource, ShowDeclared
from firefighter.effects.teams import TellTeam
from firefighter.effects.timeline_messages import FindThread, NoteMessage
from firefighter.effects.visibility import (
    DeleteAnnouncement,
    RefreshRelated,
    RetireChannel,
    RewriteLines,
)
from firefighter.effects.webhook_events import SendWebhookEvent
from firefighter.effects.webhooks import CallWebhook, RollBackWebhook, RollBackWebhooks
from firefighter.ports.chat import IdempotencyKey
from firefighter.ports.outbox import Claim
from firefighter.ports.store import EffectRequest
from tests.domain.incidents import LATER, NOW

times = st.datetimes(timezones=st.just(UTC))
events: st.SearchStrategy[AnyEvent] = st.one_of(
    st.builds(Declared, at=times),
    st.builds(Described, at=times),
    st.builds(StatusChanged, at=times),
    st.builds(SeverityChanged, at=times),
    st.builds(RoleChanged, at=times),
    st.builds(Classified, at=times),
    st.builds(ChecklistItemConfirmed, at=times),
    st.builds(
        MilestonesCorrected,
        at=times,
        corrections=st.lists(
            st.builds(Correction, before=st.none() | times, after=times), max_size=4
        ).map(tuple),
    ),
    st.builds(UpdateWaived, at=times),
    st.builds(UpdatePutOff, at=times, until=times),
    st.builds(UpdatePosted, at=times, next_update=st.none() | times),
    st.builds(PostmortemPageRequested, at=times),
    st.builds(ReviewRequested, at=times),
    st.builds(PostmortemApproved, at=times),
    st.builds(Paged, at=times),
    st.builds(PagingEnded, at=times),
    st.builds(ChannelAdopted, at=times),
    st.builds(VisibilityChanged, at=times),
)
remarks = st.builds(ChatMessage, at=times)
notes = st.builds(NoteMessage, at=times, known=st.none() | remarks)

TRIED: dict[type[Effect], st.SearchStrategy[Effect]] = {
    ShowAlerts: st.builds(ShowAlerts),
    PostAlertCard: st.builds(PostAlertCard),
    PostExperimentRun: st.builds(PostExperimentRun),
    PostRunFollowUp: st.builds(PostRunFollowUp, event=st.builds(FollowUpChanged, at=times)),
    RefreshAlertCard: st.builds(RefreshAlertCard),
    AskReviewer: st.builds(AskReviewer),
    UpdateReviewRequest: st.builds(UpdateReviewRequest),
    RemindReviewer: st.builds(RemindReviewer),
    PostReviewerNotReached: st.builds(PostReviewerNotReached),
    PostPostmortemDue: st.builds(PostPostmortemDue),
    ReportReviewerNotReached: st.builds(ReportReviewerNotReached),
    AttachPicture: st.builds(AttachPicture),
    AnnounceArchiving: st.builds(
        AnnounceArchiving, closed_at=times, due=times, moved_at=st.none() | times
    ),
    ArchiveChannel: st.builds(ArchiveChannel, closed_at=st.none() | times),
    BriefHolder: st.builds(BriefHolder, event=st.builds(RoleChanged, at=times)),
    BookmarkPostmortemPage: st.builds(BookmarkPostmortemPage),
    CreatePage: st.builds(CreatePage),
    CreateChannel: st.builds(CreateChannel),
    JoinChannel: st.builds(JoinChannel),
    InvitePeople: st.builds(InvitePeople),
    RefreshMembers: st.builds(RefreshMembers),
    RefreshProfile: st.builds(RefreshProfile),
    FindSource: st.builds(FindSource),
    SendChart: st.builds(SendChart),
    SendDigest: st.builds(SendDigest),
    FindThread: st.builds(FindThread, note=notes),
    LinkSource: st.builds(LinkSource),
    LabelPage: st.builds(LabelPage),
    NoteMessage: notes,
    PostNotInvited: st.builds(PostNotInvited),
    PostNotInvitedToGameDay: st.builds(PostNotInvitedToGameDay),
    PostOwnerDeactivated: st.builds(PostOwnerDeactivated),
    RemindOwner: st.builds(RemindOwner),
    PinPanel: st.builds(PinPanel),
    PostAnnouncement: st.builds(PostAnnouncement),
    PostLine: st.builds(PostLine, event=events),
    PostNudge: st.builds(PostNudge),
    ResolveNudge: st.builds(ResolveNudge),
    PostPostmortemNotice: st.builds(PostPostmortemNotice),
    PostReportNotice: st.builds(PostReportNotice),
    RefreshGameDayResult: st.builds(RefreshGameDayResult),
    PostPanel: st.builds(PostPanel),
    SendWebhookEvent: st.builds(SendWebhookEvent),
    WithdrawDuplicates: st.builds(WithdrawDuplicates, since=times),
    RefreshCard: st.builds(RefreshCard),
    RefreshHome: st.builds(RefreshHome),
    RefreshHomes: st.builds(RefreshHomes),
    CreateGameDayChannel: st.builds(CreateGameDayChannel),
    InviteToGameDay: st.builds(InviteToGameDay),
    PostGameDayCard: st.builds(PostGameDayCard),
    RefreshGameDayCard: st.builds(RefreshGameDayCard),
    PostGameDayLine: st.builds(PostGameDayLine),
    PostGameDayResult: st.builds(PostGameDayResult),
    ShowScoreboard: st.builds(ShowScoreboard),
    TellSafetyOfficer: st.builds(TellSafetyOfficer),
    TellOfExercise: st.builds(TellOfExercise),
    TellTeam: st.builds(TellTeam),
    TellWhoStopped: st.builds(TellWhoStopped),
    RejoinChannel: st.builds(RejoinChannel),
    RemindOfPostmortemDue: st.builds(RemindOfPostmortemDue),
    RefreshRelated: st.builds(RefreshRelated),
    RewriteLines: st.builds(RewriteLines),
    RefreshPage: st.builds(RefreshPage),
    ResumePageUpdates: st.builds(ResumePageUpdates),
    RetireChannel: st.builds(RetireChannel),
    SetTopic: st.builds(SetTopic),
    DeleteAnnouncement: st.builds(DeleteAnnouncement),
    UpdateArchiveNotice: st.builds(UpdateArchiveNotice),
    ShowDeclared: st.builds(ShowDeclared),
    ResolvePage: st.builds(ResolvePage),
    PageGroup: st.builds(PageGroup, event=st.builds(Paged, at=times)),
    PostSimulatedPage: st.builds(PostSimulatedPage, event=st.builds(Paged, at=times)),
    PostInject: st.builds(PostInject, event=st.builds(InjectSent, at=times)),
    SendInjectDirectly: st.builds(SendInjectDirectly, event=st.builds(InjectSent, at=times)),
    UpdateSimulatedPage: st.builds(UpdateSimulatedPage),
    CallWebhook: st.builds(CallWebhook),
    RollBackWebhooks: st.builds(RollBackWebhooks),
    RollBackWebhook: st.builds(RollBackWebhook),
    PostPagingDelay: st.builds(PostPagingDelay, paged=st.builds(Paged, at=times)),
    PageOncallService: st.builds(PageOncallService, paged=st.builds(Paged, at=times)),
    ResolvePages: st.builds(ResolvePages),
    PostChannelSharing: st.builds(PostChannelSharing),
    FindSharedChannels: st.builds(FindSharedChannels),
    PostChannelNotice: st.builds(PostChannelNotice, event=st.builds(ChannelChanged, at=times)),
    NotifyReopened: st.builds(NotifyReopened, event=st.builds(StatusChanged, at=times)),
    ReplyPrivately: st.builds(ReplyPrivately),
    ShowPossibleDuplicates: st.builds(ShowPossibleDuplicates),
    ReportNotAnnounced: st.builds(ReportNotAnnounced),
    ReplyToSource: st.builds(ReplyToSource),
}


def claim(request: EffectRequest) -> Claim:
    """The effect as loaded from a database."""
    return Claim(
        id=1,
        idempotency_key=IdempotencyKey("effect-1"),
        incident_id=IncidentId(42),
        kind=request.kind,
        payload=json.loads(json.dumps(request.payload)),
        fence=1,
        failures=0,
        failed_before=False,
        created_at=NOW,
        lease_until=LATER,
    )


def concrete(effect: type[Effect]) -> Iterator[type[Effect]]:
    for narrower in effect.__subclasses__():
        yield from concrete(narrower)
        if not isabstract(narrower) and narrower.__module__.startswith("firefighter."):
            yield narrower


@given(st.one_of(*TRIED.values()))
def test_effect_survives_serialization(effect: Effect) -> None:
    assert load_effect(find_effects(), claim(effect.request())) == effect


def test_every_effect_has_a_unique_kind() -> None:
    known = set(concrete(Effect))  # type: ignore[type-abstract]
    assert set(find_effects().values()) == known
    assert all(effect.kind == kind for kind, effect in find_effects().items())


def test_every_effect_is_tested_for_serialization() -> None:
    assert set(TRIED) == set(find_effects().values())


def test_unknown_kind_is_not_loaded() -> None:
    assert load_effect(find_effects(), claim(EffectRequest("phone_the_moon", {}, "moon"))) is None


@pytest.mark.parametrize(
    "payload", [{}, {"place": "attic"}, {"place": None}], ids=["nothing", "unknown", "none"]
)
def test_invalid_payload_is_refused(payload: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="place"):
        load_effect(find_effects(), claim(EffectRequest("refresh_card", payload, "panel-edits")))

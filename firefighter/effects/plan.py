"""Decides which effects follow each event."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firefighter.domain.actors import people_among
from firefighter.domain.drill_events import DrillEnded, DrillStarted, DrillStopped, InjectSent
from firefighter.domain.events import (
    AlertRecorded,
    AnyEvent,
    ChannelAdopted,
    ChannelChanged,
    ChannelKept,
    ChannelRenamed,
    ChannelState,
    Classified,
    Declared,
    Edited,
    EntryCorrected,
    EntryRemoved,
    FollowUpChanged,
    HypothesisChanged,
    Merged,
    MessageDropped,
    MessageNoted,
    MessageReworded,
    PageAcknowledged,
    Paged,
    PostmortemApproved,
    PostmortemPageRequested,
    ReviewRequested,
    RoleChanged,
    SeverityChanged,
    Source,
    StatusChanged,
    VisibilityChanged,
)
from firefighter.domain.follow_ups import FollowUp, new_owner
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import DeclineReason, StepKind
from firefighter.domain.mentions import event_texts, mentioned_ids
from firefighter.domain.roles import COMMANDER
from firefighter.domain.scenario import InjectKind
from firefighter.effects.alerts import ShowAlerts
from firefighter.effects.archiving import UpdateArchiveNotice
from firefighter.effects.cards import (
    PinPanel,
    PostAnnouncement,
    PostPanel,
    RefreshCard,
    cards_of,
    home_of,
)
from firefighter.effects.channel_state import PostChannelNotice
from firefighter.effects.channels import (
    CreateChannel,
    InvitePeople,
    JoinChannel,
    RejoinChannel,
    SetTopic,
)
from firefighter.effects.direct_messages import BriefHolder
from firefighter.effects.drills import (
    PostInject,
    PostSimulatedPage,
    SendInjectDirectly,
    UpdateSimulatedPage,
)
from firefighter.effects.effect import Effect
from firefighter.effects.home_tab import RefreshHomes
from firefighter.effects.nudges import resolve_nudges
from firefighter.effects.page_creation import CreatePage
from firefighter.effects.pages import LabelPage, RefreshPage
from firefighter.effects.paging import PageGroup, PageOncallService, ResolvePages
from firefighter.effects.people import RefreshProfile
from firefighter.effects.posting import PostLine, is_announced
from firefighter.effects.postmortem_page import AttachPicture, BookmarkPostmortemPage
from firefighter.effects.review import AskReviewer, UpdateReviewRequest
from firefighter.effects.sources import LinkSource, ReplyToSource
from firefighter.effects.visibility import DeleteAnnouncement, RefreshRelated, leave_channel
from firefighter.effects.webhooks import RollBackWebhooks
from firefighter.ports.snapshot import ChannelId, Place
from firefighter.ports.store import EffectRequest

_CHANNEL_EVENTS = (ChannelChanged, ChannelRenamed, ChannelKept)
_TIMELINE_ONLY = (MessageNoted, MessageReworded, MessageDropped, EntryCorrected, EntryRemoved)
_MOST_MENTIONS = 20
"""Of one text; a page asks for the others."""
_SILENT = (*_TIMELINE_ONLY, *_CHANNEL_EVENTS, InjectSent, Paged)


def plan_effects(incident: Incident, event: AnyEvent) -> Sequence[EffectRequest]:
    """Returns the effects of an event. `incident` is in the state after it."""
    return [*_requests(incident, event), *(each.request() for each in _mentions(event))]


def _mentions(event: AnyEvent) -> Iterator[Effect]:
    """Learns the names of whom a text mentions, for when it leaves the chat."""
    for mentioned in sorted(mentioned_ids(event_texts(event)))[:_MOST_MENTIONS]:
        yield RefreshProfile(mentioned)


def _requests(incident: Incident, event: AnyEvent) -> Sequence[EffectRequest]:
    if isinstance(event, _TIMELINE_ONLY):
        return [effect.request() for effect in _page_effects(incident, event)]
    match event:
        case InjectSent():
            # No card shows it, and Slack limits edits: a Game Day has ten injects a second.
            told = (*_inject_effects(incident, event), *_page_effects(incident, event))
            return [effect.request() for effect in told]
        case Declared():
            effects = _after_declaration(incident, event)
        case VisibilityChanged(private=True):
            effects = _after_making_private(incident, event)
        case VisibilityChanged():
            effects = _after_making_public(event)
        case _:
            effects = _after(incident, event)
    return [effect.request() for effect in (*effects, RefreshHomes())]


def is_silent(event: AnyEvent) -> bool:
    """Returns whether no line is posted about the event.

    People who edit the timeline do not want each edit repeated. A page has messages of its own, and
    the chat itself reports changes of the channel.
    """
    if isinstance(event, AlertRecorded):
        return event.severity is None and event.unlikely_start is None
    return isinstance(event, _SILENT) or _has_other_line(event)


def _has_other_line(event: AnyEvent) -> bool:
    """Returns whether a merge moved it, or it is a follow-up that only got its source."""
    match event:
        case FollowUpChanged(merged=int()) | HypothesisChanged(merged=int()):
            return True
        case FollowUpChanged(before=FollowUp() as before, after=after):
            return replace(before, source=after.source) == after
        case _:
            return False


def _after_declaration(incident: Incident, event: Declared) -> Iterator[Effect]:
    if not incident.private:
        yield PostAnnouncement()
        yield PostPanel(Place.THREAD_PANEL)
    if event.incident_channel:
        yield from _channel_effects(incident, event, JoinChannel(ChannelId(event.incident_channel)))
        yield PostLine(Place.CHANNEL, event)
    elif incident.has_channel:
        yield from _channel_effects(incident, event, CreateChannel())
    if event.source:
        yield from _source_effects(incident, event.source)


def _after_making_private(incident: Incident, event: VisibilityChanged) -> Iterator[Effect]:
    """Deletes what everybody can read. A bot cannot make a public channel private."""
    yield DeleteAnnouncement()
    if event.left:
        yield from leave_channel(ChannelId(event.left))
    if event.stays:
        # Creates a channel only if somebody has made this one public meanwhile.
        yield CreateChannel()
        yield RefreshCard(Place.CHANNEL_PANEL)
    else:
        yield from _channel_effects(incident, event, CreateChannel())
    yield InvitePeople(people_among((event.actor, *event.people)))
    yield PostLine(Place.CHANNEL, event)
    yield RefreshRelated()


def _after_making_public(event: VisibilityChanged) -> Iterator[Effect]:
    """The channel stays private: a bot cannot make one public."""
    yield PostAnnouncement()
    yield PostPanel(Place.THREAD_PANEL)
    yield PostLine(Place.CHANNEL, event)
    yield RefreshCard(Place.CHANNEL_PANEL)
    yield RefreshRelated()


def _source_effects(incident: Incident, source: Source) -> Iterator[Effect]:
    """A private incident is not mentioned where it was declared from."""
    place = Place.CHANNEL if incident.has_channel else Place.ANNOUNCEMENT
    yield LinkSource(place, source)
    if not incident.private:
        yield ReplyToSource(source, place)


def _after(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    opening = _channel_opening(event)
    opens_channel = opening is not None
    if not is_silent(event):
        yield from _line_effects(incident, event, opens_channel=opens_channel)
    if opening:
        yield from _channel_effects(incident, event, opening)
    if isinstance(event, ChannelAdopted):
        if event.people:
            yield InvitePeople(event.people)
        yield PostLine(Place.CHANNEL, event)
    yield from _channel_state_effects(incident, event)
    posted_again = {Place.CHANNEL_PANEL} if opens_channel else set[Place]()
    yield from (RefreshCard(place) for place in cards_of(incident) if place not in posted_again)
    if incident.works_in_channel and not opens_channel:
        yield from _in_channel_effects(incident, event)
    if isinstance(event, RoleChanged) and event.after:
        yield BriefHolder(event, home_of(incident))
    yield from _page_effects(incident, event)
    yield from _review_effects(incident, event)
    yield from _paging_effects(incident, event)
    yield from _inject_effects(incident, event)
    if isinstance(event, AlertRecorded):
        yield ShowAlerts(home_of(incident))
    yield from resolve_nudges(incident, event)


def _channel_opening(event: AnyEvent) -> Effect | None:
    """The effect that gives the incident a channel; None if the event does not."""
    match event:
        case SeverityChanged(opens_channel=True):
            return CreateChannel()
        case ChannelAdopted(channel=channel):
            return JoinChannel(ChannelId(channel))
        case _:
            return None


def _line_effects(incident: Incident, event: AnyEvent, *, opens_channel: bool) -> Iterator[Effect]:
    """One line where people work; some also in the announcement's thread."""
    # A channel that is only being created has no members yet.
    home = Place.ANNOUNCEMENT if opens_channel else home_of(incident)
    if home is Place.CHANNEL or not incident.private:
        yield PostLine(home, event)
    if is_announced(event) and home is Place.CHANNEL and not incident.private:
        yield PostLine(Place.ANNOUNCEMENT, event)


def _opens_page(event: AnyEvent) -> bool:
    match event:
        case (
            StatusChanged(opens_postmortem_page=True)
            | SeverityChanged(opens_postmortem_page=True)
            | PostmortemPageRequested()
        ):
            return True
        case _:
            return False


def _page_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """Refreshes the page after every event, once there is one."""
    if _opens_page(event):
        yield CreatePage()
    elif incident.has_postmortem_page:
        yield RefreshPage()
    if incident.has_postmortem_page and isinstance(event, SeverityChanged | Classified):
        yield LabelPage()
    if incident.has_postmortem_page and isinstance(event, MessageNoted | MessageReworded):
        yield from (AttachPicture(each.file) for each in event.pictures or ())


def _review_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """Asks reviewers, and takes the buttons off requests that are settled."""
    match event:
        case ReviewRequested(asked=asked):
            yield from (AskReviewer(user, event.actor) for user in asked)
            told = (*event.reviewers, *event.removed)
            yield from (UpdateReviewRequest(user) for user in told if user not in asked)
        case PostmortemApproved(actor=reviewer):
            yield UpdateReviewRequest(reviewer)
        case RoleChanged(role=role) if incident.review and role == COMMANDER:
            """The owner cannot approve."""
            yield from map(UpdateReviewRequest, incident.review.pending)
        case StatusChanged(step_kind=StepKind.DECLINE | StepKind.REOPEN) if incident.review:
            yield from map(UpdateReviewRequest, incident.review.pending)
        case _:
            pass


def _paging_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """Pages people, and resolves the pages when the incident is mitigated or closed."""
    match event:
        case Paged(simulated=True):
            yield PostSimulatedPage(home_of(incident), event)
        case PageAcknowledged(key=key):
            yield UpdateSimulatedPage(key)
        case Paged(group=""):
            yield PageOncallService(event)
        case Paged():
            yield PageGroup(home_of(incident), event)
        case StatusChanged(decline_reason=DeclineReason.DUPLICATE):
            """Pages stay active: the original still needs those who were paged."""
        case StatusChanged() if _ends_response(event):
            yield ResolvePages()


def _inject_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    match event:
        case InjectSent(inject_kind=InjectKind.WEBHOOK):
            """Only recorded, after the end; its webhook was called then."""
        case DrillStopped() | DrillEnded():
            yield RollBackWebhooks()
        case InjectSent(to=str(holder)):
            yield SendInjectDirectly(holder, event)
        case InjectSent():
            yield PostInject(home_of(incident), event)
        case _:
            pass


def _ends_response(event: StatusChanged) -> bool:
    stops = event.before.is_active and not event.after.is_active
    return stops or event.after.has_ended


def _channel_effects(incident: Incident, event: AnyEvent, opening: Effect) -> Iterator[Effect]:
    yield opening
    yield PostPanel(Place.CHANNEL_PANEL)
    yield PinPanel()
    yield SetTopic()
    involved = (event.actor, incident.declared_by, *incident.holders.values())
    people = (*people_among(involved), *_invited_by_policy(incident))
    if people:
        yield InvitePeople(tuple(dict.fromkeys(people)))
    if incident.has_postmortem_page and not _opens_page(event):
        yield BookmarkPostmortemPage()


def _invited_by_policy(incident: Incident) -> tuple[str, ...]:
    """Nobody is brought into a drill but its team."""
    return () if incident.is_drill else incident.policy.invite


def _channel_state_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    """The effects of a channel that is gone, back, or kept from archiving."""
    match event:
        case ChannelChanged(after=after):
            is_back = after is ChannelState.OPEN
            if is_back:
                yield RejoinChannel()
            if not incident.status.has_ended and not (is_back and incident.private):
                yield PostChannelNotice(event)
        case ChannelKept() | StatusChanged(step_kind=StepKind.REOPEN) if incident.works_in_channel:
            yield UpdateArchiveNotice()


def _in_channel_effects(incident: Incident, event: AnyEvent) -> Iterator[Effect]:
    match event:
        case Edited():
            yield SetTopic()
        case SeverityChanged():
            yield SetTopic()
            if people := _invited_by_policy(incident):
                yield InvitePeople(people)
        case DrillStarted(team=team):
            yield InvitePeople(team)
        case RoleChanged(after=str(newcomer)):
            yield InvitePeople((newcomer,))
        case Merged(people=people) if people:
            yield InvitePeople(people)
        case FollowUpChanged(before=before, after=after) if incident.private:
            if owner := new_owner(before, after):
                yield InvitePeople((owner,))

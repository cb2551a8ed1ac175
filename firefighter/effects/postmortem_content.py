"""Gathers the content of a post-mortem page."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from firefighter.domain.events import (
    ChannelState,
    MessageNoted,
    RoleChanged,
)
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.mentions import (
    event_texts,
    incident_texts,
    incident_with_names,
    mentioned_ids,
    with_names,
)
from firefighter.domain.pictures import AttachmentResult, NotShownReason, PagePicture
from firefighter.domain.postmortem import LinkedIncident, Postmortem, TimelineLine
from firefighter.domain.timeline import Entry, TimelineViewItem, timeline_view
from firefighter.effects.effect import EffectContext
from firefighter.effects.page_content import ComposedPage, entry_text, find_names
from firefighter.ports.exercise_mark import with_exercise_mark
from firefighter.ports.snapshot import Place, RelatedIncident


def compose_postmortem(context: EffectContext) -> ComposedPage:
    """Composes the page. Requests unknown profiles from the chat."""
    incident, places = context.incident, context.snapshot.places
    timeline = context.records.timeline(incident.id)
    users = {*_people(incident, timeline), *_mentioned(incident, timeline)}
    names, profiles = find_names(context, users)
    incident = incident_with_names(incident, names)
    attachment_results = _attachment_results(context)
    incident_channel = (
        places.get(Place.CHANNEL) if incident.channel_state is not ChannelState.DELETED else None
    )
    announcement = places.get(Place.ANNOUNCEMENT)
    postmortem = Postmortem(
        incident=incident,
        timeline=timeline,
        timeline_lines=tuple(
            _timeline_line(context, view_item, names, attachment_results)
            for view_item in timeline_view(timeline)
        ),
        names=names,
        impact=incident.impact,
        latest_update=_latest_update(incident, names),
        similar=context.records.similar(incident),
        linked_incidents=tuple(_related(context, each) for each in context.snapshot.related),
        changes=context.snapshot.changes,
        channel_url=context.chat.address(incident_channel) if incident_channel else "",
        announcement_url=context.chat.address(announcement) if announcement else "",
    )
    return ComposedPage(postmortem, profiles)


def _related(context: EffectContext, related: RelatedIncident) -> LinkedIncident:
    home = context.chat.address(related.home) if related.home and not related.page_url else ""
    title = with_exercise_mark(related.kind, related.title)
    return LinkedIncident(related.id, title, related.relation, related.page_url or home)


def _mentioned(incident: Incident, timeline: Sequence[Entry]) -> Iterable[UserId]:
    texts = (text for entry in timeline for text in event_texts(entry.event))
    return mentioned_ids((*incident_texts(incident), *texts))


def _latest_update(incident: Incident, names: Mapping[UserId, str]) -> TimelineLine | None:
    update = incident.latest_update
    if update is None:
        return None
    text = "\n".join(filter(None, (update.changed, update.next_step)))
    return TimelineLine(update.at, with_names(text, names))


def _people(incident: Incident, timeline: Sequence[Entry]) -> Iterator[UserId]:
    yield incident.declared_by
    yield from incident.holders.values()
    yield from (each.owner for each in incident.follow_ups.values() if each.owner)
    yield from incident.review.reviewers if incident.review else ()
    for hypothesis in incident.hypotheses.values():
        yield from filter(None, (hypothesis.proposed_by, hypothesis.changed_by))
    for event in (entry.event for entry in timeline):
        yield event.actor
        match event:
            case RoleChanged(after=str(holder)):
                yield holder
            case MessageNoted(author=author) if author:
                yield author


def _attachment_results(context: EffectContext) -> Mapping[str, AttachmentResult]:
    """The results of attaching pictures to the current page."""
    postmortem_page = context.snapshot.postmortem_page
    known = context.records.attachment_results(context.incident.id) if postmortem_page else {}
    return {
        file: attachment_result
        for file, attachment_result in known.items()
        if postmortem_page and attachment_result.postmortem_page == postmortem_page.id
    }


def _pictures_of(
    view_item: TimelineViewItem, attachment_results: Mapping[str, AttachmentResult]
) -> Iterator[PagePicture]:
    for picture in view_item.pictures:
        attachment_result = attachment_results.get(picture.file)
        if attachment_result is None:
            yield PagePicture(picture)
        elif attachment_result.not_shown_reason is not NotShownReason.NO_PICTURE:
            yield PagePicture(
                picture, attachment_result.attachment, attachment_result.not_shown_reason
            )


def _timeline_line(
    context: EffectContext,
    view_item: TimelineViewItem,
    names: Mapping[UserId, str],
    attachment_results: Mapping[str, AttachmentResult],
) -> TimelineLine:
    """An entry as text; a message of the chat also with its link and pictures."""
    text = entry_text(context.chat, context.incident, view_item, names)
    match view_item.event:
        case MessageNoted(permalink=url):
            pictures = tuple(_pictures_of(view_item, attachment_results))
            return TimelineLine(view_item.at, text, url, pictures)
        case _:
            return TimelineLine(view_item.at, text)

"""Incidents, timelines and follow-ups as answers say them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from firefighter.adapters.api import models
from firefighter.domain.actors import people_among, program_of
from firefighter.domain.events import (
    AnyEvent,
    DecisionRecorded,
    MessageNoted,
    NoteTaken,
    RoleChanged,
    UpdatePosted,
)
from firefighter.domain.follow_ups import FollowUp
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.incident import Incident
from firefighter.domain.lifecycle import offered_steps
from firefighter.domain.mentions import (
    event_texts,
    incident_texts,
    incident_with_names,
    mentioned_ids,
    with_names,
)
from firefighter.domain.milestones import Milestone
from firefighter.domain.rules import Rules
from firefighter.domain.timeline import TimelineViewItem
from firefighter.effects.page_content import entry_text
from firefighter.ports.chat import Chat
from firefighter.ports.incident_views import IncidentView
from firefighter.ports.people import Person
from firefighter.ports.program_name import program_name
from firefighter.ports.snapshot import Address

FindPeople = Callable[[Collection[UserId]], Mapping[UserId, Person]]


@dataclass
class People:
    """Names of people, as last read from the chat."""

    find: FindPeople

    def names(self, ids: Iterable[UserId | None]) -> dict[UserId, str]:
        """Of people, user groups, channels and programs; without those that are not known."""
        actors = {each for each in ids if each}
        known = self.find(people_among(actors))
        programs = {each: program_name(found) for each in actors if (found := program_of(each))}
        return {**{each: person.known_name for each, person in known.items()}, **programs}


Names = Mapping[UserId, str]


def incident_model(
    view: IncidentView, rules: Rules, people: People, address: Address
) -> models.Incident:
    return incident_models([view], rules, people, address)[0]


def incident_models(
    views: Sequence[IncidentView], rules: Rules, people: People, address: Address
) -> list[models.Incident]:
    """Looks up all names at once."""
    names = people.names(each for view in views for each in _people_of(view.incident))
    return [_incident(view, rules, names, address) for view in views]


def _people_of(incident: Incident) -> Iterator[UserId | None]:
    yield incident.declared_by
    yield from incident.holders.values()
    update = incident.latest_update
    if update:
        yield from (update.actor, update.next_by)
        yield from mentioned_ids((update.changed, update.next_step))
    yield from mentioned_ids(incident_texts(incident))


def _incident(view: IncidentView, rules: Rules, names: Names, address: Address) -> models.Incident:
    incident = incident_with_names(view.incident, names)
    return models.Incident(
        reference=incident.id,
        number=incident.id,
        kind=incident.kind,
        exercise=incident.is_drill,
        private=incident.private,
        title=incident.title,
        summary=incident.summary,
        severity=incident.severity,
        status=incident.status,
        phase=incident.status.phase,
        next_steps=list(dict.fromkeys(offered_steps(incident, rules.enabled_statuses))),
        services=list(incident.services),
        declared_by=actor(incident.declared_by, names),
        roles=[
            models.HeldRole(role=role, name=rules.role_name(role), holder=actor(holder, names))
            for role, holder in incident.holders.items()
        ],
        milestones=models.Milestones(
            **{each.value: incident.milestones.get(each) for each in Milestone}
        ),
        impact=incident.impact,
        latest_update=_update(incident.latest_update, names),
        update_due=incident.update_due,
        mitigation=incident.mitigation,
        trigger=incident.trigger,
        failure_class=incident.failure_class,
        contributing_factors=list(incident.contributing_factors),
        declined=_declined(incident, view.original),
        reopened=incident.reopened,
        open_follow_ups=sum(each.is_open for each in incident.follow_ups.values()),
        url=(view.home and address(view.home)) or None,
        postmortem_url=view.page_url or None,
        version=incident.version,
    )


def _update(update: UpdatePosted | None, names: Names) -> models.LatestUpdate | None:
    if update is None:
        return None
    return models.LatestUpdate(
        at=update.at,
        actor=actor(update.actor, names),
        impact=with_names(update.impact, names),
        changed=with_names(update.changed, names),
        next_step=with_names(update.next_step, names),
        next_by=actor(update.next_by, names) if update.next_by else None,
        next_update=update.next_update,
    )


def _declined(incident: Incident, original: IncidentId | None) -> models.Declined | None:
    if incident.declined is None:
        return None
    return models.Declined(reason=incident.declined.reason, duplicate_of=original)


def actor(user: UserId, names: Names) -> models.Actor:
    program = program_of(user)
    kind = models.ActorKind(program.kind) if program else models.ActorKind.PERSON
    return models.Actor(id=user, kind=kind, name=names.get(user, user))


def timeline_models(
    incident: Incident, items: Sequence[TimelineViewItem], chat: Chat, people: People
) -> list[models.TimelineEntry]:
    names = people.names(each for item in items for each in _people_in(item.event))
    return [
        models.TimelineEntry(
            id=item.id,
            at=item.at,
            recorded_at=item.entry.recorded_at,
            kind=item.event.kind,
            actor=actor(item.event.actor, names) if item.event.actor else None,
            text=_text(chat, incident, item, names),
            corrected=item.corrected,
        )
        for item in items
    ]


def _text(chat: Chat, incident: Incident, item: TimelineViewItem, names: Names) -> str:
    """What people wrote alone, since the actor is beside it."""
    if isinstance(item.event, NoteTaken | DecisionRecorded):
        return with_names(item.text, names)
    return entry_text(chat, incident, item, names)


def _people_in(event: AnyEvent) -> Iterator[UserId | None]:
    yield event.actor
    match event:
        case RoleChanged(before=before, after=after):
            yield from (before, after)
        case MessageNoted(author=author):
            yield author
        case UpdatePosted(next_by=next_by):
            yield next_by
        case _:
            pass
    yield from mentioned_ids(event_texts(event))


def follow_up_models(follow_ups: Sequence[FollowUp], people: People) -> list[models.FollowUp]:
    owners = [each.owner for each in follow_ups]
    names = people.names((*owners, *mentioned_ids(each.text for each in follow_ups)))
    return [
        models.FollowUp(
            number=each.number,
            text=with_names(each.text, names),
            owner=actor(each.owner, names) if each.owner else None,
            due=each.due,
            state=each.state,
            kind=each.kind,
            priority=each.priority,
            ticket=each.ticket,
            source=each.source,
        )
        for each in follow_ups
    ]

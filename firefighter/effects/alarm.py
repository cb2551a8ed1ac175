"""What is told to those who are woken."""

from collections.abc import Iterator

from firefighter.domain.events import Paged
from firefighter.domain.incident import Incident
from firefighter.domain.paging import URGENCIES
from firefighter.effects.cards import home_of
from firefighter.effects.effect import Job
from firefighter.ports.chat import ChatError
from firefighter.ports.paging import Alarm
from firefighter.texts import say


def alarm_of(job: Job, paged: Paged) -> Alarm:
    """Of a private incident only its number, and what was typed for those who are paged."""
    incident = job.incident
    if incident.private:
        return Alarm(
            key=paged.key,
            summary=f"{incident.reference}: {paged.reason}",
            urgency=URGENCIES[incident.severity],
            source=incident.reference,
        )
    return Alarm(
        key=paged.key,
        summary=(f"{incident.reference} · {incident.severity} · {incident.title}: {paged.reason}"),
        urgency=URGENCIES[incident.severity],
        source=", ".join(incident.services) or incident.reference,
        details=dict(_details(job, incident, paged)),
        link=_link(job),
    )


def _details(job: Job, incident: Incident, paged: Paged) -> Iterator[tuple[str, str]]:
    person = job.people([paged.actor]).get(paged.actor)
    yield say("Paged by"), person.real_name if person else paged.actor
    yield say("Why"), paged.reason
    if seen := incident.impact or incident.summary:
        yield say("Impact"), seen


def _link(job: Job) -> str:
    """Nobody sleeps on because the chat is away: then they are woken without a link."""
    place = job.snapshot.places.get(home_of(job.incident))
    try:
        return job.chat.address(place) if place else ""
    except ChatError:
        return ""

"""Mentions in typed text, by chat id, and their names where the text leaves the chat.

People, user groups and channels are mentioned: `@U…`, `@S…`, `#C…`. All of them are in `names`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING

from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_MENTION = re.compile(r"(@(?=[UWS])|#(?=[CG]))([A-Z][A-Z0-9]{6,})\b")


def mentioned_ids(texts: Iterable[str]) -> frozenset[UserId]:
    """Returns the ids of people, user groups and channels."""
    return frozenset(UserId(found) for text in texts for _sign, found in _MENTION.findall(text))


def with_names(text: str, names: Mapping[UserId, str]) -> str:
    """Replaces each mention by the name; what has no known name keeps its id."""

    def named(mention: re.Match[str]) -> str:
        name = names.get(UserId(mention[2]))
        return f"{mention[1]}{name}" if name else mention[0]

    return _MENTION.sub(named, text)


def incident_texts(incident: Incident) -> Iterable[str]:
    """Everything that people typed about the incident itself."""
    yield from (incident.title, incident.summary, incident.impact, incident.mitigation)
    yield from (each.text for each in incident.follow_ups.values())
    for hypothesis in incident.hypotheses.values():
        yield from (hypothesis.text, hypothesis.note)


def event_texts(event: AnyEvent) -> Iterable[str]:
    """The texts of an event, and of what it is about."""
    return _texts_of(event)


def _texts_of(of: "DataclassInstance") -> Iterator[str]:
    for value in (getattr(of, each.name) for each in fields(of)):
        if isinstance(value, str):
            yield value
        elif is_dataclass(value) and not isinstance(value, type):
            yield from _texts_of(value)


def incident_with_names(incident: Incident, names: Mapping[UserId, str]) -> Incident:
    """A copy to show outside the chat."""
    follow_ups = {
        number: replace(each, text=with_names(each.text, names))
        for number, each in incident.follow_ups.items()
    }
    hypotheses = {
        number: replace(each, text=with_names(each.text, names), note=with_names(each.note, names))
        for number, each in incident.hypotheses.items()
    }
    return replace(
        incident,
        title=with_names(incident.title, names),
        summary=with_names(incident.summary, names),
        impact=with_names(incident.impact, names),
        mitigation=with_names(incident.mitigation, names),
        follow_ups=follow_ups,
        hypotheses=hypotheses,
    )

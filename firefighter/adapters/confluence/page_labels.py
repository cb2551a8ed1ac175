"""The labels of a page, by which people find pages in Confluence."""

from firefighter.domain.game_day import GameDay
from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import UNKNOWN
from firefighter.domain.title import slug
from firefighter.ports.pages import PageOwner


def labels_of(owner: PageOwner) -> list[str]:
    match owner:
        case Incident():
            classes = (owner.trigger, owner.failure_class, *owner.contributing_factors)
            known = (word for word in classes if word != UNKNOWN)
            return _slugs("postmortem", owner.severity, *owner.services, *known)
        case GameDay():
            return _slugs("learning-report", *owner.details.services)


def outdated_labels(owner: PageOwner, rules: Rules) -> set[str]:
    """Labels that the bot may have set earlier and that no longer apply."""
    if isinstance(owner, GameDay):
        return set()  # what it is about does not change after the reveal
    words = (*Severity, *rules.taxonomy.triggers, *rules.taxonomy.failure_classes)
    return {*_slugs(*words), UNKNOWN}.difference(labels_of(owner))


def _slugs(*words: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(slug, words))))

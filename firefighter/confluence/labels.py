"""By what a page is found: small letters, digits and hyphens, which every Confluence takes.

https://confluence.atlassian.com/doc/add-remove-and-search-for-labels-136419.html
"""

from firefighter.domain.incident import Incident
from firefighter.domain.rules import Rules
from firefighter.domain.severity import Severity
from firefighter.domain.taxonomy import UNKNOWN
from firefighter.domain.title import slug


def labels_of(incident: Incident) -> list[str]:
    classes = (incident.trigger, incident.failure_class)
    known = (word for word in classes if word != UNKNOWN)
    return _slugs("postmortem", incident.severity, *incident.services, *known)


def labels_of_others(incident: Incident, rules: Rules) -> set[str]:
    """What it may have been labelled before, and is not any more."""
    words = (*Severity, *rules.taxonomy.triggers, *rules.taxonomy.failure_classes)
    return {*_slugs(*words), UNKNOWN}.difference(labels_of(incident))


def _slugs(*words: str) -> list[str]:
    return list(dict.fromkeys(filter(None, map(slug, words))))

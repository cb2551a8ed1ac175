"""Names of things as they stand on a page, in the language that is spoken."""

from collections.abc import Mapping
from datetime import timedelta

from firefighter.domain.lifecycle import Status
from firefighter.domain.milestones import Milestone
from firefighter.domain.page_text import Heading
from firefighter.domain.pictures import Shown, WhyNot
from firefighter.domain.postmortem import Span
from firefighter.domain.relations import Relation
from firefighter.domain.severity import Severity
from firefighter.texts import mark, say

STATUS = {
    Status.OPEN: (mark("Open"), "Red"),
    Status.INVESTIGATING: (mark("Investigating"), "Red"),
    Status.MITIGATED: (mark("Mitigated"), "Yellow"),
    Status.POSTMORTEM: (mark("Post-mortem"), "Blue"),
    Status.CLOSED: (mark("Closed"), "Green"),
}
SEVERITY_COLOUR = {
    Severity.SEV1: "Red",
    Severity.SEV2: "Yellow",
    Severity.SEV3: "Blue",
    Severity.SEV4: "Grey",
}

HEADING: Mapping[Heading, str] = {
    Heading.SUMMARY: mark("Summary"),
    Heading.IMPACT: mark("Impact"),
    Heading.FACTS: mark("Key facts"),
    Heading.PEOPLE: mark("People and roles"),
    Heading.TIMELINE: mark("Timeline"),
    Heading.DETECTION: mark("Detection"),
    Heading.TRIGGER: mark("Trigger"),
    Heading.FACTORS: mark("Contributing factors"),
    Heading.WENT_WELL: mark("What went well"),
    Heading.WENT_BADLY: mark("What went badly"),
    Heading.LUCKY: mark("Where we got lucky"),
    Heading.FOLLOW_UPS: mark("Follow-ups"),
    Heading.SIMILAR: mark("Similar incidents"),
    Heading.LINKS: mark("Links"),
}

RELATION: Mapping[Relation, str] = {
    Relation.ORIGINAL: mark("Merged into"),
    Relation.DUPLICATE: mark("Its duplicate"),
    Relation.RELATED: mark("Related"),
    Relation.CAUSE: mark("Caused by"),
    Relation.RESULT: mark("Caused"),
}

SPAN: Mapping[Span, str] = {
    Span.UNDETECTED: mark("Until detected"),
    Span.UNDECLARED: mark("From detected to declared"),
    Span.UNACKNOWLEDGED: mark("Until somebody took it on"),
    Span.UNMITIGATED: mark("From declared to mitigated"),
    Span.HURTING: mark("How long it hurt"),
    Span.OPEN: mark("From declared to closed"),
}

MILESTONE: Mapping[Milestone, str] = {
    Milestone.IMPACT_STARTED: mark("impact started"),
    Milestone.DETECTED: mark("detected"),
    Milestone.DECLARED: mark("declared"),
    Milestone.ACKNOWLEDGED: mark("taken on"),
    Milestone.MITIGATED: mark("mitigated"),
    Milestone.CLOSED: mark("closed"),
}

TAXONOMY = (
    mark("deployment"),
    mark("configuration change"),
    mark("traffic"),
    mark("expiry or schedule"),
    mark("third party"),
    mark("infrastructure"),
    mark("attack"),
    mark("operation by hand"),
    mark("software defect"),
    mark("configuration"),
    mark("capacity"),
    mark("dependency"),
    mark("data"),
    mark("network"),
    mark("hardware"),
    mark("security"),
    mark("process"),
    mark("unknown"),
)
"""The built-in words; a company's own are its own in every language."""


_WHY_NOT: Mapping[WhyNot, str] = {
    WhyNot.TOO_LARGE: mark("A picture is in the message in Slack; it is too large for this page."),
    WhyNot.TOO_MANY: mark(
        "A picture is in the message in Slack; this page has as many as it holds."
    ),
    WhyNot.OF_ANOTHER_KIND: mark(
        "A picture is in the message in Slack, of a kind that this page cannot show."
    ),
    WhyNot.DELETED: mark("A picture was in the message in Slack until it was deleted."),
    WhyNot.NOT_SEEN: mark("A picture is in the message in Slack, where I cannot see it."),
    WhyNot.HIDDEN: mark(
        "A file is in the message; Slack hides it, since your plan keeps it no longer."
    ),
    WhyNot.ELSEWHERE: mark("A picture is linked in the message in Slack; it is kept elsewhere."),
}


def missing_picture(shown: Shown) -> str:
    """In place of a picture that is not on the page, or not yet."""
    why = _WHY_NOT.get(shown.why_not) if shown.why_not else None
    return say(why) if why else say("A picture is in the message in Slack.")


def duration(span: timedelta) -> str:
    """The two largest units: nobody reads seconds after an hour."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return say("{days} d {hours} h", days=days, hours=hours)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if minutes:
        return say("{minutes} min", minutes=minutes)
    return say("{seconds} s", seconds=seconds)

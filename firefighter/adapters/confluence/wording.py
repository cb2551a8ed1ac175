"""Names and short texts on pages, in the current language."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache

from firefighter.domain.events import Relation
from firefighter.domain.milestones import Milestone
from firefighter.domain.pictures import NotShownReason, PagePicture
from firefighter.domain.postmortem import Span
from firefighter.domain.severity import Severity
from firefighter.i18n import Language, gettext, gettext_noop, use_language

SEVERITY_COLOR = {
    Severity.SEV1: "Red",
    Severity.SEV2: "Yellow",
    Severity.SEV3: "Blue",
    Severity.SEV4: "Grey",
}

EDITED_NOTE = gettext_noop(
    "This section was edited, so Firefighter no longer updates it. To resume updates, press the "
    "button in the incident's channel in Slack."
)
EDITED_REPORT_NOTE = gettext_noop(
    "This section was edited, so Firefighter no longer updates it. To resume updates, press the "
    "button in the Game Day's channel in Slack."
)
EARLIER_VERSION = gettext_noop("Version edited by people")


@cache
def edited_notes() -> frozenset[str]:
    """The notes in every language: a page may be older than the language setting."""
    notes: list[str] = []
    for language in Language:
        with use_language(language):
            texts = gettext(EDITED_NOTE), gettext(EDITED_REPORT_NOTE)
            notes += [" ".join(text.split()) for text in texts]
    return frozenset(notes)


RELATION: Mapping[Relation, str] = {
    Relation.ORIGINAL: gettext_noop("Merged into"),
    Relation.DUPLICATE: gettext_noop("Duplicate"),
    Relation.RELATED: gettext_noop("Related"),
    Relation.CAUSE: gettext_noop("Caused by"),
    Relation.RESULT: gettext_noop("Caused"),
}

SPAN: Mapping[Span, str] = {
    Span.UNDETECTED: gettext_noop("Time to detect"),
    Span.UNDECLARED: gettext_noop("Detected to declared"),
    Span.UNACKNOWLEDGED: gettext_noop("Time to acknowledge"),
    Span.UNMITIGATED: gettext_noop("Declared to mitigated"),
    Span.IMPACT: gettext_noop("Impact duration"),
    Span.OPEN: gettext_noop("Declared to closed"),
}

MILESTONE: Mapping[Milestone, str] = {
    Milestone.IMPACT_STARTED: gettext_noop("impact started"),
    Milestone.DETECTED: gettext_noop("detected"),
    Milestone.DECLARED: gettext_noop("declared"),
    Milestone.ACKNOWLEDGED: gettext_noop("acknowledged"),
    Milestone.MITIGATED: gettext_noop("mitigated"),
    Milestone.CLOSED: gettext_noop("closed"),
}

_NOT_SHOWN: Mapping[NotShownReason, str] = {
    NotShownReason.TOO_LARGE: gettext_noop(
        "Picture not shown: too large for this page. See the message in Slack."
    ),
    NotShownReason.TOO_MANY: gettext_noop(
        "Picture not shown: this page has reached its limit. See the message in Slack."
    ),
    NotShownReason.OF_ANOTHER_KIND: gettext_noop(
        "Picture not shown: unsupported file type. See the message in Slack."
    ),
    NotShownReason.DELETED: gettext_noop("Picture not shown: it was deleted in Slack."),
    NotShownReason.NOT_SEEN: gettext_noop(
        "Picture not shown: the bot has no access to it. See the message in Slack."
    ),
    NotShownReason.HIDDEN: gettext_noop(
        "File not shown: Slack hides it because of your plan's history limit."
    ),
    NotShownReason.ELSEWHERE: gettext_noop(
        "Picture not shown: it is stored outside Slack. See the message in Slack."
    ),
}


def missing_picture(shown: PagePicture) -> str:
    """Replaces a picture that is not on the page, or not yet."""
    reason = _NOT_SHOWN.get(shown.not_shown_reason) if shown.not_shown_reason else None
    return gettext(reason) if reason else gettext("Picture: see the message in Slack.")


def duration(span: timedelta) -> str:
    """The two largest units, such as `2 h 5 min`."""
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    if days:
        return gettext("{days} d {hours} h", days=days, hours=hours)
    if hours:
        return gettext("{hours} h {minutes} min", hours=hours, minutes=minutes)
    if minutes:
        return gettext("{minutes} min", minutes=minutes)
    return gettext("{seconds} s", seconds=seconds)

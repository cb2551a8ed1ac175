"""Texts about post-mortems: the page, its checklist, and timeline lines."""

from firefighter.adapters.slack.wording.mrkdwn import (
    escaped,
    link,
    local_time,
    single_line,
    user_mention,
)
from firefighter.domain.events import ChecklistItemConfirmed, Classified, PostmortemPageRequested
from firefighter.domain.postmortem_checks import Check, WarningKind, WritingWarning
from firefighter.domain.suggested_classes import Suggestion
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.pages import PageChange, item_title, section_title
from firefighter.ports.postmortem_messages import (
    PostmortemDue,
    PostmortemPageNotice,
    PostmortemStage,
)
from firefighter.ports.snapshot import Snapshot
from firefighter.reporting.configured_names import configured_name


def postmortem_page_link(snapshot: Snapshot) -> str:
    """A link to the page; empty if there is none."""
    postmortem_page = snapshot.postmortem_page
    return (
        link(postmortem_page.url, gettext("Post-mortem page"))
        if postmortem_page and not postmortem_page.gone
        else ""
    )


def page_notice_text(message: PostmortemPageNotice | PostmortemDue) -> str:
    """One line about the page, with a link to it."""
    if isinstance(message, PostmortemPageNotice):
        return f":memo: {_notice(message)}"
    owner = message.unreachable_owner
    missing = (
        gettext(
            "I can't message {owner}: assign a commander.",
            owner=user_mention(owner),
        )
        if owner
        else ""
    )
    page = postmortem_page_link(message.snapshot)
    return " ".join(filter(None, (f":memo: {_due(message)}", missing, page)))


def _notice(notice: PostmortemPageNotice) -> str:
    postmortem_page = postmortem_page_link(notice.snapshot)
    match notice.change:
        case PageChange.MADE:
            return gettext("{postmortem_page} created.", postmortem_page=postmortem_page)
        case PageChange.MOVED:
            return gettext(
                "The post-mortem page was moved: {postmortem_page}.",
                postmortem_page=postmortem_page,
            )
        case PageChange.BACK:
            return gettext(
                "{postmortem_page} found again; updates resume.", postmortem_page=postmortem_page
            )
        case PageChange.EDITED:
            return gettext(
                "Sections edited on the {postmortem_page}, no longer updated by the bot: "
                "{sections}.",
                postmortem_page=postmortem_page,
                sections=escaped(", ".join(_edited_titles(notice.snapshot))),
            )
        case PageChange.GONE:
            return gettext(
                "The post-mortem page is gone: it was deleted, or I lost access. `/incident "
                "postmortem` creates a new one."
            )


def _edited_titles(snapshot: Snapshot) -> list[str]:
    postmortem_page = snapshot.postmortem_page
    return [
        section_title(name) for name in sorted(postmortem_page.edited if postmortem_page else ())
    ]


def _due(reminder: PostmortemDue) -> str:
    incident = reminder.snapshot.incident.reference
    match reminder.stage:
        case PostmortemStage.DRAFT:
            return gettext(
                "The draft of the {incident} post-mortem is due.",
                incident=incident,
            )
        case PostmortemStage.REVIEW:
            return gettext(
                "The {incident} post-mortem is due for review and closing.",
                incident=incident,
            )


_WARNINGS = {
    WarningKind.PERSON: gettext_noop(
        "{words} is named under {part}. Name roles or systems there, not people."
    ),
    WarningKind.VAGUE: gettext_noop("“{words}” ({part}) is vague. Be specific."),
    WarningKind.NO_VERB: gettext_noop("“{part}” starts with “{words}”. Start with a verb."),
}


def warning_text(warning: WritingWarning) -> str:
    return gettext(
        _WARNINGS[warning.warning_kind],
        words=escaped(warning.words),
        part=single_line(warning.part),
    )


def confirmed_text(check: Check) -> str:
    """Empty if the item was not confirmed."""
    if check.confirmed is None:
        return ""
    return gettext(
        ":heavy_check_mark: {item}: done, says {who} ({when}).",
        item=item_title(check.item),
        who=user_mention(check.confirmed.by),
        when=local_time(check.confirmed.at),
    )


def postmortem_line(event: Classified | ChecklistItemConfirmed | PostmortemPageRequested) -> str:
    match event:
        case ChecklistItemConfirmed():
            told = gettext(
                "{who} marked an item of the post-mortem as done: {item}.",
                who=user_mention(event.actor),
                item=item_title(event.item),
            )
            return f":heavy_check_mark: {told}"
        case Classified():
            return f":label: {_classified(event)}"
        case PostmortemPageRequested():
            wanted = gettext("{who} requested the post-mortem page.", who=user_mention(event.actor))
            return f":memo: {wanted}"


def _classified(event: Classified) -> str:
    told = gettext(
        "{who} classified it: trigger {trigger}, failure class {failure}.",
        who=user_mention(event.actor),
        trigger=escaped(event.trigger),
        failure=escaped(event.failure_class),
    )
    if not event.contributing_factors:
        return told
    factors = escaped(", ".join(event.contributing_factors))
    return " ".join((told, gettext("Contributing factors: {factors}.", factors=factors)))


def suggestion_text(suggestion: Suggestion) -> str:
    """A class with the words that suggest it, as somebody wrote them."""
    words = ", ".join(gettext("“{word}”", word=escaped(each)) for each in suggestion.words)
    name = escaped(configured_name(suggestion.name))
    return gettext("• {name}: {words}", name=name, words=words)

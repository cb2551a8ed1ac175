"""What became of the post-mortem page, in one line."""

from firefighter.ports.chat import PageNews, PageNotice, PostmortemDue, Stage
from firefighter.ports.places import Snapshot
from firefighter.slack.words.mrkdwn import link
from firefighter.texts import say


def page_link(snapshot: Snapshot) -> str:
    """The way to the page, by what it is; empty while there is none."""
    page = snapshot.page
    return link(page.url, say("Post-mortem page")) if page and not page.gone else ""


def about_page(message: PageNotice | PostmortemDue) -> str:
    """One line about the page, with the way to it."""
    if isinstance(message, PageNotice):
        return f":memo: {_words(message)}"
    return " ".join(filter(None, (f":memo: {_due(message)}", page_link(message.snapshot))))


def _words(notice: PageNotice) -> str:
    page = page_link(notice.snapshot)
    match notice.news:
        case PageNews.MADE:
            return say("The post-mortem has its page: {page}.", page=page)
        case PageNews.MOVED:
            return say("Somebody moved the post-mortem page; it is here now: {page}.", page=page)
        case PageNews.GONE:
            return say(
                "The post-mortem page is gone: somebody deleted it, or closed it to me. "
                "`/incident postmortem` makes it again."
            )


def _due(reminder: PostmortemDue) -> str:
    incident = reminder.snapshot.incident.reference
    match reminder.stage:
        case Stage.DRAFT:
            return say(
                "The post-mortem of {incident} should have its draft by now; please see to it.",
                incident=incident,
            )
        case Stage.REVIEW:
            return say(
                "The post-mortem of {incident} should be reviewed and closed by now.",
                incident=incident,
            )

"""What became of the post-mortem page, in one line."""

from firefighter.ports.chat import PageNews, PageNotice
from firefighter.ports.places import Snapshot
from firefighter.slack.words.mrkdwn import link
from firefighter.texts import say


def page_link(snapshot: Snapshot) -> str:
    """The way to the page, by what it is; empty while there is none."""
    page = snapshot.page
    return link(page.url, say("Post-mortem page")) if page and not page.gone else ""


def page_notice(notice: PageNotice) -> str:
    return f":memo: {_words(notice)}"


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

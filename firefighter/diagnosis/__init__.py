"""Is everything in place for the bot to work? What is not says what to do about it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from firefighter.diagnosis import places, slack, wiki
from firefighter.domain.errors import FirefighterError
from firefighter.settings.settings import Settings


@dataclass(frozen=True)
class Finding:
    what: str
    well: bool
    says: str
    """How it is; when it is not well, what to do."""
    waits_for: str = ""
    """What has to be mended before anybody can look at this; it is neither well nor a trouble."""


@dataclass(frozen=True)
class _Check:
    what: str
    look: Callable[[Settings], str]
    """Says how it is. Raises FirefighterError, which says what to do."""
    after: Sequence[str] = ()
    """What it stands on: if that is not well, this would only say the same again."""


_ANYWAY = (
    _Check("database", places.database),
    _Check("outbox", places.outbox, after=["database"]),
    _Check("Slack", slack.bot_token),
    _Check("scopes", slack.scopes, after=["Slack"]),
    _Check("incidents channel", slack.incidents_channel, after=["Slack", "scopes"]),
)
_OVER_HTTP = _Check("way in", slack.over_http)
_BY_SOCKET_MODE = _Check("way in", slack.by_socket_mode, after=["Slack"])
_BESIDES = (
    _Check("post-mortem templates", wiki.templates),
    _Check("post-mortem pages", wiki.pages),
    _Check("paging", places.paging),
)


def examine(settings: Settings) -> Iterator[Finding]:
    """Looks at one thing after the other; nothing is changed by it."""
    way_in = _OVER_HTTP if settings.environment.slack_app_token is None else _BY_SOCKET_MODE
    ill: set[str] = set()
    for check in (*_ANYWAY, way_in, *_BESIDES):
        found = _look(check, settings, ill)
        if not found.well:
            ill.add(check.what)
        yield found


def _look(check: _Check, settings: Settings, ill: set[str]) -> Finding:
    for needed in ill.intersection(check.after):
        return Finding(check.what, False, "", waits_for=needed)
    try:
        return Finding(check.what, True, check.look(settings))
    except FirefighterError as error:
        return Finding(check.what, False, str(error))

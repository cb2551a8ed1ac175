"""Checks of the setup for `doctor`. Each failed check says what to fix."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from firefighter.diagnosis import confluence, deployment, slack, webhooks
from firefighter.domain.errors import FirefighterError
from firefighter.settings.settings import Settings


@dataclass(frozen=True)
class Finding:
    what: str
    passed: bool
    message: str
    """The result; if the check failed, what to fix."""
    blocked_by: str = ""
    """The failed check because of which this one was skipped."""
    is_notable: bool = False
    """Whether people should see the result although the check passed."""


@dataclass(frozen=True)
class _Check:
    what: str
    run: Callable[[Settings], str]
    """Returns the result as a sentence. Raises FirefighterError, whose text says what to fix."""
    after: Sequence[str] = ()
    """Skipped if one of these failed."""
    ordinary: Sequence[str] = ()
    """Results that are worth no line; if there are any, people should see all others."""


_ALWAYS = (
    _Check("database", deployment.database),
    _Check("outbox", deployment.outbox, after=["database"]),
    _Check("Slack", slack.bot_token),
    _Check("scopes", slack.scopes, after=["Slack"]),
    _Check("incidents channel", slack.incidents_channel, after=["Slack", "scopes"]),
    _Check(
        "shared channels",
        slack.shared_channels,
        after=["database", "Slack", "scopes"],
        ordinary=[slack.NONE_SHARED, slack.SHARING_UNKNOWN],
    ),
)
_OVER_HTTP = _Check("incoming requests", slack.over_http)
_BY_SOCKET_MODE = _Check("incoming requests", slack.by_socket_mode, after=["Slack"])
_OPTIONAL = (
    _Check("post-mortem templates", confluence.templates),
    _Check("post-mortem pages", confluence.pages),
    _Check("paging", deployment.paging),
    _Check("webhooks", webhooks.delivery, after=["database"]),
)


def run_checks(settings: Settings) -> Iterator[Finding]:
    """Runs the checks in order. Changes nothing."""
    incoming = _OVER_HTTP if settings.environment.slack_app_token is None else _BY_SOCKET_MODE
    failed: set[str] = set()
    for check in (*_ALWAYS, incoming, *_OPTIONAL):
        finding = _run_check(check, settings, failed)
        if not finding.passed:
            failed.add(check.what)
        yield finding


def _run_check(check: _Check, settings: Settings, failed: set[str]) -> Finding:
    for blocker in failed.intersection(check.after):
        return Finding(check.what, False, "", blocked_by=blocker)
    try:
        result = check.run(settings)
        is_notable = bool(check.ordinary) and result not in check.ordinary
        return Finding(check.what, True, result, is_notable=is_notable)
    except FirefighterError as error:
        return Finding(check.what, False, str(error))

"""Everything running, for a demonstration or a test."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from firefighter.bootstrap import Bot, assemble
from firefighter.domain.errors import FirefighterError
from firefighter.foundation import open_database
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack
from firefighter.ports.house import Clock
from firefighter.settings.environment import read_environment
from firefighter.settings.policy import Policy
from firefighter.settings.routing_keys import RoutingKeys
from firefighter.settings.settings import Settings
from firefighter.slack.registry import find_features
from firefighter.store.tables import EffectState
from firefighter.web.server import Server

SPACE = "OPS"
"""The key of the space in which a stage's pages are made."""

_LOOK_EVERY_S = 0.01


class NotQuiet(FirefighterError):
    """Something that was to be done in Slack was not done."""


@dataclass(frozen=True)
class Stage:
    slack: LocalSlack
    bot: Bot

    def wait_until_quiet(self, timeout_s: float = 60.0) -> None:
        """Returns once every effect is done. Raises NotQuiet when one is parked, or time is up."""
        pause, deadline = threading.Event(), time.monotonic() + timeout_s
        while left := self.bot.outbox.unsettled():
            if EffectState.PARKED in left or time.monotonic() > deadline:
                raise NotQuiet(f"Effects are left undone: {dict(left)}")
            pause.wait(_LOOK_EVERY_S)


@contextmanager
def open_stage(
    policy: Policy,
    database_url: str | None = None,
    clock: Clock | None = None,
    wiki: LocalConfluence | None = None,
    pagerduty: LocalPagerDuty | None = None,
) -> Iterator[Stage]:
    """The local Slack with the bot installed in it, in the incidents channel; no people yet.

    Post-mortems go to `wiki`, to its space SPACE; without one, they are kept as files. Pages go to
    `pagerduty`, in which the policy's services are added; without one, none can be sent.
    """
    with TemporaryDirectory(prefix="firefighter-") as folder, LocalSlack() as slack:
        slack.add_channel(policy.incidents_channel)
        slack.subscriptions = find_features().subscriptions
        environment = _environment(slack, database_url or _sqlite_in(Path(folder)))
        if wiki:
            environment |= _wiki_environment(wiki)
        if pagerduty:
            environment |= _paging_environment(policy, pagerduty)
        settings = Settings(read_environment(environment), policy, RoutingKeys(environment))
        database = open_database(settings)
        bot = assemble(settings, database, clock)
        server = Server(bot.site, "127.0.0.1", 0)
        server.start()
        bot.start_working()
        slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
        try:
            yield Stage(slack, bot)
        finally:
            server.stop()
            bot.stop_working()
            database.close()


def _environment(slack: LocalSlack, database_url: str) -> dict[str, str]:
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
    }


def _wiki_environment(wiki: LocalConfluence) -> dict[str, str]:
    return {
        "CONFLUENCE_URL": wiki.url,
        "CONFLUENCE_USERNAME": wiki.username,
        "CONFLUENCE_API_TOKEN": wiki.token,
        "CONFLUENCE_SPACE": SPACE,
    }


def _paging_environment(policy: Policy, pagerduty: LocalPagerDuty) -> dict[str, str]:
    keys = {
        each.routing_key_env: pagerduty.add_service(each.name) for each in policy.paging.services
    }
    return {"PAGERDUTY_EVENTS_URL": pagerduty.url, **keys}


def _sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'firefighter.db'}"

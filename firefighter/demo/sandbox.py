"""Starts everything that a demonstration or a test needs."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from firefighter.adapters.http.server import Server
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.adapters.store.tables import EffectState
from firefighter.bootstrap import Bot, assemble
from firefighter.domain.errors import FirefighterError
from firefighter.playground.confluence import LocalConfluence
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack
from firefighter.ports.app_context import Clock
from firefighter.runtime import open_database
from firefighter.settings.policy import Policy, RoutingKeys
from firefighter.settings.settings import Settings, read_environment

SPACE = "OPS"
"""The key of the Confluence space for post-mortem pages."""

_POLL_INTERVAL_S = 0.01


class EffectsNotDone(FirefighterError):
    """An effect or job was not done."""


@dataclass(frozen=True)
class Sandbox:
    slack: LocalSlack
    bot: Bot

    def wait_until_idle(self, timeout_s: float = 60.0) -> None:
        """Returns once every due job has run and every effect is done. Raises EffectsNotDone."""
        pause, deadline = threading.Event(), time.monotonic() + timeout_s
        # A job enqueues effects when it is done, so jobs are looked at before effects, too.
        while self._has_due_jobs() or self.bot.outbox.unsettled() or self._has_due_jobs():
            left = self.bot.outbox.unsettled()
            if EffectState.FAILED in left or time.monotonic() > deadline:
                raise EffectsNotDone(f"Effects or jobs are left undone: {dict(left)}")
            pause.wait(_POLL_INTERVAL_S)

    def _has_due_jobs(self) -> bool:
        due = self.bot.scheduler.next_due()
        return due is not None and due <= self.bot.context.clock.now()


@contextmanager
def open_sandbox(
    policy: Policy,
    database_url: str | None = None,
    clock: Clock | None = None,
    wiki: LocalConfluence | None = None,
    pagerduty: LocalPagerDuty | None = None,
) -> Iterator[Sandbox]:
    """Starts the local Slack with the bot installed and in the incidents channel, without people.

    Post-mortems go to `wiki`, into its space SPACE; without it they are self-hosted. Pages go to
    `pagerduty`, which gets the policy's services; without it none can be sent.
    """
    with TemporaryDirectory(prefix="firefighter-") as folder, LocalSlack() as slack:
        slack.add_channel(policy.incidents_channel)
        slack.install(manifest(find_features(), None))
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
            yield Sandbox(slack, bot)
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

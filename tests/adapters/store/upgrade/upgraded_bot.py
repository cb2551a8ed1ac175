"""The bot of this version on the database of the previous one; a clock that goes on by hand."""

import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from firefighter.adapters.http.server import Server
from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.adapters.store.tables import EffectRow, JobRow, TimelineRow
from firefighter.bootstrap import Bot, assemble
from firefighter.playground.pagerduty import LocalPagerDuty
from firefighter.playground.slack import LocalSlack
from firefighter.playground.slack.events import subscription_of
from firefighter.playground.slack.payloads import event_callback
from firefighter.ports.store import JobFailed
from firefighter.runtime import open_database
from firefighter.settings.policy import RoutingKeys, read_policy
from firefighter.settings.settings import Settings, read_environment
from tests.adapters.store.upgrade.previous_version import DATA
from tests.clock import SettableClock

_LEASE = timedelta(seconds=60)
_PATIENCE_S = 30.0


@dataclass
class UpgradedBot:
    """Worker and scheduler in the thread of the test, so that nothing depends on chance."""

    bot: Bot
    slack: LocalSlack
    pagerduty: LocalPagerDuty
    clock: SettableClock
    events: list[dict[str, Any]]
    """What happened in Slack and was not delivered yet."""

    def start(self) -> None:
        """What `Bot.start_working` does before it starts its threads."""
        self.bot._plan_digests()
        self.bot._retry_failed()
        self.bot._refresh_groups_and_channels()

    def run_until(self, time: datetime) -> None:
        """Moves the clock on; what falls due on the way is done at its time."""
        while True:
            self._run_due()
            due = [self.bot.scheduler._job_store.next_due(), self.bot.outbox.next_due()]
            first = min((each for each in due if each), default=time)
            if first >= time:
                break
            self.clock.set(max(first, self.clock.now()))
        self.clock.set(time)

    def effects(self) -> dict[int, EffectRow]:
        with self.bot.database.reading() as session:
            return {row.id: row for row in session.scalars(select(EffectRow))}

    def jobs(self) -> dict[int, JobRow]:
        with self.bot.database.reading() as session:
            return {row.id: row for row in session.scalars(select(JobRow))}

    def timeline(self) -> list[TimelineRow]:
        with self.bot.database.reading() as session:
            return list(session.scalars(select(TimelineRow).order_by(TimelineRow.id)))

    def messages(self) -> set[tuple[str, str]]:
        """Channel and timestamp of everything that stands anywhere."""
        found = self.slack._workspace.messages
        return {(channel, ts) for channel, inside in found.items() for ts in inside}

    def _run_due(self) -> None:
        self._deliver_events()
        while self._run_next_job() or self._run_next_effect():
            self._deliver_events()

    def _run_next_job(self) -> bool:
        due = self.bot.scheduler._job_store.next_due()
        if due is None or due > self.clock.now():
            return False
        try:
            return self.bot.scheduler._job_store.run_next(self.bot.scheduler._run_job)
        except JobFailed as failure:
            self.bot.scheduler._note(failure)
            return True

    def _run_next_effect(self) -> bool:
        claims, limits = self.bot.outbox.claim("upgraded worker", 1, _LEASE)
        runner = self.bot.worker._runner
        runner.rate_limits.extend(limits)
        for claim in claims:
            runner.run(claim, threading.Event())
        return bool(claims)

    def _deliver_events(self) -> None:
        while self.events:
            event = self.events.pop(0)
            if subscription_of(event) in self.slack.subscriptions:
                callback = event_callback(event, f"Ev{secrets.token_hex(5).upper()}")
                delivery = self.slack._deliveries.deliver("events_api", callback)
                assert self.slack._thread.until_done(delivery).acknowledged, event


@contextmanager
def upgraded_bot(
    url: str, slack: LocalSlack, pagerduty: LocalPagerDuty, clock: SettableClock
) -> Iterator[UpgradedBot]:
    policy = read_policy(DATA / "firefighter.toml")
    keys = {
        each.routing_key_env: pagerduty.add_service(each.name) for each in policy.paging.services
    }
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": url,
        "PAGERDUTY_EVENTS_URL": pagerduty.url,
        **keys,
    }
    settings = Settings(read_environment(environment), policy, RoutingKeys(environment))
    bot = assemble(settings, open_database(settings), clock)
    server = Server(bot.site, "127.0.0.1", 0)
    server.start()
    events: list[dict[str, Any]] = []
    slack._workspace.now = lambda: clock.now().timestamp()  # type: ignore[method-assign]
    slack._workspace.notify = events.append
    slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
    slack.install(manifest(find_features(), None))
    slack.ack_deadline_s = slack.trigger_lifetime_s = _PATIENCE_S
    try:
        yield UpgradedBot(bot, slack, pagerduty, clock, events)
    finally:
        server.stop()
        bot.database.close()

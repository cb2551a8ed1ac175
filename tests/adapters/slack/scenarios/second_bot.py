"""A second bot in a scenario: with another policy, database or connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from firefighter.adapters.http.server import Server
from firefighter.bootstrap import Bot, assemble
from firefighter.demo.sandbox import Sandbox
from firefighter.playground.slack import LocalSlack
from firefighter.runtime import open_database
from firefighter.settings.policy import Policy
from firefighter.settings.settings import Settings, read_environment
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario


@contextmanager
def another_bot(slack: LocalSlack, database_url: str, policy: Policy = POLICY) -> Iterator[Bot]:
    """Answers people and does the work, but Slack does not send it anything yet."""
    environment = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
    }
    settings = Settings(read_environment(environment), policy)
    database = open_database(settings)
    bot = assemble(settings, database)
    bot.start_working()
    try:
        yield bot
    finally:
        bot.stop_working()
        database.close()


@contextmanager
def replaced_bot(
    scenario: Scenario, database_url: str, policy: Policy = POLICY
) -> Iterator[Scenario]:
    """The same workspace, in which Slack now sends everything to the new bot, over HTTP."""
    before = scenario.slack.request_url
    with another_bot(scenario.slack, database_url, policy) as bot:
        server = Server(bot.site, "127.0.0.1", 0)
        server.start()
        scenario.slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
        try:
            yield replace(scenario, sandbox=Sandbox(scenario.slack, bot))
        finally:
            scenario.slack.request_url = before
            server.stop()

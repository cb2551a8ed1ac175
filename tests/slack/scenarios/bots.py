"""A second bot beside a scene's own: with another policy, another database, another way in."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from firefighter.bootstrap import Bot, assemble
from firefighter.demo.stage import Stage
from firefighter.foundation import open_database
from firefighter.playground.slack import LocalSlack
from firefighter.settings.environment import read_environment
from firefighter.settings.policy import Policy
from firefighter.settings.settings import Settings
from firefighter.web.server import Server
from tests.slack.scenarios.scene import POLICY, Scene


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
def replaced_bot(scene: Scene, database_url: str, policy: Policy = POLICY) -> Iterator[Scene]:
    """The same workspace, in which Slack now sends everything to the new bot, over HTTP."""
    before = scene.slack.request_url
    with another_bot(scene.slack, database_url, policy) as bot:
        server = Server(bot.site, "127.0.0.1", 0)
        server.start()
        scene.slack.request_url = f"http://127.0.0.1:{server.port}/slack/events"
        try:
            yield replace(scene, stage=Stage(scene.slack, bot))
        finally:
            scene.slack.request_url = before
            server.stop()

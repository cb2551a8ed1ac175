"""`manifest`: what to paste into Slack when the app is made there."""

import argparse
import json

from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings
from firefighter.slack.manifest import manifest
from firefighter.slack.registry import find_features
from firefighter.texts import speaking

PATH = "/slack/events"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "--url",
        metavar="https://HOST",
        help="where Slack reaches the bot; without it, the manifest is for Socket Mode",
    )


def run(given: argparse.Namespace) -> int:
    if given.url and not given.url.startswith("https://"):
        raise SettingsError(f"--url {given.url} does not begin with https://, as Slack demands.")
    request_url = given.url.rstrip("/") + PATH if given.url else None
    with speaking(read_settings().policy.language):
        made = manifest(find_features(), request_url)
    print(json.dumps(made, indent=2, ensure_ascii=False))
    return 0

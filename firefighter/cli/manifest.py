"""`manifest`: prints the app manifest to paste into Slack."""

import argparse
import json

from firefighter.adapters.slack.inbound.registry import find_features
from firefighter.adapters.slack.manifest import manifest
from firefighter.i18n import use_language
from firefighter.settings.errors import SettingsError
from firefighter.settings.settings import read_settings

PATH = "/slack/events"


def add(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)
    parser.add_argument(
        "--url",
        metavar="https://HOST",
        help="the bot's public base URL; without it, the manifest is for Socket Mode",
    )


def run(given: argparse.Namespace) -> int:
    if given.url and not given.url.startswith("https://"):
        raise SettingsError(f"--url {given.url} must start with https://, as Slack requires.")
    request_url = given.url.rstrip("/") + PATH if given.url else None
    with use_language(read_settings().policy.language):
        content = manifest(find_features(), request_url)
    print(json.dumps(content, indent=2, ensure_ascii=False))
    return 0

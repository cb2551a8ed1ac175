"""What the app brings along, as its manifest says: commands and shortcuts.

https://docs.slack.dev/reference/app-manifest
"""

from collections.abc import Sequence
from dataclasses import dataclass

from firefighter.playground.slack.records import Json


@dataclass(frozen=True)
class Completion:
    text: str
    hint: str = ""
    does: str = ""


@dataclass(frozen=True)
class Installed:
    completions: Sequence[Completion] = ()
    shortcuts: tuple[tuple[str, str], ...] = ()
    """Of a message's menu: callback id and name."""
    everywhere: tuple[tuple[str, str], ...] = ()
    """Of the composer's menu."""


def read_manifest(manifest: Json) -> Installed:
    features = manifest.get("features", {})
    commands = features.get("slash_commands", ())
    return Installed(
        [
            Completion(each["command"], each.get("usage_hint", ""), each.get("description", ""))
            for each in commands
        ],
        _shortcuts(features, "message"),
        _shortcuts(features, "global"),
    )


def _shortcuts(features: Json, kind: str) -> tuple[tuple[str, str], ...]:
    found = features.get("shortcuts", ())
    return tuple((each["callback_id"], each["name"]) for each in found if each["type"] == kind)

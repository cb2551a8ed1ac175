"""What the app's manifest adds: commands and shortcuts.

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
class InstalledApp:
    completions: Sequence[Completion] = ()
    shortcuts: tuple[tuple[str, str], ...] = ()
    """Message shortcuts: callback id and name."""
    global_shortcuts: tuple[tuple[str, str], ...] = ()
    """Global shortcuts."""


def read_manifest(manifest: Json) -> InstalledApp:
    features = manifest.get("features", {})
    commands = features.get("slash_commands", ())
    return InstalledApp(
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

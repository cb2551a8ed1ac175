"""Commands that only print: `lifecycle`, `manifest`, `--help`."""

import json
import tomllib
from pathlib import Path

import pytest

from firefighter.adapters.slack.inbound.registry import COMMAND, find_features
from firefighter.cli import main
from firefighter.domain.lifecycle import Status, diagram
from tests.cli.process import ROOT, firefighter


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(arguments) == 0
    return capsys.readouterr().out


def test_lifecycle_prints_the_table(tmp_path: Path) -> None:
    ended = firefighter("lifecycle", folder=tmp_path)
    assert (ended.returncode, ended.stdout) == (0, diagram())
    assert ended.stdout.startswith("stateDiagram-v2\n")
    for status in Status:
        assert status in ended.stdout


def test_manifest_with_url_is_for_http(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = json.loads(printed(capsys, "manifest", "--url", "https://bot.example.com/"))
    address = "https://bot.example.com/slack/events"
    settings = manifest["settings"]
    assert manifest["features"]["slash_commands"][0]["url"] == address
    assert settings["event_subscriptions"]["request_url"] == address
    assert settings["interactivity"] == {
        "is_enabled": True,
        "request_url": address,
        "message_menu_options_url": address,
    }
    assert not settings["socket_mode_enabled"]


def test_manifest_without_url_is_for_socket_mode(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = printed(capsys, "manifest")
    manifest = json.loads(text)
    assert manifest["settings"]["socket_mode_enabled"]
    assert "url" not in text.replace("_", " ").split()


def test_manifest_lists_registered_commands_and_events(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = json.loads(printed(capsys, "manifest"))
    registry = find_features()
    (command,) = manifest["features"]["slash_commands"]
    assert command["command"] == COMMAND
    for name in registry.commands:
        assert name in command["usage_hint"]
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    assert events == sorted(registry.subscriptions)


@pytest.mark.parametrize("arguments", [("--help",), ("run", "--help")])
def test_help_is_on_stdout(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    assert "usage: firefighter" in capsys.readouterr().out


def test_version_is_the_one_of_the_project(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert capsys.readouterr().out == f"firefighter {project['version']}\n"

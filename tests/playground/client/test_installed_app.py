from firefighter.playground.client.installed_app import Completion, read_manifest


def test_commands_and_shortcuts_are_read_from_the_manifest() -> None:
    command = {"command": "/ask", "usage_hint": "what", "description": "Asks."}
    shortcuts = [
        {"type": "message", "callback_id": "here", "name": "Of this"},
        {"type": "global", "callback_id": "anywhere", "name": "From anywhere"},
    ]
    found = read_manifest({"features": {"slash_commands": [command], "shortcuts": shortcuts}})
    assert found.completions == [Completion("/ask", "what", "Asks.")]
    assert found.shortcuts == (("here", "Of this"),)
    assert found.global_shortcuts == (("anywhere", "From anywhere"),)


def test_an_app_may_bring_nothing() -> None:
    assert read_manifest({}).completions == []

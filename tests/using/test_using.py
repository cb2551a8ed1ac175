from firefighter.adapters.slack.inbound.registry import COMMAND, find_features
from tests.using.using_page import PATH, page


def test_the_page_matches_the_current_cards_and_forms() -> None:
    assert PATH.read_text(encoding="utf-8") == page(), "Run `make using`."


def test_every_command_is_on_the_page() -> None:
    text = page()
    for name in find_features().commands:
        assert f"`{COMMAND} {name}" in text

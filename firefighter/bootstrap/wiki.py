"""Confluence, with all that its library brings along: imported where there is one to connect to."""

from firefighter.confluence.apis import Shelf
from firefighter.confluence.calls import Account, Calls
from firefighter.confluence.client import ConfluencePages
from firefighter.confluence.page import Drawing
from firefighter.effects.gates import Gates
from firefighter.ports.house import Clock
from firefighter.settings.environment import Environment


def connect(
    url: str,
    environment: Environment,
    drawing: Drawing,
    gates: Gates,
    clock: Clock,
    *,
    timeout_s: int,
) -> ConfluencePages:
    """Raises SettingsError when the token is not set."""
    account = Account(
        url,
        environment.secret("confluence_api_token"),
        environment.confluence_username,
        timeout_s,
    )
    shelf = Shelf(environment.confluence_space, environment.confluence_parent_id)
    return ConfluencePages(account, Calls(timeout_s, gates, clock), shelf, drawing)

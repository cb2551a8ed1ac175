"""Connects to Confluence. Imported only where it is configured, since its library loads slowly."""

from firefighter.adapters.confluence.client import ConfluencePages
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.rest_api import Account, ConfluenceCalls, PageLocation
from firefighter.effects.call_limits import RateLimits
from firefighter.ports.app_context import Clock
from firefighter.settings.settings import Environment


def connect(
    url: str,
    environment: Environment,
    drawing: PageRenderer,
    rate_limits: RateLimits,
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
    location = PageLocation(environment.confluence_space, environment.confluence_parent_id)
    return ConfluencePages(
        account, ConfluenceCalls(timeout_s, rate_limits, clock), location, drawing
    )

"""Opens the page backends: Confluence, or pages that the bot hosts itself."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from firefighter.adapters.confluence.cached_reader import READ_TIMEOUT_S, CachedPageReader
from firefighter.adapters.confluence.page_renderer import PageRenderer
from firefighter.adapters.confluence.self_hosted import SelfHostedPages
from firefighter.adapters.store.database import Database
from firefighter.adapters.store.pages import StoredSelfHostedPages
from firefighter.effects.call_limits import RateLimits
from firefighter.i18n import Language
from firefighter.ports.app_context import Clock, no_page_reading
from firefighter.ports.pages import PageBackends, PageReader
from firefighter.settings.settings import Settings

if TYPE_CHECKING:
    from firefighter.adapters.confluence.client import ConfluencePages


def open_page_backends(
    settings: Settings,
    database: Database,
    rate_limits: RateLimits,
    clock: Clock,
    timeout_s: int | None = None,
) -> PageBackends:
    """Private incidents never go to Confluence, where the whole company can read."""
    files, drawing = StoredSelfHostedPages(database), drawing_of(settings)
    self_hosted = SelfHostedPages(files, drawing, settings.environment.firefighter_url)
    confluence = connect_confluence(settings, rate_limits, clock, timeout_s)
    return PageBackends(open=confluence or self_hosted, private=self_hosted)


def open_page_reader(settings: Settings, database: Database, clock: Clock) -> PageReader:
    """Reads pages while a person waits."""
    pages = connect_confluence(settings, RateLimits(), clock, READ_TIMEOUT_S)
    if pages is None:
        return no_page_reading
    return CachedPageReader(pages, StoredSelfHostedPages(database), clock)


def connect_confluence(
    settings: Settings, rate_limits: RateLimits, clock: Clock, timeout_s: int | None = None
) -> "ConfluencePages | None":
    """None when Confluence is not configured. Raises SettingsError for incomplete settings."""
    settings.environment.check_confluence()
    if (url := settings.environment.confluence_url) is None:
        return None
    # Importing its library takes an eighth of the startup time.
    from firefighter.bootstrap.confluence import connect  # noqa: PLC0415

    timeout_s = timeout_s or settings.policy.worker.call_timeout_s
    drawing = drawing_of(settings)
    return connect(url, settings.environment, drawing, rate_limits, clock, timeout_s=timeout_s)


def drawing_of(settings: Settings) -> PageRenderer:
    policy = settings.policy
    return PageRenderer(
        Language(policy.language),
        ZoneInfo(policy.time_zone),
        policy.rules(),
        policy.postmortem.templates,
    )

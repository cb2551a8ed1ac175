"""Where post-mortem pages go: to Confluence, or into the bot's own keeping."""

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from firefighter.confluence.kept import KeptPages
from firefighter.confluence.live import PATIENCE_S, LiveReadings
from firefighter.confluence.page import Drawing
from firefighter.effects.gates import Gates
from firefighter.ports.house import Clock, only_the_bot_writes
from firefighter.ports.pages import Readings, Shelves
from firefighter.settings.settings import Settings
from firefighter.store.database import Database
from firefighter.store.pages import StoredPageFiles
from firefighter.texts import Language

if TYPE_CHECKING:
    from firefighter.confluence.client import ConfluencePages


def open_shelves(
    settings: Settings, database: Database, gates: Gates, clock: Clock, timeout_s: int | None = None
) -> Shelves:
    """Where pages go. What is private never goes to Confluence, which whole companies read."""
    files, drawing = StoredPageFiles(database), drawing_of(settings)
    kept = KeptPages(files, drawing, settings.environment.firefighter_url)
    wiki = connect_confluence(settings, gates, clock, timeout_s)
    return Shelves(open=wiki or kept, private=kept)


def read_live(settings: Settings, database: Database, clock: Clock) -> Readings:
    """What pages say now, for a person who waits."""
    pages = connect_confluence(settings, Gates(), clock, PATIENCE_S)
    if pages is None:
        return only_the_bot_writes
    return LiveReadings(pages, StoredPageFiles(database), clock)


def connect_confluence(
    settings: Settings, gates: Gates, clock: Clock, timeout_s: int | None = None
) -> "ConfluencePages | None":
    """None when Confluence is not configured. Raises SettingsError when it is so by half."""
    settings.environment.check_confluence()
    if (url := settings.environment.confluence_url) is None:
        return None
    # Its library is an eighth of the time to start, which who has no Confluence is spared.
    from firefighter.bootstrap.wiki import connect  # noqa: PLC0415

    timeout_s = timeout_s or settings.policy.worker.call_timeout_s
    drawing = drawing_of(settings)
    return connect(url, settings.environment, drawing, gates, clock, timeout_s=timeout_s)


def drawing_of(settings: Settings) -> Drawing:
    policy = settings.policy
    return Drawing(
        Language(policy.language),
        ZoneInfo(policy.time_zone),
        policy.rules(),
        policy.postmortem.templates,
    )

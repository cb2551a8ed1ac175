from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from firefighter.domain.accounts import AccountType
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.rules import Rules
from firefighter.i18n import DEFAULT, Language
from firefighter.ports.experiments import ExperimentRecords
from firefighter.ports.game_days import GameDayRecords
from firefighter.ports.pages import PageReader, PageReading, PageRef
from firefighter.ports.people import FindAccount, FindMembers, UserGroup, UserGroups
from firefighter.ports.records import Records
from firefighter.ports.scenarios import ScenarioLibrary
from firefighter.ports.snapshot import Address, no_address
from firefighter.ports.statistics import Statistics
from firefighter.ports.store import UnitOfWorkFactory
from firefighter.ports.teams import TeamRecords


class Clock(Protocol):
    def now(self) -> datetime:
        """The current time: aware, UTC."""


class DeclareContext(Protocol):
    """What declaring an incident in an open transaction needs."""

    @property
    def rules(self) -> Rules: ...

    @property
    def clock(self) -> Clock: ...


def no_page_reading(_incident_id: IncidentId, _page: PageRef | None) -> PageReading | None:
    return None


def no_user_groups() -> Sequence[UserGroup]:
    return ()


def no_chat(_user: UserId) -> AccountType | None:
    """Where there is no chat, there is nobody who could be a guest."""
    return None


def nobody(_channel: str) -> frozenset[UserId]:
    return frozenset()


@dataclass(frozen=True)
class AppContext:
    """The services of a use case."""

    units: UnitOfWorkFactory
    records: Records
    clock: Clock
    rules: Rules
    statistics: Statistics
    scenarios: ScenarioLibrary
    game_days: GameDayRecords
    experiments: ExperimentRecords
    teams: TeamRecords
    page_reader: PageReader = no_page_reading
    """Reads post-mortem pages."""
    groups: UserGroups = no_user_groups
    """User groups that can be mentioned."""
    account_of: FindAccount = no_chat
    members_of: FindMembers = nobody
    """Asks the chat for the members of a channel while a person waits."""
    address: Address = no_address
    """Where a message or channel can be opened."""
    language: Language = DEFAULT
    """The workspace's language, for everything that everybody sees."""
    site_url: str = ""
    """Where browsers reach the bot's own pages; empty if they cannot."""

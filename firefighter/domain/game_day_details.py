"""What people write about a Game Day."""

from dataclasses import dataclass
from datetime import datetime

from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.ids import UserId
from firefighter.domain.scenario import Environment, Mode

TITLE_LIMIT = 150

TEXT_LIMIT = 1000
"""Maximum characters of a theme, a note, an answer and a finding."""
SERVICE_LIMIT = 120
"""Maximum characters of the name of a service."""
SHORTEST_MIN, DEFAULT_MIN, LONGEST_MIN = 20, 60, 240
"""Length of the played part in minutes."""


@dataclass(frozen=True, kw_only=True)
class GameDayDetails:
    """What people write about a Game Day."""

    title: str
    mode: Mode = Mode.INFORMED
    environment: Environment = Environment.TABLETOP
    theme: str = ""
    services: tuple[str, ...] = ()
    owner: UserId | None = None
    """Who answers for the services."""
    starts_at: datetime | None = None
    length_min: int = DEFAULT_MIN

    def check(self) -> None:
        """Raises InvalidField."""
        if not self.title.strip():
            raise InvalidField("title", FieldProblem.NO_TITLE)
        for name, limit in (("title", TITLE_LIMIT), ("theme", TEXT_LIMIT)):
            if len(getattr(self, name)) > limit:
                raise InvalidField(name, FieldProblem.TOO_LONG, str(limit))
        if not SHORTEST_MIN <= self.length_min <= LONGEST_MIN:
            raise InvalidField("length", FieldProblem.NOTHING_CHOSEN, str(self.length_min))


def refuse_text(name: str, text: str, limit: int = TEXT_LIMIT) -> None:
    """Raises InvalidField for an empty text, and for one that is too long."""
    if not text.strip():
        raise InvalidField(name, FieldProblem.NO_TEXT)
    if len(text) > limit:
        raise InvalidField(name, FieldProblem.TOO_LONG, str(limit))


@dataclass(frozen=True)
class Consent:
    """Of whoever answers for the services."""

    by: UserId
    at: datetime

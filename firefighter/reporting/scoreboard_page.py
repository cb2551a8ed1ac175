"""The scoreboard of a Game Day as a page for a screen on the wall."""

from collections.abc import Sequence
from datetime import datetime, tzinfo
from importlib.resources import files

from jinja2 import Environment, StrictUndefined

from firefighter.domain.game_day import GameDay
from firefighter.domain.scoring import RankedTeam
from firefighter.i18n import current_language, gettext, ngettext
from firefighter.reporting.wording import stopped_text

REFRESH_S = 15
"""The page loads itself again so often while there is something to come."""

_ROWS_IN_ONE_COLUMN = 8
_LEAST_ROWS = 3
"""A row is never higher than a third of the board."""


def scoreboard_page(
    game_day: GameDay, teams: Sequence[RankedTeam], now: datetime, zone: tzinfo
) -> str:
    """Self-contained HTML without scripts, readable from a distance. Names are escaped.

    All teams fit on a screen that nobody scrolls: many of them stand in two columns.
    """
    is_dark = game_day.is_dark(now)
    columns = [] if is_dark else _columns([_row(each) for each in teams])
    template = (files("firefighter.reporting") / "scoreboard.html").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(template).render(
        language=current_language(),
        refresh_s=0 if game_day.phase.has_ended else REFRESH_S,
        mark=f"{gettext('EXERCISE')} · {game_day.reference}",
        title=game_day.details.title,
        message=_message(game_day, teams, is_dark=is_dark),
        columns=columns,
        most_rows=max(_LEAST_ROWS, *map(len, columns), 0),
        footer=gettext("As of {when}.", when=now.astimezone(zone).strftime("%H:%M:%S %Z")),
    )


def _message(game_day: GameDay, teams: Sequence[RankedTeam], *, is_dark: bool) -> str:
    if is_dark:
        return gettext("The last ten minutes: points are shown at the end.")
    if game_day.clock is None:
        return gettext("The Game Day has not started.")
    if game_day.clock.paused_since:
        return gettext("Paused. The game clock stands still.")
    return "" if teams else gettext("No team has started yet.")


def _columns(rows: Sequence[dict[str, object]]) -> list[Sequence[dict[str, object]]]:
    if len(rows) <= _ROWS_IN_ONE_COLUMN:
        return [rows] if rows else []
    half = (len(rows) + 1) // 2
    return [rows[:half], rows[half:]]


def _row(ranked: RankedTeam) -> dict[str, object]:
    total = ranked.score.total
    points = ngettext("{number} point", "{number} points", total)
    note = stopped_text(ranked.score) if ranked.score.was_stopped else ""
    return {"rank": ranked.rank, "team": ranked.team, "points": points, "note": note}

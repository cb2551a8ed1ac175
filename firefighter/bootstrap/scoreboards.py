"""The scoreboards of Game Days as pages for a screen."""

from firefighter.adapters.http.site import FindScoreboard
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.i18n import use_language
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_within
from firefighter.reporting.scoreboard_page import scoreboard_page
from firefighter.use_cases.game_day_score import rank_game_day


def find_scoreboard(context: AppContext) -> FindScoreboard:
    """Finds a scoreboard by the token in its address."""

    def find(token: str) -> str | None:
        with answering_within(DATABASE_TIMEOUT_S), use_language(context.language):
            snapshot = context.game_days.game_day_by_token(token)
            if snapshot is None:
                return None
            teams = rank_game_day(context, snapshot.game_day)
            now = context.clock.now()
            return scoreboard_page(snapshot.game_day, teams, now, context.rules.zone)

    return find

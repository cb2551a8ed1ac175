"""The pages of Game Days: scoreboards for a screen, and learning reports."""

from collections.abc import Mapping

from firefighter.adapters.http.site import FindGameDayPage
from firefighter.adapters.slack.wording.event_lines import line
from firefighter.adapters.slack.wording.game_days import (
    environment_name,
    experiment_field_name,
    mode_name,
    role_name,
    verdict_name,
)
from firefighter.adapters.slack.wording.mrkdwn import plain_text
from firefighter.adapters.slack.wording.scoring import score_sentence, scoring_item_label
from firefighter.adapters.store.database import DATABASE_TIMEOUT_S
from firefighter.domain.events import AnyEvent
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.i18n import use_language
from firefighter.ports.app_context import AppContext
from firefighter.ports.foreground import answering_within
from firefighter.reporting.learning_report import ReportWording, learning_report_page
from firefighter.reporting.scoreboard_page import scoreboard_page
from firefighter.use_cases.game_day_report import learning_report
from firefighter.use_cases.game_day_score import rank_game_day


def find_scoreboard(context: AppContext) -> FindGameDayPage:
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


def find_learning_report(context: AppContext) -> FindGameDayPage:
    """Finds a learning report by the token in its address; none before the reveal."""

    def event_in_words(event: AnyEvent, incident: Incident, names: Mapping[UserId, str]) -> str:
        return plain_text(line(event, incident, context.rules), names)

    wording = ReportWording(
        event=event_in_words,
        item=scoring_item_label,
        reason=score_sentence,
        field=experiment_field_name,
        verdict=verdict_name,
        mode=mode_name,
        environment=environment_name,
        role=role_name,
    )

    def find(token: str) -> str | None:
        with answering_within(DATABASE_TIMEOUT_S), use_language(context.language):
            snapshot = context.game_days.game_day_by_report_token(token)
            if snapshot is None:
                return None
            report = learning_report(context, snapshot.game_day)
            return learning_report_page(report, wording, context.clock.now(), context.rules.zone)

    return find

"""The weekly digest and the metrics of a period, most urgent first."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.block_kit import (
    Block,
    Element,
    actions,
    button,
    context,
    divider,
    modal,
    section,
)
from firefighter.adapters.slack.blocks.monospace_table import monospace_tables
from firefighter.adapters.slack.errors import UnknownButton
from firefighter.adapters.slack.wording import digest as words
from firefighter.adapters.slack.wording.mrkdwn import escaped
from firefighter.domain.errors import InvalidField
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.domain.rules import Rules
from firefighter.i18n import gettext
from firefighter.ports.statistics import Digest
from firefighter.reporting.tables import Table

_SEPARATOR = "|"
_MOST_BLOCKS = 100
"""https://docs.slack.dev/reference/views/modal-views"""


def digest(told: Digest, rules: Rules) -> tuple[str, list[Block]]:
    compared = told.compared
    headline = words.headline(compared)
    late = gettext("Late: the bot was not running when this was due.")
    blocks = [
        section(f"*{headline}*"),
        *([context(late)] if told.is_late else []),
        section(words.open_incidents(told.backlog)),
        section(words.overdue_postmortems(told.backlog)),
        section(words.overdue_follow_ups(told.backlog)),
        divider(),
        *map(section, words.period_lines(compared, told.load, rules.working_hours)),
        *_training(told),
        context(words.formulas()),
        actions(_buttons(told)),
    ]
    return headline, blocks


def _training(told: Digest) -> Iterable[Block]:
    """Below the figures of real incidents, and never among them."""
    if told.training is not None:
        yield divider()
        yield section(words.training(told.training, told.never_trained))
    if told.resilience is not None:
        yield section(words.resilience(told.resilience))


def _buttons(told: Digest) -> Sequence[Element]:
    question = told.compared.now.question
    more = button(action_ids.STATISTICS, gettext("Details"), question_value(question))
    stop = button(action_ids.UNSUBSCRIBE_DIGEST, gettext("Unsubscribe"), "digest")
    return [more, stop] if told.is_weekly else [more]


def question_value(question: Question) -> str:
    """Returns a button value that identifies the metrics; the service comes last, unrestricted."""
    period = question.period
    end = period.last_day + timedelta(days=1)
    values = (period.first_day, end, period.zone, question.service)
    return _SEPARATOR.join(map(str, values))


def read_question(value: str) -> Question:
    """Raises UnknownButton."""
    try:
        first, end, zone, service = value.split(_SEPARATOR, 3)
        days = (date.fromisoformat(first), date.fromisoformat(end))
        return Question(days_between(*days, ZoneInfo(zone)), service)
    except (ValueError, ZoneInfoNotFoundError, InvalidField) as error:
        raise UnknownButton from error


def statistics_details(headline: str, tables: Iterable[Table]) -> Block:
    """Everything that `firefighter stats` prints, as tables of fixed-width text."""
    blocks: list[Block] = [section(f"*{headline}*")]
    for table in tables:
        blocks.append(section(f"*{escaped(table.title)}*"))
        blocks += map(section, monospace_tables(table.columns, table.rows))
        if table.notes:
            blocks.append(context(escaped(" ".join(table.notes))))
    return modal("statistics", gettext("Metrics"), blocks[:_MOST_BLOCKS])

"""What somebody who answers for incidents should know of some days, most urgent first."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from firefighter.domain.errors import InvalidField
from firefighter.domain.metrics.periods import days_between
from firefighter.domain.metrics.report import Question
from firefighter.domain.rules import Rules
from firefighter.ports.digest import Digest
from firefighter.reporting.tables import Row, Table
from firefighter.slack.blocks import presses
from firefighter.slack.blocks.vocabulary import (
    Block,
    Element,
    actions,
    button,
    context,
    divider,
    modal,
    section,
)
from firefighter.slack.errors import UnknownButton
from firefighter.slack.words import digest as words
from firefighter.slack.words.mrkdwn import typed
from firefighter.texts import say

_SEPARATOR = "|"


def digest(told: Digest, rules: Rules) -> tuple[str, list[Block]]:
    compared = told.compared
    headline = words.headline(compared)
    late = say("This comes late: I was not running when it was due.")
    blocks = [
        section(f"*{headline}*"),
        *([context(late)] if told.is_late else []),
        section(words.needs_you(told.standing)),
        section(words.overdue_postmortems(told.standing)),
        section(words.overdue_follow_ups(told.standing)),
        divider(),
        *map(section, words.lines_of(compared, told.load, rules.working_hours)),
        context(words.formulas()),
        actions(_buttons(told)),
    ]
    return headline, blocks


def _buttons(told: Digest) -> Sequence[Element]:
    question = told.compared.now.question
    more = button(presses.STATISTICS, say("Details"), carried(question))
    stop = button(presses.NO_DIGEST, say("No longer send me this"), "digest")
    return [more, stop] if told.is_weekly else [more]


def carried(question: Question) -> str:
    """What a button carries to find the same figures again; a service may contain anything."""
    period = question.period
    end = period.last_day + timedelta(days=1)
    values = (period.first_day, end, period.zone, question.service)
    return _SEPARATOR.join(map(str, values))


def read_carried(value: str) -> Question:
    """Raises UnknownButton."""
    try:
        first, end, zone, service = value.split(_SEPARATOR, 3)
        days = (date.fromisoformat(first), date.fromisoformat(end))
        return Question(days_between(*days, ZoneInfo(zone)), service)
    except (ValueError, ZoneInfoNotFoundError, InvalidField) as error:
        raise UnknownButton from error


def details(headline: str, tables: Iterable[Table]) -> Block:
    """Everything that `firefighter stats` prints, one section a table."""
    blocks: list[Block] = [section(f"*{headline}*")]
    for table in tables:
        rows = "\n".join(_row(table.columns, row) for row in table.rows)
        blocks += [
            section(f"*{typed(table.title)}*\n{rows}"),
            context(typed(" ".join(table.notes))),
        ]
    return modal("statistics", say("Figures"), blocks)


def _row(columns: Row, row: Row) -> str:
    name, *figures = row
    told = [
        f"{typed(column)} {typed(figure)}" if column else typed(figure)
        for column, figure in zip(columns[1:], figures, strict=True)
        if figure
    ]
    return f"• {typed(name)}: {', '.join(told)}"

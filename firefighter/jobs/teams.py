"""Tells teams a month before a level lapses, and when it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import ClassVar

from firefighter.domain.maturity import MaturityLevel, Standing, add_months
from firefighter.domain.rules import Rules
from firefighter.effects.teams import notices
from firefighter.jobs.scheduled_job import JobContext, ScheduledJob, next_daily
from firefighter.ports.store import JobRequest
from firefighter.ports.teams import TeamNotice, TeamNoticeKind

_HOUR = time(9)
"""In the company's time zone."""


@dataclass(frozen=True)
class CheckTeams(ScheduledJob):
    """Looks at the levels of all teams once a day, and schedules the next day."""

    day: date

    kind: ClassVar[str] = "check_teams"

    @property
    def key(self) -> str:
        return self.day.isoformat()

    def run(self, context: JobContext) -> None:
        unit, now = context.unit, context.now
        for team in unit.teams.all():
            card = unit.teams.card(team, now)
            for kind, level, day in _due(context, card.standing):
                if unit.teams.notice(team, kind, level, day):
                    for request in notices(card, TeamNotice(kind, team.name, level, day)):
                        unit.enqueue(None, request)
        unit.schedule(next_check(now, context.rules))


def _due(
    context: JobContext, standing: Standing
) -> Iterator[tuple[TeamNoticeKind, MaturityLevel, date]]:
    """What is to be told by now. Of a level that lapsed meanwhile, only that."""
    rules, today = context.rules, context.rules.day_of(context.now)
    for term in standing.held:
        if term.lapses_at and today >= rules.day_of(add_months(term.lapses_at, -1)):
            yield TeamNoticeKind.LAPSES_SOON, term.signature.level, rules.day_of(term.lapses_at)
    for term in standing.lapsed:
        if term.lapses_at:
            yield TeamNoticeKind.LAPSED, term.signature.level, rules.day_of(term.lapses_at)


def next_check(now: datetime, rules: Rules) -> JobRequest:
    """The next one after now. Its key is its day, so that it runs once."""
    day, at = next_daily(now, _HOUR, rules)
    return CheckTeams(day).at(at)

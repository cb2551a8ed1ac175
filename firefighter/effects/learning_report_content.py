"""Gathers the content of a learning report."""

from collections.abc import Mapping
from dataclasses import replace

from firefighter.domain.drill_events import InjectSent
from firefighter.domain.game_day import GameDay
from firefighter.domain.ids import UserId
from firefighter.domain.incident import Incident
from firefighter.domain.learning_report import ReportedDrill, ReportLine, happened_to_the_team
from firefighter.domain.mentions import with_names
from firefighter.domain.timeline import TimelineViewItem
from firefighter.effects.effect import EffectContext
from firefighter.effects.page_content import ComposedPage, entry_text, find_names
from firefighter.i18n import gettext
from firefighter.ports.chat import Chat


def compose_learning_report(context: EffectContext) -> ComposedPage:
    """Composes the page of a Game Day that is revealed. Requests unknown profiles from the chat."""
    report = context.find_report(context.game_day.game_day)
    names, profiles = find_names(context, report.people)
    drills = [_with_lines(context.chat, each, names, report.game_day) for each in report.drills]
    return ComposedPage(replace(report, drills=drills, names=names), profiles)


def _with_lines(
    chat: Chat, played: ReportedDrill, names: Mapping[UserId, str], game_day: GameDay
) -> ReportedDrill:
    lines = tuple(
        ReportLine(
            at=played.drill.game_time(item.at),
            text=_text(chat, played.incident, item, names),
            is_of_exercise=happened_to_the_team(item.event, game_day),
        )
        for item in played.timeline
    )
    return replace(played, lines=lines)


def _text(
    chat: Chat, incident: Incident, item: TimelineViewItem, names: Mapping[UserId, str]
) -> str:
    """With what one person alone was told, since everything may be seen after the reveal."""
    line = entry_text(chat, incident, item, names)
    match item.event:
        case InjectSent(to=to, text=text) if to:
            told = with_names(" ".join(text.split()), names)
            return gettext("{line} It said: {text}", line=line, text=told)
        case _:
            return line

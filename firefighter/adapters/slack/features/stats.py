"""Shows metrics of a period, and all of them behind *Details*."""

import re

from firefighter.adapters.slack.blocks import action_ids
from firefighter.adapters.slack.blocks.digest import digest, read_question, statistics_details
from firefighter.adapters.slack.inbound.interactions import Answer, BlockAction, SlashCommand
from firefighter.adapters.slack.inbound.registry import Feature
from firefighter.adapters.slack.inbound.service_lookup import read_service
from firefighter.adapters.slack.wording.digest import headline
from firefighter.domain.accounts import AccessRight
from firefighter.domain.errors import FieldProblem, InvalidField
from firefighter.domain.metrics.periods import Period, parse_period
from firefighter.domain.metrics.report import Question
from firefighter.domain.spelling import bare
from firefighter.i18n import current_language, gettext, gettext_noop
from firefighter.ports.app_context import AppContext
from firefighter.ports.statistics import Digest, compare, find_all, find_training
from firefighter.reporting.resilience import no_run_text, resilience_tables
from firefighter.reporting.tables import all_tables
from firefighter.reporting.training import no_exercise_text, training_tables
from firefighter.reporting.wording import format_day
from firefighter.use_cases.drill_score import played_exercises

feature = Feature(needs=AccessRight.READ)

_DEFAULT_PERIOD = "30d"
_QUARTER = "90d"
"""Experiments are run less often than incidents happen."""
_EXPERIMENTS = re.compile(r"(?:experiments|resilience)\b\s*(?P<period>\S+)?", re.IGNORECASE)
_EXERCISES = re.compile(r"(?:exercises|drills|training)\b\s*(?P<period>\S+)?", re.IGNORECASE)


@feature.command(
    "stats",
    usage=gettext_noop("[30d|2026-Q3|service checkout|exercises|experiments]"),
    description=gettext_noop("Metrics for a period."),
)
def show(interaction: SlashCommand) -> Answer | None:
    context = interaction.context
    if asked := _EXERCISES.fullmatch(bare(interaction.words)):
        return _show_exercises(interaction, asked["period"] or "")
    if asked := _EXPERIMENTS.fullmatch(bare(interaction.words)):
        return _show_experiments(interaction, asked["period"] or "")
    question = _question(interaction)
    backlog = context.statistics.backlog()
    told = Digest(
        compare(context.statistics, question, backlog.at),
        backlog,
        context.statistics.load(question),
        is_weekly=False,
    )
    return Answer(*digest(told, context.rules))


def _show_exercises(interaction: SlashCommand, typed_period: str) -> Answer | None:
    context = interaction.context
    question = Question(_period(typed_period or _DEFAULT_PERIOD, context))
    training, classes = find_training(
        context.statistics, context.scenarios, question, current_language()
    )
    if training.since is None:
        return Answer(no_exercise_text())
    played = played_exercises(
        context.statistics, context.records, context.scenarios, question, context.clock.now()
    )
    shown = training_tables(training, classes, played, context.rules.zone)
    period = question.period
    title = gettext(
        "Exercises from {first} to {last}",
        first=format_day(period.first_day),
        last=format_day(period.last_day),
    )
    interaction.open_form(statistics_details(title, shown))
    return None


def _show_experiments(interaction: SlashCommand, typed_period: str) -> Answer | None:
    context = interaction.context
    question = Question(_period(typed_period or _QUARTER, context))
    report = context.statistics.resilience(question)
    if report.since is None:
        return Answer(no_run_text())
    period = question.period
    title = gettext(
        "Chaos experiments from {first} to {last}",
        first=format_day(period.first_day),
        last=format_day(period.last_day),
    )
    interaction.open_form(statistics_details(title, resilience_tables(report)))
    return None


@feature.press(action_ids.STATISTICS, about_incident=False)
def show_details(interaction: BlockAction) -> None:
    context = interaction.context
    findings = find_all(context.statistics, read_question(interaction.value))
    shown = all_tables(findings, context.rules.working_hours)
    interaction.open_form(statistics_details(headline(findings.compared), shown))


def _question(interaction: SlashCommand) -> Question:
    """A period, a service, or both in any order; the word *service* may stand before its name."""
    words, context = bare(interaction.words).split(), interaction.context
    found = _take_period(words, context)
    is_named = bool(words) and words[0].casefold() == "service"
    name = " ".join(words[1:] if is_named else words)
    period = found or _period(_DEFAULT_PERIOD, context)
    if not name:
        return Question(period)
    try:
        return Question(period, read_service(interaction, name))
    except InvalidField as error:
        if is_named or found or error.nearest:
            raise
        raise InvalidField("period", FieldProblem.NO_PERIOD_OR_SERVICE, name) from error


def _take_period(words: list[str], context: AppContext) -> Period | None:
    """Removes the first or the last word if it is a period. Raises InvalidField."""
    for at in (0, -1):
        if words and (period := parse_period(words[at], context.clock.now(), context.rules.zone)):
            del words[at]
            return period
    return None


def _period(typed: str, context: AppContext) -> Period:
    period = parse_period(typed, context.clock.now(), context.rules.zone)
    if period is None:
        raise InvalidField("period", FieldProblem.NO_PERIOD, typed)
    return period

"""Scores of chaos experiments as tables, apart from figures of incidents."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from firefighter.domain.metrics.resilience import (
    LEAST_MEASURED,
    ExperimentResilience,
    Resilience,
    ResilienceReport,
)
from firefighter.domain.metrics.significance import Change
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.reporting.experiment_runs import (
    difference_text,
    format_score,
    tool_name,
    unfinished_name,
    verdict_name,
)
from firefighter.reporting.tables import Table
from firefighter.reporting.wording import labeled

_SHOWN = 20

_CHANGES = {
    Change.UP: gettext_noop("higher (significant at p < 0.01)"),
    Change.DOWN: gettext_noop("lower (significant at p < 0.01)"),
    Change.NONE: gettext_noop("no significant change"),
    Change.UNKNOWN: gettext_noop("not enough data"),
}


def no_run_text() -> str:
    return gettext(
        "No chaos experiment has been run yet. `firefighter experiments import` imports results."
    )


def measured_text(found: Resilience) -> str:
    """How much was measured of what was run and planned."""
    return gettext(
        "{measured} measured of {runs} run; experiments run: {tried} of {planned} planned",
        measured=found.measured,
        runs=found.runs,
        tried=found.tried,
        planned=found.planned,
    )


def score_text(found: Resilience) -> str:
    """The score, or why there is none."""
    if found.score is None:
        return gettext("no score from fewer than {least} measured runs", least=LEAST_MEASURED)
    return gettext("{score} of 100", score=format_score(found.score))


def resilience_tables(report: ResilienceReport) -> Iterator[Table]:
    """Yields the tables that have rows."""
    found = (
        _overall(report),
        _by_name(gettext("Resilience by service"), gettext("Service"), report.by_service),
        _by_name(gettext("Resilience by team"), gettext("Team"), report.by_team),
        _by_experiment(report.by_experiment),
        _by_quarter(report.by_quarter),
    )
    return (table for table in found if table.rows)


def _overall(report: ResilienceReport) -> Table:
    notes = [
        gettext("Change against the period before: {change}.", change=_change(report.overall)),
        gettext(
            "Σ weight · score / Σ weight, of the mean score of each experiment. No score from "
            "fewer than {least} measured runs. Measured: the runs that measured a hypothesis, of "
            "all runs. Tried: the experiments that were run, of those that are planned.",
            least=LEAST_MEASURED,
        ),
    ]
    if report.unlinked:
        notes.append(
            ngettext(
                "Not counted: {number} run of an experiment that the catalog does not know. "
                "`firefighter experiments unlinked` lists it.",
                "Not counted: {number} runs of experiments that the catalog does not know. "
                "`firefighter experiments unlinked` lists them.",
                report.unlinked,
            )
        )
    if lost := report.overall.no_result:
        notes.append(
            ngettext(
                "No result: {number} run, whose tool never told how it ended. It counts as run and "
                "not measured.",
                "No result: {number} runs, whose tools never told how they ended. They count as "
                "run and not measured.",
                lost,
            )
        )
    if report.follow_ups:
        notes.append(
            gettext(
                "Follow-ups of the drills and incidents of these runs: {number}, done: {done}.",
                number=report.follow_ups,
                done=report.follow_ups_done,
            )
        )
    return Table(gettext("Resilience"), _columns(""), [_row(gettext("All"), report.overall)], notes)


def _columns(name: str) -> tuple[str, ...]:
    return (name, gettext("score"), gettext("measured"), gettext("tried"))


def _row(name: str, found: Resilience) -> tuple[str, ...]:
    return (
        name,
        format_score(found.score),
        _of(found.measured, found.runs),
        _of(found.tried, found.planned),
    )


def _of(number: int, whole: int) -> str:
    return gettext("{number} of {all}", number=number, all=whole)


def _change(found: Resilience) -> str:
    return gettext(_CHANGES[found.change])


def _by_name(title: str, column: str, found: Mapping[str, Resilience]) -> Table:
    rows = [_row(name, each) for name, each in found.items()]
    changed = [
        labeled(name, f"{_change(each)}.")
        for name, each in found.items()
        if each.change in {Change.UP, Change.DOWN}
    ]
    return Table(title, _columns(column), rows[:_SHOWN], changed)


def _by_experiment(found: Sequence[ExperimentResilience]) -> Table:
    """Those that were run first, then the most important."""
    shown = sorted(found, key=lambda each: (not each.found.runs, -each.experiment.weight))[:_SHOWN]
    return Table(
        gettext("Resilience by experiment"),
        (
            gettext("Experiment"),
            gettext("weight"),
            gettext("score"),
            gettext("measured"),
            gettext("latest"),
        ),
        [_experiment_row(each) for each in shown],
        [*_differences(shown)],
    )


def _experiment_row(each: ExperimentResilience) -> tuple[str, ...]:
    return (
        each.experiment.key,
        str(each.experiment.weight),
        format_score(each.found.score),
        _of(each.found.measured, each.found.runs),
        _latest(each),
    )


def _latest(each: ExperimentResilience) -> str:
    """The verdict of the latest run, with its score."""
    latest = each.latest
    if latest is None:
        return "–"
    if latest.verdict is None:
        return unfinished_name(has_no_result=latest.has_no_result)
    score = "" if latest.score is None else f" {format_score(latest.score)}"
    return f"{verdict_name(latest.verdict)}{score}"


def _differences(found: Sequence[ExperimentResilience]) -> Iterator[str]:
    """A tool's own score of the latest run, where it is another, and why."""
    for each in found:
        if each.latest and each.latest.difference:
            yield gettext(
                "{experiment}: {tool}’s own score is {score}: {reason}.",
                experiment=each.experiment.key,
                tool=tool_name(each.latest.tool),
                score=format_score(each.latest.tool_score),
                reason=difference_text(each.latest.difference),
            )


def _by_quarter(found: Mapping[tuple[date, str], Resilience]) -> Table:
    rows = [
        _row(f"{first.year}-Q{(first.month + 2) // 3} {service}", each)
        for (first, service), each in found.items()
    ]
    title = gettext("Resilience by quarter and service")
    return Table(title, _columns(gettext("Quarter")), rows[:_SHOWN])

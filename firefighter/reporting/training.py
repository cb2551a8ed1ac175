"""Training as tables, apart from those of real incidents."""

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from firefighter.domain.metrics.training import (
    PlayedExercise,
    TrainedClass,
    Training,
    never_trained,
)
from firefighter.i18n import gettext
from firefighter.reporting.configured_names import configured_name
from firefighter.reporting.tables import Table
from firefighter.reporting.wording import format_day

_SCENARIOS_SHOWN = 20


def no_exercise_text() -> str:
    return gettext("No exercise has been held yet. `/incident drill` starts one.")


def training_tables(
    training: Training,
    classes: Sequence[TrainedClass],
    played: Sequence[PlayedExercise],
    zone: ZoneInfo,
) -> Iterator[Table]:
    """Yields the tables that have rows. Days are those of the zone."""
    found = (
        _held(training),
        _by_class(classes),
        _by_scenario(training),
        _over_time(played, zone),
    )
    return (table for table in found if table.rows)


def _held(training: Training) -> Table:
    return Table(
        gettext("Training"),
        ("", gettext("number")),
        [
            (gettext("Exercises held"), str(training.held)),
            (gettext("Stopped early"), str(training.stopped)),
            (gettext("People trained"), str(training.people)),
            (gettext("Hints taken"), str(training.hints)),
            (gettext("Hypotheses"), str(training.hypotheses)),
            (gettext("Hypotheses refuted"), str(training.refuted)),
            (gettext("Follow-ups from exercises"), str(training.follow_ups)),
            (gettext("Follow-ups done"), str(training.follow_ups_done)),
        ],
        [gettext("Exercises are in no other figure, and no real incident is in these.")],
    )


def _by_class(classes: Sequence[TrainedClass]) -> Table:
    never = never_trained(classes)
    notes = [gettext("Failure class of the scenario, and of real incidents in the same period.")]
    if never:
        notes.insert(
            0, gettext("Never trained: {classes}.", classes=", ".join(map(configured_name, never)))
        )
    return Table(
        gettext("Trained and real, by failure class"),
        (
            gettext("Failure class"),
            gettext("exercises"),
            gettext("real incidents"),
            gettext("contributing"),
        ),
        [
            (
                configured_name(each.failure_class),
                str(each.trained),
                str(each.happened),
                str(each.contributed),
            )
            for each in classes
        ],
        notes,
    )


def _by_scenario(training: Training) -> Table:
    rows = [(name, str(number)) for name, number in training.by_scenario.items()]
    return Table(
        gettext("Exercises by scenario"),
        (gettext("Scenario"), gettext("number")),
        rows[:_SCENARIOS_SHOWN],
    )


def _over_time(played: Sequence[PlayedExercise], zone: ZoneInfo) -> Table:
    """Each scenario by itself: scores of different scenarios say nothing about each other."""
    by_scenario: dict[str, list[PlayedExercise]] = {}
    for each in played:
        by_scenario.setdefault(each.scenario, []).append(each)
    rows = [
        (
            each.scenario if number == 1 else "",
            gettext("{number} of {all}", number=number, all=len(times)),
            format_day(each.started_at.astimezone(zone).date()),
            "–" if each.score is None else str(each.score),
            str(each.hints),
            gettext("{number} of {all}", number=each.refuted, all=each.hypotheses),
        )
        for times in by_scenario.values()
        for number, each in enumerate(times, start=1)
    ]
    return Table(
        gettext("Each scenario over time"),
        (
            gettext("Scenario"),
            "n",
            gettext("day"),
            gettext("score"),
            gettext("hints"),
            gettext("refuted"),
        ),
        rows,
        [gettext("Scores are without the report. Another version may score differently.")],
    )

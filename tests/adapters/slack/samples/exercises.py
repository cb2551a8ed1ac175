from collections.abc import Iterator
from datetime import timedelta

from firefighter.adapters.slack.blocks import exercises as blocks
from firefighter.adapters.slack.blocks.block_kit import Block
from firefighter.domain.exercise_schedule import (
    ExerciseSchedule,
    ExerciseState,
    PlannedExercise,
)
from firefighter.domain.ids import UserId
from firefighter.domain.rules import Rules
from firefighter.domain.spelling import folded
from firefighter.ports.snapshot import Snapshot
from tests.adapters.slack.samples.messages import EXERCISE_MESSAGES
from tests.domain.incidents import NOW


def exercise_message(snapshot: Snapshot, _rules: Rules) -> Iterator[list[Block]]:
    for messages in EXERCISE_MESSAGES.values():
        for message in messages(snapshot):
            yield blocks.exercise_message(message)[1]


def move_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.move_form("1", NOW.date())


def skip_form(_snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    yield blocks.skip_form("1", NOW.date())


def exercise_list(snapshot: Snapshot, _rules: Rules) -> Iterator[Block]:
    title = snapshot.incident.title
    today = NOW.date()
    schedule = ExerciseSchedule(name=title, team=title, scenario="1", first=today, every_weeks=1)
    shown = [
        (schedule, PlannedExercise(key="1", slot=today, day=day, state=state, decided_by=by))
        for state in ExerciseState
        for day in (today, today + timedelta(days=30))
        for by in (None, UserId("U1"))
    ]
    yield blocks.exercise_list([], [], today)
    yield blocks.exercise_list(shown, [folded(title)], today)
    yield blocks.exercise_list(shown * 9, [], today)

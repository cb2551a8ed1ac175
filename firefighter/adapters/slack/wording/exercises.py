"""Texts about exercises by schedule. They never tell the scenario, which is sealed."""

from datetime import date
from typing import assert_never

from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, user_mention
from firefighter.domain.exercise_schedule import (
    ASKED_BEFORE,
    ExerciseDecided,
    ExerciseSchedule,
    ExerciseState,
    MissedReason,
    PlannedExercise,
)
from firefighter.domain.ids import reference
from firefighter.i18n import gettext, gettext_noop
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind
from firefighter.reporting.wording import format_day

_NAME_SHOWN = 75

_MISSED = {
    MissedReason.NO_ANSWER: gettext_noop("Nobody answered."),
    MissedReason.BLOCKED: gettext_noop("It could not start on any day in time."),
    MissedReason.NO_MEMBERS: gettext_noop("The team has no members."),
    MissedReason.NO_SCENARIO: gettext_noop("Its scenario is no longer available."),
}

_DECIDED = {
    ExerciseState.ASKED: gettext_noop("Nothing is decided yet. Nothing was changed."),
    ExerciseState.AGREED: gettext_noop("The exercise is agreed already. Nothing was changed."),
    ExerciseState.SKIPPED: gettext_noop("The exercise is skipped already. Nothing was changed."),
    ExerciseState.STARTED: gettext_noop("The exercise has started already. Nothing was changed."),
    ExerciseState.MISSED: gettext_noop("This exercise is over. Nothing was changed."),
}


def exercise_text(message: ExerciseMessage) -> str:
    values = {
        "name": clipped(escaped(message.name), _NAME_SHOWN),
        "team": clipped(escaped(message.team), _NAME_SHOWN),
        "day": format_day(message.day),
        "start": f"{message.window[0]:02d}:00",
        "end": f"{message.window[1]:02d}:00",
        "who": user_mention(message.by) if message.by else "",
    }
    match message.kind:
        case ExerciseMessageKind.QUESTION:
            return gettext(
                "{name}: an exercise for {team} is planned on {day}, between {start} and {end}. "
                "Does that suit you?",
                **values,
            )
        case ExerciseMessageKind.AGREED:
            return gettext(
                "{name}: {who} agreed for {team}. It starts on {day}, between {start} and {end}.",
                **values,
            )
        case ExerciseMessageKind.MOVED:
            return gettext(
                "{name}: {who} moved it for {team}. It starts on {day}, between {start} and {end}.",
                **values,
            )
        case ExerciseMessageKind.SKIPPED:
            told = gettext("{name}: {who} skipped it for {team}.", **values)
            return f"{told}\n>{clipped(escaped(' '.join(message.reason.split())), 500)}"
        case ExerciseMessageKind.POSTPONED:
            return gettext(
                "{name}: it could not start for {team}: a SEV1 is open, changes are frozen, or a "
                "Game Day plays its scenario. It starts on {day}, between {start} and {end}.",
                **values,
            )
        case ExerciseMessageKind.MISSED:
            told = gettext("{name}: the exercise for {team} does not take place.", **values)
            return f"{told} {gettext(_MISSED[MissedReason(message.reason)])}"
        case other:
            assert_never(other)


def planned_text(schedule: ExerciseSchedule, planned: PlannedExercise, today: date) -> str:
    """When it starts, for which team, and what that decided."""
    name = clipped(escaped(schedule.name), _NAME_SHOWN)
    team = clipped(escaped(schedule.team), _NAME_SHOWN)
    when = gettext(
        "{day}, between {start} and {end}",
        day=format_day(planned.day),
        start=f"{schedule.window[0]:02d}:00",
        end=f"{schedule.window[1]:02d}:00",
    )
    return f"*{name}* · {team}\n{when} · {_state_text(planned, today)}"


def _state_text(planned: PlannedExercise, today: date) -> str:
    who = user_mention(planned.decided_by) if planned.decided_by else ""
    match planned.state:
        case ExerciseState.ASKED if planned.day - today > ASKED_BEFORE:
            return gettext("the team is asked a week before")
        case ExerciseState.ASKED:
            return gettext("no answer yet")
        case ExerciseState.AGREED:
            return gettext("agreed by {who}", who=who)
        case ExerciseState.SKIPPED:
            return gettext("skipped by {who}", who=who)
        case ExerciseState.STARTED:
            number = planned.incident_id
            return gettext("started: {incident}", incident=reference(number) if number else "")
        case ExerciseState.MISSED:
            return gettext("does not take place")
        case other:
            assert_never(other)


def exercise_decided_text(error: ExerciseDecided) -> str:
    told = gettext(_DECIDED[error.state])
    if error.by is None:
        return told
    return f"{told} {gettext('It was {who}.', who=user_mention(error.by))}"

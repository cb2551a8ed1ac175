"""Texts about teams that train: their levels, what a level requires, and who did what."""

from collections.abc import Iterator, Sequence
from typing import assert_never

from firefighter.adapters.slack.wording.mrkdwn import clipped, escaped, group_mention, user_mention
from firefighter.domain.maturity import (
    DoneBy,
    ExerciseStep,
    LevelNotReached,
    MaturityLevel,
    NotCoach,
    Progress,
    Requirement,
    Standing,
    TeamExercise,
)
from firefighter.domain.rules import Rules
from firefighter.domain.teams import NotInTeam, Team, TeamInSettings, UnknownTeam
from firefighter.i18n import gettext, gettext_noop, ngettext
from firefighter.ports.teams import TeamNotice, TeamNoticeKind
from firefighter.reporting.wording import format_day

_NAME_SHOWN = 75
_TITLE_SHOWN = 80
_SERVICES_SHOWN = 10

_LEVELS = {
    MaturityLevel.ACCOMPANIED: gettext_noop("Level 1: accompanied"),
    MaturityLevel.VALIDATED: gettext_noop("Level 2: validated"),
    MaturityLevel.INDEPENDENT: gettext_noop("Level 3: on their own"),
    MaturityLevel.AUTONOMOUS: gettext_noop("Level 4: fully autonomous"),
}

_REQUIREMENTS = {
    Requirement.ACCOMPANIED: gettext_noop(
        "Exercises with the coach and all seven steps: {reached} of {needed}"
    ),
    Requirement.EXERCISES: gettext_noop(
        "Exercises with every experiment observed, none waived: {reached} of {needed}"
    ),
    Requirement.SERVICES: gettext_noop("Services in those exercises: {reached} of {needed}"),
    Requirement.ACTIONS_IN_TIME: gettext_noop(
        "Follow-ups done in time: {reached}% of {of}; {needed}% are needed"
    ),
    Requirement.LED: gettext_noop("Exercises led by the team itself: {reached} of {needed}"),
    Requirement.HARD: gettext_noop(
        "Of those, in production or with no hero informed in advance: {reached} of {needed}"
    ),
    Requirement.QUARTERS: gettext_noop(
        "Of the last four quarters, with an exercise without the coach: {reached} of {needed}"
    ),
    Requirement.CATALOG: gettext_noop(
        "Experiments of the team that are ready in the catalog: {reached} of {needed}"
    ),
    Requirement.COACHED: gettext_noop("Exercises of other teams coached: {reached} of {needed}"),
    Requirement.RECENT: gettext_noop(
        "An exercise of this kind in the last {of} months: {reached} of {needed}"
    ),
}

_STEPS = {
    ExerciseStep.ELIGIBILITY: gettext_noop("Eligibility"),
    ExerciseStep.SYSTEM: gettext_noop("How the service works"),
    ExerciseStep.OBJECTIVES: gettext_noop("Objectives"),
    ExerciseStep.HYPOTHESIS: gettext_noop("Hypothesis"),
    ExerciseStep.OBSERVABILITY: gettext_noop("Observability"),
    ExerciseStep.RUN: gettext_noop("Run"),
    ExerciseStep.ACTION_PLAN: gettext_noop("Action plan"),
}

_DONE_BY = {
    DoneBy.COACH: gettext_noop("coach"),
    DoneBy.BOTH: gettext_noop("both"),
    DoneBy.TEAM: gettext_noop("team"),
    DoneBy.OTHERS: gettext_noop("others"),
}

_NOT_DONE = "–"


def level_name(level: MaturityLevel) -> str:
    return gettext(_LEVELS[level])


def team_name(team: Team) -> str:
    return clipped(escaped(team.name), _NAME_SHOWN)


def team_line(team: Team) -> str:
    """Its name and services. Never its level: teams are not compared."""
    services = escaped(", ".join(team.services[:_SERVICES_SHOWN]))
    return f"*{team_name(team)}*\n{services}" if services else f"*{team_name(team)}*"


def team_people(team: Team, members: int) -> str:
    coach = (
        gettext("Coach: {who}", who=user_mention(team.coach))
        if team.coach
        else gettext("Nobody coaches the team yet.")
    )
    number = ngettext("{number} member", "{number} members", members)
    groups = ", ".join(map(group_mention, team.groups))
    services = escaped(", ".join(team.services[:_SERVICES_SHOWN]))
    return " · ".join(filter(None, (coach, number, groups, services)))


def held_text(standing: Standing, rules: Rules) -> str:
    """The level that is held, who signed it, and until when."""
    term = standing.term
    if term is None:
        return gettext("No level yet.")
    lines = [
        f"*{level_name(term.signature.level)}*",
        gettext(
            "Signed by {who} on {day}.",
            who=user_mention(term.signature.by),
            day=format_day(rules.day_of(term.signature.at)),
        ),
    ]
    if term.signature.note:
        lines.append(f">{clipped(escaped(' '.join(term.signature.note.split())), 500)}")
    if term.lapses_at:
        day = format_day(rules.day_of(term.lapses_at))
        lines.append(gettext("Lapses on {day}, unless the team trains before.", day=day))
    return "\n".join(lines)


def lapsed_lines(standing: Standing, rules: Rules) -> Iterator[str]:
    for term in standing.lapsed:
        if term.lapses_at:
            yield gettext(
                "{level}: lapsed on {day}.",
                level=level_name(term.signature.level),
                day=format_day(rules.day_of(term.lapses_at)),
            )


def progress_text(level: MaturityLevel, progress: Sequence[Progress]) -> str:
    lines = [f"*{gettext('Next')} · {level_name(level)}*", *map(_progress_line, progress)]
    return "\n".join(lines)


def _progress_line(progress: Progress) -> str:
    mark = ":white_check_mark:" if progress.is_met else ":white_small_square:"
    if progress.requirement is Requirement.ACTIONS_IN_TIME and not progress.of:
        text = gettext(
            "Follow-ups done in time: none was due yet; {needed}% are needed",
            needed=progress.needed,
        )
    else:
        text = gettext(
            _REQUIREMENTS[progress.requirement],
            reached=progress.reached,
            needed=progress.needed,
            of=progress.of,
        )
    return f"{mark} {text}"


def steps_text(exercises: Sequence[TeamExercise]) -> str:
    """Who did each of the seven steps, from the oldest of these exercises to the latest."""
    lines = [gettext("*Who did the seven steps*, oldest exercise first")]
    for number, step in enumerate(ExerciseStep, start=1):
        told = " → ".join(_done_by(each.steps.get(step)) for each in exercises)
        lines.append(
            gettext(
                "{number}. {step}: {told}", number=number, step=gettext(_STEPS[step]), told=told
            )
        )
    return "\n".join(lines)


def _done_by(done_by: DoneBy | None) -> str:
    return gettext(_DONE_BY[done_by]) if done_by else _NOT_DONE


def exercise_line(exercise: TeamExercise, rules: Rules) -> str:
    held = exercise.exercise
    return gettext(
        "{reference} {title}, {day}",
        reference=held.reference,
        title=clipped(escaped(held.title), _TITLE_SHOWN),
        day=format_day(rules.day_of(held.started_at)),
    )


def team_notice_text(notice: TeamNotice) -> str:
    values = {
        "team": clipped(escaped(notice.team), _NAME_SHOWN),
        "level": level_name(notice.level),
        "day": format_day(notice.day),
    }
    command = gettext("`/incident team {team}` shows what is needed.", team=values["team"])
    match notice.kind:
        case TeamNoticeKind.SIGNED:
            told = gettext(
                "{who} signed for {team} on {day}. {level}.",
                who=user_mention(notice.by) if notice.by else "",
                **values,
            )
            note = clipped(escaped(" ".join(notice.note.split())), 500)
            return "\n".join(filter(None, (told, note and f">{note}")))
        case TeamNoticeKind.LAPSES_SOON:
            told = gettext(
                "{team} has not trained for a while. {level}: lapses on {day}, unless the team "
                "trains before.",
                **values,
            )
            return f"{told} {command}"
        case TeamNoticeKind.LAPSED:
            told = gettext("{team} did not train in time. {level}: lapsed on {day}.", **values)
            return f"{told} {command}"
        case other:
            assert_never(other)


TeamRefusal = UnknownTeam | TeamInSettings | NotInTeam | NotCoach | LevelNotReached


def team_refusal_text(error: TeamRefusal) -> str:
    team = clipped(escaped(error.name), _NAME_SHOWN)
    match error:
        case UnknownTeam(nearest=nearest):
            told = gettext("There is no team {team}.", team=team)
            if not nearest:
                return told
            return f"{told} {gettext('Did you mean “{name}”?', name=escaped(nearest))}"
        case TeamInSettings():
            return gettext("{team} is in firefighter.toml. Change it there.", team=team)
        case NotInTeam():
            return gettext("Only the coach and the members of {team} can change it.", team=team)
        case NotCoach(coach=None):
            return gettext("Nobody coaches {team} yet. Only its coach signs a level.", team=team)
        case NotCoach(coach=coach):
            who = user_mention(coach) if coach else ""
            return gettext("Only the coach of {team} signs a level: {who}.", team=team, who=who)
        case LevelNotReached(level=level):
            return gettext(
                "{level}: something is missing. `/incident team {team}` shows what.",
                team=team,
                level=level_name(level),
            )
        case other:
            assert_never(other)

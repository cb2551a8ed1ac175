"""The ladder of teams that train: four levels, computed from what happened, signed by a coach.

A level is held from its signature. It lapses when the team does not train for so long; one exercise
of its kind in time keeps it. Teams are never compared with each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from itertools import pairwise

from firefighter.domain.errors import Refused
from firefighter.domain.ids import UserId


class MaturityLevel(IntEnum):
    ACCOMPANIED = 1
    VALIDATED = 2
    INDEPENDENT = 3
    AUTONOMOUS = 4


class ExerciseStep(StrEnum):
    """The seven steps of an exercise."""

    ELIGIBILITY = "eligibility"
    SYSTEM = "system"
    """How the service works."""
    OBJECTIVES = "objectives"
    HYPOTHESIS = "hypothesis"
    OBSERVABILITY = "observability"
    RUN = "run"
    ACTION_PLAN = "action_plan"


class DoneBy(StrEnum):
    """Who did a step of an exercise."""

    COACH = "coach"
    BOTH = "both"
    TEAM = "team"
    OTHERS = "others"
    """Neither the coach nor a member, but somebody else who took part."""


@dataclass(frozen=True, kw_only=True)
class HeldExercise:
    """A Game Day or a drill that was played, whoever took part."""

    reference: str
    title: str
    started_at: datetime
    services: tuple[str, ...] = ()
    players: tuple[AbstractSet[UserId], ...] = ()
    """Those who solve, by team of the Game Day; one set for a drill."""
    game_masters: AbstractSet[UserId] = frozenset()
    """Of a drill, who started it."""
    attendants: AbstractSet[UserId] = frozenset()
    """Everybody who had a role in it."""
    authors: Mapping[ExerciseStep, AbstractSet[UserId]] = field(default_factory=dict)
    """Who did what of the steps that somebody did. A drill has only the run."""
    signal_waived: bool = False
    """Whether somebody did without observing one of the experiments that were played."""
    is_hard: bool = False
    """In production, or without any hero knowing what awaits."""
    actions_due: int = 0
    """Its follow-ups that were due until yesterday."""
    actions_in_time: int = 0


@dataclass(frozen=True, kw_only=True)
class TeamExercise:
    """An exercise as one team saw it."""

    exercise: HeldExercise
    steps: Mapping[ExerciseStep, DoneBy]
    with_coach: bool
    own_game_master: bool

    @property
    def at(self) -> datetime:
        return self.exercise.started_at

    @property
    def is_complete(self) -> bool:
        """Whether somebody did each of the seven steps."""
        return all(step in self.steps for step in ExerciseStep)

    @property
    def is_observed(self) -> bool:
        """Whether each experiment had a signal that somebody saw. A drill alone has none."""
        return ExerciseStep.OBSERVABILITY in self.steps and not self.exercise.signal_waived

    @property
    def is_without_coach(self) -> bool:
        return not {DoneBy.COACH, DoneBy.BOTH} & {*self.steps.values()}


def team_exercise(
    held: HeldExercise, members: AbstractSet[UserId], coach: UserId | None
) -> TeamExercise | None:
    """None unless at least half of those who played in one team are members."""
    if not any(players and 2 * len(players & members) >= len(players) for players in held.players):
        return None
    coached = frozenset({coach}) if coach else frozenset[UserId]()
    steps = {
        step: done_by
        for step in ExerciseStep
        if (done_by := _done_by(held.authors.get(step, frozenset()), members, coached))
    }
    attended = held.attendants | {user for users in held.authors.values() for user in users}
    return TeamExercise(
        exercise=held,
        steps=steps,
        with_coach=bool(coached & attended),
        own_game_master=bool(held.game_masters & members),
    )


def _done_by(
    users: AbstractSet[UserId], members: AbstractSet[UserId], coach: AbstractSet[UserId]
) -> DoneBy | None:
    if not users:
        return None
    if users & coach:
        return DoneBy.BOTH if users & members - coach else DoneBy.COACH
    return DoneBy.TEAM if users & members else DoneBy.OTHERS


@dataclass(frozen=True, kw_only=True)
class TeamFacts:
    """What the ladder looks at, of one team."""

    exercises: tuple[TeamExercise, ...] = ()
    """Oldest first."""
    catalog_experiments: int = 0
    """Experiments of the catalog that are the team's, and ready."""
    coached_exercises: int = 0
    """Exercises of other teams in which a member of this one was the coach."""


@dataclass(frozen=True, kw_only=True)
class MaturityRules:
    """What the levels require, and how long they last."""

    exercises: int = 3
    """For level 2."""
    services: int = 2
    actions_in_time_percent: int = 70
    led_exercises: int = 3
    """For level 3."""
    months: Mapping[MaturityLevel, int] = field(
        default_factory=lambda: {
            MaturityLevel.VALIDATED: 12,
            MaturityLevel.INDEPENDENT: 9,
            MaturityLevel.AUTONOMOUS: 6,
        }
    )
    """After how many months without an exercise of its kind a level lapses. Level 1 never does."""
    counted_months: int = 24
    """Exercises that are longer ago do not count."""


class Requirement(StrEnum):
    ACCOMPANIED = "accompanied"
    """Exercises with the coach and all seven steps."""
    EXERCISES = "exercises"
    """Exercises with all experiments observed, none waived."""
    SERVICES = "services"
    """Different services in them."""
    ACTIONS_IN_TIME = "actions_in_time"
    """Percent."""
    LED = "led"
    """Exercises with a game master of their own."""
    HARD = "hard"
    """One in production, or without any hero knowing what awaits."""
    QUARTERS = "quarters"
    """Of the last four quarters, those with an exercise that the coach had no part in."""
    CATALOG = "catalog"
    COACHED = "coached"
    RECENT = "recent"
    """An exercise of the level's kind within the time after which it lapses."""


@dataclass(frozen=True)
class Progress:
    """How far a team is with one requirement."""

    requirement: Requirement
    reached: int
    needed: int
    of: int = 0
    """What a percentage is of; of RECENT, within how many months."""

    @property
    def is_met(self) -> bool:
        return self.reached >= self.needed


QUARTERS = 4
_MONTHS_OF_QUARTER = 3


def progress(
    level: MaturityLevel, facts: TeamFacts, rules: MaturityRules, now: datetime
) -> tuple[Progress, ...]:
    """What the level requires, beyond the level below it."""
    return tuple(_progress(level, facts, rules, now))


def _progress(
    level: MaturityLevel, facts: TeamFacts, rules: MaturityRules, now: datetime
) -> Iterator[Progress]:
    counted_from = add_months(now, -rules.counted_months)
    exercises = [each for each in facts.exercises if counted_from < each.at <= now]
    match level:
        case MaturityLevel.ACCOMPANIED:
            accompanied = sum(each.with_coach and each.is_complete for each in exercises)
            yield Progress(Requirement.ACCOMPANIED, accompanied, 1)
        case MaturityLevel.VALIDATED:
            observed = [each for each in exercises if each.is_observed]
            services = {name for each in observed for name in each.exercise.services}
            due = sum(each.exercise.actions_due for each in exercises)
            in_time = sum(each.exercise.actions_in_time for each in exercises)
            yield Progress(Requirement.EXERCISES, len(observed), rules.exercises)
            yield Progress(Requirement.SERVICES, len(services), rules.services)
            percent = 100 * in_time // due if due else 0
            yield Progress(
                Requirement.ACTIONS_IN_TIME, percent, rules.actions_in_time_percent, of=due
            )
        case MaturityLevel.INDEPENDENT:
            led = [each for each in exercises if each.own_game_master]
            yield Progress(Requirement.LED, len(led), rules.led_exercises)
            yield Progress(Requirement.HARD, sum(each.exercise.is_hard for each in led), 1)
        case MaturityLevel.AUTONOMOUS:
            yield Progress(Requirement.QUARTERS, _quarters(exercises, now), QUARTERS)
            yield Progress(Requirement.CATALOG, facts.catalog_experiments, 1)
            yield Progress(Requirement.COACHED, facts.coached_exercises, 1)
    if months := rules.months.get(level):
        since = add_months(now, -months)
        recent = sum(each.at > since and keeps(level, each) for each in exercises)
        yield Progress(Requirement.RECENT, recent, 1, of=months)


def keeps(level: MaturityLevel, exercise: TeamExercise) -> bool:
    """Whether the exercise is of the kind that the level asks for."""
    match level:
        case MaturityLevel.ACCOMPANIED | MaturityLevel.VALIDATED:
            return True
        case MaturityLevel.INDEPENDENT:
            return exercise.own_game_master
        case MaturityLevel.AUTONOMOUS:
            return exercise.own_game_master and exercise.is_without_coach


def _quarters(exercises: Sequence[TeamExercise], now: datetime) -> int:
    kept = [each.at for each in exercises if keeps(MaturityLevel.AUTONOMOUS, each)]
    bounds = [add_months(now, -_MONTHS_OF_QUARTER * n) for n in range(QUARTERS + 1)]
    return sum(any(start < at <= end for at in kept) for end, start in pairwise(bounds))


@dataclass(frozen=True, kw_only=True)
class Signature:
    level: MaturityLevel
    by: UserId
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Term:
    """How long a signed level is held."""

    signature: Signature
    lapses_at: datetime | None
    """None for a level that never lapses. In the past for one that lapsed."""

    def is_held(self, now: datetime) -> bool:
        return self.lapses_at is None or now < self.lapses_at


def terms(
    signatures: Iterable[Signature], facts: TeamFacts, rules: MaturityRules
) -> Mapping[MaturityLevel, Term]:
    """Of each level that was signed, its latest signature."""
    latest = {each.level: each for each in sorted(signatures, key=lambda each: each.at)}
    return {level: Term(each, _lapses_at(each, facts, rules)) for level, each in latest.items()}


def _lapses_at(signature: Signature, facts: TeamFacts, rules: MaturityRules) -> datetime | None:
    """Each exercise of the level's kind before it lapses gives it the whole time again."""
    months = rules.months.get(signature.level)
    if months is None:
        return None
    lapses_at = add_months(signature.at, months)
    for exercise in facts.exercises:
        if signature.at <= exercise.at < lapses_at and keeps(signature.level, exercise):
            lapses_at = max(lapses_at, add_months(exercise.at, months))
    return lapses_at


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a team is on the ladder."""

    level: MaturityLevel | None
    """None before the first signature."""
    term: Term | None
    """Of that level."""
    next_level: MaturityLevel | None
    """None at the top."""
    progress: tuple[Progress, ...]
    """Of the next level."""
    held: tuple[Term, ...] = ()
    """Of that level and those below it."""
    lapsed: tuple[Term, ...] = ()
    """Levels above that the team held once."""

    @property
    def can_be_signed(self) -> bool:
        return self.next_level is not None and all(each.is_met for each in self.progress)


def standing(
    signatures: Iterable[Signature], facts: TeamFacts, rules: MaturityRules, now: datetime
) -> Standing:
    """A level counts only while every level below it is held."""
    signed = terms(signatures, facts, rules)
    held: MaturityLevel | None = None
    for level in MaturityLevel:
        term = signed.get(level)
        if term is None or not term.is_held(now):
            break
        held = level
    above = [level for level in MaturityLevel if held is None or level > held]
    next_level = above[0] if above else None
    return Standing(
        level=held,
        term=signed[held] if held else None,
        next_level=next_level,
        progress=progress(next_level, facts, rules, now) if next_level else (),
        held=tuple(signed[level] for level in MaturityLevel if held and level <= held),
        lapsed=tuple(
            signed[level] for level in above if level in signed and not signed[level].is_held(now)
        ),
    )


def add_months(at: datetime, months: int) -> datetime:
    """The same day of another month, or its last day if it has fewer."""
    month = at.year * 12 + at.month - 1 + months
    year, index = divmod(month, 12)
    for day in range(at.day, 0, -1):
        try:
            return at.replace(year=year, month=index + 1, day=day)
        except ValueError:
            continue
    raise ValueError(f"no day in month {index + 1} of {year}")  # pragma: no cover - there is a 1st


@dataclass(eq=False)
class NotCoach(Refused):
    """Only the coach of a team signs its levels."""

    name: str
    coach: UserId | None


@dataclass(eq=False)
class LevelNotReached(Refused):
    """A requirement of the level is not met."""

    name: str
    level: MaturityLevel

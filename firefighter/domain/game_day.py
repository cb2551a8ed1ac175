"""A Game Day: teams play drills made from experiments, are scored, and learn from it.

It is an aggregate of its own. Its drills are incidents, which it refers to.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from firefighter.domain.errors import (
    GameDayItem,
    GameDayNotInPhase,
    GameDayProblem,
    GameDayRefused,
)
from firefighter.domain.experiments import (
    Experiment,
    ExperimentNumber,
    ExperimentPlan,
    Experiments,
    Judgment,
    Signal,
    Verdict,
    next_experiment_number,
)
from firefighter.domain.game_clock import GameClock
from firefighter.domain.game_day_details import Consent, GameDayDetails, refuse_text
from firefighter.domain.game_day_evaluation import Answer, Learning, Note
from firefighter.domain.game_day_events import GameDayAction, GameDayEvent
from firefighter.domain.game_day_phases import (
    PREPARATION,
    GameDayPhase,
    GameDayStep,
    GameDayStepKind,
    advance,
)
from firefighter.domain.game_day_roles import FEWEST_HEROES, MOST_HEROES, GameDayRole, Seat
from firefighter.domain.ids import GameDayId, IncidentId, TeamNumber, UserId, game_day_reference
from firefighter.domain.scenario import Mode
from firefighter.domain.scoring import ADJUSTMENT_LIMIT, Adjustment
from firefighter.domain.spelling import same_name

MOST_TEAMS = 20
MOST_EXPERIMENTS = 20
VOTE_POINTS = 3
"""What each person gives away, on one experiment or several."""

NAME_LIMIT = 50
"""Maximum characters of the name of a team."""
DARK = timedelta(minutes=10)
"""How long before the end the board stops telling points."""

OFFICER_SILENCE = timedelta(minutes=15)
"""How long a safety officer may be silent in production before the Game Day stops."""

NOBODY = UserId("")


@dataclass(frozen=True)
class TeamDrill:
    """Which team plays which experiment in a drill."""

    team: TeamNumber
    experiment: ExperimentNumber


@dataclass
class GameDay:
    """Its methods record what they change in `events`, or raise Refused."""

    id: GameDayId
    details: GameDayDetails
    created_by: UserId
    created_at: datetime
    wall_token: str
    """Part of the address of its page, which cannot be guessed."""
    phase: GameDayPhase = GameDayPhase.IDEAS
    experiments: Experiments = field(default_factory=dict)
    votes: Mapping[UserId, Mapping[ExperimentNumber, int]] = field(default_factory=dict)
    teams: Mapping[TeamNumber, str] = field(default_factory=dict)
    seats: Mapping[UserId, Seat] = field(default_factory=dict)
    former_heroes: frozenset[UserId] = frozenset()
    """Who was a hero and is not any more. They never see what is sealed before the reveal."""
    former_insiders: frozenset[UserId] = frozenset()
    """Who held a role that sees what is sealed, and does not any more. They cannot be heroes."""
    consent: Consent | None = None
    stop_tried_by: UserId | None = None
    clock: GameClock | None = None
    """None before it starts."""
    officer_seen_at: datetime | None = None
    """When the safety officer last said that all is well."""
    drills: Mapping[IncidentId, TeamDrill] = field(default_factory=dict)
    adjustments: Mapping[TeamNumber, Adjustment] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    answers: tuple[Answer, ...] = ()
    learnings: tuple[Learning, ...] = ()
    version: int = 0
    events: list[GameDayEvent] = field(default_factory=list)
    """What happened in this transaction."""
    stopped_by: UserId | None = None
    """Who stopped it in this transaction; not stored, and told to nobody but game masters."""

    @classmethod
    def create(
        cls,
        game_day_id: GameDayId,
        details: GameDayDetails,
        *,
        wall_token: str,
        actor: UserId,
        now: datetime,
    ) -> "GameDay":
        """Whoever creates it is its game master. Raises InvalidField."""
        details.check()
        seats = {actor: Seat(GameDayRole.GAME_MASTER)}
        game_day = cls(game_day_id, details, actor, now, wall_token, seats=seats)
        game_day._record(GameDayAction.CREATED, actor, now, text=details.title)
        return game_day

    @property
    def reference(self) -> str:
        """The displayed name: `GD-3`."""
        return game_day_reference(self.id)

    def holders(self, role: GameDayRole) -> tuple[UserId, ...]:
        return tuple(user for user, seat in self.seats.items() if seat.role is role)

    def heroes(self, team: TeamNumber) -> tuple[UserId, ...]:
        return tuple(user for user, seat in self.seats.items() if seat.team == team)

    @property
    def candidates(self) -> tuple[Experiment, ...]:
        """The experiments that were not left out, by number."""
        return tuple(each for each in self.experiments.values() if not each.is_left_out)

    @property
    def chosen(self) -> tuple[Experiment, ...]:
        return tuple(each for each in self.candidates if each.is_chosen)

    def points_of(self, number: ExperimentNumber) -> int:
        """What the votes give it."""
        return sum(given.get(number, 0) for given in self.votes.values())

    def is_dark(self, now: datetime) -> bool:
        """Whether the board tells no points: the last ten minutes, until the reveal."""
        if self.clock is None or self.phase.is_revealed:
            return False
        return self.clock.game_time(now) >= self.clock.length - DARK

    def knows_sealed(self, user: UserId | None) -> bool:
        """Whether somebody may see what heroes may not. `user` is None for everybody."""
        if self.phase.is_revealed:
            return True
        seat = self.seats.get(user) if user else None
        return (
            seat is not None
            and seat.role is not GameDayRole.HERO
            and user not in self.former_heroes
        )

    def sees_experiments(self, user: UserId | None) -> bool:
        """Whether somebody may take part in the workshops.

        Who is no hero may, if people are informed in advance: that is how it is prepared.
        """
        if self.knows_sealed(user):
            return True
        return (
            user is not None
            and self.details.mode is Mode.INFORMED
            and self.phase.is_preparation
            and user not in self.seats
            and user not in self.former_heroes
        )

    def unfinished(self, step_kind: GameDayStepKind) -> tuple[GameDayItem, ...]:
        """What the step requires and lacks."""
        return tuple(self._missing(step_kind))

    def step(self, step: GameDayStep, *, actor: UserId, now: datetime) -> None:
        """Changes the phase.

        Everybody may stop it, and is not named. All other steps are a game master's, except that
        the safety officer may pause it too. Raises GameDayRefused, GameDayNotInPhase,
        GameDayIncomplete, InvalidField.
        """
        allowed = {GameDayRole.GAME_MASTER}
        match step.kind:
            case GameDayStepKind.STOP:
                actor_shown, self.stopped_by = NOBODY, actor
            case GameDayStepKind.PAUSE:
                actor_shown = actor
                self._refuse_unless(actor, allowed | {GameDayRole.SAFETY_OFFICER})
            case _:
                actor_shown = actor
                self._refuse_unless(actor, allowed)
        self._advance(step, actor_shown, now)

    def advance_by_itself(self, step_kind: GameDayStepKind, note: str, *, now: datetime) -> None:
        """The bot ends or stops it. Raises GameDayNotInPhase."""
        self._advance(GameDayStep(step_kind, note), NOBODY, now)

    def describe(self, details: GameDayDetails, *, actor: UserId, now: datetime) -> None:
        """Changes the details. The consent is void if it was given for something else.

        Raises GameDayRefused, GameDayNotInPhase, InvalidField.
        """
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        self._refuse_outside(*PREPARATION, action=GameDayAction.DESCRIBED)
        details.check()
        agreed = ("services", "owner", "starts_at", "length_min", "environment")
        if any(getattr(details, name) != getattr(self.details, name) for name in agreed):
            self.consent = None
        self.details = details
        self._record(GameDayAction.DESCRIBED, actor, now)

    def propose(
        self, plan: ExperimentPlan, *, actor: UserId, now: datetime, reason: str = ""
    ) -> Experiment:
        """Adds an idea. `actor` is empty for one of the bot's, which says its reason.

        Raises GameDayRefused, GameDayNotInPhase, InvalidField.
        """
        self._refuse_outside(
            GameDayPhase.IDEAS, GameDayPhase.SHAPING, action=GameDayAction.EXPERIMENT_PROPOSED
        )
        if actor != NOBODY:
            self.refuse_to_show_experiments(actor)
        plan.check()
        if len(self.experiments) >= MOST_EXPERIMENTS:
            raise GameDayRefused(GameDayProblem.TOO_MANY)
        number = next_experiment_number(self.experiments)
        added = Experiment(
            number=number, plan=plan, proposed_by=actor, proposed_at=now, reason=reason
        )
        self._put(added)
        self._record(GameDayAction.EXPERIMENT_PROPOSED, actor, now, added.label)
        return added

    def shape(
        self, number: ExperimentNumber, plan: ExperimentPlan, *, actor: UserId, now: datetime
    ) -> None:
        """Raises GameDayRefused, GameDayNotInPhase, InvalidField."""
        self._refuse_outside(*PREPARATION, action=GameDayAction.EXPERIMENT_SHAPED)
        known = self._experiment(number, actor)
        plan.check()
        self._put(known.shaped(plan))
        if known.is_chosen:
            self.consent = None
        self._record(GameDayAction.EXPERIMENT_SHAPED, actor, now, known.label)

    def leave_out(self, number: ExperimentNumber, *, actor: UserId, now: datetime) -> None:
        """It stays on the list and is not played. Raises as `shape` does."""
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        self._refuse_outside(*PREPARATION, action=GameDayAction.EXPERIMENT_LEFT_OUT)
        known = self._experiment(number, actor)
        self._put(replace(known, is_left_out=True, is_chosen=False))
        self.consent = None if known.is_chosen else self.consent
        self._record(GameDayAction.EXPERIMENT_LEFT_OUT, actor, now, known.label)

    def name_signal(
        self, number: ExperimentNumber, text: str, *, actor: UserId, now: datetime
    ) -> None:
        """Says where the experiment is observed; it is to be seen then. Raises as `shape` does."""
        self._refuse_outside(*PREPARATION, action=GameDayAction.SIGNAL_NAMED)
        known = self._experiment(number, actor)
        refuse_text("signal", text)
        self._put(replace(known, signal=Signal(text=text.strip())))
        self._record(GameDayAction.SIGNAL_NAMED, actor, now, known.label)

    def settle_signal(
        self, number: ExperimentNumber, *, is_waived: bool, actor: UserId, now: datetime
    ) -> None:
        """Somebody has seen the signal, or does without it, by name. Raises as `shape` does."""
        action = GameDayAction.SIGNAL_WAIVED if is_waived else GameDayAction.SIGNAL_SEEN
        self._refuse_outside(*PREPARATION, action=action)
        known = self._experiment(number, actor)
        signal = known.signal or Signal(text="")
        if not signal.text and not is_waived:
            refuse_text("signal", signal.text)
        self._put(replace(known, signal=replace(signal, settled_by=actor, is_waived=is_waived)))
        self._record(action, actor, now, known.label)

    def vote(self, points: Mapping[ExperimentNumber, int], *, actor: UserId, now: datetime) -> None:
        """Replaces somebody's vote. Raises GameDayRefused, GameDayNotInPhase."""
        self._refuse_outside(GameDayPhase.CHOSEN, action=GameDayAction.VOTED)
        self.refuse_to_show_experiments(actor)
        given = {number: each for number, each in points.items() if each}
        if any(each < 0 for each in given.values()) or sum(given.values()) > VOTE_POINTS:
            raise GameDayRefused(GameDayProblem.TOO_MANY_POINTS)
        for number in given:
            self._experiment(number, actor)
        others = {user: theirs for user, theirs in self.votes.items() if user != actor}
        self.votes = {**others, actor: given} if given else others
        self._record(GameDayAction.VOTED, actor, now)

    def choose(self, numbers: Sequence[ExperimentNumber], *, actor: UserId, now: datetime) -> None:
        """Sets what is played. Raises GameDayRefused, GameDayNotInPhase."""
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        phases = (GameDayPhase.CHOSEN, GameDayPhase.ARMED)
        self._refuse_outside(*phases, action=GameDayAction.EXPERIMENTS_CHOSEN)
        for number in numbers:
            self._experiment(number, actor)
        for each in self.candidates:
            self._put(replace(each, is_chosen=each.number in numbers))
        self.consent = None
        labels = ", ".join(each.label for each in self.chosen)
        self._record(GameDayAction.EXPERIMENTS_CHOSEN, actor, now, labels)

    def add_team(self, name: str, *, actor: UserId, now: datetime) -> TeamNumber:
        """Raises GameDayRefused, GameDayNotInPhase, InvalidField."""
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        self._refuse_outside(*PREPARATION, action=GameDayAction.TEAM_ADDED)
        refuse_text("team_name", name, NAME_LIMIT)
        if same_name(name, self.teams.values()):
            raise GameDayRefused(GameDayProblem.TEAM_NAME_TAKEN)
        if len(self.teams) >= MOST_TEAMS:
            raise GameDayRefused(GameDayProblem.TOO_MANY)
        number = TeamNumber(max(self.teams, default=0) + 1)
        self.teams = {**self.teams, number: name.strip()}
        self._record(GameDayAction.TEAM_ADDED, actor, now, name.strip())
        return number

    def seat(self, user: UserId, seat: Seat, *, actor: UserId, now: datetime) -> None:
        """Gives somebody a role. Everybody may become a hero by themselves before the start.

        Also an observer, if people are informed in advance: observers see what is sealed.
        Raises GameDayRefused, GameDayNotInPhase.
        """
        by_oneself = {GameDayRole.HERO}
        if self.details.mode is Mode.INFORMED:
            by_oneself.add(GameDayRole.OBSERVER)
        if user != actor or seat.role not in by_oneself:
            self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        phases = (*PREPARATION, GameDayPhase.RUNNING, GameDayPhase.PAUSED)
        self._refuse_outside(*phases, action=GameDayAction.JOINED)
        had = self.seats.get(user)
        if had == seat:
            raise GameDayRefused(GameDayProblem.IS_IN_TEAM)
        self._refuse_seat(user, seat, had)
        self.seats = {**self.seats, user: seat}
        subject = self.teams.get(seat.team, "") if seat.team else ""
        self._record(GameDayAction.JOINED, user, now, subject, seat.role)

    def leave(self, user: UserId, *, actor: UserId, now: datetime) -> None:
        """Raises GameDayRefused, GameDayNotInPhase."""
        if user != actor:
            self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        phases = (*PREPARATION, GameDayPhase.RUNNING, GameDayPhase.PAUSED)
        self._refuse_outside(*phases, action=GameDayAction.LEFT)
        had = self.seats.get(user)
        if had is None:
            return
        self._refuse_if_last(user)
        if had.role is GameDayRole.HERO:
            self.former_heroes |= {user}
        else:
            self.former_insiders |= {user}
        self.seats = {other: seat for other, seat in self.seats.items() if other != user}
        self._record(GameDayAction.LEFT, user, now, text=had.role)

    def give_consent(self, *, actor: UserId, now: datetime) -> None:
        """Who answers for the services agrees. Raises GameDayRefused, GameDayNotInPhase."""
        self._refuse_outside(*PREPARATION, action=GameDayAction.CONSENTED)
        if actor != self.details.owner:
            raise GameDayRefused(GameDayProblem.NOT_OWNER)
        if self.details.mode is Mode.DUNGEONS_AND_DRAGONS and not self.knows_sealed(actor):
            raise GameDayRefused(GameDayProblem.CONSENT_UNSEEN)
        self.consent = Consent(actor, now)
        self._record(GameDayAction.CONSENTED, actor, now)

    def withdraw_consent(self, *, actor: UserId, now: datetime) -> None:
        """The owner takes it back, or the safety officer vetoes. Raises as `give_consent` does."""
        self._refuse_outside(*PREPARATION, action=GameDayAction.CONSENT_WITHDRAWN)
        if actor != self.details.owner:
            self._refuse_unless(actor, {GameDayRole.SAFETY_OFFICER})
        self.consent = None
        self._record(GameDayAction.CONSENT_WITHDRAWN, actor, now)

    def try_stop(self, *, actor: UserId, now: datetime) -> None:
        """The stop button was tried before the start. Raises GameDayNotInPhase."""
        self._refuse_outside(GameDayPhase.ARMED, action=GameDayAction.STOP_TRIED)
        self.stop_tried_by = actor
        self._record(GameDayAction.STOP_TRIED, actor, now)

    def add_drill(self, incident_id: IncidentId, drill: TeamDrill, *, now: datetime) -> None:
        """Raises GameDayNotInPhase once it does not run any more."""
        phases = (GameDayPhase.RUNNING, GameDayPhase.PAUSED)
        self._refuse_outside(*phases, action=GameDayAction.DRILL_STARTED)
        self.drills = {**self.drills, incident_id: drill}
        name = self.teams[drill.team]
        self._record(GameDayAction.DRILL_STARTED, NOBODY, now, name, str(incident_id))

    def answer_for_safety(self, *, actor: UserId, now: datetime) -> None:
        """The safety officer says that all is well. Raises GameDayRefused, GameDayNotInPhase."""
        phases = (GameDayPhase.RUNNING, GameDayPhase.PAUSED)
        self._refuse_outside(*phases, action=GameDayAction.OFFICER_ANSWERED)
        if GameDayRole.SAFETY_OFFICER is not self._role_of(actor):
            raise GameDayRefused(GameDayProblem.NOT_SAFETY_OFFICER)
        self.officer_seen_at = now
        self._record(GameDayAction.OFFICER_ANSWERED, actor, now)

    def take_note(self, note: Note) -> None:
        """Raises GameDayRefused, GameDayNotInPhase, InvalidField."""
        phases = (GameDayPhase.RUNNING, GameDayPhase.PAUSED, GameDayPhase.EVALUATING)
        self._refuse_outside(*phases, action=GameDayAction.NOTE_TAKEN)
        if self._role_of(note.by) not in {GameDayRole.OBSERVER, GameDayRole.GAME_MASTER}:
            raise GameDayRefused(GameDayProblem.NOT_OBSERVER)
        refuse_text("note", note.text)
        self._refuse_team(note.team)
        self.notes = (*self.notes, note)
        self._record(GameDayAction.NOTE_TAKEN, note.by, note.at)

    def answer(self, answer: Answer, *, actor: UserId) -> None:
        """Says how it went. Who takes part may, several times.

        Raises GameDayRefused, GameDayNotInPhase, InvalidField.
        """
        self._refuse_outside(GameDayPhase.EVALUATING, action=GameDayAction.ANSWERED)
        if actor not in self.seats:
            raise GameDayRefused(GameDayProblem.NOT_SEATED)
        refuse_text("went_well", answer.went_well or answer.to_change)
        refuse_text("to_change", answer.to_change or answer.went_well)
        self.answers = (*self.answers, answer)
        self._record(GameDayAction.ANSWERED, answer.by or NOBODY, answer.at)

    def judge(
        self,
        number: ExperimentNumber,
        verdict: Verdict,
        finding: str,
        *,
        actor: UserId,
        now: datetime,
    ) -> None:
        """Says what came of a hypothesis.

        Raises GameDayRefused, GameDayNotInPhase, InvalidField.
        """
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        self._refuse_outside(GameDayPhase.EVALUATING, action=GameDayAction.JUDGED)
        known = self._experiment(number, actor)
        refuse_text("finding", finding)
        self._put(replace(known, judgment=Judgment(verdict=verdict, finding=finding, by=actor)))
        self._record(GameDayAction.JUDGED, actor, now, known.label, verdict)

    def adjust_score(
        self, team: TeamNumber, adjustment: Adjustment, *, actor: UserId, now: datetime
    ) -> None:
        """Gives or takes points, up to ADJUSTMENT_LIMIT, with a reason.

        Raises GameDayRefused, GameDayNotInPhase, InvalidField.
        """
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})
        phases = (GameDayPhase.RUNNING, GameDayPhase.PAUSED, GameDayPhase.EVALUATING)
        self._refuse_outside(*phases, action=GameDayAction.SCORE_ADJUSTED)
        self._refuse_team(team)
        if abs(adjustment.points) > ADJUSTMENT_LIMIT:
            raise GameDayRefused(GameDayProblem.TOO_MANY_POINTS)
        refuse_text("reason", adjustment.reason)
        self.adjustments = {**self.adjustments, team: adjustment}
        self._record(GameDayAction.SCORE_ADJUSTED, actor, now, self.teams[team])

    def learn(self, learning: Learning, *, actor: UserId, now: datetime) -> None:
        """Notes a follow-up that came out of it. Raises GameDayRefused, GameDayNotInPhase."""
        phases = (GameDayPhase.EVALUATING, GameDayPhase.DEBRIEFED)
        self._refuse_outside(*phases, action=GameDayAction.LEARNT)
        if actor not in self.seats:
            raise GameDayRefused(GameDayProblem.NOT_SEATED)
        self.learnings = (*self.learnings, learning)
        self._record(GameDayAction.LEARNT, actor, now)

    def refuse_to_show_experiments(self, actor: UserId) -> None:
        if not self.sees_experiments(actor):
            raise GameDayRefused(GameDayProblem.SEALED)

    def refuse_unless_game_master(self, actor: UserId) -> None:
        self._refuse_unless(actor, {GameDayRole.GAME_MASTER})

    def _missing(self, step_kind: GameDayStepKind) -> Iterator[GameDayItem]:
        details = self.details
        present: dict[GameDayItem, bool] = {}
        match step_kind:
            case GameDayStepKind.SHAPE:
                present = {
                    GameDayItem.THEME: bool(details.theme.strip()),
                    GameDayItem.SERVICE: bool(details.services),
                    GameDayItem.OWNER: details.owner is not None,
                    GameDayItem.IDEA: bool(self.candidates),
                }
            case GameDayStepKind.OBSERVE:
                present = {
                    GameDayItem.IDEA: bool(self.candidates),
                    GameDayItem.SHAPED: all(each.is_shaped for each in self.candidates),
                }
            case GameDayStepKind.CHOOSE:
                settled = (each.signal and each.signal.is_settled for each in self.candidates)
                present = {GameDayItem.SIGNAL: all(settled)}
            case GameDayStepKind.ARM:
                present = {
                    GameDayItem.VOTE: bool(self.votes),
                    GameDayItem.CHOSEN: bool(self.chosen),
                }
            case GameDayStepKind.START:
                present = {
                    GameDayItem.DATE: details.starts_at is not None,
                    GameDayItem.TEAMS: bool(self.teams) and not any(self.teams_of_wrong_size()),
                    GameDayItem.SAFETY_OFFICER: bool(self.holders(GameDayRole.SAFETY_OFFICER)),
                    GameDayItem.CONSENT: self.consent is not None,
                    GameDayItem.STOP_TRIED: self.stop_tried_by is not None,
                }
            case GameDayStepKind.DEBRIEF:
                present = {
                    GameDayItem.ANSWERS: bool(self.answers),
                    GameDayItem.JUDGMENT: all(each.judgment for each in self.chosen),
                }
            case GameDayStepKind.CLOSE:
                present = {GameDayItem.LEARNING: bool(self.learnings)}
            case _:
                pass
        return (item for item, is_there in present.items() if not is_there)

    def teams_of_wrong_size(self) -> Iterator[TeamNumber]:
        """Those with fewer than three heroes, or more than six."""
        for team in self.teams:
            if not FEWEST_HEROES <= len(self.heroes(team)) <= MOST_HEROES:
                yield team

    def _advance(self, step: GameDayStep, actor: UserId, now: datetime) -> None:
        advance(self, step)
        match step.kind:
            case GameDayStepKind.START:
                self.clock = GameClock(now, timedelta(minutes=self.details.length_min))
                self.officer_seen_at = now
            case GameDayStepKind.PAUSE if self.clock:
                self.clock = self.clock.paused(now)
            case GameDayStepKind.RESUME if self.clock:
                self.clock, self.officer_seen_at = self.clock.resumed(now), now
            case GameDayStepKind.STOP | GameDayStepKind.EVALUATE if self.clock:
                self.clock = replace(self.clock, over_at=self.clock.over_at or now)
            case _:
                pass
        note = step.note.strip()
        self._record(GameDayAction.PHASE_CHANGED, actor, now, step.kind, note)

    def _record(
        self, action: GameDayAction, actor: UserId, now: datetime, subject: str = "", text: str = ""
    ) -> None:
        event = GameDayEvent(actor=actor, at=now, action=action, subject=subject, text=text)
        self.events.append(event)

    def _put(self, experiment: Experiment) -> None:
        self.experiments = {**self.experiments, experiment.number: experiment}

    def _experiment(self, number: ExperimentNumber, actor: UserId) -> Experiment:
        self.refuse_to_show_experiments(actor)
        if number not in self.experiments:
            raise GameDayRefused(GameDayProblem.UNKNOWN_EXPERIMENT)
        return self.experiments[number]

    def _role_of(self, user: UserId) -> GameDayRole | None:
        seat = self.seats.get(user)
        return seat.role if seat else None

    def _refuse_unless(self, actor: UserId, roles: set[GameDayRole]) -> None:
        if self._role_of(actor) not in roles:
            raise GameDayRefused(GameDayProblem.NOT_GAME_MASTER)

    def _refuse_outside(self, *phases: GameDayPhase, action: GameDayAction) -> None:
        if self.phase not in phases:
            raise GameDayNotInPhase(action, self.phase)

    def _refuse_team(self, team: TeamNumber | None) -> None:
        if team is not None and team not in self.teams:
            raise GameDayRefused(GameDayProblem.UNKNOWN_TEAM)

    def _refuse_seat(self, user: UserId, seat: Seat, had: Seat | None) -> None:
        self._refuse_team(seat.team)
        if seat.role is GameDayRole.HERO:
            if seat.team is None:
                raise GameDayRefused(GameDayProblem.UNKNOWN_TEAM)
            if not self.phase.is_preparation:
                raise GameDayRefused(GameDayProblem.TEAM_IS_PLAYING)
            if len(self.heroes(seat.team)) >= MOST_HEROES:
                raise GameDayRefused(GameDayProblem.TEAM_IS_FULL)
            if user in self.former_insiders or (had and had.role is not GameDayRole.HERO):
                raise GameDayRefused(GameDayProblem.KNOWS_SEALED)
            return
        if user in self.former_heroes or (had and had.role is GameDayRole.HERO):
            raise GameDayRefused(GameDayProblem.WAS_HERO)
        if had and had.role is not seat.role:
            self._refuse_if_last(user)

    def _refuse_if_last(self, user: UserId) -> None:
        """Somebody leads it, and while it is played somebody watches."""
        if self.holders(GameDayRole.GAME_MASTER) == (user,):
            raise GameDayRefused(GameDayProblem.LAST_GAME_MASTER)
        if self.phase.is_played and self.holders(GameDayRole.SAFETY_OFFICER) == (user,):
            raise GameDayRefused(GameDayProblem.LAST_SAFETY_OFFICER)

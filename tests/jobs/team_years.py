"""Teams that train for years: Game Days played through the real use cases, and the daily jobs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from firefighter.adapters.store.database import Database
from firefighter.domain.experiments import ExperimentNumber, ExperimentPlan, Verdict
from firefighter.domain.follow_ups import FollowUpNumber, FollowUpState
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_details import GameDayDetails
from firefighter.domain.game_day_evaluation import Answer
from firefighter.domain.game_day_phases import GameDayStep, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import GameDayId, TeamNumber, UserId
from firefighter.domain.scenario import Environment, Mode
from firefighter.domain.teams import Team
from firefighter.jobs.registry import find_jobs, job_runner
from firefighter.jobs.teams import next_check
from firefighter.ports.teams import TeamCard, TeamNotice
from firefighter.use_cases.enqueue import schedule
from firefighter.use_cases.follow_ups import FollowUpDraft, settle_follow_up
from firefighter.use_cases.game_day_phases import advance_game_day
from firefighter.use_cases.game_days import add_learning, change_game_day, create_game_day
from tests.adapters.store.store_client import RULES, delivery
from tests.clock import SettableClock
from tests.worker.worker_harness import WorkerHarness

COACH, OFFICER, OWNER, ODA = (UserId(f"U0{name}") for name in ("COACH", "OFFICER", "OWNER", "ODA"))
KIM, LEE, MAX, NIA = (UserId(f"U0{name}") for name in ("KIM", "LEE", "MAX", "NIA"))
XEN, YAN, ZOE = (UserId(f"U0{name}") for name in ("XEN", "YAN", "ZOE"))
SHOP = Team(
    name="Shop",
    members=(KIM, LEE, MAX, NIA),
    coach=COACH,
    services=("checkout",),
    is_in_settings=True,
)
SEARCH = Team(name="Search", members=(XEN, YAN, ZOE), coach=NIA, is_in_settings=True)
FIRST, ONE = ExperimentNumber(1), TeamNumber(1)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One Game Day of a simulation."""

    at: datetime
    service: str = "checkout"
    heroes: Sequence[UserId] = (KIM, LEE, MAX)
    leader: UserId = COACH
    by: Sequence[UserId] = (COACH,)
    """Who does what is prepared; each of them does all of it."""
    mode: Mode = Mode.INFORMED
    waives: bool = False
    done_after_days: int | None = 7
    """When its follow-up is done, which is due after 14 days; None for never."""


class TeamYears:
    def __init__(self, database: Database, clock: SettableClock, start: datetime) -> None:
        clock.set(start)
        self.clock = clock
        rules = replace(
            RULES,
            services=("checkout", "search"),
            teams_in_settings=(SHOP, SEARCH),
            time_zone="Europe/Paris",
        )
        self.harness = WorkerHarness(database, clock, rules)
        self.context = self.harness.context
        self.harness.run_job = job_runner(find_jobs(), rules, self.context.scenarios)
        self.begin()

    def begin(self) -> None:
        """Does what each process does at its start."""
        schedule(self.context, next_check(self.clock.now(), self.context.rules))

    def live(self, until: datetime) -> None:
        """Runs due jobs and effects at their time."""
        while (due := self.harness.job_store.next_due()) and due <= until:
            self.clock.set(max(due, self.clock.now()))
            self.harness.run_due_jobs()
            assert self.harness.run_until_idle()
        self.clock.set(max(until, self.clock.now()))

    def card(self, team: Team = SHOP) -> TeamCard:
        return self.context.teams.team_card(team.name, self.clock.now())

    def told(self, user: UserId) -> list[tuple[str, str, int, str]]:
        """When the person was told what."""
        channel = self.harness.chat.open_direct(user)
        zone = self.context.rules.zone
        return [
            (
                f"{post.at.astimezone(zone):%Y-%m-%d %H:%M}",
                post.content.kind,
                int(post.content.level),
                f"{post.content.day}",
            )
            for post in self.harness.chat.posts
            if post.ref.channel == channel and isinstance(post.content, TeamNotice)
        ]

    def hold(self, plan: Plan) -> GameDayId:
        """Prepares, plays and closes a Game Day; its follow-up is done later."""
        self.live(plan.at)
        made = create_game_day(
            self.context,
            delivery(),
            plan.leader,
            GameDayDetails(title=f"Prices on {plan.at:%d %b}", mode=plan.mode),
        )
        self._prepare(made.id, plan)
        self._play(made.id, plan)
        self._close(made.id, plan)
        return made.id

    def _prepare(self, game_day_id: GameDayId, plan: Plan) -> None:
        """Who prepares in Dungeons & Dragons mode is an observer, since heroes may know nothing."""
        details = GameDayDetails(
            title=f"Prices on {plan.at:%d %b}",
            theme="Prices",
            services=(plan.service,),
            owner=OWNER,
            starts_at=plan.at,
            mode=plan.mode,
            environment=Environment.STAGING,
        )
        text = "written"
        experiment = ExperimentPlan(
            title="Prices differ",
            service=plan.service,
            objective=text,
            hypothesis=text,
            steady_state=text,
            blast_radius=text,
            duration_min=20,
            rollback=text,
            abort_conditions=text,
        )

        def propose(game: GameDay, now: datetime) -> None:
            for user in sorted({*plan.by, OWNER} - {plan.leader}):
                game.seat(user, Seat(GameDayRole.OBSERVER), actor=plan.leader, now=now)
            game.describe(details, actor=plan.leader, now=now)
            for user in plan.by:
                game.propose(replace(experiment, objective=""), actor=user, now=now)

        self._do(game_day_id, propose)
        self._step(game_day_id, GameDayStepKind.SHAPE, plan)

        def shape(game: GameDay, now: datetime) -> None:
            for number, user in enumerate(plan.by, start=1):
                game.shape(ExperimentNumber(number), experiment, actor=user, now=now)

        self._do(game_day_id, shape)
        self._step(game_day_id, GameDayStepKind.OBSERVE, plan)
        for number, user in enumerate(plan.by, start=1):
            self._settle_signal(game_day_id, ExperimentNumber(number), user, plan)
        self._step(game_day_id, GameDayStepKind.CHOOSE, plan)
        self._do(game_day_id, lambda game, now: game.vote({FIRST: 1}, actor=plan.leader, now=now))
        self._do(game_day_id, lambda game, now: game.choose([FIRST], actor=plan.leader, now=now))
        self._step(game_day_id, GameDayStepKind.ARM, plan)

    def _settle_signal(
        self, game_day_id: GameDayId, number: ExperimentNumber, user: UserId, plan: Plan
    ) -> None:
        def settle(game: GameDay, now: datetime) -> None:
            game.name_signal(number, "Dashboard", actor=user, now=now)
            game.settle_signal(number, is_waived=plan.waives, actor=user, now=now)

        self._do(game_day_id, settle)

    def _play(self, game_day_id: GameDayId, plan: Plan) -> None:
        def arm(game: GameDay, now: datetime) -> None:
            team = game.add_team("Red", actor=plan.leader, now=now)
            for hero in plan.heroes:
                game.seat(hero, Seat(GameDayRole.HERO, team), actor=hero, now=now)
            officer = Seat(GameDayRole.SAFETY_OFFICER)
            game.seat(OFFICER, officer, actor=plan.leader, now=now)
            game.give_consent(actor=OWNER, now=now)
            game.try_stop(actor=plan.leader, now=now)

        self._do(game_day_id, arm)
        self._step(game_day_id, GameDayStepKind.START, plan)
        self.clock.advance(timedelta(minutes=40).total_seconds())
        self._step(game_day_id, GameDayStepKind.EVALUATE, plan)

    def _close(self, game_day_id: GameDayId, plan: Plan) -> None:
        now = self.clock.now()
        self._do(
            game_day_id,
            lambda game, at: game.answer(Answer(at, "Good", "Nothing"), actor=plan.heroes[0]),
        )
        self._do(
            game_day_id,
            lambda game, at: game.judge(
                FIRST, Verdict.HELD, "As expected.", actor=plan.leader, now=at
            ),
        )
        self._step(game_day_id, GameDayStepKind.DEBRIEF, plan)
        due = self.context.rules.day_of(now) + timedelta(days=14)
        learnt = add_learning(
            self.context,
            delivery(),
            plan.by[-1],
            game_day_id,
            FollowUpDraft("Add an alert", owner=plan.heroes[0], due=due),
            team=ONE,
        )
        self._step(game_day_id, GameDayStepKind.CLOSE, plan)
        if plan.done_after_days is not None:
            self.live(now + timedelta(days=plan.done_after_days))
            (learning,) = learnt.learnings
            settle_follow_up(
                self.context,
                delivery(),
                plan.heroes[0],
                learning.incident_id,
                number=FollowUpNumber(learning.follow_up),
                state=FollowUpState.DONE,
            )

    def _step(self, game_day_id: GameDayId, kind: GameDayStepKind, plan: Plan) -> None:
        advance_game_day(self.context, delivery(), plan.leader, game_day_id, GameDayStep(kind))

    def _do(self, game_day_id: GameDayId, change: Callable[[GameDay, datetime], object]) -> None:
        change_game_day(self.context, delivery(), game_day_id, change)

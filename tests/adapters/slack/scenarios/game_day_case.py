"""A Game Day in a scenario: its people, its card, and how it is led to a phase."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypedDict

from firefighter.adapters.slack.blocks.action_ids import game_day_state
from firefighter.domain.experiments import ExperimentNumber, ExperimentPlan
from firefighter.domain.game_day import GameDay
from firefighter.domain.game_day_phases import GameDayPhase, GameDayStep, GameDayStepKind
from firefighter.domain.game_day_roles import GameDayRole, Seat
from firefighter.domain.ids import GameDayId, UserId
from firefighter.domain.scenario import Mode, ScenarioId
from firefighter.playground.slack import Channel, Message, Person, Reply
from firefighter.ports.game_days import GameDayPlace, GameDaySnapshot
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.game_days import change_game_day
from tests.adapters.slack.scenarios.incident_case import IncidentCase, elements
from tests.adapters.slack.scenarios.scenario import Scenario, modal_text

SEALED = "quagga"
"""A word that occurs in sealed texts only."""


@dataclass(frozen=True)
class GameDayCase:
    scenario: Scenario
    id: GameDayId
    master: Person
    officer: Person
    owner: Person
    heroes: Sequence[Person]

    @property
    def snapshot(self) -> GameDaySnapshot:
        records = self.scenario.bot.context.game_days
        return records.game_day(UserId(self.master.id), self.id)

    @property
    def game_day(self) -> GameDay:
        return self.snapshot.game_day

    @property
    def phase(self) -> GameDayPhase:
        return self.game_day.phase

    def channel(self, place: GameDayPlace = GameDayPlace.CHANNEL) -> Channel:
        return self.scenario.slack.channel(self.snapshot.places[place].channel)

    def message(self, place: GameDayPlace) -> Message:
        ref = self.snapshot.places[place]
        return next(
            each for each in self.scenario.slack.messages(self.channel()) if each.ts == ref.ts
        )

    @property
    def card(self) -> Message:
        return self.message(GameDayPlace.CARD)

    @property
    def lines(self) -> list[str]:
        return [each.text for each in self.scenario.slack.messages(self.channel())]

    @property
    def drills(self) -> list[IncidentCase]:
        return [IncidentCase(self.scenario.sandbox, each) for each in self.game_day.drills]

    def offers(self, message: Message | None = None) -> list[str]:
        """The buttons of the card, or of another message."""
        return [each["action_id"] for each in elements(message or self.card)]

    def press(self, person: Person, action_id: str, *, on: Message | None = None) -> None:
        reply = person.press(on or self.card, action_id=action_id)
        assert reply.acknowledged, reply
        self.scenario.settle()

    def press_in_view(
        self, person: Person, action_id: str, seen: str = "", choice: str = ""
    ) -> None:
        """A button in the person's view of the Game Day, which is opened first."""
        self.press(person, "game_day")
        assert person.view is not None
        value = str(game_day_state(self.id, seen, choice))
        reply = person.press(person.view, action_id=action_id, value=value)
        assert reply.acknowledged, reply
        self.scenario.settle()

    def send(self, person: Person, **values: object) -> Reply:
        reply = person.submit(values)
        assert reply.acknowledged, reply
        assert not reply.errors, reply.errors
        self.scenario.settle()
        return reply

    def on_experiment(self, person: Person, choice: str, number: int = 1) -> None:
        """One of the choices in the menu of an experiment."""
        self.press_in_view(person, f"experiment.{number}", str(number), choice)

    def told(self, person: Person) -> str:
        return "\n".join(self.scenario.told(person))

    def shown_to(self, person: Person) -> str:
        """What a person sees in their view of the Game Day."""
        self.press(person, "game_day")
        assert person.view is not None
        text = modal_text(person.view) + str(person.view.blocks)
        person.close_view()
        return text


def add_people(scenario: Scenario, number: int, name: str = "hero") -> list[Person]:
    added = []
    for count in range(number):
        handle = f"{scenario.ana.handle}-{name}{count}"
        person = scenario.slack.add_person(handle, real_name=f"{name.title()} {count}")
        person.join("general")
        added.append(person)
    return added


def create(scenario: Scenario, **values: object) -> GameDayCase:
    """Ana creates a Game Day by command and form; returns when its card is posted."""
    scenario.type(scenario.ana, "gameday new Prices")
    known = len(scenario.bot.context.game_days.game_days(None, 100))
    reply = scenario.ana.submit({"theme": "Prices", **values})
    assert reply.acknowledged, reply
    assert not reply.errors, reply.errors
    assert scenario.ana.view is not None
    assert "EXERCISE" in str(scenario.ana.view.blocks)
    scenario.settle()
    found = scenario.bot.context.game_days.game_days(None, 100)
    assert len(found) == known + 1
    newest = max(each.id for each in found)
    heroes = add_people(scenario, 3)
    return GameDayCase(scenario, newest, scenario.ana, scenario.ben, scenario.dora, heroes)


def open_case(scenario: Scenario, **values: object) -> GameDayCase:
    """A Game Day in its first phase, with a theme, a service and an owner."""
    chosen = {"services": ["checkout"], "owner": scenario.dora.id, **values}
    return create(scenario, **chosen)


def shape(case: GameDayCase) -> None:
    """Leads it through the workshops, to the vote."""
    ana = case.master
    case.press(ana, "propose_experiment")
    case.send(ana, title=f"Search index {SEALED}", service="checkout")
    case.press(ana, "game_day_step.shape")
    case.on_experiment(ana, "shape")
    texts = ("objective", "hypothesis", "steady_state", "blast_radius", "rollback")
    written = {name: f"{name} {SEALED}" for name in (*texts, "abort_conditions")}
    case.send(ana, **written, duration="20", scenario="two-prices")
    case.press(ana, "game_day_step.observe")
    case.on_experiment(ana, "signal")
    case.send(ana, signal=f"Dashboard {SEALED}")
    case.on_experiment(ana, "seen")
    case.press(ana, "game_day_step.choose")
    assert case.phase is GameDayPhase.CHOSEN, case.told(ana)


def arm(case: GameDayCase) -> None:
    """Leads it through vote, choice, teams, roles and consent; it is ready to start then."""
    ana = case.master
    case.press(ana, "vote_experiments")
    case.send(ana, points_1="3")
    case.press_in_view(ana, "choose_experiments")
    case.send(ana, chosen=["1"])
    case.press(ana, "game_day_step.arm")
    case.press_in_view(ana, "add_team")
    case.send(ana, team_name="Red")
    for hero in case.heroes:
        case.press(hero, "join_game_day")
        case.send(hero, seat="1")
    case.press_in_view(ana, "seat_in_game_day")
    case.send(ana, user=case.officer.id, role="safety_officer")
    case.press_in_view(ana, "set_up_game_day")
    case.send(ana, starts_at=4_000_000_000)
    seat_owner(case)
    case.press_in_view(case.owner, "consent_game_day")
    case.press(case.officer, "try_stop")


def seat_owner(case: GameDayCase) -> None:
    """Makes the owner an observer, who sees what they consent to, unless all know what it is."""
    if case.game_day.details.mode is Mode.DUNGEONS_AND_DRAGONS:
        case.press_in_view(case.master, "seat_in_game_day")
        case.send(case.master, user=case.owner.id, role="observer")


class _By(TypedDict):
    actor: UserId
    now: datetime


def prepare(
    case: GameDayCase,
    teams: Mapping[str, Sequence[Person]] | None = None,
    scenario: str = "two-prices",
    title: str = f"Search index {SEALED}",
) -> None:
    """As `shape` and `arm`, by the same methods without the forms, which takes less time.

    Its heroes are one team, unless others are given.
    """
    actor, number = UserId(case.master.id), ExperimentNumber(1)
    plan = ExperimentPlan(
        title=title,
        service="checkout",
        objective=SEALED,
        hypothesis=SEALED,
        steady_state=SEALED,
        blast_radius=SEALED,
        duration_min=20,
        rollback=SEALED,
        abort_conditions=SEALED,
        scenario=ScenarioId(scenario),
    )

    def all_of_it(game_day: GameDay, now: datetime) -> None:
        by = _By(actor=actor, now=now)
        game_day.propose(plan, **by)
        game_day.step(GameDayStep(GameDayStepKind.SHAPE), **by)
        game_day.step(GameDayStep(GameDayStepKind.OBSERVE), **by)
        game_day.name_signal(number, f"Dashboard {SEALED}", **by)
        game_day.settle_signal(number, is_waived=False, **by)
        game_day.step(GameDayStep(GameDayStepKind.CHOOSE), **by)
        game_day.vote({number: 3}, **by)
        game_day.choose([number], **by)
        game_day.step(GameDayStep(GameDayStepKind.ARM), **by)
        for name, heroes in (teams or {"Red": case.heroes}).items():
            team = game_day.add_team(name, **by)
            for user in (UserId(each.id) for each in heroes):
                game_day.seat(user, Seat(GameDayRole.HERO, team), actor=user, now=now)
        officer = UserId(case.officer.id)
        game_day.seat(officer, Seat(GameDayRole.SAFETY_OFFICER), **by)
        game_day.describe(replace(game_day.details, starts_at=now), **by)
        owner = UserId(case.owner.id)
        if game_day.details.mode is Mode.DUNGEONS_AND_DRAGONS and owner not in game_day.seats:
            game_day.seat(owner, Seat(GameDayRole.OBSERVER), **by)
        game_day.give_consent(actor=owner, now=now)
        game_day.try_stop(**by)

    delivery = DeliveryId(f"prepare:{case.id}")
    change_game_day(case.scenario.bot.context, delivery, case.id, all_of_it)
    case.scenario.settle()


def start(case: GameDayCase) -> None:
    case.press(case.master, "game_day_step.start")
    case.send(case.master)
    assert case.phase is GameDayPhase.RUNNING, case.told(case.master)


def prepare_two_teams(scenario: Scenario, **values: object) -> GameDayCase:
    """Red and Blue are ready to play."""
    case = open_case(scenario, **values)
    prepare(case, {"Red": case.heroes, "Blue": add_people(scenario, 3, "blue")})
    return case


def start_two_teams(scenario: Scenario, **values: object) -> GameDayCase:
    case = prepare_two_teams(scenario, **values)
    start(case)
    return case


def hero_of_blue(case: GameDayCase) -> Person:
    _red, team = case.game_day.teams
    return case.scenario.slack.person(case.game_day.heroes(team)[0])


def evaluate(case: GameDayCase) -> None:
    case.press(case.master, "game_day_step.evaluate")
    case.send(case.master)
    assert case.phase is GameDayPhase.EVALUATING, case.told(case.master)


def debrief(case: GameDayCase) -> None:
    """Closes the evaluation with one answer and a judgment."""
    case.press(case.heroes[0], "game_day_answer")
    case.send(case.heroes[0], went_well="We talked")
    case.on_experiment(case.master, "judge")
    case.send(case.master, verdict="refuted", finding="The list stayed old.")
    case.press(case.master, "game_day_step.debrief")
    assert case.phase is GameDayPhase.DEBRIEFED, case.told(case.master)


def learn(case: GameDayCase, person: Person, text: str, **values: object) -> None:
    case.press(person, "game_day_learning")
    case.send(person, text=text, owner=person.id, due="2030-01-15", **values)

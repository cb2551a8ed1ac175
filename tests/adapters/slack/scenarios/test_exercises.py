"""What a team decides about an exercise by schedule, by signed requests."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from firefighter.domain.exercise_schedule import ExerciseState, PlannedExercise
from firefighter.domain.ids import UserId
from firefighter.domain.teams import Team
from firefighter.effects.exercises import TellOfExercise
from firefighter.playground.slack import Message, Person, Reply
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind
from firefighter.ports.store import DeliveryId
from firefighter.settings.exercises import ExerciseTable
from tests.adapters.slack.scenarios.scenario import POLICY, Scenario, open_scenario
from tests.clock import MovedClock

SLOT = date(2026, 1, 5)


@pytest.fixture
def scenario(sqlite_url: str, clock: MovedClock) -> Iterator[Scenario]:
    """With a schedule of a team that is added once the people exist."""
    table = ExerciseTable(
        name="Prices", team="Shop", scenario="two-prices", first=SLOT, every_weeks=104
    )
    policy = POLICY.model_copy(update={"exercises": (table,)})
    with open_scenario(policy, sqlite_url, clock) as scenario:
        yield scenario


def ask(scenario: Scenario) -> Message:
    """Ben is in the team, and is asked."""
    context, ben = scenario.bot.context, UserId(scenario.ben.id)
    day = context.rules.day_of(context.clock.now()) + timedelta(days=7)
    message = ExerciseMessage(
        ExerciseMessageKind.QUESTION, "prices", day, "Prices", "Shop", day, (10, 16)
    )
    with context.units(DeliveryId("ask")) as unit:
        unit.teams.add(Team(name="Shop", members=(ben,)), ben, context.clock.now())
        unit.planned_exercises.add(PlannedExercise(key="prices", slot=day, day=day))
        unit.enqueue(None, TellOfExercise(ben, message).request())
    scenario.settle()
    return scenario.ben.dms[-1]


def planned(scenario: Scenario) -> PlannedExercise:
    context = scenario.bot.context
    day = context.rules.day_of(context.clock.now()) + timedelta(days=7)
    with context.units(DeliveryId(f"look-{context.clock.now()}")) as unit:
        found = unit.planned_exercises.get("prices", day)
    assert found is not None
    return found


def press(scenario: Scenario, person: Person, message: Message, action_id: str) -> Reply:
    reply = person.press(message, action_id=action_id)
    assert reply.acknowledged, reply
    scenario.settle()
    return reply


def test_yes_agrees_and_tells_the_team(scenario: Scenario) -> None:
    question = ask(scenario)
    assert question.text.startswith("EXERCISE · Prices: an exercise for Shop is planned on")
    press(scenario, scenario.ben, question, "agree_to_exercise")
    assert planned(scenario).state is ExerciseState.AGREED
    assert planned(scenario).scenario is not None
    assert f"<@{scenario.ben.id}> agreed for Shop" in scenario.ben.dms[-1].text
    assert "two-prices" not in "".join(str(each.blocks) for each in scenario.ben.dms)
    press(scenario, scenario.ben, question, "agree_to_exercise")
    assert "agreed already" in "".join(scenario.told(scenario.ben))


def test_another_day_is_chosen_in_a_form(scenario: Scenario) -> None:
    question = ask(scenario)
    press(scenario, scenario.ben, question, "move_exercise")
    weekend = planned(scenario).slot
    while weekend.weekday() < 5:
        weekend += timedelta(days=1)
    reply = scenario.ben.submit({"day": weekend.isoformat()})
    assert "Choose a working day" in reply.errors["day"]
    monday = weekend + timedelta(days=7 - weekend.weekday())
    reply = scenario.ben.submit({"day": monday.isoformat()})
    assert not reply.errors
    scenario.settle()
    assert (planned(scenario).day, planned(scenario).state) == (monday, ExerciseState.AGREED)
    assert "moved it for Shop" in scenario.ben.dms[-1].text


def test_skipping_asks_for_a_reason(scenario: Scenario) -> None:
    question = ask(scenario)
    press(scenario, scenario.ben, question, "skip_exercise")
    reply = scenario.ben.submit({"reason": "We release <!channel> on that day"})
    assert not reply.errors
    scenario.settle()
    assert planned(scenario).state is ExerciseState.SKIPPED
    assert "&lt;!channel&gt;" in scenario.ben.dms[-1].text

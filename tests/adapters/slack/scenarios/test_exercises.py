"""What a team decides about an exercise by schedule, by signed requests."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from firefighter.domain.exercise_schedule import (
    ExerciseDecided,
    ExerciseState,
    PlannedExercise,
)
from firefighter.domain.ids import UserId
from firefighter.domain.teams import Team
from firefighter.effects.exercises import TellOfExercise, exercise_messages
from firefighter.playground.slack import Message, Person, Reply
from firefighter.ports.exercises import ExerciseMessage, ExerciseMessageKind
from firefighter.ports.store import DeliveryId
from firefighter.reporting.wording import format_day
from firefighter.settings.exercises import ExerciseTable
from firefighter.use_cases.exercises import skip_exercise
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


def pressed(scenario: Scenario, person: Person, action_id: str) -> None:
    assert person.view is not None
    found = re.search(rf"{action_id}\.[^\"']+", str(person.view.blocks))
    assert found, person.view.blocks
    assert person.press(person.view, action_id=found[0]).acknowledged
    scenario.settle()


def listed(scenario: Scenario, person: Person) -> str:
    scenario.type(person, "exercises")
    assert person.view is not None
    return str(person.view.blocks)


def test_the_list_shows_what_comes_next_and_its_team_decides(scenario: Scenario) -> None:
    ask(scenario)
    ben, day = scenario.ben, format_day(planned(scenario).day)
    text = listed(scenario, ben)
    assert f"{day}, between 10:00 and 16:00 · no answer yet" in text
    assert "two-prices" not in text
    text = listed(scenario, scenario.ana)
    assert "no answer yet" in text
    assert "move_exercise" not in text, "others only look"
    listed(scenario, ben)
    pressed(scenario, ben, "agree_to_exercise")
    assert planned(scenario).state is ExerciseState.AGREED
    assert f"agreed by <@{ben.id}>" in str(ben.view and ben.view.blocks)
    pressed(scenario, ben, "skip_exercise")
    assert not ben.submit({"reason": "We release"}).errors
    scenario.settle()
    assert planned(scenario).state is ExerciseState.SKIPPED
    assert f"skipped by <@{ben.id}>" in str(ben.view and ben.view.blocks)


def test_an_exercise_is_skipped_before_its_team_is_asked(
    scenario: Scenario, clock: MovedClock
) -> None:
    context, ben = scenario.bot.context, UserId(scenario.ben.id)
    with context.units(DeliveryId("team")) as unit:
        unit.teams.add(Team(name="Shop", members=(ben,)), ben, context.clock.now())
    schedule = context.rules.exercises.schedules[0]
    slot = schedule.next_slot(context.rules.day_of(clock.now()))
    assert "the team is asked a week before" in listed(scenario, scenario.ben)
    pressed(scenario, scenario.ben, "skip_exercise")
    assert not scenario.ben.submit({"reason": "Nobody is here"}).errors
    scenario.settle()
    (skipped,) = context.teams.planned_exercises(slot)
    assert (skipped.slot, skipped.state) == (slot, ExerciseState.SKIPPED)
    text = str(scenario.ben.view and scenario.ben.view.blocks)
    assert "skipped by" in text
    assert text.count("the team is asked a week before") == 1, "the one after it is shown"


def test_a_day_of_no_schedule_is_decided_by_nobody(scenario: Scenario, clock: MovedClock) -> None:
    context, ben = scenario.bot.context, UserId(scenario.ben.id)
    with context.units(DeliveryId("team")) as unit:
        unit.teams.add(Team(name="Shop", members=(ben,)), ben, context.clock.now())
    schedule = context.rules.exercises.schedules[0]
    wrong = schedule.next_slot(context.rules.day_of(clock.now())) + timedelta(days=1)
    with pytest.raises(ExerciseDecided):
        skip_exercise(
            context,
            DeliveryId("skip"),
            ben,
            "prices",
            wrong,
            reason="No",
            tell=exercise_messages,
        )
    assert context.teams.planned_exercises(date(2000, 1, 1)) == []


def test_without_schedules_the_list_says_how_to_plan(sqlite_url: str, clock: MovedClock) -> None:
    with open_scenario(POLICY, sqlite_url, clock) as scenario:
        assert "[[exercises]]" in listed(scenario, scenario.ana)

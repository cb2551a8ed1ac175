"""Programs read drills and Game Days, and learn nothing that heroes may not know."""

import pytest

from firefighter.domain.api_tokens import READ_TRAINING
from firefighter.domain.game_day_phases import GameDayPhase
from firefighter.domain.ids import IncidentId, UserId
from firefighter.domain.scenario import Mode, ScenarioId
from firefighter.domain.severity import Severity
from firefighter.ports.store import DeliveryId
from firefighter.use_cases.declare import Declaration
from firefighter.use_cases.drills import DrillOpening, start_drill, stop_drill
from tests.adapters.api.conftest import Program, World
from tests.domain.game_days import MASTER, NOW, in_phase


@pytest.fixture
def reader(world: World) -> Program:
    return world.program(READ_TRAINING, name="reader")


def test_a_drill_tells_its_scenario_once_it_is_over(
    world: World, program: Program, reader: Program
) -> None:
    program.declare("Real")
    context = world.sandbox.bot.context
    ana = UserId(world.sandbox.slack.add_person("ana").id)
    scenario = context.scenarios.summaries(context.language)[0].id
    opening = DrillOpening(Declaration("", Severity.SEV3), (ana,), scenario=ScenarioId(scenario))
    start_drill(context, DeliveryId("start"), ana, opening)
    (found,) = reader.get("/drills")["items"]
    assert found["incident"]["reference"] == "INC-2"
    assert found["incident"]["exercise"]
    assert [each["id"] for each in found["team"]] == [ana]
    assert (found["scenario"], found["over_at"], found["paused"]) == (None, None, False)
    assert scenario not in reader.send("GET", "/drills/2").text
    stop_drill(context, DeliveryId("stop"), ana, IncidentId(2))
    over = reader.get("/drills/INC-2")
    assert (over["scenario"], over["ending"]) == (scenario, "stopped")
    assert "stopped_by" not in over
    assert reader.send("GET", "/drills/INC-1").status_code == 404
    assert program.send("GET", "/drills").status_code == 403


def test_a_game_day_is_told_as_everybody_may_see_it(world: World, reader: Program) -> None:
    units = world.sandbox.bot.context.units
    secret = Mode.DUNGEONS_AND_DRAGONS
    with units(DeliveryId("one")) as unit:
        number = unit.game_days.next_id()
        game_day = in_phase(GameDayPhase.ARMED, secret, number)
        for name in ("Red", "Blue"):
            game_day.add_team(name, actor=MASTER, now=NOW)
        unit.game_days.add(game_day)
    answer = reader.send("GET", f"/game-days/GD-{number}")
    found = answer.json()
    assert (found["reference"], found["phase"]) == (f"GD-{number}", "armed")
    assert found["title"] == "Spring exercise"
    assert [each["name"] for each in found["teams"]] == ["Red", "Blue"]
    for word in ("sealed", "catalogue", "prices"):
        assert word not in answer.text.casefold()
    assert (found["theme"], found["services"]) == ("", [])
    assert reader.get("/game-days")["items"] == [found]
    for unknown in ("GD-99", "99", "spring"):
        assert reader.send("GET", f"/game-days/{unknown}").status_code == 404


def test_game_days_have_pages(world: World, reader: Program) -> None:
    units = world.sandbox.bot.context.units
    for name in ("one", "two", "three"):
        with units(DeliveryId(name)) as unit:
            number = unit.game_days.next_id()
            unit.game_days.add(in_phase(GameDayPhase.IDEAS, game_day_id=number))
    first = reader.get("/game-days?limit=2")
    second = reader.get(f"/game-days?limit=2&cursor={first['next_cursor']}")
    listed = [each["reference"] for each in (*first["items"], *second["items"])]
    assert listed == ["GD-3", "GD-2", "GD-1"]
    assert second["next_cursor"] is None
